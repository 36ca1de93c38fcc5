"""Facts about `omr export`."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest

from tests.app.running import Omr
from tests.db.values import FIRST, SECOND

_ANSWERS = "batch,source,source_page,serial,form,layout_id,question,answer,state,confidence,decided_by"
_PAGES = "batch,source,source_page,outcome,reason,advice"


@pytest.mark.parametrize(("what", "columns"), [("answers", _ANSWERS), ("pages", _PAGES)])
def test_a_csv_begins_with_the_columns_that_others_rely_on(
    omr: Omr, week: Path, tmp_path: Path, what: str, columns: str
) -> None:
    """UTF-8 with a byte order mark, so that a spreadsheet shows Vietnamese."""
    ran = omr("export", what, "--format", "csv", "--out", tmp_path / "out.csv")

    content = (tmp_path / "out.csv").read_bytes()
    assert (ran.code, ran.out) == (0, "")
    assert content.startswith(b"\xef\xbb\xbf" + columns.encode() + b"\r\n")
    assert "Tuần 38,hòm phiếu.pdf".encode() in content


def test_answers_are_those_that_count(omr: Omr, week: Path) -> None:
    """What waits is empty, whatever the machine would guess."""
    rows = _rows(omr("export", "answers").out)

    by_place = {(row["serial"], row["question"]): (row["answer"], row["state"]) for row in rows}
    assert by_place[FIRST, "C1"] == ("", "review")
    assert by_place[SECOND, "C1"] == ("5", "accepted")
    assert {row["form"] for row in rows} == {"pks-q"}
    assert all(0 <= float(row["confidence"]) <= 1 for row in rows)


def test_pages_say_why_and_what_to_do(omr: Omr, week: Path) -> None:
    """The code of the reason for scripts, the advice for people."""
    rows = _rows(omr("export", "pages").out)

    assert [(row["source_page"], row["outcome"], row["reason"]) for row in rows] == [
        ("1", "read", ""),
        ("2", "read", ""),
        ("3", "rejected", "not_a_sheet"),
    ]
    assert [bool(row["advice"]) for row in rows] == [False, False, True]


def test_json_has_the_same_rows(omr: Omr, week: Path) -> None:
    """The same names, and numbers as numbers."""
    rows = json.loads(omr("export", "answers", "--format", "json").out)

    assert list(rows[0]) == _ANSWERS.split(",")
    assert len(rows) == len(_rows(omr("export", "answers").out))
    assert isinstance(rows[0]["confidence"], float)


@pytest.mark.parametrize("words", [(), ("--out", "-")])
def test_a_dash_and_nothing_are_standard_output(omr: Omr, week: Path, words: tuple[str, ...]) -> None:
    """Only the table goes there; the rest is said beside it."""
    ran = omr("export", "tallies", *words)

    assert ran.out.startswith("\ufeffform,question,group,choice,count,")
    assert "1 question(s) still wait" in ran.err
    assert "rows to" not in ran.err


def test_what_was_written_is_said(omr: Omr, week: Path, tmp_path: Path) -> None:
    """How many rows, and where."""
    ran = omr("export", "pages", "--out", tmp_path / "trang.csv")

    assert "3 rows to" in ran.err
    assert "trang.csv" in ran.err
    assert "wait" not in ran.err


@pytest.mark.parametrize("what", ["tallies", "answers", "pages", "marks"])
def test_an_office_without_scans_gets_an_empty_table(omr: Omr, home: Path, what: str) -> None:
    """The columns stand there all the same."""
    assert len(omr("export", what).out.splitlines()) == 1
    assert json.loads(omr("export", what, "--format", "json").out) == []


def _rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_two_groups_are_crossed(omr: Omr, week: Path) -> None:
    """The cells of a crossing come to the tally by one of them; a third group is refused, not dropped."""

    def counts(*by: str) -> Counter[tuple[str, str, str]]:
        asked = [word for group in by for word in ("--by", group)]
        rows = json.loads(omr("export", "tallies", "--format", "json", *asked).out)
        found: Counter[tuple[str, str, str]] = Counter()
        for row in rows:
            assert list(row["group"]) == list(by)
            found[row["question"], row["choice"], row["group"]["field"]] += row["count"]
        return found

    assert counts("field", "month") == counts("field") == counts("channel", "field")
    assert omr("export", "tallies", "--by", "field", "--by", "month", "--by", "batch").code == 2


def test_outsiders_get_whole_reports_of_enough_sheets(omr: Omr, week: Path) -> None:
    """Of two sheets only their number, and not one sheet by sheet; other days are refused, and so are other tables."""
    days = ("--from", "2026-06-15", "--to", "2026-09-14", "--outside")
    assert omr("export", "tallies", *days).code == 132
    omr("period", "close", "2026-Q3", "--provisional", "--who", "VP")

    (row,) = json.loads(omr("export", "tallies", "--format", "json", *days).out)
    assert {key: value for key, value in row.items() if value} == {"form": "pks-q", "valid": 2}
    assert omr("export", "dataset", "--form", "pks-q", *days).code == 129
    for other in ((), ("--from", "2026-09-01", "--to", "2026-09-14")):
        ran = omr("export", "tallies", "--outside", *other)
        assert (ran.code, "2026-Q3" in ran.err) == (127, True)
    assert omr("export", "tallies", "--by", "field", "--by", "month", *days).code == 128
    assert omr("export", "answers", "--outside").code == 2
    assert omr("export", "dataset", "--form", "pks-q", "--with-sheets", "--outside").code == 2
