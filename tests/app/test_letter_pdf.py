"""Facts about how an office's papers look."""

from io import BytesIO

import pypdfium2
import pytest
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Table

from app.letter_pdf import PLAIN, WIDTH_MM, bare, drawn, letterhead
from tests.app.papers import flat, pages_of


def _one(words: str) -> list[Flowable]:
    return [Paragraph(words, PLAIN)]


def test_a_paper_is_a4_and_says_what_it_is() -> None:
    """Its title, in Vietnamese letters, is what a reader of the file shows."""
    with pypdfium2.PdfDocument(drawn("Báo cáo Quý III/2026", lambda: _one("x"))) as document:
        assert document[0].get_size() == pytest.approx((595.28, 841.89), abs=0.1)
        assert document.get_metadata_value("Title") == "Báo cáo Quý III/2026"


def test_the_same_story_is_the_same_file() -> None:
    """Whenever and however often it is drawn: no clock and no chance in it."""
    assert drawn("T", lambda: _one("một")) == drawn("T", lambda: _one("một")) != drawn("T", lambda: _one("hai"))


@pytest.mark.parametrize("words", ["Độc lập – Tự do – Hạnh phúc", "ỄỖỮỰ ẳẵặ", "Ngày 01, 5 %"])
def test_every_vietnamese_letter_can_be_read_back(words: str) -> None:
    """What is searched for in the file is found."""
    assert words in flat(drawn("T", lambda: _one(words)))


def test_what_is_as_wide_as_the_page_stays_between_its_margins() -> None:
    """28 mm on the left, where papers are bound, and 18 on the right, less the little that flows keep free."""
    rule = Table([["a", "b"]], [WIDTH_MM * mm / 2] * 2, style=bare())
    with pypdfium2.PdfDocument(BytesIO(drawn("T", lambda: [rule]))) as document:
        left, _, _, _ = document[0].get_textpage().get_charbox(0)

    assert left / mm == pytest.approx(28 + 6 / mm, abs=0.5)
    assert 28 + WIDTH_MM + 12 / mm + 18 == pytest.approx(210)


@pytest.mark.parametrize(
    "lines", [(), ("",), ("UBND PHƯỜNG MẪU",), ("UBND <b> & TỈNH", "UBND PHƯỜNG " + "RẤT DÀI " * 20)]
)
def test_a_letterhead_has_the_nations_name_whoever_writes(lines: tuple[str, ...]) -> None:
    """An office without a name, with the signs of markup in it, or with one over many lines."""
    (page,) = pages_of(drawn("T", lambda: [letterhead(lines)]))

    words = " ".join(page.split())
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
    assert "Độc lập – Tự do – Hạnh phúc" in words
    assert "UBND <b> & TỈNH" in words or "UBND <b> & TỈNH" not in lines
