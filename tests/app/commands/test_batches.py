"""Facts about `omr batches`: what it shows, that it adds up, and that nothing is deleted."""

import json
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from rich.console import Console, RenderableType

from app.batch_report import batch_report
from app.summary import summary_view
from batches.collate import Oddity
from db.batches import find_batch
from db.engine import open_database
from db.surveys import load_surveys
from omr.layout.code import SheetCode
from tests.app.running import Omr
from tests.db.values import SECOND, accepted, reading, scanned

BATCH = "Tuần 38"


def test_batches_are_listed(omr: Omr, week: Path) -> None:
    """With what is known of them, for a person and for a script."""
    shown = omr("batches", "list")
    listed = json.loads(omr("batches", "list", "--json").out)

    assert (shown.code, BATCH in shown.out, "paper box" in shown.out) == (0, True, True)
    assert [(b["batch"], b["files"], b["pages"], b["withdrawn"]) for b in listed] == [(BATCH, 1, 3, None)]


def test_without_batches_the_next_step_is_said(omr: Omr, home: Path) -> None:
    """Nothing is no error."""
    ran = omr("batches", "list")

    assert (ran.code, "omr scan" in ran.out) == (0, True)
    assert json.loads(omr("batches", "list", "--json").out) == []


def test_a_batch_is_shown_as_equations(omr: Omr, week: Path) -> None:
    """Pages, sheets and what was printed."""
    ran = omr("batches", "show", BATCH)

    assert "Pages      3 = 2 read + 1 not read + 0 blank backs" in ran.out
    assert "Sheets     2 = 1 done + 1 waiting + 0 incomplete + 0 scanned again" in ran.out
    assert "Printed    2 pks-q = 2 returned (2 in this batch) + 0 never seen" in ran.out


def test_the_same_for_a_script(omr: Omr, week: Path) -> None:
    """The parts are the parts of the sum."""
    shown = json.loads(omr("batches", "show", BATCH, "--json").out)

    pages, sheets = shown["pages"], shown["sheets"]
    assert pages["scanned"] == pages["read"] + sum(pages["rejected"].values()) + pages["blank_backs"] == 3
    assert sheets["seen"] == sum(n for state, n in sheets.items() if state != "seen") == 2
    assert [(p["printed"], p["returned"], p["never_seen"]) for p in shown["printed"]] == [(2, 2, 0)]


def test_an_unknown_batch_is_a_sentence(omr: Omr, home: Path) -> None:
    """Whatever is asked of it."""
    for words in (("show", "x"), ("withdraw", "x", "--why", "y"), ("minutes", "x", "--out", "y.pdf"), ("record", "x")):
        ran = omr("batches", *words)
        assert (ran.code, "There is no batch “x”." in ran.err) == (27, True)


def test_what_was_written_down_at_the_opening_is_shown(omr: Omr, week: Path) -> None:
    """A later record adds to an earlier one; the count by hand is held against the sheets."""
    omr("batches", "record", BATCH, "--opened-by", "Tổ A", "--counted", 3, "--opened-at", "14/09/2026 16:30")
    omr("batches", "record", BATCH, "--witness", "Tổ B")

    shown = omr("batches", "show", BATCH).out
    assert "16:30 14/09/2026, by Tổ A, witness Tổ B" in shown
    assert "By hand    3 sheets (off by -1)" in shown


def test_a_withdrawn_batch_is_out_of_the_figures_and_the_exports_say_so(omr: Omr, week: Path) -> None:
    """And back in when it is put back."""
    before = omr("export", "tallies").out

    out = omr("batches", "withdraw", BATCH, "--why", "quét nhầm", "--who", "A")
    after = omr("export", "tallies")
    pages = omr("export", "pages").out
    shown = omr("batches", "show", BATCH).out
    back = omr("batches", "reinstate", BATCH, "--why", "rút nhầm")

    assert (out.code, back.code) == (0, 0)
    assert after.out != before
    assert f"Withdrawn batches are left out: {BATCH}." in after.err
    assert pages.count(",withdrawn,") == 2
    assert "(A): quét nhầm" in shown
    assert "2 withdrawn" in shown
    assert omr("export", "tallies").out == before


def test_withdrawing_needs_a_reason(omr: Omr, week: Path) -> None:
    """A blank one is none; without the option it is wrong usage."""
    assert omr("batches", "withdraw", BATCH, "--why", " ").code == 32
    assert omr("batches", "withdraw", BATCH).code == 2


def test_the_minutes_are_one_page_to_sign(omr: Omr, week: Path, tmp_path: Path) -> None:
    """In Vietnamese, with the names, the figures and room for signatures."""
    omr("batches", "record", BATCH, "--opened-by", "Tổ A", "--witness", "Tổ B", "--counted", 2)

    ran = omr("batches", "minutes", BATCH, "--out", tmp_path / "biên bản.pdf")

    assert ran.code == 0
    with pypdfium2.PdfDocument(tmp_path / "biên bản.pdf") as document:
        assert len(document) == 1
        text = document[0].get_textpage().get_text_range()
    for words in ("BIÊN BẢN", "Mở hòm phiếu", "Tổ A", "Tổ B", "đếm tay: 2 phiếu", "NGƯỜI CHỨNG KIẾN", BATCH):
        assert words in text


@pytest.mark.parametrize("format_", ["2026-09-14", "2026-09-14 16:30", "14/09/2026", "14/09/2026 16:30"])
def test_a_time_can_be_typed_as_people_do(omr: Omr, week: Path, format_: str) -> None:
    """As on a calendar here, or as machines write it."""
    assert omr("batches", "record", BATCH, "--opened-at", format_).code == 0
    assert "14/09/2026" in omr("batches", "show", BATCH).out


def test_two_papers_of_one_number_are_named(omr: Omr, week: Path) -> None:
    """By their number and place; the summary has a column for them."""
    engine = open_database(f"sqlite:///{(week / 'omr.sqlite3').as_posix()}")
    code = SheetCode(load_surveys(engine)[0].layout_id, SECOND, 1)
    again = replace(reading(SECOND, accepted("C1", "1")), code=code, marks=())
    scanned(engine, again, batch=find_batch(engine, BATCH).batch, path="lần hai.pdf")
    report = batch_report(engine, BATCH)
    engine.dispose()

    assert f"lần hai.pdf, page 1: sheet {SECOND}: two different papers" in omr("batches", "show", BATCH).out
    assert [n.oddity for n in report.oddities] == [Oddity.TWO_PAPERS, Oddity.TWO_PAPERS]
    assert "To choose" in _plain(summary_view(report.summary, report=report))


def _plain(view: RenderableType) -> str:
    console = Console(width=200, force_terminal=False)
    with console.capture() as capture:
        console.print(view)
    return capture.get()
