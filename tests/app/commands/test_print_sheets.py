"""Facts about `omr print`."""

import re
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from app.office import OFFICE_FILE
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
    assert not (tmp_path / "x.pdf").exists()


def test_officers_have_runs_of_their_own(omr: Omr, home: Path, tmp_path: Path) -> None:
    """Each officer of the table gets so many slips, on pages of their own; a run can be printed again."""
    home.mkdir(exist_ok=True)
    (home / "officers.csv").write_text("code,counter\n01,3\n07,5\n", "utf-8")

    ran = omr("print", "pks-c", "--officer", "all", "--copies", 5, "--n-up", 4, "--out", tmp_path / "c.pdf")
    again = omr("print", "--reprint", 2, "--officer", "07", "--n-up", 4, "--out", tmp_path / "d.pdf")

    assert (ran.code, again.code) == (0, 0)
    assert "run 1 (officer 01): 5" in ran.err
    assert "run 2 (officer 07): 5" in ran.err
    assert "Run 2 again: 5 sheet(s)" in again.err
    with pypdfium2.PdfDocument(tmp_path / "c.pdf") as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    assert len(texts) == 4
    assert ["01" in text.split() for text in texts] == [True, True, False, False]
    with pypdfium2.PdfDocument(tmp_path / "d.pdf") as document:
        again_texts = [page.get_textpage().get_text_bounded() for page in document]
    assert _serials_in("\n".join(again_texts)) == _serials_in("\n".join(texts[2:]))


def _serials_in(text: str) -> list[str]:
    """Return the names of sheets and layouts in a text."""
    return sorted(re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}", text))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("pks-s", "--n-up", 2), 14),
        (("pks-c", "--officer", "all"), 16),
        (("--reprint", 9), 17),
        (("pks-n", "--officer", "01"), 19),
        ((), 2),
    ],
)
def test_what_cannot_be_printed_is_a_sentence(omr: Omr, tmp_path: Path, words: tuple[object, ...], code: int) -> None:
    """No file is left."""
    ran = omr("print", *words, "--out", tmp_path / "x.pdf")

    assert ran.code == code
    assert not (tmp_path / "x.pdf").exists()


def test_the_guide_needs_no_form(omr: Omr, tmp_path: Path) -> None:
    """It is a page of its own."""
    assert omr("print", "--guide", "--out", tmp_path / "g.pdf").code == 0
    with pypdfium2.PdfDocument(tmp_path / "g.pdf") as document:
        assert len(document) == 1


def test_a_run_that_is_printed_again_is_whose_it_was(omr: Omr, home: Path, tmp_path: Path) -> None:
    """What the office had printed on it is on record, and need not be said again."""
    omr("print", "pks-c", "--officer", "07", "--copies", 2, "--out", tmp_path / "a.pdf")

    ran = omr("print", "--reprint", 1, "--out", tmp_path / "b.pdf")

    assert ran.code == 0
    with pypdfium2.PdfDocument(tmp_path / "b.pdf") as again:
        assert [("07" in page.get_textpage().get_text_bounded()) for page in again] == [True, True]


def test_the_address_of_the_web_form_is_printed_too(omr: Omr, home: Path, tmp_path: Path) -> None:
    """As typed, or the office's with whose sheets they are; without one, or with one too long, nothing is printed."""

    def codes(name: str) -> set[str]:
        with pypdfium2.PdfDocument(tmp_path / name) as document:
            pages = [page.render(scale=200 / 72).to_numpy() for page in document]
        return {code.text for page in pages for code in zxingcpp.read_barcodes(page) if "://" in code.text}

    url = "https://khaosat.example/f/pks-q?channel=qr"
    assert omr("print", "pks-q", "--with-qr", "--out", tmp_path / "p.pdf").code == 114
    assert omr("print", "pks-q", "--copies", 2, "--with-qr", "--url", url, "--out", tmp_path / "p.pdf").code == 0
    assert codes("p.pdf") == {url}
    assert omr("print", "pks-c", "--with-qr", "--url", url + "x" * 900, "--out", tmp_path / "q.pdf").code == 110
    assert not (tmp_path / "q.pdf").exists()

    (home / OFFICE_FILE).write_text("unit: X\nweb_address: https://phuong.example/\n", "utf-8")
    assert omr("print", "pks-c", "--officer", "05", "--with-qr", "--out", tmp_path / "c.pdf").code == 0
    assert codes("c.pdf") == {"https://phuong.example/f/pks-c?channel=qr&officer=05"}
    assert omr("print", "pks-q", "--out", tmp_path / "o.pdf").code == 0
    assert codes("o.pdf") == set()
    assert omr("poster", "pks-q", "--out", tmp_path / "s.pdf").code == 0
    assert codes("s.pdf") == {"https://phuong.example/f/pks-q?channel=qr"}
