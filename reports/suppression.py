"""Which cells may not leave the office? Small ones, and so many others that nobody works them out."""

from collections.abc import Collection, Sequence

import numpy as np

from reports.cell_bounds import MOST_COLUMNS, Counts, Hidden, widths, widths_by_totals

# Whoever is one of so few may be known; the setting is the office's.
USUAL_LEAST = 5

Cell = tuple[int, int]


def hidden_cells(
    table: Sequence[Sequence[int]], least: int = USUAL_LEAST, besides: Collection[Cell] = ()
) -> frozenset[Cell]:
    """Return the cells to hide of a table whose row and column totals are shown.

    Those of 1 to `least` - 1 are hidden, and so many more that whoever knows the totals and what is shown, and that no
    count is below nothing, cannot tell a hidden cell to within `least` - 1: as wide as what is small (a sliding
    protection level; Hundepool et al. 2012, "Statistical Disclosure Control", chapter 4). Where the totals alone say
    more than that, as of a column that holds but one, it is as wide as they leave it. What has been hidden is looked at
    from the attacker's side each time anew (`reports.cell_bounds`), until nothing is told.

    Parameters
    ----------
    table
        (R, C) counts.
    besides
        Cells that are hidden whatever they hold, as a table of other days gives them away.
    """
    if not table or not table[0]:
        return frozenset()
    counts = np.array(table, np.int64)
    hidden = (counts > 0) & (counts < least)
    for cell in besides:
        hidden[cell] = True
    # Few columns can be looked through, and turned round a table is the same.
    lying = counts.shape[1] > max(MOST_COLUMNS, counts.shape[0])
    found = _audited(counts.T, hidden.T, least).T if lying else _audited(counts, hidden, least)
    return frozenset((int(r), int(c)) for r, c in np.argwhere(found))


def _audited(counts: Counts, hidden: Hidden, least: int) -> Hidden:
    wanted = np.minimum(widths_by_totals(counts), least - 1)
    if counts.shape[1] > MOST_COLUMNS:
        # More than can be looked through: totals alone are told.
        return np.broadcast_to(hidden.any(), hidden.shape)
    hidden = hidden.copy()
    while hidden.any():
        missing = np.where(hidden, wanted - widths(counts, hidden), 0)
        told = np.argwhere(missing > 0)
        if not len(told):
            break
        before = int(hidden.sum())
        # The worst first: what is hidden for them often does for the others.
        for r, c in sorted(told.tolist(), key=lambda cell: (-missing[tuple(cell)], cell)):
            _close_circle(counts, hidden, (r, c), int(wanted[r, c]))
        if int(hidden.sum()) == before:
            _hide_beside(hidden, told, wanted > 0)
    return hidden


def _close_circle(counts: Counts, hidden: Hidden, cell: Cell, by: int) -> None:
    """Hide the three cheapest cells with which a cell can go up `by`, less where it cannot: two down, one up.

    Cells cost what they hold, and a row of which nothing is hidden yet its rate: all that it holds.
    """
    r, c = cell
    cost = np.where(hidden, 0, counts + 1 + np.where(hidden.any(axis=1), 0, counts.sum(axis=1))[:, None])
    for need in range(by, 0, -1):
        rows, columns = counts[:, c] >= need, counts[r] >= need
        rows[r] = columns[c] = False
        if rows.any() and columns.any():
            circle = cost[:, c][:, None] + cost + cost[r][None, :]
            circle = np.where(rows[:, None] & columns[None, :], circle, np.iinfo(np.int64).max)
            other_row, other_column = divmod(int(circle.argmin()), counts.shape[1])
            hidden[other_row, c] = hidden[other_row, other_column] = hidden[r, other_column] = True
            return


def _hide_beside(hidden: Hidden, told: Counts, useful: Hidden) -> None:
    """Hide row and column of the first cell that no circle helps, or all; not what totals tell anyhow."""
    r, c = told[0]
    before = int(hidden.sum())
    hidden[r] |= useful[r]
    hidden[:, c] |= useful[:, c]
    if int(hidden.sum()) == before:
        hidden |= useful
