"""Facts about cells that may not leave the office."""

import random
import time
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.suppression import hidden_cells
from tests.reports.attack import intervals, known_from_totals


def test_a_table_of_large_cells_is_shown_whole() -> None:
    """Zeros too."""
    assert hidden_cells([[5, 0], [12, 7]]) == frozenset()
    assert hidden_cells([]) == frozenset()


def test_a_small_cell_takes_others_with_it() -> None:
    """The cheapest circle: two in each row and column that has any."""
    assert hidden_cells([[2, 20, 30], [9, 8, 10], [11, 12, 13]]) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_what_holds_in_a_table_holds_in_it_turned_round() -> None:
    """Many choices of few groups are looked through from the side of the groups."""
    wide = [[9, 2, *range(10, 22)], [8, 30, *range(20, 32)]]

    assert {(0, 0), (0, 1), (1, 0), (1, 1)} == hidden_cells(wide)


def test_of_a_table_too_large_to_look_through_only_totals_are_shown() -> None:
    """Where anything in it is small."""
    large = [[20 + r + c for c in range(14)] for r in range(14)]
    assert hidden_cells(large) == frozenset()
    large[3][4] = 1

    assert hidden_cells(large) == set(product(range(14), range(14)))


def test_what_is_hidden_for_another_table_is_protected_here_too() -> None:
    """A large cell that other days give away: it does not stay alone in its row and column."""
    table = [[20, 30], [40, 50]]

    assert hidden_cells(table, besides=[(0, 0)]) == {(0, 0), (0, 1), (1, 0), (1, 1)}


_COUNT = st.one_of(st.just(0), st.integers(0, 14), st.integers(0, 90))
_TABLES = st.integers(2, 5).flatmap(
    lambda columns: st.lists(st.lists(_COUNT, min_size=columns, max_size=columns), min_size=2, max_size=6)
)


@given(_TABLES, st.integers(2, 6))
@example([[16, 34, 20, 40, 3], [71, 81, 1, 9, 20], [31, 85, 9, 1, 9], [18, 37, 0, 1, 2]], 5)
# A circle through cells that hold none: the first two rows' ones followed from the totals of the columns.
@example([[1, 0, 0, 9], [0, 1, 0, 9], [5, 2, 30, 9], [4, 5, 20, 9]], 5)
@settings(deadline=None)
def test_no_total_gives_a_cell_away(table: list[list[int]], least: int) -> None:
    """Small ones are hidden; of each hidden cell an attacker knows no more than to within what is small.

    Nor more than the totals alone say, where these say more.
    """
    hidden = hidden_cells(table, least)

    small = {(r, c) for r, c in product(range(len(table)), range(len(table[0]))) if 0 < table[r][c] < least}
    assert small <= hidden
    assert bool(hidden) is bool(small)
    anyhow = known_from_totals(table)
    for cell, (lowest, highest) in intervals(table, hidden).items():
        by_totals = anyhow[cell][1] - anyhow[cell][0]
        assert highest - lowest >= min(least - 1, by_totals) - 1e-6


@pytest.mark.parametrize("choices", [5, 10])
def test_ten_questions_by_three_hundred_officers_take_seconds(choices: int) -> None:
    """Half a second here for five levels, a second for ten; ten are allowed for a slower machine."""
    ours = random.Random(7)
    began = time.perf_counter()
    for _ in range(10):
        levels = [max(0, 40 // 3**level) for level in range(choices)]
        assert hidden_cells([[ours.randint(0, most) for most in levels] for _ in range(300)])

    assert time.perf_counter() - began < 10
