"""Facts about the workbook of a report."""

import io
import re
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.group_tables import group_tables
from reports.indices import Denominator
from reports.period_figures import FormFigures, QuotaLine, Returned
from reports.quotas import Progress
from reports.report_table import Figure, ReportTable, Row, Share, TableSettings
from reports.tally import ChoiceMeaning, QuestionMeaning, QuestionTally
from reports.xlsx_report import write_xlsx
from tests.reports.test_period_figures import told

# The first row under the headings, as Excel counts.
_FIRST = 6


def _table(rows: tuple[Row, ...], code: str = "T2 f", checked: bool = True) -> ReportTable:
    headings = ("Mã", "Một", "Hai", "Tổng", "Tỷ lệ")
    return ReportTable(code, "Bảng", headings, rows, parts=(1, 2) if checked else (), checked=3 if checked else -1)


def _opened(data: bytes, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


_counts = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=6)


@given(_counts)
@settings(max_examples=25, deadline=None)
def test_a_share_is_of_the_cells_of_its_own_row(counts: list[tuple[int, int]]) -> None:
    """Worked out from the cells that its formula names it is the value that stands in the cell; of nothing, empty."""
    rows = tuple((f"C{i}", a, b, a + b, Share(2, 3, b / (a + b) if a + b else None)) for i, (a, b) in enumerate(counts))
    data = write_xlsx("Báo cáo", (), [_table(rows)])
    formulas, values = _opened(data).worksheets[0], _opened(data, values=True).worksheets[0]

    for r, (a, b) in enumerate(counts, start=_FIRST):
        share = re.fullmatch(r'=IF\(N\(D(\d+)\)=0,"",C(\d+)/D(\d+)\)', formulas[f"E{r}"].value)
        assert share is not None
        assert {int(row) for row in share.groups()} == {r}
        kept = values[f"E{r}"].value
        assert (kept or 0) == pytest.approx(b / (a + b) if a + b else 0)
        assert (kept is None or kept == "") is (a + b == 0)
        assert formulas[f"F{r}"].value == f'=IF(B{r}+C{r}=D{r},"✓","✗ không khớp")'


def test_only_what_has_a_check_is_said_to_be_right() -> None:
    """Beside a table whose parts are no whole there is no tick."""
    sheet = _opened(write_xlsx("Báo cáo", (), [_table((("C1", 1, 2, 9, None),), checked=False)])).worksheets[0]

    assert sheet["F6"].value is None


@pytest.mark.parametrize("text", ["=1+1", "+84 236", "@SUM(1)", "https://example.org", "mailto:a@b.vn"])
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    """Wherever it stands: title, mark, heading, cell, or the name that somebody gave a form."""
    table = ReportTable("T8", text, (text,), ((text,),), text)
    sheet = _opened(write_xlsx(text, (text,), [table])).worksheets[0]

    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) == 5
    assert {(cell.data_type, cell.hyperlink) for cell in cells} == {("s", None)}
    assert sheet["A6"].value == text


def test_a_number_looks_like_what_it_is() -> None:
    """A share in per cent, a mean with its decimals, a change with its sign, a count whole; nothing is left empty."""
    row: Row = (0.9645, Figure(4.63), Figure(1.5, 1), Figure(-1.45, signed=True), 1200, None)
    table = ReportTable("T7", "Bảng", tuple("abcdef"), (row,))
    cells = _opened(write_xlsx("Báo cáo", (), [table])).worksheets[0][_FIRST]

    assert [(cell.value, cell.number_format) for cell in cells] == [
        (0.9645, "0.00%"),
        (4.63, "0.00"),
        (1.5, "0.0"),
        (-1.45, "+0.00;-0.00;0.00"),
        (1200, "#,##0"),
        (None, "General"),
    ]


def test_marks_stand_on_every_sheet() -> None:
    """That figures are provisional is read wherever the workbook is opened, beside the table's own note."""
    tables = [_table((), code) for code in ("T1", "T2 a/b:c*[d]?")]
    book = _opened(write_xlsx("Báo cáo", ("TẠM TÍNH",), [*tables, ReportTable("T3", "B", ("a",), (), "Chú thích")]))

    assert [sheet["A3"].value for sheet in book] == ["TẠM TÍNH", "TẠM TÍNH", "TẠM TÍNH; Chú thích"]
    # What Excel takes in no name of a sheet is taken out of it.
    assert book.sheetnames == ["T1", "T2 a-b-c--d--", "T3"]


