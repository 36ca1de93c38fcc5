"""How is a report written as a workbook? One sheet a table, shares as formulas, charts of the program's own."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from reports.report_table import Figure, ReportTable, Share, TableCell

# Excel's own limits on the name of a sheet.
_NAME_LENGTH = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_FIRST_ROW = 4
_WIDEST = 60
# From satisfied to not, as the desk and the printed report have them.
_COLOURS = ("#0d6b63", "#7db8b0", "#d9d4c7", "#e0a08f", "#a3341f")


def write_xlsx(title: str, marks: Sequence[str], tables: Sequence[ReportTable]) -> bytes:
    """Return a workbook.

    Text is written as text: what begins with = or + is no formula. Every formula carries the value it has, so that the
    file reads the same where nothing is computed.

    Parameters
    ----------
    title
        Stands above every table.
    marks
        Lines under the title, such as that figures are provisional.
    """
    stream = BytesIO()
    with xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        formats = _formats(book)
        for table in tables:
            sheet = book.add_worksheet(table.code.translate(_FORBIDDEN)[:_NAME_LENGTH])
            _fill(sheet, formats, (title, *marks), table)
            _charted(book, sheet, table)
    return stream.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    plain = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "border": 1, "border_color": "#bbbbbb"}
    return {
        "title": book.add_format({"font_name": "Times New Roman", "font_size": 13, "bold": True}),
        "mark": book.add_format({"font_name": "Times New Roman", "font_size": 11, "italic": True}),
        "head": book.add_format(plain | {"bold": True, "text_wrap": True, "align": "center", "bg_color": "#eeebe3"}),
        "text": book.add_format(plain | {"text_wrap": True}),
        "number": book.add_format(plain | {"num_format": "#,##0"}),
        "decimal 1": book.add_format(plain | {"num_format": "0.0"}),
        "decimal 2": book.add_format(plain | {"num_format": "0.00"}),
        "change": book.add_format(plain | {"num_format": "+0.00;-0.00;0.00"}),
        "share": book.add_format(plain | {"num_format": "0.00%"}),
        "check": book.add_format({"font_name": "Times New Roman", "font_size": 9, "font_color": "#5d5a52"}),
    }


def _fill(sheet: Any, formats: dict[str, Any], lines: Sequence[str], table: ReportTable) -> None:
    sheet.write_string(0, 0, lines[0], formats["title"])
    sheet.write_string(1, 0, f"{table.code}. {table.title}", formats["title"])
    sheet.write_string(2, 0, "; ".join(filter(None, (*lines[1:], table.note))), formats["mark"])
    for column, heading in enumerate(table.headings):
        sheet.write_string(_FIRST_ROW, column, heading, formats["head"])
        sheet.set_column(column, column, _width(table, column))
    for r, row in enumerate(table.rows, start=_FIRST_ROW + 1):
        for c, cell in enumerate(row):
            _write(sheet, formats, (r, c), cell)
        if table.checked >= 0:
            _check(sheet, formats, r, table)
    sheet.freeze_panes(_FIRST_ROW + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_FIRST_ROW)


def _write(sheet: Any, formats: dict[str, Any], place: tuple[int, int], cell: TableCell) -> None:
    r, c = place
    match cell:
        case None:
            sheet.write_blank(r, c, None, formats["text"])
        case str():
            sheet.write_string(r, c, cell, formats["text"])
        case Share():
            part, whole = xl_rowcol_to_cell(r, cell.part), xl_rowcol_to_cell(r, cell.whole)
            value = "" if cell.value is None else cell.value
            # Nothing of nothing, and what is not known yet, has no share.
            sheet.write_formula(r, c, f'=IF(N({whole})=0,"",{part}/{whole})', formats["share"], value)
        case int():
            sheet.write_number(r, c, cell, formats["number"])
        case Figure():
            form = "change" if cell.signed else f"decimal {cell.decimals}"
            sheet.write_number(r, c, cell.value, formats[form])
        case float():
            sheet.write_number(r, c, cell, formats["share"])


def _check(sheet: Any, formats: dict[str, Any], r: int, table: ReportTable) -> None:
    """Write beside a row that its parts are its whole, for everybody to see."""
    parts = "+".join(xl_rowcol_to_cell(r, column) for column in table.parts)
    whole = xl_rowcol_to_cell(r, table.checked)
    sheet.write_formula(r, len(table.headings), f'=IF({parts}={whole},"✓","✗ không khớp")', formats["check"], "✓")


def _width(table: ReportTable, column: int) -> float:
    texts = [str(row[column]) for row in table.rows if isinstance(row[column], str | int)]
    longest = max((len(text) for text in texts), default=0)
    return min(_WIDEST, max(9.0, 0.5 * len(table.headings[column]), 1.05 * longest))


def _charted(book: Any, sheet: Any, table: ReportTable) -> None:
    """Draw what a table shows, to its right: levels stacked, quotas as bars, a trend as a line."""
    if not table.rows:
        return
    last = _FIRST_ROW + len(table.rows)
    name = sheet.get_name()
    if table.code.startswith("T6"):
        chart = book.add_chart({"type": "bar"})
        series: tuple[tuple[int, str], ...] = ((3, "#d9d4c7"), (4, _COLOURS[0]))
        categories = [name, _FIRST_ROW + 1, 0, last, 2]
    elif table.code.startswith("T11"):
        chart = book.add_chart({"type": "line"})
        series = ((2, _COLOURS[0]),)
        categories = [name, _FIRST_ROW + 1, 0, last, 0]
    elif table.code.startswith("T4"):
        chart = book.add_chart({"type": "bar", "subtype": "percent_stacked"})
        levels = range(1, len(table.headings) - 3)
        series = tuple((column, _COLOURS[min(i, len(_COLOURS) - 1)]) for i, column in enumerate(levels))
        categories = [name, _FIRST_ROW + 1, 0, last, 0]
    else:
        return
    for column, colour in series:
        chart.add_series(
            {
                "name": [name, _FIRST_ROW, column],
                "categories": categories,
                "values": [name, _FIRST_ROW + 1, column, last, column],
                "fill": {"color": colour},
                "line": {"color": colour},
            }
        )
    chart.set_title({"name": table.title})
    chart.set_legend({"position": "bottom"})
    sheet.insert_chart(last + 2, 0, chart, {"x_scale": 1.4})
