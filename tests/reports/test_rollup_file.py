"""Facts about the file that a roll-up travels in, whoever wrote it."""

import hashlib
import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omr.words import Language
from reports.rollup import Rollup, UnitCounts
from reports.rollup_file import RollupUnreadable, read_rollup, write_rollup
from reports.tally import QuestionTally
from tests.reports.test_dataset import MD
from tests.reports.test_period_figures import tallies, told

_DAYS = (date(2026, 6, 15), date(2026, 9, 14))
# Five sheets answer MD with eight choices, one is blank.
_SEVERAL = QuestionTally(MD, 6, 5, (5, 3), 0, 1, 0, 0, 0)
_WARD = Rollup((UnitCounts("Phường A", *_DAYS, (told(5, 4, 2, 0, 1, beside=(1, 1, 1, 1)), _SEVERAL)),))


def _written(rollup: Rollup) -> bytes:
    stream = io.BytesIO()
    write_rollup(rollup, stream)
    return stream.getvalue()


def _signed(content: dict[str, Any]) -> bytes:
    """Return a file whose hash is right, whatever it says: as a program of somebody else would write it."""
    content.pop("sha256", None)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return json.dumps(content | {"sha256": hashlib.sha256(text.encode()).hexdigest()}).encode()


@given(st.lists(st.tuples(st.text(max_size=8), st.lists(tallies, max_size=3)), max_size=3))
def test_what_was_counted_is_read_back_whatever_the_ward_is_called(
    units: list[tuple[str, list[QuestionTally]]],
) -> None:
    """Every count of every question, also of a ward that counted nothing."""
    names = [name.encode(errors="replace").decode() for name, _ in units]
    rollup = Rollup(tuple(UnitCounts(n, *_DAYS, tuple(t)) for n, (_, t) in zip(names, units, strict=True)))

    assert read_rollup(_written(rollup), "a.json") == rollup


def test_how_a_file_is_laid_out_does_not_matter() -> None:
    """The hash is over what it says: one that another program wrote anew, without line ends, is the same."""
    again = json.dumps(dict(reversed(json.loads(_written(_WARD)).items()))).encode()

    assert read_rollup(again, "a.json") == _WARD


def _first(content: dict[str, Any]) -> dict[str, Any]:
    tally: dict[str, Any] = content["units"][0]["tallies"][0]
    return tally


def _several(content: dict[str, Any]) -> dict[str, Any]:
    tally: dict[str, Any] = content["units"][0]["tallies"][1]
    return tally


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda c: _first(c).update(counts=[5, 4, 2, 1]), "Phường A: C8"),
        (lambda c: _first(c).update(counts=[6, 4, 2, 0, 1]), "Phường A: C8"),
        (lambda c: _first(c).update(counts=[5, 4, 2, -1, 2]), "Phường A: C8"),
        (lambda c: _first(c).update(blank=-1, several=3), "Phường A: C8"),
        (lambda c: _first(c).update(waiting=2), "Phường A: C8"),
        # Of a question that takes several choices there are no fewer of them than answers; there may be more.
        (lambda c: _several(c).update(counts=[3, 1]), "Phường A: MD"),
        (lambda c: c["units"][0].update(until="2026-06-14"), "Phường A: 2026-06-15 > 2026-06-14"),
        (lambda c: c["units"][0].update(until="2026-06-14", tallies=[]), "Phường A: 2026-06-15 > 2026-06-14"),
        (lambda c: c["units"][0].update(until="hôm qua"), "units.0.until"),
        (lambda c: _first(c).update(sheets="nhiều"), "units.0.tallies.0.sheets"),
        (lambda c: _first(c).pop("spoiled"), "units.0.tallies.0.spoiled"),
        (lambda c: c.pop("units"), "units"),
    ],
)
def test_a_right_hash_makes_no_wrong_counts_right(change: Callable[[dict[str, Any]], object], problem: str) -> None:
    """Parts are the whole, none is less than none, every choice has its count, days run forward; else it says where."""
    content = json.loads(_written(_WARD))
    assert read_rollup(_signed(content), "a.json") == _WARD
    change(content)

    with pytest.raises(RollupUnreadable) as found:
        read_rollup(_signed(content), "a.json")

    assert dict(found.value.evidence)["problem"] == problem


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"PK\x03\x04", b"null", b"[" * 100_000, b'{"format": "omr-rollup"}']
)
def test_what_is_no_roll_up_is_a_sentence_that_names_the_file(data: bytes) -> None:
    """In both languages, with whom to ask."""
    with pytest.raises(RollupUnreadable) as found:
        read_rollup(data, "phường-a.json")

    assert all("phường-a.json" in found.value.sentence(language) for language in Language)
    assert "đơn vị" in found.value.advice(Language.VI)
    assert "unit" in found.value.advice(Language.EN)