def test_a_table_of_nothing_has_headings_and_no_chart() -> None:
    """Excel repairs a chart without data by taking it away, and says that the file is damaged."""
    full: Row = ("pks-q", "Đơn vị", "–", 25, 12, Share(4, 3, 0.48))
    headings = ("Mẫu", "Phạm vi", "Của", "Tối thiểu", "Thực hiện", "Đạt")

    def charts(*rows: Row) -> list[str]:
        with zipfile.ZipFile(io.BytesIO(write_xlsx("B", (), [ReportTable("T6", "Q", headings, rows)]))) as archive:
            names = [name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
            return [archive.read(name).decode() for name in names]

    assert charts() == []
    (chart,) = charts(full, full)
    assert re.findall(r"<c:val><c:numRef><c:f>(.*?)</c:f>", chart) == ["'T6'!$D$6:$D$7", "'T6'!$E$6:$E$7"]


_ids = st.text("aAbB-", min_size=24, max_size=40).map(lambda text: "p" + text[1:])


@given(st.lists(_ids, min_size=1, max_size=6, unique=True))
@settings(max_examples=60, deadline=None)
def test_every_table_has_a_sheet_of_its_own_whatever_forms_are_called(forms: list[str]) -> None:
    """None longer than Excel takes, no two that differ in capitals alone, each beginning with its table's number."""
    codes = [f"{number} {form}{more}" for number in ("T2", "T4") for form in forms for more in ("", " chi tiết", " 2")]

    names = _opened(write_xlsx("Báo cáo", (), [_table((), code) for code in codes])).sheetnames

    assert len({name.casefold() for name in names}) == len(codes)
    assert all(len(name) <= 31 for name in names)
    assert [name.split()[0] for name in names] == [code.split()[0] for code in codes]


def test_a_long_name_of_a_sheet_keeps_its_beginning_and_its_end() -> None:
    """What tells the tables of a form apart stands at the end; a number parts only what would be the same."""
    form = "phieu-khao-sat-su-hai-long-nam-2026-a"
    codes = [f"T2 {form}", f"T2 {form} chi tiết", "T2 pks", "T2 PKS", "T2 Pks", f"T2 {form.upper()}"]

    names = _opened(write_xlsx("Báo cáo", (), [_table((), code) for code in codes])).sheetnames

    assert names == [
        "T2 phieu-khao-s…long-nam-2026-a",
        "T2 phieu-khao-s…2026-a chi tiết",
        "T2 pks",
        "T2 PKS (2)",
        "T2 Pks (3)",
        "T2 PHIEU-KHAO…NG-NAM-2026-A (2)",
    ]


def _charts(data: bytes) -> list[tuple[str, list[str]]]:
    """Return the type of each chart of the first sheet and what its series are of."""
    return [
        (type(chart).__name__, [series.val.numRef.f for series in chart.series])
        for chart in _opened(data).worksheets[0]._charts
    ]


_OFFICERS = tuple(
    told(*counts, group=("officer", code)) for code, counts in (("05", (9, 7, 0, 8, 6)), ("07", (12, 6, 0, 5, 9)))
)
_LEVELS = ["Rất hài lòng", "Hài lòng", "Bình thường", "Không hài lòng"]


@pytest.mark.parametrize(
    "tables",
    [
        TableSettings(hide_under=0),
        TableSettings(hide_under=0, ranked=True),
        TableSettings(hide_under=0, officers={"05": "Nguyễn Văn A"}, ranked=True),
        TableSettings(hide_under=0, denominator=Denominator.VALID_SHEETS),
        TableSettings(hide_under=5),
    ],
    ids=["plain", "ranked", "with names", "of sheets", "outside"],
)
def test_the_chart_of_groups_stacks_their_levels_alone(tables: TableSettings) -> None:
    """Neither names nor ratings, quotas, sums or ranks: of officers as of counters."""
    quotas = (QuotaLine("pks-q", "officer", "05", Progress("05", 60, 52), 0, False),)
    form = FormFigures("pks-q", "Phiếu", Returned(valid=9), (), by_officer=_OFFICERS, by_counter=_OFFICERS)

    for table in group_tables(form, quotas, tables):
        ((kind, series),) = _charts(data := write_xlsx("Báo cáo", (), [table]))
        sheet = _opened(data).worksheets[0]
        places = [reference.split("!")[1].replace("$", "") for reference in series]
        assert kind == "BarChart"
        assert [sheet[place.split(":")[0][0] + "5"].value for place in places] == _LEVELS
        assert [[cell.value for (cell,) in sheet[place]] for place in places] == [[9, 12], [7, 6], [8, 5], [6, 9]]


def test_a_level_that_is_called_like_a_column_is_still_the_level() -> None:
    """A scale of *Đạt* and *Không đạt* beside the column that says how far a quota is reached."""
    choices = (ChoiceMeaning("1", "Đạt", 1.0, True), ChoiceMeaning("0", "Không đạt", 0.0))
    meaning = QuestionMeaning("pks-q", "C8", "Câu", choices, role="overall")
    officer = QuestionTally(meaning, 16, 16, (9, 7), 0, 0, 0, 0, 0, (("officer", "05"),))
    form = FormFigures("pks-q", "Phiếu", Returned(valid=16), (), by_officer=(officer,))
    (table,) = group_tables(form, (), TableSettings(hide_under=0))

    assert [table.rows[0][column] for column in table.levels] == [9, 7]
    assert table.parts == table.levels


def test_where_a_level_is_hidden_there_is_no_chart_of_levels() -> None:
    """A bar of those that are left would be drawn as the whole."""
    few = told(5, 0, 0, 1, 0, group=("counter", "1"))
    form = FormFigures("pks-q", "Phiếu", Returned(valid=9), (), by_counter=(few, *_OFFICERS))
    (table,) = group_tables(form, (), TableSettings(hide_under=5))

    assert _charts(write_xlsx("Báo cáo", (), [table])) == []


def test_a_row_that_does_not_add_up_is_not_ticked_where_nothing_is_computed() -> None:
    """The value that a check carries is the one that its formula gives; what is empty adds nothing."""
    rows: tuple[Row, ...] = (("C1", 1, 2, 3, None), ("C2", 1, 2, 4, None), ("C3", None, 2, 2, None))
    sheet = _opened(write_xlsx("Báo cáo", (), [_table(rows)]), values=True).worksheets[0]

    assert [sheet[f"F{r}"].value for r in range(_FIRST, _FIRST + 3)] == ["✓", "✗ không khớp", "✓"]
