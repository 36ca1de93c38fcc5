"""Facts about the files of a report."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from openpyxl.workbook.defined_name import DefinedName

from app.given_out import NotGivenOut
from app.language import speaking
from app.office import Office
from app.periods import NothingInPeriod
from app.report_docx import TemplateUnusable
from app.report_files import FolderNotWritable, ReportJob, report_makers, write_report
from omr.words import Language
from reports.period_figures import Compared, FormFigures, PeriodFigures, Returned
from tests.app.papers import FORM, figures, flat
from tests.reports.test_period_figures import period, told

_OFFICE = Office(unit="UBND PHƯỜNG MẪU", place="Mẫu")
_NAMES = [
    "bao-cao-2026-Q3.xlsx", "bao-cao-2026-Q3.pdf", "bao-cao-2026-Q3.docx", "thong-bao-2026-Q3.pdf",
    "thong-bao-2026-Q3.docx", "sao-chep-2026-Q3.csv", "so-lieu-2026-Q3.csv",
]  # fmt: skip


def _job(home: Path, of: PeriodFigures | None = None, *workbooks: Path, internal: bool = False) -> ReportJob:
    return ReportJob(home, _OFFICE, of or figures(), internal, workbooks)


def _rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def _workbook(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    book.defined_names["omr_pks_q_valid"] = DefinedName("omr_pks_q_valid", attr_text="Sheet!$B$2")
    book["Sheet"]["A1"] = path.parent.name
    book.save(path)
    return path


def test_a_report_is_written_into_a_folder_that_is_made(tmp_path: Path) -> None:
    """With blanks and accents in its path; each file under its name, and nothing besides."""
    folder = tmp_path / "báo cáo quý" / "lần 1"

    assert list(write_report(_job(tmp_path), folder)) == _NAMES
    assert sorted(path.name for path in folder.iterdir()) == sorted(_NAMES)


@pytest.mark.parametrize("language", Language)
def test_papers_are_vietnamese_whatever_the_terminal_speaks(tmp_path: Path, language: Language) -> None:
    """1.234 is twelve hundred and 71,43 a share, in every file that says a number in words."""
    many = replace(FORM, returned=Returned(issued=1234, valid=30))
    with speaking(language):
        made = {name: make() for name, make in report_makers(_job(tmp_path, figures(many))).items()}
    documents = [Document(io.BytesIO(made[name])) for name in _NAMES if name.endswith(".docx")]
    papers = [flat(made[name]) for name in _NAMES if name.endswith(".pdf")]
    papers += [" ".join(paragraph.text for paragraph in document.paragraphs) for document in documents]

    assert len(papers) == 4
    for paper in papers:
        assert "phát ra 1.234" in paper
        assert "Tỷ lệ hài lòng 71,43 %" in paper
        assert "71.43" not in paper
    assert ["T1", "Phiếu mẫu", "Phát ra", "1.234"] in _rows(made["sao-chep-2026-Q3.csv"])


def test_workbooks_of_others_take_no_files_place(tmp_path: Path) -> None:
    """Two of one name from two folders, and one that is called like the report: each is filled in, none is lost."""
    books = (
        _workbook(tmp_path / "Sở Nội vụ" / "so.xlsx"),
        _workbook(tmp_path / "Sở Tư pháp" / "so.xlsx"),
        _workbook(tmp_path / "UBND" / "Bao-cao.xlsx"),
    )
    names = write_report(_job(tmp_path, None, *books), tmp_path / "ra")

    assert list(names) == [*_NAMES, "so-2026-Q3.xlsx", "so-2026-Q3-2.xlsx", "Bao-cao-2026-Q3-2.xlsx"]
    filled = [openpyxl.load_workbook(tmp_path / "ra" / name)["Sheet"] for name in names[len(_NAMES) :]]
    assert [sheet["A1"].value for sheet in filled] == ["Sở Nội vụ", "Sở Tư pháp", "UBND"]
    assert [sheet["B2"].value for sheet in filled] == [30, 30, 30]
    assert "T1" in openpyxl.load_workbook(tmp_path / "ra" / names[0]).sheetnames[0]


def test_nothing_is_written_where_one_file_cannot_be_made(tmp_path: Path) -> None:
    """An old report stays whole rather than half a new one."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "thong-bao.docx").write_text("không phải Word", "utf-8")
    with pytest.raises(TemplateUnusable):
        write_report(_job(tmp_path), tmp_path / "ra")

    assert not (tmp_path / "ra").exists()


def test_a_folder_that_is_a_file_is_a_sentence(tmp_path: Path) -> None:
    """As is one below a file."""
    (tmp_path / "ra").write_text("x", "utf-8")

    for folder in (tmp_path / "ra", tmp_path / "ra" / "trong"):
        with pytest.raises(FolderNotWritable):
            write_report(_job(tmp_path), folder)


