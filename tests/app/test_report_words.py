"""Facts about the words of a report."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language import speaking
from app.office import Office
from app.report_words import dated, marks_of, reference, told, verdict_lines
from omr.words import Language
from reports.indices import Denominator
from reports.period_figures import FormFigures, Replaced, Returned
from reports.report_table import Figure, Share, TableCell
from reports.told_figures import told_figures
from tests.app.papers import FORM, TODAY, figures, words
from tests.reports.test_period_figures import told as tallied


@pytest.fixture(autouse=True)
def _in_vietnamese() -> object:
    with speaking(Language.VI):
        yield


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (None, ""),
        ("Hộ tịch", "Hộ tịch"),
        (0, "0"),
        (1636, "1.636"),
        (0.9156, "91,56\u00a0%"),
        (1.5, "150,00\u00a0%"),
        (Share(1, 2, 0.5), "50,00\u00a0%"),
        (Share(1, 2, None), ""),
        (Figure(4.628), "4,63"),
        (Figure(16.5, 1), "16,5"),
        (Figure(6.45, signed=True), "+6,45"),
        (Figure(-6.45, signed=True), "−6,45"),
        (Figure(0.0, signed=True), "0,00"),
        # A change too small to be seen, as subtraction and rounding leave it.
        (Figure(-0.0, signed=True), "0,00"),
        (Figure(-0.004, signed=True), "0,00"),
        (Figure(0.004, signed=True), "0,00"),
    ],
)
def test_a_cell_is_written_as_vietnamese_writes_numbers(cell: TableCell, written: str) -> None:
    """A change has its sign, what rounds to nothing has none, and nothing known is an empty cell, not a nought."""
    assert told(cell) == written


@given(st.floats(-1e6, 1e6), st.integers(0, 3), st.booleans())
def test_a_figure_reads_back_as_what_it_is(value: float, decimals: int, signed: bool) -> None:
    """To its decimals; the sign is the typographic one."""
    text = told(Figure(value, decimals, signed)).replace(".", "").replace(",", ".").replace("−", "-")

    assert float(text) == round(value, decimals)


def test_a_verdict_has_its_count_its_interval_and_its_levels() -> None:
    """20 of 28 is 71.43 %, by Wilson's formula between 52.94 and 84.75; no opinion is no level of the 100 %."""
    came, rate, levels = verdict_lines(FORM, Denominator.VALID_ANSWERS)

    assert came == "Phiếu mẫu: phát ra 40, thu về 33 (82,50 %), hợp lệ 30."
    assert rate == ("Tỷ lệ hài lòng 71,43 % (20/28 câu trả lời hợp lệ; khoảng tin cậy 95 %: 52,94–84,75 %).")
    assert levels == (
        "Trong đó: rất hài lòng 10 (35,7 %); hài lòng 10 (35,7 %); bình thường 5 (17,9 %); không hài lòng 3 (10,7 %);"
        " làm tròn để cộng lại đúng 100 %."
    )


def test_the_rate_of_sheets_says_so() -> None:
    """Of 30 sheets, not of the 28 answers."""
    _, rate, _ = verdict_lines(FORM, Denominator.VALID_SHEETS)

    assert "66,67 % (20/30 phiếu hợp lệ;" in rate


def test_what_nobody_answered_has_no_rate() -> None:
    """All blank, or only no opinion: how many came back is all there is to say; a form without a verdict is silent."""
    silent = replace(FORM, tallies=(tallied(0, 0, 4, 0, 0, beside=(3, 0, 0, 0)),))

    assert verdict_lines(silent, Denominator.VALID_ANSWERS) == (
        "Phiếu mẫu: phát ra 40, thu về 33 (82,50 %), hợp lệ 7.",
    )
    assert verdict_lines(replace(FORM, tallies=()), Denominator.VALID_ANSWERS) == ()


def test_answers_that_no_sheet_went_out_for_came_back_from_none() -> None:
    """A kiosk issues nothing: no share of nothing is told."""
    kiosk = replace(FORM, returned=Returned(valid=30))

    assert verdict_lines(kiosk, Denominator.VALID_ANSWERS)[0] == "Phiếu mẫu: 30 phiếu và lượt trả lời hợp lệ."


def test_of_few_sheets_nothing_is_told_but_how_many() -> None:
    """Four people at one counter would know each other's answer."""
    few = FormFigures("pks-c", "Phiếu ít", Returned(issued=9, valid=4), (tallied(4, 0, 0, 0, 0),))
    lines = words(told_figures(figures(FORM, few), 5)).lines()

    assert lines[-1] == "Phiếu ít: phát ra 9, thu về 4 (44,44 %), hợp lệ 4; quá ít để nêu kết quả."
    assert sum(line.startswith("Tỷ lệ hài lòng") for line in lines) == 1
    assert "100,00 %" not in " ".join(lines)


def test_figures_are_provisional_while_an_answer_waits() -> None:
    """Of few sheets too; with how many."""
    waits = replace(FORM, tallies=(tallied(10, 10, 2, 5, 3, beside=(0, 0, 0, 1234)),))

    assert marks_of(figures()) == ()
    assert marks_of(figures(waits)) == ("SỐ LIỆU TẠM TÍNH: còn 1.234 câu trả lời chờ xem lại, chưa được tính",)
    assert marks_of(told_figures(figures(waits), 99)) == marks_of(figures(waits))
    (unseen,) = marks_of(replace(figures(waits), unseen=4))
    assert unseen == "SỐ LIỆU TẠM TÍNH: còn 1.234 câu trả lời chờ xem lại và 4 trang chưa ai xem, chưa được tính"
    assert marks_of(replace(figures(), replaces=Replaced(1, TODAY))) == (
        "BÁO CÁO SỬA: số liệu khác bản chốt lần 1 (20/09/2026), thay bản ấy",
    )


@pytest.mark.parametrize(
    ("place", "day", "line"),
    [
        ("Cầu Ông Lãnh", date(2026, 9, 5), "Cầu Ông Lãnh, ngày 05 tháng 09 năm 2026"),
        ("", date(2026, 12, 31), "……, ngày 31 tháng 12 năm 2026"),
    ],
)
def test_place_and_day_are_written_in_full(place: str, day: date, line: str) -> None:
    """Days and months of one digit have a nought ahead, so that none can be put there; no place is room for one."""
    assert dated(Office(unit="X", place=place), day) == line


def test_a_papers_number_is_filled_in_by_hand() -> None:
    """Before the office's own signs, or those of any report."""
    assert reference(Office(unit="X", number="BC-UBND")) == "Số: ……/BC-UBND"
    assert reference(Office(unit="X")) == "Số: ……/BC"
