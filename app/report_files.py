"""Which files does a report make? A workbook, a paper to sign, a document to edit, and a sheet to copy from."""

import csv
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import ClassVar

from app.files import result_file
from app.office import Office
from app.report_docx import draw_docx
from app.report_pdf import draw_report, marks_of, told
from app.reporting import NothingInPeriod
from omr.errors import OmrError
from omr.words import Text
from reports.period_figures import PeriodFigures
from reports.period_tables import ReportTable, TableSettings, period_tables
from reports.xlsx_report import write_xlsx


class FolderNotWritable(OmrError):
    """The folder of a report cannot be made. Evidence: path, reason."""

    exit_code: ClassVar[int] = 85
    sentence_text = Text("Không tạo được thư mục “{path}” ({reason}).", "“{path}” cannot be made ({reason}).")
    advice_text = Text("Chọn thư mục khác bằng --out.", "Choose another with --out.")


def write_report(home: Path, office: Office, figures: PeriodFigures, folder: Path, internal: bool) -> tuple[str, ...]:
    """Write the files of a report into a folder; returns their names.

    Parameters
    ----------
    internal
        The files stay in the office: small cells are shown.

    Raises
    ------
    NothingInPeriod
        When there is nothing to report.
    FolderNotWritable, OutputNotWritable
        When the files cannot be written.
    """
    period = figures.period
    if not figures.forms:
        raise NothingInPeriod(name=period.name, first=f"{period.first:%d/%m/%Y}", last=f"{period.last:%d/%m/%Y}")
    tables = period_tables(figures, _settings(office, figures, 0 if internal else office.hide_under))
    # The day a paper is dated is the office's own.
    today = date.today()
    title = f"{office.unit}: khảo sát hài lòng {period.title} ({period.first:%d/%m/%Y}–{period.last:%d/%m/%Y})"
    made: tuple[tuple[str, Callable[[], bytes]], ...] = (
        (f"bao-cao-{period.name}.xlsx", lambda: write_xlsx(title, marks_of(figures), tables)),
        (f"bao-cao-{period.name}.pdf", lambda: draw_report(office, figures, tables, today)),
        (f"bao-cao-{period.name}.docx", lambda: draw_docx(home, office, figures, tables, today)),
        (f"sao-chep-{period.name}.csv", lambda: _copy_sheet(tables)),
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderNotWritable(path=folder, reason=error.strerror) from error
    for name, make in made:
        data = make()
        with result_file(folder / name) as stream:
            stream.write(data)
    return tuple(name for name, _ in made)


def _settings(office: Office, figures: PeriodFigures, hide_under: int) -> TableSettings:
    dossiers = office.dossiers_of(figures.period.name)
    return TableSettings(
        fields={field.code: field.name for field in office.fields},
        dossiers=dossiers.by_field if dossiers is not None else {},
        dossiers_total=dossiers.total if dossiers is not None else None,
        pooling=office.index,
        hide_under=hide_under,
    )


def _copy_sheet(tables: tuple[ReportTable, ...]) -> bytes:
    """Return one figure a line, in the order of the tables: for who types them into somebody else's screens."""
    stream = StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(("bảng", "dòng", "cột", "số"))
    for table in tables:
        for row in table.rows:
            names = [cell for cell in row if isinstance(cell, str)]
            for heading, cell in zip(table.headings, row, strict=True):
                if cell is not None and not isinstance(cell, str):
                    writer.writerow((table.code, " · ".join(names[:3]), heading, told(cell)))
    return b"\xef\xbb\xbf" + stream.getvalue().encode()
