"""Facts about the minutes on paper."""

from dataclasses import replace

import pytest

from app.minutes import Figure, Minutes, MinutesTable
from app.minutes_pdf import draw_minutes
from tests.app.papers import flat, pages_of

_MINUTES = Minutes(
    office=("UBND THÀNH PHỐ MẪU", "UBND PHƯỜNG MẪU"),
    batch="Tuần 38",
    opened="Hôm nay, hồi 16 giờ 30 ngày 14 tháng 09 năm 2026, tại",
    opened_by="Tổ A",
    witness="Tổ B",
    facts=(("Người mở hòm", "Tổ A"), ("Hình thức thu phiếu", "hòm phiếu giấy")),
    tables=(
        MinutesTable(
            "1. Số phiếu",
            (Figure("Phiếu đã xong", "1.222"), Figure("Cộng số phiếu máy đọc", "1.234", "đếm tay: 1.234 phiếu")),
            True,
        ),
        MinutesTable("3. Đối chiếu", (Figure("Đã in", "50"), Figure("   đã thu về", "48")), False),
    ),
    remarks=("Phiếu 0000000012: thiếu trang 2.",),
)


def test_minutes_have_everything_that_was_counted() -> None:
    """On one page, with who opened, who watched, and a third name to be written in."""
    (page,) = pages_of(draw_minutes(_MINUTES))
    words = " ".join(page.split())

    for said in (
        "UBND PHƯỜNG MẪU", "BIÊN BẢN", "hồi 16 giờ 30 ngày 14 tháng 09 năm 2026", "Người mở hòm: Tổ A",
        "Phiếu đã xong 1.222", "Cộng số phiếu máy đọc 1.234 đếm tay: 1.234 phiếu", "đã thu về 48",
        "– Phiếu 0000000012: thiếu trang 2.", "NGƯỜI MỞ HÒM", "NGƯỜI CHỨNG KIẾN", "ĐẠI DIỆN ĐƠN VỊ",
    ):  # fmt: skip
        assert said in words
    assert words.count("Tổ A") == 2
    assert words.count("(Ký, ghi rõ họ tên)") == 3


def test_names_are_never_markup() -> None:
    """Whatever a batch, a person or a remark is called."""
    name = "A<b> & B"
    minutes = replace(
        _MINUTES,
        office=(name,),
        opened_by=name,
        witness=name,
        facts=((name, name),),
        tables=(MinutesTable(name, (Figure(name, name, name),), True),),
        remarks=(name,),
    )

    assert flat(draw_minutes(minutes)).count(name) == 10
    assert draw_minutes(replace(minutes, batch=name))


def test_nothing_known_is_room_to_write() -> None:
    """No table, no remark and no name: the paper is there to be filled in by hand."""
    blank = replace(
        _MINUTES, opened_by="", witness="", facts=(("Người mở hòm", "....."),), tables=(_MINUTES.tables[0],), remarks=()
    )

    assert len(pages_of(draw_minutes(blank))) == 1


@pytest.mark.parametrize("lines", [30, 120])
def test_many_reasons_run_on_to_another_page(lines: int) -> None:
    """None is left out, and those who sign do so on the last."""
    figures = tuple(Figure(f"Không đọc: lý do {number}", "1") for number in range(lines))
    pages = pages_of(draw_minutes(replace(_MINUTES, tables=(MinutesTable("2. Số trang quét", figures, True),))))
    words = " ".join(" ".join(pages).split())

    assert all(f"lý do {number} " in words for number in range(lines))
    assert "ĐẠI DIỆN ĐƠN VỊ" in pages[-1]


def test_a_name_over_many_lines_stays_on_the_paper() -> None:
    """Long names and one without a blank: the paper is made all the same."""
    for name in ("Tổ công tác cải cách hành chính " * 12, "W" * 150):
        assert draw_minutes(replace(_MINUTES, opened_by=name, facts=((name, name),), office=(name,)))
