"""How are the figures of a period drawn on a page? Bars and intervals in per cent of the width, each with its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.numbers import number
from reports.group_tables import group_counts
from reports.indices import Denominator, Rate
from reports.period_figures import FormFigures, rate_of
from reports.report_table import TableSettings
from reports.tally import QuestionTally

# The middle of the scale stands here, so that what is good and what is not go off to either side; all of a bar has room
# on each.
_MIDDLE, _UNIT = 50.0, 0.5
_LEVELS = 5


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: where it begins and how wide it is in per cent, its shade 0..4, and what it says."""

    x: float
    width: float
    shade: int
    code: str
    label: str
    count: int
    words: str


@dataclass(frozen=True, slots=True)
class LevelBar:
    """A rated question: its levels as segments, and its rate with n and interval."""

    tally: QuestionTally
    segments: tuple[Segment, ...]
    rate: Rate
    words: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A field, officer, counter or channel: how many answers, and the rate with its interval where it may be told."""

    code: str
    name: str
    n: int
    rate: Rate | None
    words: str


def level_bars(form: FormFigures, denominator: Denominator) -> tuple[LevelBar, ...]:
    """Return a bar for each rated question that anybody answered."""
    rated = (
        t for t in form.tallies if t.valid and not t.meaning.multiple and any(c.positive for c in t.meaning.choices)
    )
    return tuple(_bar(tally, rate_of(tally, denominator)) for tally in rated)


def group_lines(
    form: FormFigures, tallies: Sequence[QuestionTally], names: Mapping[str, str], settings: TableSettings
) -> tuple[GroupLine, ...]:
    """Return a line for each group; the rate of few, or of a row with hidden cells, is not told."""
    lines = []
    for tally, hidden in group_counts(tallies, form, settings.hide_under):
        code = tally.group[0][1]
        rate = None if hidden else rate_of(tally, settings.denominator)
        words = rate_words(rate) if rate is not None else ""
        lines.append(GroupLine(code, names.get(code, code), tally.valid, rate, words))
    return tuple(lines)


def rate_words(rate: Rate) -> str:
    """Return a rate with its n and interval, as it is said when one points at it."""
    if rate.value is None or rate.interval is None:
        return "n = 0"
    low, high = (number(100 * end, 1) for end in rate.interval)
    return f"{number(100 * rate.value, 2)} % · n = {number(rate.n)} · 95 %: {low}–{high} %"


def _bar(tally: QuestionTally, rate: Rate) -> LevelBar:
    levels = [
        (choice, count)
        for choice, count in zip(tally.meaning.choices, tally.counts, strict=True)
        if not choice.no_opinion
    ]
    if levels and not levels[0][0].positive and levels[-1][0].positive:
        # The best come first, however the form has them.
        levels.reverse()
    parts = [100 * count / tally.valid for _, count in levels]
    positive = sum(choice.positive for choice, _ in levels)
    neutral = parts[positive] if len(levels) % 2 and positive < len(levels) else 0.0
    x = _MIDDLE - (sum(parts[:positive]) + neutral / 2) * _UNIT
    segments = []
    for place, ((choice, count), part) in enumerate(zip(levels, parts, strict=True)):
        words = f"{choice.label}: {number(count)} / {number(tally.valid)} ({number(part, 1)} %)"
        shade = round(place * (_LEVELS - 1) / max(1, len(levels) - 1))
        segments.append(Segment(round(x, 3), round(part * _UNIT, 3), shade, choice.code, choice.label, count, words))
        x += part * _UNIT
    return LevelBar(tally, tuple(segments), rate, rate_words(rate))


def legend(bars: Sequence[LevelBar]) -> tuple[tuple[int, str], ...]:
    """Return the shades with the words of the first question's levels."""
    return tuple((segment.shade, segment.label) for segment in bars[0].segments) if bars else ()
