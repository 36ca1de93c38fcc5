"""How is a report written as a workbook? One sheet a table, shares as formulas, charts of the program's own."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import count
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from reports.report_table import Figure, ReportTable, Row, Share, TableCell

# Excel's own limits on the name of a sheet.
_NAME_LENGTH = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_FIRST_ROW = 4
_WIDEST = 60
_RIGHT, _WRONG = "✓", "✗ không khớp"
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
        for table, name in zip(tables, _sheet_names(table.code for table in tables), strict=True):
            sheet = book.add_worksheet(name)
            _fill(sheet, formats, (title, *marks), table)
            _charted(book, sheet, table)
    return stream.getvalue()


def _sheet_names(codes: Iterable[str]) -> list[str]:
    """Return a name for each table's sheet, none of them twice; Excel does not tell capitals apart.

    Of a long one the middle is left out: it begins with the table's number, and tables of one form differ at the end.
    """
    names: list[str] = []
    taken: set[str] = set()
    for code in codes:
        shown = code.translate(_FORBIDDEN)
        tries = (_fitted(shown, "" if number == 1 else f" ({number})") for number in count(1))
        names.append(next(name for name in tries if name.casefold() not in taken))
        taken.add(names[-1].casefold())
    return names


def _fitted(text: str, ending: str) -> str:
    room = _NAME_LENGTH - len(ending)
    if len(text) <= room:
        return text + ending
    first = room // 2
    return f"{text[:first]}…{text[first + 1 - room :]}{ending}"


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
            _check(sheet, formats, r, row, table)
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


def _check(sheet: Any, formats: dict[str, Any], r: int, row: Row, table: ReportTable) -> None:
    """Write beside a row that its parts are its whole, for everybody to see."""
    parts = "+".join(xl_rowcol_to_cell(r, column) for column in table.parts)
    whole = xl_rowcol_to_cell(r, table.checked)
    formula = f'=IF({parts}={whole},"{_RIGHT}","{_WRONG}")'
    sheet.write_formula(r, len(table.headings), formula, formats["check"], _RIGHT if _adds_up(row, table) else _WRONG)


def _adds_up(row: Row, table: ReportTable) -> bool:
    """Return what the formula says; an empty cell is 0 to it."""
    cells = (row[column] for column in (*table.parts, table.checked))
    *parts, whole = (cell if isinstance(cell, int | float) else 0 for cell in cells)
    return sum(parts) == whole


def _width(table: ReportTable, column: int) -> float:
    texts = [str(row[column]) for row in table.rows if isinstance(row[column], str | int)]
    longest = max((len(text) for text in texts), default=0)
    return min(_WIDEST, max(9.0, 0.5 * len(table.headings[column]), 1.05 * longest))


def _charted(book: Any, sheet: Any, table: ReportTable) -> None:
    """Draw what a table shows, below it: levels stacked, quotas as bars, a trend as a line."""
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
    elif table.code.startswith("T4") and table.levels:
        chart = book.add_chart({"type": "bar", "subtype": "percent_stacked"})
        series = tuple((column, _COLOURS[min(i, len(_COLOURS) - 1)]) for i, column in enumerate(table.levels))
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