def test_a_period_without_sheets_is_said_by_its_days(tmp_path: Path) -> None:
    """Before anything is made."""
    with pytest.raises(NothingInPeriod) as refused:
        report_makers(_job(tmp_path, PeriodFigures(period(), (), ())))

    assert "15/06/2026–14/09/2026" in refused.value.sentence(Language.VI)


def test_what_respondents_wrote_stays_in_the_office(tmp_path: Path) -> None:
    """They may name somebody; whoever knows their hand of old knows them. Though nothing else is hidden."""
    wrote = replace(figures(), comments=(("Tuần 38", "YK", "", "bà Tư ở quầy 2 chửi tôi"),))
    open_office = Office(unit="UBND", hide_under=0)

    for office in (_OFFICE, open_office):
        assert "bà Tư" not in _everything(_made(ReportJob(tmp_path, office, wrote)))
    assert "bà Tư" in _everything(_made(ReportJob(tmp_path, _OFFICE, wrote, internal=True)))


def test_figures_of_now_leave_no_office(tmp_path: Path) -> None:
    """Whoever asks twice would have what came in between."""
    with pytest.raises(NotGivenOut):
        report_makers(_job(tmp_path, replace(figures(), revision=0)))
    assert report_makers(_job(tmp_path, replace(figures(), revision=0), internal=True))


def _everything(made: dict[str, bytes]) -> str:
    texts = [flat(data) for name, data in made.items() if name.endswith(".pdf")]
    texts += [data.decode("utf-8-sig") for name, data in made.items() if name.endswith(".csv")]
    for name, data in made.items():
        if name.endswith(".docx"):
            document = Document(io.BytesIO(data))
            texts += [paragraph.text for paragraph in document.paragraphs]
            texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        if name.endswith(".xlsx"):
            cells = (
                cell for sheet in openpyxl.load_workbook(io.BytesIO(data)) for row in sheet.iter_rows() for cell in row
            )
            texts += [str(cell.value) for cell in cells if cell.value is not None]
    return "\n".join(texts)


def _made(job: ReportJob) -> dict[str, bytes]:
    return {name: make() for name, make in report_makers(job).items()}


def test_what_few_people_said_leaves_the_office_in_no_file(tmp_path: Path) -> None:
    """Neither of an instrument, nor of an earlier period beside a full one: three people are known by sight."""
    three = told(3, 0, 0, 0, 0, question="C8", form="pks-q")
    few = FormFigures("pks-c", "Phiếu ít", Returned(issued=7, valid=3), (told(3, 0, 0, 0, 0, form="pks-c"),))
    then = Compared(period("2026-Q1"), (three,))
    beside = replace(
        FORM, before=then, year_ago=then, trend=((period("2026-Q1"), three), (period("2026-Q3"), FORM.overall))
    )
    outside = _everything(_made(_job(tmp_path, figures(beside, few))))
    inside = _everything(_made(_job(tmp_path, figures(beside, few), internal=True)))

    for secret in ("100,00", "Quý I/2026", "omr_pks_q_before_rate,1.0", "omr_pks_c_c8_rate"):
        assert secret not in outside, secret
        assert secret in inside, secret
    assert "Phiếu ít" in outside


def test_an_earlier_period_of_enough_people_is_compared_with(tmp_path: Path) -> None:
    """From the office's own number on."""
    enough = told(5, 0, 0, 0, 0)
    beside = replace(FORM, before=Compared(period("2026-Q1"), (enough,)))

    assert "Kỳ trước (Quý I/2026)" in _everything(_made(_job(tmp_path, figures(beside))))


def test_the_copy_sheet_has_a_figure_a_line_with_its_place() -> None:
    """No empty cell and no line of words alone; the notice shows only what became of the sheets."""
    made = _made(ReportJob(Path("nowhere"), _OFFICE, figures()))
    heading, *rows = _rows(made["sao-chep-2026-Q3.csv"])

    assert heading == ["bảng", "dòng", "cột", "số"]
    assert ["T1", "Phiếu mẫu", "Hợp lệ", "30"] in rows
    assert ["T1 pks-q", "Rất hài lòng", "Số lượng", "10"] in rows
    assert all(len(row) == 4 and row[3] for row in rows)
    assert not any("chi tiết" in row[0] for row in rows)
    assert all(value for _, value in _rows(made["so-lieu-2026-Q3.csv"]))
    assert dict(row[:2] for row in _rows(made["so-lieu-2026-Q3.csv"]))["omr_unit"] == "UBND PHƯỜNG MẪU"
    assert "Tổng hợp chung" not in flat(made["thong-bao-2026-Q3.pdf"])
    assert "Tổng hợp chung" in flat(made["bao-cao-2026-Q3.pdf"])
