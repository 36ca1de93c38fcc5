"""Facts about cells that may not leave the office."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from reports.suppression import hidden_cells


def test_a_table_of_large_cells_is_shown_whole() -> None:
    """Zeros too."""
    assert hidden_cells([[5, 0], [12, 7]]) == frozenset()
    assert hidden_cells([]) == frozenset()


def test_a_small_cell_takes_others_with_it() -> None:
    """Two in each row and column that has any: no total gives one away."""
    assert hidden_cells([[2, 20, 30], [9, 8, 10], [11, 12, 13]]) == {(0, 0), (0, 1), (1, 0), (1, 1)}


_TABLES = st.integers(2, 5).flatmap(
    lambda columns: st.lists(st.lists(st.integers(0, 12), min_size=columns, max_size=columns), min_size=2, max_size=5)
)


@given(_TABLES)
def test_no_total_gives_a_small_cell_away(table: list[list[int]]) -> None:
    """Small ones are hidden, and each line with hidden cells has two or more, and enough in them together."""
    hidden = hidden_cells(table)
    assert all((r, c) in hidden for r, c in product(range(len(table)), range(len(table[0]))) if 0 < table[r][c] < 5)
    lines = [[(r, c) for c in range(len(table[0]))] for r in range(len(table))]
    lines += [[(r, c) for r in range(len(table))] for c in range(len(table[0]))]
    for line in lines:
        own = [cell for cell in line if cell in hidden]
        if own and len(own) < len(line):
            assert len(own) >= 2
            assert sum(table[r][c] for r, c in own) >= 5
