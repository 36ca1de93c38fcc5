"""Facts about tables as files."""

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from reports.tables import write_csv, write_json

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
