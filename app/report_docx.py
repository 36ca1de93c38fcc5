"""How is a report written as a document that an office can edit? From a template of its own, or the one that comes."""

from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar

from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from app.office import Office
from app.report_pdf import dated, marks_of, told, verdict_lines
from omr.errors import OmrError
from omr.words import Text
from reports.period_figures import PeriodFigures
from reports.period_tables import ReportTable

# An office that wants another layout puts its own here.
TEMPLATE_FILE = "templates/bao-cao.docx"


class TemplateUnusable(OmrError):
    """The office's own template cannot be filled in. Evidence: path, reason."""

    exit_code: ClassVar[int] = 86
    sentence_text = Text(
        "Không dùng được tệp mẫu “{path}”: {reason}.", "The template “{path}” cannot be used: {reason}."
    )
    advice_text = Text(
        "Sửa tệp ấy, hoặc đổi tên nó để dùng mẫu có sẵn.", "Mend it, or rename it to use the one that comes with this."
    )


def draw_docx(home: Path, office: Office, figures: PeriodFigures, tables: Sequence[ReportTable], today: date) -> bytes:
    """Return the report as a DOCX.

    Raises
    ------
    TemplateUnusable
        When the office's own template is no document, or names what a report does not have.
    """
    own = home / TEMPLATE_FILE
    source = own if own.is_file() else Path(str(files("app") / "templates" / "bao-cao.docx"))
    stream = BytesIO()
    try:
        template = DocxTemplate(str(source))
        # A template is a file that came from somewhere: it may fill in places, and do nothing else.
        template.render(_values(office, figures, tables, today), SandboxedEnvironment(), autoescape=True)
        template.save(stream)
    except (TemplateError, ValueError, KeyError, OSError) as error:
        raise TemplateUnusable(path=source.name, reason=str(error) or type(error).__name__) from error
    return stream.getvalue()


def _values(office: Office, figures: PeriodFigures, tables: Sequence[ReportTable], today: date) -> dict[str, Any]:
    period = figures.period
    return {
        "unit": office.unit,
        "parent": office.parent,
        "signer": office.signer,
        "recipients": list(office.recipients),
        "dated": dated(office, today),
        "period": period.title,
        "first": f"{period.first:%d/%m/%Y}",
        "last": f"{period.last:%d/%m/%Y}",
        "marks": list(marks_of(figures)),
        "lines": [line for form in figures.forms for line in verdict_lines(form)],
        "tables": [
            {
                "title": f"{table.code.split()[0]}. {table.title}",
                "note": table.note,
                "headings": list(table.headings),
                "rows": [[told(cell) for cell in row] for row in table.rows],
            }
            for table in tables
            if table.rows and not table.detail
        ],
    }
