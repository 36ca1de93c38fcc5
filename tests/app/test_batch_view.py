"""Facts about the figures of a batch on the terminal."""

import re
from dataclasses import replace

import pytest
from rich.console import Console, Group, RenderableType

from app.batch_view import figures_view, list_view, oddities_view, papers_seen, report_view
from app.language import speak
from batches.collate import SheetState
from db.batches import Batch, Opening, Withdrawal
from omr.reasons import Reason
from omr.words import Language
from tests.app.reports_of_batches import AT, FIGURES, RECORD, REPORT, odd


def _shown(*views: RenderableType, width: int = 200) -> str:
    console = Console(width=width, force_terminal=False, highlight=False, markup=False)
    with console.capture() as capture:
        console.print(Group(*views))
    return capture.get()


def test_equations_can_be_checked_with_a_pencil() -> None:
    """Each line is a sum, in the numbers of the language; what lay beside another stands with the pages."""
    speak(Language.VI)
    shown = _shown(*figures_view(FIGURES))

    assert (
        "Trang      1.240 + 1 phiếu nằm chung trang = 1.226 đọc được + 9 không đọc + 4 mặt trắng + 2 trang ngăn"
        in shown
    )
    assert "Phiếu      1.226 = 1.200 xong + 20 chờ xem + 0 thiếu trang + 5 quét lại + 1 tính ở lô khác" in shown
    assert "đã rút" not in shown


def test_what_there_is_none_of_is_not_mentioned() -> None:
    """Neither separators, nor sheets beside, nor a count that nobody made, nor a form that nobody printed."""
    plain = replace(FIGURES, beside=0, separators=0, sheets=((SheetState.WITHDRAWN, 3),), printed=())
    shown = _shown(*figures_view(plain))

    assert "separators" not in shown
    assert "beside" not in shown
    assert "By hand" not in shown
    assert "Printed" not in shown
    assert "3 = 0 done + 0 waiting + 0 incomplete + 0 scanned again + 3 withdrawn" in shown


@pytest.mark.parametrize(
    ("by_hand", "verdict"), [(1220, "agrees"), (1222, "off by -2"), (1219, "off by +1"), (0, "off by +1220")]
)
def test_papers_are_held_against_the_count_by_hand(by_hand: int, verdict: str) -> None:
    """Those scanned again and those of another batch are no papers of this box; nought by hand is a count."""
    assert papers_seen(FIGURES) == 1220
    assert f"sheets ({verdict})" in _shown(*figures_view(FIGURES, by_hand))


def test_twelve_oddities_are_shown_and_the_rest_is_counted() -> None:
    """By the name of the file, brackets and all, not its folder; of none nothing is said."""
    shown = _shown(*oddities_view(odd(15)))

    assert shown.count("•") == 12
    assert "• hòm [1].pdf, page 1: " in shown
    assert "/quét" not in shown
    assert "and 3 more" in shown
    assert "more" not in _shown(*oddities_view(odd(12)))
    assert oddities_view(()) == []


def test_a_batch_that_was_taken_out_says_so_first() -> None:
    """By whom and why; the opening is shown as far as it is known."""
    out = replace(RECORD, opening=Opening(None, "Tổ [A]", ""), withdrawal=Withdrawal("Tổ B", "quét [nhầm]", AT))
    lines = _shown(report_view(replace(REPORT, record=out))).splitlines()

    assert lines[0] == "Tuần 38 [bổ sung]"
    assert lines[1].endswith("(Tổ B): quét [nhầm]")
    assert lines[2] == "Opened     –, by Tổ [A], witness –"
    assert "Opened" not in _shown(report_view(REPORT))
    assert f"6 {Reason.NOT_A_SHEET.sentence(Language.EN)}" in _shown(report_view(REPORT))


def test_the_list_has_a_line_for_each_batch() -> None:
    """A channel of the office's own by its name, nothing counted as a dash, and why one was taken out."""
    own = replace(RECORD, batch=Batch(2, "Lô 2"), channel="xe lưu động", opening=Opening(AT, "", "", 0))
    out = replace(RECORD, batch=Batch(3, "Lô 3"), withdrawal=Withdrawal("Tổ B", "quét nhầm", AT))
    _, _, _, first, second, third, *_ = _shown(list_view((RECORD, own, out))).splitlines()

    assert first.split()[:4] == ["Tuần", "38", "[bổ", "sung]"]
    assert "paper box" in first
    assert "1,240" in first
    assert first.count("–") == 2
    assert "xe lưu động" in second
    assert second.split().count("0") == 1
    assert "withdrawn: quét nhầm" in third


def test_a_narrow_terminal_folds_names_and_loses_none_of_them() -> None:
    """A batch is asked for by its whole name."""
    name = "hòm-phiếu-bộ-phận-một-cửa-tuần-thứ-ba-mươi-tám"
    shown = _shown(list_view((replace(RECORD, batch=Batch(1, name)),)), width=60)

    assert name in "".join(line[1:].split(" ")[0] for line in shown.splitlines())


def test_sheets_that_were_not_printed_here_are_mentioned() -> None:
    """They count, which a person should know; of none nothing is said."""
    assert "17 sheets bear numbers that were not printed here" in _shown(report_view(replace(REPORT, unprinted=17)))
    assert "not printed here" not in _shown(report_view(REPORT))


def test_what_is_odd_about_a_file_names_no_page() -> None:
    """Page 0 is the whole of it."""
    (one,) = odd(1)
    shown = _shown(*oddities_view((replace(one, page=replace(one.page, source_page=0)),)))

    assert "hòm [1].pdf, the whole file: " in shown


def test_names_and_days_are_not_broken_on_a_terminal_of_eighty_columns() -> None:
    """They are typed again; what is long beside them gives way."""
    record = replace(
        RECORD,
        batch=Batch(1, "2026-11-23-1"),
        opening=Opening(AT, "Tổ Một cửa và Văn phòng Hội đồng nhân dân", "Văn phòng", 52),
        withdrawal=Withdrawal("An", "Quét nhầm hòm phiếu của phường bên cạnh", AT),
    )
    shown = _shown(list_view((record,)), width=80)

    assert "2026-11-23-1" in shown
    assert re.search(r"\d\d/\d\d/\d{4}", shown)
    assert max(map(len, shown.splitlines())) <= 80
