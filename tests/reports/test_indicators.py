"""Facts about the nine indicators of 2, 1 and 0 points."""

import pytest

from reports.indicator_tables import indicator_tables
from reports.indicators import IndicatorScheme, NoIndicatorScores, rated_sheet, scores_of, unit_points
from reports.indices import Grade
from reports.period_figures import FormFigures, PeriodFigures, Returned
from reports.periods import find_period
from reports.report_table import Figure, TableSettings
from reports.tally import ChoiceMeaning, QuestionMeaning, QuestionTally

_THREE = tuple(ChoiceMeaning(code, code, score) for code, score in (("a", 3.0), ("b", 2.0), ("c", 1.0)))
_SCHEME = IndicatorScheme(
    "nd61",
    {1: ("H1",), 2: ("H2",), 3: ("H3",), 4: ("H4",), 6: ("H6",), 7: ("H7",)},
    {},
    {5: 2.0, 8: 1.5, 9: 1.5},
    {1: "Thời hạn"},
)


def _tally(question: str, counts: tuple[int, int, int], role: str = "") -> QuestionTally:
    meaning = QuestionMeaning("nd61", question, question, _THREE, role=role)
    return QuestionTally(meaning, sum(counts), sum(counts), counts, 0, 0, 0, 0, 0)


_TALLIES = tuple(_tally(q, (6, 3, 1)) for q in ("H1", "H2", "H3", "H4", "H6", "H7"))


def test_exactly_fifteen_points_are_excellent() -> None:
    """Fifteen of eighteen: the boundary through which a deployed program falls to the lowest grade."""
    scheme = IndicatorScheme("nd61", _SCHEME.questions, {}, {5: 2.0, 8: 2.0, 9: 2.0}, {})
    points = unit_points(_TALLIES, scheme)

    assert [p for _, p, n in points.rows if n] == [1.5] * 6
    assert (points.total, points.grade) == (15.0, Grade.EXCELLENT)


def test_means_are_cut_and_not_rounded() -> None:
    """19 points of 10 sheets are 1.9; 199 of 100 are 1.9 too."""
    points = unit_points([_tally("H1", (99, 1, 0))], _SCHEME)
    assert points.rows[0] == (1, 1.9, 100)
    assert points.total is None
    assert points.grade is None


def test_three_levels_give_their_points_by_order() -> None:
    """Others by what the office has written down, or not at all."""
    meaning = QuestionMeaning("nd61", "H1", "H1", _THREE)
    assert scores_of(meaning, _SCHEME) == {"a": 2.0, "b": 1.0, "c": 0.0}
    four = QuestionMeaning("nd61", "H1", "H1", tuple(ChoiceMeaning(c, c, float(i)) for i, c in enumerate("abcd")))
    with pytest.raises(NoIndicatorScores):
        scores_of(four, _SCHEME)
    written = IndicatorScheme("nd61", {}, {"a": 0, "b": 0, "c": 1, "d": 2}, {}, {})
    assert scores_of(four, written) == {"a": 0, "b": 0, "c": 1, "d": 2}


def test_an_official_is_scored_where_all_five_are_answered() -> None:
    """Indicators 1, 2, 3, 4 and 7, ten points at most; one that lacks makes no lower score."""
    scores = {f"H{i}": {"a": 2.0, "b": 1.0, "c": 0.0} for i in (1, 2, 3, 4, 6, 7)}
    answers = {"H1": "a", "H2": "a", "H3": "b", "H4": "a", "H6": "c", "H7": "b"}

    assert rated_sheet(answers, "", scores, _SCHEME).of_officials() == 8.0
    lacking = rated_sheet({k: v for k, v in answers.items() if k != "H3"}, "", scores, _SCHEME)
    assert (lacking.of_officials(), dict(lacking.points)[3]) == (None, None)


def test_both_tables_are_made_inside_the_office() -> None:
    """Single sheets are for inside alone; the unit's table ends with total, grade and levels."""
    period = find_period("2026-Q3")
    assert period is not None
    form = FormFigures("nd61", "Mẫu", Returned(valid=10), (*_TALLIES, _tally("TQ", (7, 2, 1), "overall")))
    scores = {f"H{i}": {"a": 2.0, "b": 1.0, "c": 0.0} for i in (1, 2, 3, 4, 6, 7)}
    sheet = rated_sheet(dict.fromkeys(scores, "a"), "a", scores, _SCHEME)
    figures = PeriodFigures(period, (form,), (), rated=(sheet, sheet))

    inside = {t.code: t for t in indicator_tables(figures, TableSettings(hide_under=0, indicators=_SCHEME))}
    outside = [t.code for t in indicator_tables(figures, TableSettings(indicators=_SCHEME))]
    assert (sorted(inside), outside) == (["T10 nd61", "T9 nd61"], ["T10 nd61"])
    rows = inside["T9 nd61"].rows
    assert rows[0][:2] == (1, Figure(2.0, 1))
    assert rows[2] == ("Tổng số", *(Figure(4.0, 1),) * 6, Figure(20.0, 1), 2, 0, 0)
    total = next(row for row in inside["T10 nd61"].rows if row[1] == "Tổng")
    assert (total[3], total[5]) == (Figure(14.0, 1), "Xếp loại: Tốt")
    assert list(indicator_tables(figures, TableSettings())) == []
