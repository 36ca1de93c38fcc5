"""Facts about how the program speaks on the terminal."""

import json

import pytest

from app.console import notes, out, print_json, progress_bar, show_error
from app.files import OutputNotWritable
from omr.errors import PageDamaged
from omr.reasons import Reason
from omr.words import Language, Text


def test_json_is_one_document_in_letters_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    """Vietnamese is not written as numbers, and the last line is whole."""
    print_json([{"title": "Phiếu lấy ý kiến"}])

    said = capsys.readouterr().out
    assert json.loads(said) == [{"title": "Phiếu lấy ý kiến"}]
    assert "Phiếu lấy ý kiến" in said
    assert said.endswith("]\n")


def test_a_bar_says_nothing_into_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    """A log file is not filled with bars."""
    with progress_bar(Text("Đang đọc", "Reading"), Text("trang/giây", "pages/s")) as advance:
        for done in range(5):
            advance(done, 5)

    assert capsys.readouterr() == ("", "")


def test_an_error_is_what_was_seen_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard error, so that a result in a pipe stays clean."""
    show_error(OutputNotWritable(path="a/[b].csv", reason="no room"))

    said = capsys.readouterr()
    assert said.out == ""
    assert "“a/[b].csv” cannot be written (no room)." in said.err
    assert "Check that the folder exists" in said.err


def test_an_error_about_a_page_speaks_through_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    """The same words as in the list of pages."""
    show_error(PageDamaged())

    assert Reason.PAGE_DAMAGED.sentence(Language.EN) in capsys.readouterr().err


def test_names_with_colons_are_no_pictures(capsys: pytest.CaptureFixture[str]) -> None:
    """A batch may be called Lô:100: and is printed so."""
    out.print("Lô:100:")
    notes.print("Lô:100:")

    assert capsys.readouterr() == ("Lô:100:\n", "Lô:100:\n")
