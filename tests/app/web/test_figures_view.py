"""Facts about how the figures of a period are drawn."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language import speak
from app.web.figures_view import LevelBar, group_lines, legend, level_bars, rate_words
from omr.words import Language
from reports.indices import Denominator, Rate
from reports.period_figures import FormFigures, Returned
from reports.report_table import TableSettings
from reports.tally import ChoiceMeaning, QuestionTally
from tests.reports.test_period_figures import told

# A scale of five, the best first.
_FIVE = tuple(ChoiceMeaning(str(n), f"Mức {n}", float(n), n > 3) for n in (5, 4, 3, 2, 1))


def _five(*counts: int, scale: tuple[ChoiceMeaning, ...] = _FIVE) -> QuestionTally:
    tally = told(*counts)
    meaning = replace(tally.meaning, choices=scale)
    return replace(tally, meaning=meaning, valid=sum(counts), no_opinion=0)


def _bar(tally: QuestionTally, denominator: Denominator = Denominator.VALID_ANSWERS) -> LevelBar:
    (bar,) = level_bars(FormFigures("pks-q", "Phiếu", Returned(valid=9), (tally,)), denominator)
    return bar


def _ends(bar: LevelBar) -> tuple[float, float]:
    return bar.segments[0].x, bar.segments[-1].x + bar.segments[-1].width


@given(st.tuples(*[st.integers(0, 40)] * 5).filter(any))
def test_every_bar_is_on_the_picture(counts: tuple[int, int, int, int, int]) -> None:
    """However good or bad, all of it lies between 0 and 100, its levels side by side, as wide as their shares."""
    bar = _bar(_five(*counts))
    begin, end = _ends(bar)

    assert -0.01 <= begin < end <= 100.01
    unit = (end - begin) / sum(counts)
    for segment, after in zip(bar.segments, bar.segments[1:], strict=False):
        assert segment.x + segment.width == pytest.approx(after.x, abs=0.01)
    assert [segment.width for segment in bar.segments] == pytest.approx([unit * n for n in counts], abs=0.01)


def test_good_and_bad_go_off_to_either_side_of_the_middle() -> None:
    """All good ends where all bad begins, and there a neutral level has its middle."""
    good, bad, neutral = (_ends(_bar(_five(*counts))) for counts in ((5, 2, 0, 0, 0), (0, 0, 0, 3, 9), (0, 0, 4, 0, 0)))

    assert good[1] == pytest.approx(bad[0])
    assert sum(neutral) / 2 == pytest.approx(bad[0])
    assert (good[0], bad[1]) == pytest.approx((0, 100), abs=0.01)


def test_a_scale_that_is_printed_from_bad_to_good_is_drawn_like_any_other() -> None:
    """What is good stands on the same side, in the same shades."""
    usual, turned = _bar(_five(7, 2, 1, 0, 3)), _bar(_five(3, 0, 1, 2, 7, scale=_FIVE[::-1]))

    assert turned.segments == usual.segments
    assert legend([turned]) == tuple(enumerate(f"Mức {n}" for n in (5, 4, 3, 2, 1)))
    assert legend([]) == ()


def test_a_level_says_how_many_of_how_many() -> None:
    """In words, with its code to look behind it; no opinion is none of the levels."""
    speak(Language.VI)
    bar = _bar(told(1200, 4, 9, 0, 0))

    assert [segment.code for segment in bar.segments] == ["5", "4", "3", "1"]
    assert bar.segments[0].words == "Rất hài lòng: 1.200 / 1.204 (99,7 %)"
    assert [segment.shade for segment in bar.segments] == [0, 1, 3, 4]
    assert (bar.rate, bar.segments[0].count) == (Rate(1204, 1204), 1200)


def test_only_what_was_rated_and_answered_is_a_bar() -> None:
    """Neither a question that nobody answered, one of several choices, nor one in which nothing is good."""
    tally = told(3, 0, 0, 1, 2)
    others = (
        told(0, 0, 4, 0, 0, beside=(2, 0, 0, 0)),
        replace(tally, meaning=replace(tally.meaning, multiple=True)),
        replace(tally, meaning=replace(tally.meaning, choices=tuple(replace(c, positive=False) for c in _FIVE))),
    )
    bars = level_bars(FormFigures("pks-q", "Phiếu", Returned(valid=9), (*others, tally)), Denominator.VALID_ANSWERS)

    assert [bar.tally for bar in bars] == [tally]


def test_a_group_of_few_is_told_no_rate() -> None:
    """Nor one beside it whose number would give it away; inside the office all are told, by their names."""
    groups = [told(*counts, group=("field", code)) for code, counts in (("a", (9, 9, 0, 9, 9)), ("b", (1, 0, 0, 0, 2)))]
    form = FormFigures("pks-q", "Phiếu", Returned(valid=39), (told(10, 9, 0, 9, 11),))
    outside = group_lines(form, groups, {"a": "Hộ tịch"}, TableSettings(hide_under=5))
    inside = group_lines(form, groups, {"a": "Hộ tịch"}, TableSettings(hide_under=0))

    assert [(line.name, line.n) for line in outside] == [("Hộ tịch", 36), ("b", 3)]
    assert [line.rate for line in outside][1] is None
    assert outside[1].words == ""
    assert [line.rate for line in inside] == [Rate(18, 36), Rate(1, 3)]


def test_a_rate_is_said_with_its_number_and_interval() -> None:
    """After Wilson: 8 of 10 is between 49.0 and 94.3 per cent; of nothing there is none."""
    speak(Language.EN)
    assert rate_words(Rate(8, 10)) == "80.00 % · n = 10 · 95 %: 49.0–94.3 %"
    assert rate_words(Rate(0, 0)) == "n = 0"
    bar = _bar(told(8, 0, 0, 2, 0, beside=(6, 0, 0, 0)), Denominator.VALID_SHEETS)
    assert (bar.rate, bar.words) == (Rate(8, 16), rate_words(Rate(8, 16)))
