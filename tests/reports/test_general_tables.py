"""Facts about the first table of a report: what came back, and its verdict."""

from hypothesis import given
from hypothesis import strategies as st

from reports.general_tables import general_tables
from reports.indices import Denominator
from reports.period_figures import Compared, FormFigures, PeriodFigures, Returned
from reports.report_table import ReportTable, Row, TableSettings
from reports.tally import QuestionTally
from reports.told_figures import told_figures
from tests.reports.test_period_figures import period, tallies, told

_INSIDE = TableSettings(hide_under=0)


def _form(tally: QuestionTally, name: str = "pks-q", **more: Compared) -> FormFigures:
    return FormFigures(name, f"Phiếu {name}", Returned(issued=9, valid=7), (tally,), before=more.get("before"))


def _tables(figures: PeriodFigures, settings: TableSettings = _INSIDE) -> dict[str, ReportTable]:
    return {table.code: table for table in general_tables(figures, settings)}


def _rows(table: ReportTable) -> dict[str, Row]:
    return {str(row[0]): row for row in table.rows}


_some = st.integers(0, 99)
_returned = st.builds(
    Returned, issued=_some, valid=_some, blank=_some, unreadable=_some, other_forms=_some, unseen=_some
)


@given(st.lists(_returned, max_size=4), _returned, st.integers(0, 99))
def test_every_sheet_that_came_back_is_in_one_column(forms: list[Returned], nobodys: Returned, least: int) -> None:
    """In the row of its instrument, told or among the few, or in that of nobody's; and no row is missing."""
    made = tuple(FormFigures(f"f{i}", f"Phiếu {i}", returned, ()) for i, returned in enumerate(forms))
    figures = told_figures(PeriodFigures(period(), made, (), nobodys=nobodys), least)

    table = _tables(figures)["T1"]

    for row in table.rows:
        assert sum(row[i] for i in table.parts) == row[table.checked]  # type: ignore[misc]
    assert sum(row[2] for row in table.rows) == sum(r.returned for r in (*forms, nobodys))  # type: ignore[misc]
    assert len(table.rows) == len(forms) + (nobodys.returned > 0)


@given(tallies)
def test_the_verdict_accounts_for_every_sheet(tally: QuestionTally) -> None:
    """Levels, no opinion, blank, several, unclear and waiting come to the sheets; shares to one, or there are none."""
    rows = _rows(_tables(PeriodFigures(period(), (_form(tally),), ()))["T1 pks-q"])
    levels = [
        row for label, row in rows.items() if label in ("Rất hài lòng", "Hài lòng", "Bình thường", "Không hài lòng")
    ]
    beside = ("Không có ý kiến", "Không trả lời", "Phạm quy (đánh nhiều ô)", "Không rõ", "Chờ xem lại")

    counted = [row[1] for row in levels] + [rows[name][1] for name in beside]
    assert sum(counted) == rows["Phiếu hợp lệ"][1]  # type: ignore[arg-type]
    shares = [row[2] for row in levels]
    low, rate, high = (
        rows[name][2]
        for name in ("Khoảng tin cậy 95 %, từ", "Tỷ lệ hài lòng (trên số trả lời hợp lệ)", "Khoảng tin cậy 95 %, đến")
    )
    if not tally.valid:
        assert [*shares, low, rate, high, rows["Điểm trung bình"][1]] == [None] * 8
        return
    assert abs(sum(shares) - 1) < 1e-9  # type: ignore[arg-type]
    assert 0 <= low <= rate <= high <= 1  # type: ignore[operator]


def test_the_interval_is_of_the_rate_that_stands_above_it() -> None:
    """Of more sheets than answers both are lower."""
    tally = told(30, 10, 0, 5, 5, beside=(50, 0, 0, 3))
    figures = PeriodFigures(period(), (_form(tally),), ())

    rows = _rows(_tables(figures, TableSettings(denominator=Denominator.VALID_SHEETS))["T1 pks-q"])

    # 40 of 100 after Wilson (1927), as tables of it have it.
    assert rows["Tỷ lệ hài lòng (trên số phiếu hợp lệ)"] == ("Tỷ lệ hài lòng (trên số phiếu hợp lệ)", 40, 0.4)
    assert [round(rows[f"Khoảng tin cậy 95 %, {end}"][2], 4) for end in ("từ", "đến")] == [0.3094, 0.498]  # type: ignore[arg-type]


def test_what_nobody_answered_then_is_no_comparison() -> None:
    """Neither a rate of zero nor a change from it; so is a period whose form had no verdict."""
    nobody = Compared(period("2026-Q1"), (told(0, 0, 4, 0, 0, beside=(3, 0, 0, 0)),))
    other = Compared(period("2026-Q1"), (told(5, 0, 0, 0, 0, question="C1"),))
    all_unhappy = Compared(period("2026-Q1"), (told(0, 0, 0, 4, 1),))

    compared = [
        [
            name
            for name in _rows(
                _tables(PeriodFigures(period(), (_form(told(9, 1, 0, 0, 0), before=then),), ()))["T1 pks-q"]
            )
            if "kỳ" in name.lower()
        ]
        for then in (nobody, other, all_unhappy)
    ]

    assert compared == [[], [], ["Kỳ trước (Quý I/2026)", "So với kỳ trước (điểm %)"]]


def test_a_form_without_a_verdict_is_counted_and_has_no_table_of_it() -> None:
    """Its sheets came back all the same."""
    forms = (_form(told(5, 0, 0, 0, 0, question="C1"), "khac"), _form(told(5, 0, 0, 0, 0)))

    tables = _tables(PeriodFigures(period(), forms, ()))

    assert list(tables) == ["T1", "T1 pks-q"]
    assert [row[0] for row in tables["T1"].rows] == ["Phiếu khac", "Phiếu pks-q"]
