"""Facts about the tables of the nine indicators where sheets say little."""

from reports.indicator_tables import indicator_tables
from reports.indicators import IndicatorScheme, RatedSheet
from reports.period_figures import FormFigures, PeriodFigures, Returned
from reports.report_table import Figure, ReportTable, TableSettings
from reports.tally import ChoiceMeaning, QuestionMeaning, QuestionTally
from tests.reports.test_period_figures import period

_THREE = tuple(
    ChoiceMeaning(code, label, score)
    for code, label, score in (("a", "Tốt", 2.0), ("b", "Vừa", 1.0), ("c", "Kém", 0.0))
)
_SCHEME = IndicatorScheme("nd61", {1: ("H1",), 7: ("H7",)}, {}, {5: 2.0}, {1: "Thời hạn"})


def _tally(question: str, counts: tuple[int, int, int], blank: int = 0, role: str = "") -> QuestionTally:
    meaning = QuestionMeaning("nd61", question, question, _THREE, role=role)
    return QuestionTally(meaning, sum(counts) + blank, sum(counts), counts, 0, blank, 0, 0, 0)


def _tables(
    rated: tuple[RatedSheet, ...], *tallies: QuestionTally, scheme: IndicatorScheme | None = _SCHEME
) -> dict[str, ReportTable]:
    form = FormFigures("nd61", "Mẫu", Returned(valid=len(rated)), tallies)
    figures = PeriodFigures(period(), (form,), (), rated=rated)
    return {t.code.split()[0]: t for t in indicator_tables(figures, TableSettings(hide_under=0, indicators=scheme))}


def _sheet(first: float | None, seventh: float | None, verdict: str = "") -> RatedSheet:
    return RatedSheet(((1, first), (7, seventh)), verdict)


def test_what_is_not_answered_lowers_no_mean() -> None:
    """Sums and means are of those that were answered, an official's of sheets that answer all; verdicts come to one."""
    rated = (_sheet(2.0, 1.0, "Tốt"), _sheet(1.0, None, "Tốt"), _sheet(None, None), _sheet(1.5, 0.0, "Kém"))

    *single, total, mean, share = _tables(rated, _tally("TQ", (2, 0, 1), 1, "overall"))["T9"].rows

    assert [row[0] for row in single] == [1, 2, 3, 4]
    assert single[1] == (2, Figure(1.0, 1), None, None, 1, None, None)
    assert total == ("Tổng số", Figure(4.5, 1), Figure(1.0, 1), Figure(4.5, 1), 2, 0, 1)
    assert mean[:4] == ("Điểm bình quân", Figure(1.5), Figure(0.5), Figure(2.25))
    assert share[4:] == (2 / 3, 0.0, 1 / 3)


def test_of_sheets_that_say_nothing_there_is_no_mean() -> None:
    """All blank: nothing is divided by none of them, and nobody's points are zero."""
    tables = _tables((_sheet(None, None), _sheet(None, None)), _tally("TQ", (0, 0, 0), 2, "overall"))

    _, _, total, mean, share = tables["T9"].rows
    assert total == ("Tổng số", Figure(0, 1), Figure(0, 1), Figure(0, 1), 0, 0, 0)
    assert mean == ("Điểm bình quân", *(None,) * 6)
    assert share == ("Tỷ lệ %", *(None,) * 6)
    assert tables["T10"].rows[-1] == ("", "Tổng", 18, None, None, "chưa đủ chỉ số")


def test_the_units_table_has_all_nine_and_says_which_it_does_not_know() -> None:
    """Scored by respondents with how many, by the office without; one that nobody scored is empty and no zero."""
    rows = _tables((), _tally("H1", (0, 1, 1)), _tally("H7", (0, 0, 0), 2))["T10"].rows

    assert [row[0] for row in rows[:9]] == [str(i) for i in range(1, 10)]
    assert rows[0] == ("1", "Thời hạn", 2, Figure(0.5, 1), None, "n = 2")
    assert rows[4] == ("5", "Chỉ số 5", 2, Figure(2.0, 1), None, "")
    assert rows[6] == ("7", "Chỉ số 7", 2, None, None, "")


def test_without_a_verdict_or_a_scheme_of_its_own_nothing_is_made_up() -> None:
    """A form that asks for no verdict has no columns of levels; one that scores nothing has neither table."""
    tables = _tables((_sheet(2.0, 2.0),), _tally("H1", (1, 0, 0)))

    assert tables["T9"].headings == ("TT", "Chỉ số 1", "Chỉ số 7", "Điểm công chức (1+2+3+4+7)")
    assert all(len(row) == 4 for row in tables["T9"].rows)
    assert "Số phiếu" not in [row[1] for row in tables["T10"].rows]
    other = IndicatorScheme("pks-c", {1: ("H1",)}, {}, {}, {})
    assert _tables((_sheet(2.0, 2.0),), _tally("H1", (1, 0, 0)), scheme=other) == {}
    assert _tables((_sheet(2.0, 2.0),), _tally("H1", (1, 0, 0)), scheme=None) == {}
