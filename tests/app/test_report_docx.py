"""Facts about a report as a document that an office edits."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument

from app.report_docx import Paper, TemplateUnusable, draw_docx
from app.settings import TEMPLATES_FOLDER
from reports.report_table import HIDDEN, ReportTable
from tests.app.papers import FORM, figures, quota_lines, words


def _own(home: Path, write: Callable[[WordDocument], object]) -> Path:
    """Write a template of the office's own and return it."""
    path = home / TEMPLATES_FOLDER / Paper.REPORT.value
    path.parent.mkdir(exist_ok=True)
    document = Document()
    write(document)
    document.save(str(path))
    return path


def _drawn(home: Path, paper: Paper = Paper.REPORT, **office: object) -> WordDocument:
    return Document(BytesIO(draw_docx(home, paper, words(figures(quotas=quota_lines(2)), office))))


@pytest.mark.parametrize("paper", Paper)
def test_the_template_that_comes_with_the_program_is_filled_in(tmp_path: Path, paper: Paper) -> None:
    """In a home whose path has blanks and accents; no place is left open, and text is never markup."""
    home = tmp_path / "dữ liệu của tôi"
    home.mkdir()
    document = _drawn(home, paper, place="Mẫu & <Nơi>", signer="CHỦ TỊCH", unit="UBND <b>PHƯỜNG</b> & MẪU")
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])

    for text in ("UBND <b>PHƯỜNG</b> & MẪU", "Mẫu & <Nơi>, ngày 20 tháng 09 năm 2026", "Quý III/2026", "CHỦ TỊCH"):
        assert text in said
    assert "71,43 %" in said or "71.43 %" in said
    assert "{{" not in said
    assert "{%" not in said


def test_tables_have_their_own_columns_over_the_whole_width(tmp_path: Path) -> None:
    """As many as there are headings; together as wide as the page; figures that are hidden stay hidden."""
    rows = (("Đăng ký khai sinh và hộ tịch các loại", 120, HIDDEN), ("Đất đai", 9, 4))
    table = ReportTable("T3 pks-q", "Theo lĩnh vực", ("Lĩnh vực", "n", "Rất hài lòng"), rows)
    detail = ReportTable("T2 pks-q chi tiết", "Chi tiết", ("Mã", "n"), (("C1", 1),), detail=True)
    told_of = replace(words(), tables=(table, detail, replace(table, code="T9", title="Trống", rows=())))
    document = Document(BytesIO(draw_docx(tmp_path, Paper.REPORT, told_of)))

    (filled,) = [t for t in document.tables if t.rows[0].cells[0].text == "Lĩnh vực"]
    page = document.sections[0]
    width = (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)
    assert [[cell.text for cell in row.cells] for row in filled.rows] == [
        ["Lĩnh vực", "n", "Rất hài lòng"],
        ["Đăng ký khai sinh và hộ tịch các loại", "120", HIDDEN],
        ["Đất đai", "9", "4"],
    ]
    widths = [column.width for column in filled.columns]
    assert sum(widths) == pytest.approx(width, rel=0.01)
    assert widths[0] > widths[2] > widths[1]
    titles = "".join(paragraph.text for paragraph in document.paragraphs)
    assert "T3. Theo lĩnh vực" in titles
    assert "Trống" not in titles
    assert "Chi tiết" not in titles


def test_an_office_has_a_template_of_one_paper_alone(tmp_path: Path) -> None:
    """The other one is still that which comes with the program."""
    _own(tmp_path, lambda document: document.add_paragraph("Riêng: {{ unit }}"))

    assert _drawn(tmp_path).paragraphs[0].text == "Riêng: UBND PHƯỜNG MẪU"
    assert "THÔNG BÁO" in [paragraph.text for paragraph in _drawn(tmp_path, Paper.NOTICE).paragraphs]


def test_an_office_may_draw_tables_of_its_own(tmp_path: Path) -> None:
    """Cells over several columns, in the style of figures or another, and one without a word."""

    def write(document: WordDocument) -> None:
        for style in ("Table Grid", "Normal Table"):
            table = document.add_table(2, 3, style)
            table.cell(0, 0).merge(table.cell(0, 2)).text = "{{ unit }}"
        document.add_table(2, 2, "Table Grid")

    _own(tmp_path, write)

    assert [table.rows[0].cells[0].text for table in _drawn(tmp_path).tables] == ["UBND PHƯỜNG MẪU"] * 2 + [""]


@pytest.mark.parametrize(
    "place",
    [
        "{{ period",
        "{% if %}",
        "{{ nothing.at_all }}",
        "{{ tables[99].title }}",
        "{{ 1 / 0 }}",
        "{{ unit + 1 }}",
        "{{ unit() }}",
        "{{ tables|sum }}",
        "{% for i in range(10 ** 9) %}x{% endfor %}",
        "{{ unit.__class__.__mro__ }}",
    ],
)
def test_a_place_that_cannot_be_filled_in_is_a_sentence(tmp_path: Path, place: str) -> None:
    """With the file's name, whatever is wrong with it; and a template reaches nothing beyond what it is given."""
    _own(tmp_path, lambda document: document.add_paragraph(place))

    with pytest.raises(TemplateUnusable) as refused:
        draw_docx(tmp_path, Paper.REPORT, words())
    assert dict(refused.value.evidence)["path"] == "bao-cao.docx"
    assert dict(refused.value.evidence)["reason"]


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:3000])


def _without_its_text(path: Path) -> None:
    with zipfile.ZipFile(path) as whole:
        kept = {name: whole.read(name) for name in whole.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in kept.items():
            archive.writestr(name, data[: len(data) // 2] if name == "word/document.xml" else data)


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_text("Kính gửi", "utf-8"),
        # As Word wrote before 2007, under the new name.
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)),
        _cut,
        _without_its_text,
    ],
    ids=["empty", "text", "old Word", "cut off", "half its text"],
)
def test_what_is_no_document_is_a_sentence(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    """Empty, plain text, an old Word file that was renamed, one that was cut off on its way: mend it or rename it."""
    damage(_own(tmp_path, lambda document: document.add_paragraph("{{ unit }}")))

    with pytest.raises(TemplateUnusable):
        draw_docx(tmp_path, Paper.REPORT, words())


def test_a_form_of_which_too_little_came_back_is_named_all_the_same(tmp_path: Path) -> None:
    """In the words of the report."""
    told_of = words(
        figures(FORM, replace(FORM, form="pks-c", title="Phiếu ít", returned=replace(FORM.returned, valid=3)))
    )
    few = replace(told_of, figures=told_of.figures.told_from(5))
    document = Document(BytesIO(draw_docx(tmp_path, Paper.REPORT, few)))

    assert any("Phiếu ít" in p.text and "quá ít" in p.text for p in document.paragraphs)
