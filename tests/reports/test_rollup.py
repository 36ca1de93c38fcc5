"""Facts about adding up what several wards counted."""

import io
import json
from dataclasses import replace
from datetime import date

import pytest

from reports.rollup import FormsDiffer, PeriodsOverlap, Rollup, UnitCounts, added_up, by_channel, by_unit, in_total
from reports.rollup_file import RollupUnreadable, read_rollup, write_rollup
from reports.tally import QuestionTally
from tests.reports.test_dataset import C1, MD

_PAPER, _KIOSK = (("channel", "paper_box"),), (("channel", "kiosk"),)
_QUARTER = (date(2026, 6, 15), date(2026, 9, 14))


def _tally(*counts: int, blank: int = 0, group: tuple[tuple[str, str], ...] = _PAPER) -> QuestionTally:
    valid, silent = sum(counts[:2]), counts[2]
    return QuestionTally(C1, valid + silent + blank, valid, counts, silent, blank, 0, 0, 0, group)


def _ward(name: str, *tallies: QuestionTally, days: tuple[date, date] = _QUARTER) -> Rollup:
    return Rollup((UnitCounts(name, *days, tallies),))


def test_wards_are_added_up_and_each_stays_beside_the_sum() -> None:
    """Pooled: 380 of 394 and 95 of 105 are 475 of 499, not the mean of two rates."""
    both = added_up(
        [
            _ward("Phường B", _tally(300, 80, 14)),
            _ward("Phường A", _tally(50, 40, 10, blank=3), _tally(5, 0, 0, group=_KIOSK)),
        ]
    )

    (total,) = in_total(both)
    assert (total.counts, total.valid, total.no_opinion, total.blank, total.sheets) == ((355, 120, 24), 475, 24, 3, 502)
    assert [(t.group, t.counts) for t in by_unit(both)] == [
        ((("unit", "Phường A"),), (55, 40, 10)),
        ((("unit", "Phường B"),), (300, 80, 14)),
    ]
    assert [(t.group, t.counts) for t in by_channel(both)] == [(_KIOSK, (5, 0, 0)), (_PAPER, (350, 120, 24))]


def test_another_question_under_the_same_code_is_refused() -> None:
    """Even where only a word differs: a sum of different questions says nothing."""
    other = replace(_tally(1, 1, 0), meaning=replace(C1, label="Chỗ ngồi chờ"))

    with pytest.raises(FormsDiffer):
        added_up([_ward("A", _tally(1, 1, 0)), _ward("B", other)])


@pytest.mark.parametrize("name", ["Phường A", " phường  a ", "Phu\u031bo\u031b\u0300ng A"])
def test_days_of_a_ward_count_once(name: str) -> None:
    """However its name is spelt; the same file given twice is refused with it."""
    other = _ward(name, _tally(1, 1, 0), days=(date(2026, 9, 14), date(2026, 12, 14)))

    with pytest.raises(PeriodsOverlap):
        added_up([_ward("Phường A", _tally(1, 1, 0)), other])


def test_periods_that_follow_each_other_are_added_up() -> None:
    """As one unit."""
    later = _ward("Phường A", _tally(2, 0, 0), days=(date(2026, 9, 15), date(2026, 12, 14)))

    (unit,) = by_unit(added_up([later, _ward("Phường A", _tally(1, 1, 0))]))

    assert (unit.group, unit.counts) == ((("unit", "Phường A"),), (3, 1, 0))


def _file(rollup: Rollup) -> bytes:
    stream = io.BytesIO()
    write_rollup(rollup, stream)
    return stream.getvalue()


def test_a_file_is_read_back_as_it_was() -> None:
    """And can be added up again, a province over its wards."""
    several = replace(_tally(3, 1, 1, blank=2), meaning=MD, counts=(4, 3), no_opinion=0, sheets=6, group=_KIOSK)
    rollup = added_up([_ward("Phường A", _tally(5, 4, 1), several), _ward("Xã B", _tally(1, 0, 0))])

    assert read_rollup(_file(rollup), "a.json") == rollup


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda text: text.replace('"blank": 2', '"blank": 1'), "sha256"),
        (lambda text: text.replace("omr-rollup", "other"), "format"),
        (lambda text: text[:-9], "JSON"),
        (lambda text: text[:0] + "[]", "format"),
        (lambda text: text.replace('"sha256"', '"other"'), "sha256"),
    ],
)
def test_a_file_that_was_changed_is_refused(change: object, problem: str) -> None:
    """By its own check."""
    assert callable(change)
    changed = change(_file(_ward("A", _tally(5, 4, 1, blank=2))).decode())

    with pytest.raises(RollupUnreadable, match=problem):
        read_rollup(changed.encode(), "a.json")


def test_a_file_that_does_not_add_up_is_refused_whatever_its_hash() -> None:
    """Whoever wrote it."""
    wrong = replace(_tally(5, 4, 1), sheets=11)

    with pytest.raises(RollupUnreadable, match="A: C1"):
        read_rollup(_file(_ward("A", wrong)), "a.json")


def test_a_file_holds_counts_and_wording_alone() -> None:
    """Nothing else can be in it."""
    (unit,) = json.loads(_file(_ward("A", _tally(5, 4, 1))))["units"]

    assert set(unit) == {"unit", "since", "until", "tallies"}
    assert set(unit["tallies"][0]) == {
        "meaning", "sheets", "valid", "counts", "no_opinion", "blank", "several", "spoiled", "waiting", "group",
    }  # fmt: skip
