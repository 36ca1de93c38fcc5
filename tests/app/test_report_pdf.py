"""Facts about a report on paper."""

from dataclasses import replace

import pytest

from app.report_pdf import draw_notice, draw_report
from reports.report_table import HIDDEN, ReportTable
from tests.app.papers import FORM, figures, flat, pages_of, quota_lines, words
from tests.reports.test_period_figures import told


def test_a_report_says_whose_it_is_of_which_days_and_who_signs() -> None:
    """As records are written: the office above, the day beside its place, the recipients below."""
    office: dict[str, object] = {
        "parent": "UBND THÀNH PHỐ MẪU",
        "place": "Mẫu",
        "signer": "CHỦ TỊCH",
        "recipients": ["Sở Nội vụ thành phố", "Lưu: VT"],
    }
    paper = flat(draw_report(words(office=office)))

    for said in (
        "UBND THÀNH PHỐ MẪU", "UBND PHƯỜNG MẪU", "Mẫu, ngày 20 tháng 09 năm 2026", "BÁO CÁO", "CHỦ TỊCH",
        "(từ 15/06/2026 đến 14/09/2026)", "- Sở Nội vụ thành phố;", "- Lưu: VT;", "NGƯỜI TỔNG HỢP",
    ):  # fmt: skip
        assert said in paper


def test_text_is_never_markup() -> None:
    """Names with the signs that markup is made of stand as they were written, in every part of the paper."""
    name = "<b>Đất & nhà</b>"
    told_of = words(figures(replace(FORM, title=name)), {"unit": name, "signer": "A < B", "recipients": [name]})
    table = ReportTable("T3 pks-q", name, (name, "n"), ((name, 5),), note=name)

    for draw in (draw_report, draw_notice):
        assert flat(draw(replace(told_of, tables=(table,)))).count(name) == 8


@pytest.mark.parametrize("count", [0, 1, 42, 43, 130])
def test_a_quota_for_every_officer_fits_on_pages(count: int) -> None:
    """An office of fifty people with two forms has a hundred quotas; each is there, on the chart and in the table."""
    paper = flat(draw_report(words(figures(quotas=quota_lines(count)))))

    assert all(f"pks-q {number:03d}" in paper for number in range(count))
    assert ("Chỉ tiêu số lượng" in paper) is (count > 0)


def test_every_question_of_a_long_form_is_drawn() -> None:
    """The last one too, which is the verdict of most."""
    questions = [told(3, 1, 0, 1, 0, question=f"H{number}") for number in range(1, 40)]
    paper = flat(draw_report(replace(words(figures(replace(FORM, tallies=(*questions, FORM.tallies[0])))), tables=())))

    assert all(f"H{number} Câu H{number}" in paper for number in range(1, 40))
    assert "C8 Câu C8" in paper


def test_a_table_longer_than_a_page_repeats_its_headings() -> None:
    """On each page that it runs on to."""
    rows = tuple((f"Lĩnh vực {number}", number) for number in range(150))
    table = ReportTable("T3 pks-q", "Theo lĩnh vực", ("Lĩnh vực mẫu", "Số phiếu"), rows)
    pages = pages_of(draw_report(replace(words(), tables=(table,))))

    with_rows = [page for page in pages if "Lĩnh vực 1" in page or "Lĩnh vực 9" in page]
    assert len(with_rows) >= 3
    assert all("Lĩnh vực mẫu" in page for page in with_rows)


def test_what_is_hidden_stays_hidden_on_paper() -> None:
    """The mark alone, in a column that is still one of figures; a table without rows is not there at all."""
    table = ReportTable("T3 pks-q", "Theo lĩnh vực", ("Lĩnh vực", "Rất hài lòng"), (("Hộ tịch", HIDDEN), ("Đất", 12)))
    empty = ReportTable("T4 pks-q", "Theo công chức", ("Mã", "n"), ())
    paper = flat(draw_report(replace(words(), tables=(table, empty))))

    assert f"Hộ tịch {HIDDEN} Đất 12" in paper
    assert "Theo công chức" not in paper


def test_a_detailed_table_is_for_spreadsheets() -> None:
    """On paper the shorter one says the same."""
    table = ReportTable("T2 pks-q chi tiết", "Từng mức", ("Mã", "n"), (("C1", 12),), detail=True)

    assert "Từng mức" not in flat(draw_report(replace(words(), tables=(table,))))


@pytest.mark.parametrize("letters", ["Ủy", "Ê\u0302" * 3, "W" * 60])
def test_headings_and_names_of_any_length_stay_on_the_paper(letters: str) -> None:
    """Fourteen columns, a name without a blank, accents put together from parts: the paper is made all the same."""
    wide = ReportTable(
        "T5 pks-q",
        letters * 3,
        tuple(f"{letters} {number}" for number in range(14)),
        ((letters * 2, *range(13)),),
        note=letters * 9,
    )

    assert pages_of(draw_report(replace(words(office={"unit": letters}), tables=(wide,))))


def test_the_notice_thanks_and_names_the_office() -> None:
    """And says nothing of quotas, which are the office's own."""
    notice = flat(draw_notice(words(figures(quotas=quota_lines(3)), {"signer": "CHỦ TỊCH"})))

    assert "THÔNG BÁO" in notice
    assert "gửi cho UBND PHƯỜNG MẪU." in notice
    assert "CHỦ TỊCH" in notice
    assert "pks-q 001" not in notice


def test_the_same_figures_are_the_same_paper() -> None:
    """To the byte: whoever holds two of them sees that nothing was changed."""
    assert draw_report(words()) == draw_report(words())
    assert draw_report(words()) != draw_report(words(office={"place": "Nơi khác"}))
