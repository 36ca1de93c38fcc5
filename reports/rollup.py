"""What do several wards say together? Their counts added up, form by form, with each ward's own beside the sum.

A roll-up holds counts alone: no sheet, no officer, no text that anybody wrote.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import ClassVar

from omr.errors import OmrError
from omr.words import Text
from reports.tally import QuestionMeaning, QuestionTally


class FormsDiffer(OmrError):
    """Two wards ask different things under one name. Evidence: form, first, second, question."""

    exit_code: ClassVar[int] = 96
    sentence_text = Text(
        "Mẫu {form} của “{first}” khác mẫu của “{second}” (câu {question}); không cộng được.",
        "The form {form} of “{first}” is not that of “{second}” (question {question}); they cannot be added up.",
    )
    advice_text = Text(
        "Tổng hợp riêng từng mẫu, hoặc dùng chung một mẫu từ kỳ sau.",
        "Roll each form up by itself, or use one form from the next period on.",
    )


class PeriodsOverlap(OmrError):
    """A ward's days would count twice. Evidence: unit, first, second."""

    exit_code: ClassVar[int] = 97
    sentence_text = Text(
        "“{unit}” có hai kỳ trùng ngày nhau: {first} và {second}.",
        "“{unit}” has two periods that share days: {first} and {second}.",
    )
    advice_text = Text("Bỏ bớt một tệp rồi chạy lại.", "Leave one of the files out and run this again.")


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """What one ward counted from one day to another, both included: a tally of each question and channel."""

    unit: str
    since: date
    until: date
    tallies: tuple[QuestionTally, ...]


@dataclass(frozen=True, slots=True)
class Rollup:
    """The counts of one ward or of many."""

    units: tuple[UnitCounts, ...]


def added_up(rollups: Iterable[Rollup]) -> Rollup:
    """Return the roll-up of all units, sorted by name and day.

    Raises
    ------
    FormsDiffer
        When two units ask different things in a question of the same form.
    PeriodsOverlap
        When a unit is there twice with days in common.
    """
    units = sorted(
        (unit for rollup in rollups for unit in rollup.units), key=lambda unit: (_key(unit.unit), unit.since)
    )
    for first, second in combinations(units, 2):
        if _key(first.unit) == _key(second.unit) and first.since <= second.until and second.since <= first.until:
            raise PeriodsOverlap(unit=first.unit, first=_period(first), second=_period(second))
    _check_forms(units)
    return Rollup(tuple(units))


def by_unit(rollup: Rollup) -> tuple[QuestionTally, ...]:
    """Return the tally of each question for each unit, its channels and periods added up."""
    names: dict[str, str] = {}
    for unit in rollup.units:
        names.setdefault(_key(unit.unit), unit.unit)
    return tuple(
        replace(tally, group=(("unit", name),))
        for key, name in names.items()
        for tally in _summed(t for unit in rollup.units if _key(unit.unit) == key for t in unit.tallies)
    )


def in_total(rollup: Rollup) -> tuple[QuestionTally, ...]:
    """Return the tally of each question over all units."""
    return _summed(tally for unit in rollup.units for tally in unit.tallies)


def by_channel(rollup: Rollup) -> tuple[QuestionTally, ...]:
    """Return the tally of each question over all units, for each channel."""
    channels = sorted({tally.group for unit in rollup.units for tally in unit.tallies})
    return tuple(
        replace(tally, group=channel)
        for channel in channels
        for tally in _summed(t for unit in rollup.units for t in unit.tallies if t.group == channel)
    )


def _summed(tallies: Iterable[QuestionTally]) -> tuple[QuestionTally, ...]:
    """Return one tally for each question, whatever stood apart."""
    sums: dict[tuple[str, str], QuestionTally] = {}
    for tally in tallies:
        key = (tally.meaning.form, tally.meaning.question)
        sums[key] = _sum(sums[key], tally) if key in sums else replace(tally, group=())
    return tuple(sums.values())


def _sum(one: QuestionTally, other: QuestionTally) -> QuestionTally:
    return replace(
        one,
        sheets=one.sheets + other.sheets,
        valid=one.valid + other.valid,
        counts=tuple(a + b for a, b in zip(one.counts, other.counts, strict=True)),
        no_opinion=one.no_opinion + other.no_opinion,
        blank=one.blank + other.blank,
        several=one.several + other.several,
        spoiled=one.spoiled + other.spoiled,
        waiting=one.waiting + other.waiting,
    )


def _check_forms(units: Sequence[UnitCounts]) -> None:
    """Refuse questions that are not the same to the letter: a sum of different questions says nothing."""
    said: dict[tuple[str, str], tuple[str, QuestionMeaning]] = {}
    for unit in units:
        for meaning in (tally.meaning for tally in unit.tallies):
            by, known = said.setdefault((meaning.form, meaning.question), (unit.unit, meaning))
            if known != meaning:
                raise FormsDiffer(form=meaning.form, first=by, second=unit.unit, question=meaning.question)


def _key(name: str) -> str:
    """Return what two spellings of a ward's name have in common."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _period(unit: UnitCounts) -> str:
    return f"{unit.since:%d/%m/%Y}-{unit.until:%d/%m/%Y}"
