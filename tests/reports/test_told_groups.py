"""Facts about a question by group as outsiders are told of it."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from reports.nested import FormCount
from reports.tally import ChoiceMeaning, QuestionMeaning, QuestionTally
from reports.told_groups import TOGETHER, ToldGroups, groups_told, told_groups

_LEAST = 5
_MEANING = QuestionMeaning("f", "C1", "Câu", tuple(ChoiceMeaning(str(s), str(s), float(s), s > 1) for s in (3, 2, 1)))
_Counts = tuple[int, ...]


def _groups(*counts: _Counts) -> tuple[QuestionTally, ...]:
    return tuple(
        QuestionTally(_MEANING, sum(c), sum(c), c, 0, 0, 0, 0, 0, (("officer", str(i)),)) for i, c in enumerate(counts)
    )


def _names(groups: Iterable[tuple[tuple[str, str], ...]]) -> set[str]:
    return {group[0][1] for group in groups}


def test_a_group_of_few_takes_the_next_smallest_with_it() -> None:
    """Alone it would be what is left of the whole; together they are told of as one."""
    told = told_groups(_groups((2, 0, 0), (10, 6, 0), (50, 20, 0), (0, 0, 0)), _LEAST)

    assert _names(told.few) == _names(told.kept_back()) == {"0", "1"}
    assert [(t.group[0][1], t.counts) for t in told.rows] == [
        ("2", (50, 20, 0)),
        ("3", (0, 0, 0)),
        (TOGETHER, (12, 6, 0)),
    ]
    assert not told.hidden


def test_one_group_that_answers_is_the_whole() -> None:
    """Of that everything is told; two groups of which one is of few are the whole as well."""
    assert not told_groups(_groups((7, 2, 1), (0, 0, 0)), _LEAST).hidden
    both = told_groups(_groups((90, 60, 3), (1, 0, 1)), _LEAST)
    assert [t.counts for t in both.rows] == [(91, 60, 4)]
    assert not both.hidden


def test_of_several_choices_each_is_a_table_of_its_own() -> None:
    """Who chose it and who did not: a choice that two took hides another group's, and no other choice."""
    several = replace(_MEANING, multiple=True)
    groups = tuple(replace(t, meaning=several, valid=20, sheets=20) for t in _groups((2, 9, 9), (8, 9, 9), (9, 9, 9)))

    hidden = told_groups(groups, _LEAST).hidden

    assert {c for _, c in hidden} == {0}
    assert len(hidden) > 1


def test_where_nothing_is_to_be_hidden_all_is_as_it_was_counted() -> None:
    """Groups of one too."""
    groups = _groups((1, 0, 0), (3, 2, 1))

    assert told_groups(groups, 0) == ToldGroups(groups, frozenset(), frozenset(), groups)


def test_who_came_since_the_report_within_is_not_told_alone() -> None:
    """Twenty in the quarter and twenty-one in the half-year: the difference is one sheet's answers."""
    quarter = _groups((12, 8, 0), (30, 10, 0), (20, 20, 0))
    half = _groups((12, 8, 1), (40, 20, 0), (40, 25, 5))

    told = groups_told(half, [FormCount("f", 100, quarter)], _LEAST)

    assert _names(told.few) == {"0", "1"}
    assert not told_groups(half[:1] + half[1:2], _LEAST).few


def test_groups_that_were_corrected_since_are_told_together() -> None:
    """One who was of the first officer is of the second now: what is left is no table of whole people."""
    quarter = _groups((12, 8, 0), (30, 10, 0))
    half = _groups((41, 28, 0), (60, 9, 0))

    assert _names(groups_told(half, [FormCount("f", 60, quarter)], _LEAST).few) == {"0", "1"}


_COUNT = st.one_of(st.just(0), st.integers(0, 7), st.integers(0, 30))
_PARTS = st.lists(st.tuples(*[st.tuples(*[_COUNT] * 3)] * 2), min_size=2, max_size=5)


@given(_PARTS)
@settings(max_examples=60, deadline=None)
def test_no_group_is_told_of_by_two_reports_together(parts: list[tuple[_Counts, _Counts]]) -> None:
    """A report and one within it, each with its totals and the number of each group: what is hidden stays so.

    So does what came in between. Nothing is told of it to within `least` - 1 that the totals do not tell anyhow, and
    of the later report what the earlier one has told.
    """
    first, second = (np.array([part[i] for part in parts]) for i in (0, 1))
    assume(all(n == 0 or n >= _LEAST for n in (first.sum(), second.sum())))
    inner, outer = _groups(*(tuple(c) for c in first.tolist())), _groups(*(tuple(c) for c in (first + second).tolist()))
    early, late = told_groups(inner, _LEAST), groups_told(outer, [FormCount("f", 0, inner)], _LEAST)

    cells = _Cells(first, second)
    totals, shown_early = [*cells.totals()], [*cells.shown(early, 0)]
    shown = [*shown_early, *cells.shown(late, 1)]
    for told, later in ((early, 0), (late, 1)):
        for r, c in told.hidden:
            row = cells.of(told, r, c)
            looked = [row[:, None] * (np.ones(2) if later else np.array([1, 0]))]
            looked += [row[:, None] * np.array([0, 1])] if later and 0 < cells.came(row) < _LEAST else []
            for goal in looked:
                anyhow = cells.width(goal, totals + shown_early * later)
                assert cells.width(goal, totals + shown) >= min(_LEAST - 1, anyhow) - 1e-6


class _Cells:
    """The counts of groups and choices in two parts of a report, as an attacker sees them."""

    def __init__(self, first: np.ndarray, second: np.ndarray) -> None:
        self.counts = np.stack([first.ravel(), second.ravel()], axis=1).astype(float)
        self.shape = first.shape

    def _known(self, rows: np.ndarray, later: int) -> np.ndarray:
        known: np.ndarray = rows.ravel()[:, None] * (np.ones(2) if later else np.array([1.0, 0.0]))
        return known

    def totals(self) -> Iterable[np.ndarray]:
        """How many each group has, and how often each choice was made, in each report."""
        for later in (0, 1):
            for axis in (0, 1):
                for i in range(self.shape[axis]):
                    rows = np.zeros(self.shape)
                    rows[(i, slice(None)) if axis == 0 else (slice(None), i)] = 1
                    yield self._known(rows, later)

    def of(self, told: ToldGroups, row: int, choice: int) -> np.ndarray:
        """Return which cells a cell of a told table is the sum of."""
        group = told.rows[row].group
        members = told.few if group[0][1] == TOGETHER else {group}
        rows = np.zeros(self.shape)
        for (_, name), *_ in members:
            rows[int(name), choice] = 1
        return rows.ravel()

    def shown(self, told: ToldGroups, later: int) -> Iterable[np.ndarray]:
        for r in range(len(told.rows)):
            for c in range(self.shape[1]):
                if (r, c) not in told.hidden:
                    yield self._known(self.of(told, r, c), later)

    def came(self, row: np.ndarray) -> float:
        """Return what a cell holds of the second part."""
        return float(row @ self.counts[:, 1])

    def width(self, goal: np.ndarray, known: list[np.ndarray]) -> float:
        equations = np.array([one.ravel() for one in known])
        sums = equations @ self.counts.ravel()
        ends = [linprog(s * goal.ravel(), A_eq=equations, b_eq=sums).fun * s for s in (1, -1)]
        return float(ends[1] - ends[0])
