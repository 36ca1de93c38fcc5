"""Facts about what can be worked out of hidden cells."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.cell_bounds import widths, widths_by_totals
from tests.reports.attack import intervals, known_from_totals

_COUNT = st.one_of(st.just(0), st.integers(0, 6), st.integers(0, 40))
_TABLES = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda size: st.lists(
        st.lists(st.tuples(_COUNT, st.booleans()), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    )
)


@given(_TABLES)
@settings(max_examples=40, deadline=None)
def test_cuts_say_what_linear_programming_says(cells: list[list[tuple[int, bool]]]) -> None:
    """Of every hidden cell, in any pattern; and of all cells where only totals are shown."""
    table = [[count for count, _ in row] for row in cells]
    hidden = np.array([[secret for _, secret in row] for row in cells])

    found = widths(np.array(table), hidden)

    for (r, c), (least, most) in intervals(table, [(int(r), int(c)) for r, c in np.argwhere(hidden)]).items():
        assert found[r, c] == most - least
    assert not found[~hidden].any()
    by_totals = widths_by_totals(np.array(table))
    assert all(by_totals[cell] == most - least for cell, (least, most) in known_from_totals(table).items())


def test_a_hidden_nothing_gives_nothing_away_to_go_down() -> None:
    """Two rows of one answer each, their other cells none: the totals of columns tell both, though all are hidden."""
    counts = np.array([[1, 0, 0], [0, 1, 0], [30, 20, 9]])
    hidden = np.array([[True, True, False]] * 2 + [[False] * 3])

    assert widths(counts, hidden).tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 0]]
    hidden[1, 1] = hidden[0, 0] = False
    assert not widths(counts, hidden).any()
