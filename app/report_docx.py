"""How is a report written as a document that an office can edit? From a template of its own, or the one that comes."""

from enum import StrEnum
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from app.report_words import ReportWords, dated, marks_of, reference, told
from app.settings import TEMPLATES_FOLDER
from omr.errors import OmrError
from omr.words import Text


class Paper(StrEnum):
    """What is written: its template stands beside this module, and an office may have one of its own."""

    REPORT = "bao-cao.docx"
    NOTICE = "thong-bao.docx"


# An office that wants another layout puts its own here, under the same name.
_GRID = "Table Grid"
# Of a column beside others, whatever stands in it; in characters.
_LEAST_CHARACTERS, _MOST_CHARACTERS = 5, 34
# What Word keeps free at both sides of a cell, in characters of a table.
_PADDING = 1.5


class TemplateUnusable(OmrError):
    """The office's own template cannot be filled in. Evidence: path, reason."""

    exit_code: ClassVar[int] = 86
    sentence_text = Text(
        "Không dùng được tệp mẫu “{path}”: {reason}.", "The template “{path}” cannot be used: {reason}."
    )
    advice_text = Text(
        "Sửa tệp ấy, hoặc đổi tên nó để dùng mẫu có sẵn.", "Mend it, or rename it to use the one that comes with this."
    )


def draw_docx(home: Path, paper: Paper, told_of: ReportWords) -> bytes:
    """Return a paper as a DOCX.

    Raises
    ------
    TemplateUnusable
        When the office's own template is no document, or names what there is not.
    """
    own = home / TEMPLATES_FOLDER / paper.value
    source = own if own.is_file() else Path(str(files("app") / TEMPLATES_FOLDER / paper.value))
    stream = BytesIO()
    try:
        template = DocxTemplate(str(source))
        # A template is a file that came from somewhere: it may fill in places, and do nothing else.
        template.render(_values(told_of), SandboxedEnvironment(), autoescape=True)
        page = template.docx.sections[0]
        for table in template.docx.tables:
            _spread_columns(table, page.page_width - page.left_margin - page.right_margin)
        template.save(stream)
    except Exception as error:
        # What an office has written can fail in any way: 1/0, no DOCX, half of one.
        if source != own:
            raise
        raise TemplateUnusable(path=source.name, reason=str(error) or type(error).__name__) from error
    return stream.getvalue()


def _spread_columns(table: Any, page_width: int) -> None:
    """Give each column of a table of figures as much of the page as stands in it."""
    if table.style.name != _GRID or not table.rows:
        return
    rows = [row.cells for row in table.rows]
    longest = [_characters([row[c].text for row in rows]) for c in range(len(rows[0]))]
    widths = [int(page_width * length / sum(longest)) for length in longest]
    table.autofit = False
    # The template has three columns where the filled table has as many as it needs.
    grid = table._tbl.tblGrid
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        grid.add_gridCol().w = width
    for row in rows:
        for cell, width in zip(row, widths, strict=True):
            cell.width = width


def _characters(texts: list[str]) -> float:
    """Return how much a column needs beside others: its longest word, and something for long texts."""
    words = max((len(word) for text in texts for word in text.split(" ")), default=0)
    long = max(map(len, texts), default=0)
    return max(_LEAST_CHARACTERS, words + _PADDING, min(_MOST_CHARACTERS, long / 2))


def _values(told_of: ReportWords) -> dict[str, Any]:
    office, period = told_of.office, told_of.figures.period
    return {
        "unit": office.unit,
        "parent": office.parent,
        "reference": reference(office),
        "signer": office.signer,
        "recipients": list(office.recipients),
        "dated": dated(office, told_of.today),
        "period": period.title,
        "first": f"{period.first:%d/%m/%Y}",
        "last": f"{period.last:%d/%m/%Y}",
        "marks": list(marks_of(told_of.figures)),
        "lines": list(told_of.lines()),
        "tables": [
            {
                "title": f"{table.code.split()[0]}. {table.title}",
                "note": table.note,
                "headings": list(table.headings),
                "rows": [[told(cell) for cell in row] for row in table.rows],
            }
            for table in told_of.tables
            if table.rows and not table.detail
        ],
    }
