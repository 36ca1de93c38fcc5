"""Facts about cells that may not leave the office."""

from itertools import product

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from reports.suppression import hidden_cells


def test_a_table_of_large_cells_is_shown_whole() -> None:
    """Zeros too."""
    assert hidden_cells([[5, 0], [12, 7]]) == frozenset()
    assert hidden_cells([]) == frozenset()


def test_a_small_cell_takes_others_with_it() -> None:
    """The cheapest circle: two in each row and column that has any."""
    assert hidden_cells([[2, 20, 30], [9, 8, 10], [11, 12, 13]]) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_one_line_with_a_small_cell_is_hidden_whole() -> None:
    """Its cells are the totals of their columns."""
    assert hidden_cells([[9, 3, 8]]) == {(0, 0), (0, 1), (0, 2)}


_TABLES = st.integers(2, 5).flatmap(
    lambda columns: st.lists(st.lists(st.integers(0, 14), min_size=columns, max_size=columns), min_size=2, max_size=6)
)


def _follows_from_totals(table: list[list[int]], hidden: frozenset[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the hidden cells that the totals leave no choice for: the equations of rows and columns, solved."""
    cells = sorted(hidden)
    equations = np.zeros((len(table) + len(table[0]), len(cells)))
    for i, (r, c) in enumerate(cells):
        equations[r, i] = equations[len(table) + c, i] = 1
    _, sizes, right = np.linalg.svd(equations)
    free = right[int((sizes > 1e-9).sum()) :]
    return [cell for i, cell in enumerate(cells) if not np.abs(free[:, i]).max(initial=0.0) > 1e-9]


@given(_TABLES)
@example([[16, 34, 20, 40, 3], [71, 81, 1, 9, 20], [31, 85, 9, 1, 9], [18, 37, 0, 1, 2]])
def test_no_total_gives_a_cell_away(table: list[list[int]]) -> None:
    """Small ones are hidden, and what is hidden cannot be worked out from the totals of rows and columns."""
    hidden = hidden_cells(table)

    assert all((r, c) in hidden for r, c in product(range(len(table)), range(len(table[0]))) if 0 < table[r][c] < 5)
    assert _follows_from_totals(table, hidden) == []
    lines = [[(r, c) for c in range(len(table[0]))] for r in range(len(table))]
    lines += [[(r, c) for r in range(len(table))] for c in range(len(table[0]))]
    for line in lines:
        own = [cell for cell in line if cell in hidden]
        left = [cell for cell in line if cell not in hidden and table[cell[0]][cell[1]]]
        assert not own or not left or sum(table[r][c] for r, c in own) >= 5
