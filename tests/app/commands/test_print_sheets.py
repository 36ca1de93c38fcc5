"""Facts about `omr print`."""

from pathlib import Path

import pypdfium2
import pytest

from app.settings import Settings
from db.engine import open_database
from db.surveys import load_layouts
from forms.arrange import arrange
from forms.catalogue import find_form
from omr.layout.serial import layout_id
from tests.app.running import Omr


def test_as_many_sheets_as_asked_for_are_printed_and_recorded(omr: Omr, settings: Settings, tmp_path: Path) -> None:
    """A page each for a form of one page; the layout is known from then on."""
    ran = omr("print", "pks-q", "--copies", 3, "--out", tmp_path / "phiếu.pdf")

    assert ran.code == 0
    assert "3 sheet(s) of pks-q" in ran.err
    assert "100 %" in ran.err
    with pypdfium2.PdfDocument(tmp_path / "phiếu.pdf") as document:
        assert len(document) == 3
    engine = open_database(settings.database_url)
    assert list(load_layouts(engine)) == [layout_id(arrange(find_form("pks-q")).layout)]
    engine.dispose()


def test_a_master_for_photocopying_is_one_sheet(omr: Omr, home: Path, tmp_path: Path) -> None:
    """It is said to have no serial."""
    ran = omr("print", "pks-q", "--photocopy", "--out", tmp_path / "master.pdf")

    assert "no serial" in ran.err
    with pypdfium2.PdfDocument(tmp_path / "master.pdf") as document:
        assert len(document) == 1


@pytest.mark.parametrize("copies", [0, -1, 100_001])
def test_a_number_of_copies_that_cannot_be_meant_is_wrong_usage(omr: Omr, tmp_path: Path, copies: int) -> None:
    """It is a sentence with the number and the limits; no file and no home is made."""
    ran = omr("print", "pks-q", f"--copies={copies}", "--out", tmp_path / "x.pdf")

    assert (ran.code, ran.out) == (2, "")
    assert f"{copies} copies cannot be printed" in ran.err
    assert "1 to 100,000" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_the_same_in_vietnamese(omr: Omr, tmp_path: Path) -> None:
    """With Vietnamese signs in the number."""
    ran = omr("--lang", "vi", "print", "pks-q", "--copies", 0, "--out", tmp_path / "x.pdf")

    assert "Không in được 0 bản." in ran.err
    assert "1 đến 100.000" in ran.err


def test_sheets_that_cannot_be_written_are_not_recorded(omr: Omr, settings: Settings, tmp_path: Path) -> None:
    """No serial is spent on a file that nobody has."""
    ran = omr("print", "pks-q", "--out", tmp_path / "missing" / "x.pdf")

    assert ran.code == 4
    engine = open_database(settings.database_url)
    assert load_layouts(engine) == {}
    engine.dispose()


def test_a_form_that_is_not_there_is_a_sentence(omr: Omr, tmp_path: Path) -> None:
    """It names those that are."""
    ran = omr("print", "pks-x", "--out", tmp_path / "x.pdf")

    assert ran.code > 2
    assert "pks-x" in ran.err
    assert "pks-q" in ran.err
    assert list(tmp_path.iterdir()) == []
