"""Which files does a report make? A workbook, a paper to sign, a document to edit, and a sheet to copy from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import ClassVar

from app.files import result_file
from app.given_out import NotGivenOut
from app.language import speaking
from app.office import Office
from app.periods import NothingInPeriod
from app.report_docx import Paper, draw_docx
from app.report_pdf import draw_notice, draw_report
from app.report_settings import table_settings
from app.report_words import ReportWords, marks_of, told
from app.workbook_filling import filled_workbook
from omr.errors import OmrError
from omr.words import Language, Text
from reports.named_figures import named_figures
from reports.outside_periods import checked_for_outsiders
from reports.period_figures import PeriodFigures
from reports.period_tables import period_tables
from reports.report_table import ReportTable
from reports.tables import Cell, write_csv
from reports.told_figures import told_figures
from reports.xlsx_report import write_xlsx

# What became of the sheets; the verdict stands in words and as a picture.
_ON_THE_WALL = "T1"


class FolderNotWritable(OmrError):
    """The folder of a report cannot be made. Evidence: path, reason."""

    exit_code: ClassVar[int] = 85
    sentence_text = Text("Không tạo được thư mục “{path}” ({reason}).", "“{path}” cannot be made ({reason}).")
    advice_text = Text("Chọn thư mục khác bằng --out.", "Choose another with --out.")


@dataclass(frozen=True, slots=True)
class ReportJob:
    """What is to be written where: the office and its home folder, the figures, and who will see them.

    `internal` files stay in the office: small cells and names are shown. Others need figures of a closing. `workbooks`
    are those of others, to be filled.
    """

    home: Path
    office: Office
    figures: PeriodFigures
    internal: bool = False
    workbooks: tuple[Path, ...] = ()


def write_report(job: ReportJob, folder: Path) -> tuple[str, ...]:
    """Write the files of a report into a folder; returns their names. All are made before the first is written.

    Raises
    ------
    NothingInPeriod
        When there is nothing to report.
    TemplateUnusable, WorkbookUnreadable, NamesUnknown, RosterUnreadable, NoIndicatorScores
        When what the office has written down, or handed over to be filled, cannot be used.
    FolderNotWritable, OutputNotWritable
        When the files cannot be written.
    """
    made = {name: make() for name, make in report_makers(job).items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderNotWritable(path=folder, reason=error.strerror) from error
    for name, data in made.items():
        with result_file(folder / name) as stream:
            stream.write(data)
    return tuple(made)


def report_makers(job: ReportJob) -> dict[str, Callable[[], bytes]]:
    """Return what makes each file of a report, by its name.

    Raises
    ------
    NothingInPeriod
        When there is nothing to report.
    NotForOutsiders, NotGivenOut
        When it is to leave the office, and its days are not those of a report of the calendar or its figures those of
        now.
    RosterUnreadable, NoIndicatorScores
        When what the office has written down cannot be used.
    """
    office, figures, period = job.office, job.figures, job.figures.period
    first, last = f"{period.first:%d/%m/%Y}", f"{period.last:%d/%m/%Y}"
    if not figures.forms:
        raise NothingInPeriod(name=period.name, first=first, last=last)
    settings = table_settings(job.home, office, period, job.internal)
    if settings.hide_under:
        checked_for_outsiders(period, office.windows())
        if not figures.revision:
            raise NotGivenOut(name=period.name, last=last)
    if not job.internal:
        # Who writes freely may name somebody, or be known by what they write of.
        figures = replace(figures, comments=())
    figures = told_figures(figures, settings.hide_under)
    tables = period_tables(figures, settings)
    # The day a paper is dated is the office's own.
    report = ReportWords(office, figures, tables, date.today())
    notice = replace(report, tables=tuple(table for table in tables if table.code == _ON_THE_WALL))
    title = f"{office.unit}: khảo sát hài lòng {period.title} ({first}–{last})"
    named = {"omr_unit": office.unit} | named_figures(figures, settings)
    makers: dict[str, Callable[[], bytes]] = {
        f"bao-cao-{period.name}.xlsx": lambda: write_xlsx(title, marks_of(figures), tables),
        f"bao-cao-{period.name}.pdf": lambda: draw_report(report),
        f"bao-cao-{period.name}.docx": lambda: draw_docx(job.home, Paper.REPORT, report),
        f"thong-bao-{period.name}.pdf": lambda: draw_notice(notice),
        f"thong-bao-{period.name}.docx": lambda: draw_docx(job.home, Paper.NOTICE, notice),
        f"sao-chep-{period.name}.csv": lambda: _copy_sheet(tables),
        f"so-lieu-{period.name}.csv": lambda: _name_list(named),
    }
    for path in job.workbooks:
        makers[_free_name(makers, f"{path.stem}-{period.name}", path.suffix)] = partial(_filled, path, named)
    # In Vietnamese whatever the language of this run: 1.636 is no 1,636.
    return {name: speaking(Language.VI)(make) for name, make in makers.items()}


def _free_name(taken: Iterable[str], stem: str, suffix: str) -> str:
    """Return a file's name that is not taken: workbooks of two folders may be called alike, or as our own is."""
    # To Windows A and a are one name.
    known = {name.casefold() for name in taken}
    names = (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}" for number in count(1))
    return next(name for name in names if name.casefold() not in known)


def _filled(path: Path, named: Mapping[str, str | int | float | None]) -> bytes:
    return filled_workbook(path, named)[0]


def _copy_sheet(tables: tuple[ReportTable, ...]) -> bytes:
    """Return one figure a line, in the order of the tables: for who types them into somebody else's screens."""
    rows = []
    for table in tables:
        for row in table.rows if not table.detail else ():
            names = [cell for cell in row if isinstance(cell, str)]
            for heading, cell in zip(table.headings, row, strict=True):
                if cell is not None and not isinstance(cell, str):
                    rows.append((table.code, " · ".join(names[:3]), heading, told(cell)))
    return _csv(("bảng", "dòng", "cột", "số"), rows)


def _name_list(named: Mapping[str, str | int | float | None]) -> bytes:
    """Return every figure with the name that a workbook asks for it by."""
    return _csv(("tên ô", "số"), [(name, value) for name, value in named.items() if value is not None])


def _csv(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    stream = BytesIO()
    write_csv(columns, rows, stream)
    return stream.getvalue()
