"""Facts about tables as files."""

import csv
import io
import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.tables import Cell, write_csv, write_json

COLUMNS = ("source", "count")
cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


def _csv(rows: list[tuple[str, int]]) -> bytes:
    stream = io.BytesIO()
    write_csv(COLUMNS, rows, stream)
    assert not stream.closed
    return stream.getvalue()


def test_excel_reads_vietnamese() -> None:
    """UTF-8 with the mark that Excel looks for, one line a row."""
    content = _csv([("hòm phiếu.pdf", 3)])

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == "source,count\r\nhòm phiếu.pdf,3\r\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_is_written_as_text(start: str) -> None:
    """An apostrophe before it is what spreadsheets take for text; a number below zero is no formula."""
    read = list(csv.reader(io.StringIO(_csv([(f"{start}HYPERLINK(1)", -3)]).decode("utf-8-sig"), newline="")))

    assert read[1] == [f"'{start}HYPERLINK(1)", "-3"]


def test_a_group_is_one_cell_in_csv_and_an_object_in_json() -> None:
    """No group is an empty cell; a group that begins like a formula is harmless too."""
    rows: list[tuple[Cell, ...]] = [({"field": "3", "officer": "05"}, 1), ({}, 2), ({"=x": "1"}, None)]
    as_csv, as_json = io.BytesIO(), io.BytesIO()
    write_csv(COLUMNS, rows, as_csv)
    write_json(COLUMNS, rows, as_json)

    assert as_csv.getvalue().decode("utf-8-sig").splitlines()[1:] == ["field=3; officer=05,1", ",2", "'=x=1,"]
    assert [row["source"] for row in json.loads(as_json.getvalue())] == [row[0] for row in rows]


def test_text_that_would_break_a_row_is_quoted() -> None:
    """Commas, quotes and line ends within a cell stay within it."""
    text = 'một, "hai"\r\nba'
    content = _csv([(text, 1)]).decode("utf-8-sig")

    assert content == 'source,count\r\n"một, ""hai""\r\nba",1\r\n'
    assert list(csv.reader(io.StringIO(content, newline="")))[1] == [text, "1"]


def test_no_rows_are_still_a_table() -> None:
    """The columns alone as CSV, an empty list as JSON; the stream stays open for its owner."""
    stream = io.BytesIO()
    write_json(COLUMNS, [], stream)

    assert _csv([]) == b"\xef\xbb\xbfsource,count\r\n"
    assert json.loads(stream.getvalue()) == []


def test_rows_are_written_as_they_come() -> None:
    """The first row is in the stream before the second is asked for: memory stays flat."""
    stream, seen = io.BytesIO(), []

    def rows() -> Iterator[tuple[Cell, ...]]:
        yield ("a.pdf", 1)
        seen.append(b"a.pdf" in stream.getvalue())
        yield ("b.pdf", 2)

    write_json(COLUMNS, rows(), stream)

    assert seen == [True]


@given(st.lists(st.tuples(cells, st.integers()), max_size=4))
def test_no_cell_is_taken_for_a_formula(rows: list[tuple[str, int]]) -> None:
    """Whatever a file was called; texts that are harmless stay as they are, and numbers stay numbers."""
    read = list(csv.reader(io.StringIO(_csv(rows).decode("utf-8-sig"), newline="")))[1:]

    assert [int(count) for _, count in read] == [count for _, count in rows]
    for (text, _), (written, _) in zip(rows, read, strict=True):
        assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert written in (text, f"'{text}")


@given(st.lists(st.tuples(cells, st.integers()), max_size=4))
def test_json_holds_the_same_rows(rows: list[tuple[str, int]]) -> None:
    """A list of objects with the names of the columns; texts untouched."""
    stream = io.BytesIO()
    write_json(COLUMNS, rows, stream)

    assert [(row["source"], row["count"]) for row in json.loads(stream.getvalue())] == rows
