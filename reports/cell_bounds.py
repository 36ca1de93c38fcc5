"""What can be worked out of a cell that is hidden? The least and the most that it may be, from all that is shown.

Known are the totals of rows and columns, every cell that is shown, and that no count is below nothing. What is left is
a polytope of tables (of a transportation problem: its corners are whole numbers, so that bounds over real numbers are
those over counts), and how far a cell can go up or down in it is a flow round a circle of hidden cells (Kelly, Golden
and Assad 1992, "Cell suppression: disclosure protection for sensitive tabular data"). By the theorem of Ford and
Fulkerson it is the least of all cuts; with few columns each cut is tried.
"""

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Hidden = NDArray[np.bool_]
# Cuts are tried one by one: 4,096 of them.
MOST_COLUMNS = 12
_FAR = np.iinfo(np.int64).max // 4


def widths(counts: Counts, hidden: Hidden) -> Counts:
    """Return how wide the interval is in which each hidden cell may lie, 0 for those that are shown.

    Parameters
    ----------
    counts, hidden
        (R, C) each, with C of `MOST_COLUMNS` at most.
    """
    loose = np.where(hidden, counts, 0)
    cuts = _cuts(counts.shape[1])
    # What each row lets through a cut, all of it and where none of its hidden cells lies beyond the cut: (S, R).
    through = cuts.astype(np.int64) @ loose.T
    beyond = (~cuts).astype(np.int64) @ hidden.T.astype(np.int64)
    stopped = np.where(beyond > 0, through, 0)
    others = stopped.sum(axis=1, keepdims=True) - stopped
    found = np.zeros_like(counts)
    for c in range(counts.shape[1]):
        on_our_side = cuts[:, c]
        up = (others + through)[on_our_side].min(axis=0) - loose[:, c]
        # Downwards the cut goes between all other hidden cells of the row and this one.
        closed = (beyond - hidden[:, c])[~on_our_side] == 0
        down = np.where(closed, others[~on_our_side], _FAR).min(axis=0)
        found[:, c] = np.where(hidden[:, c], up + np.minimum(down, loose[:, c]), 0)
    return found


def widths_by_totals(counts: Counts) -> Counts:
    """Return how wide the interval of each cell is where no cell is shown, only totals (Fréchet 1940): (R, C)."""
    rows, columns = counts.sum(axis=1, keepdims=True), counts.sum(axis=0, keepdims=True)
    most = np.minimum(rows, columns)
    found: Counts = most - np.maximum(rows + columns - counts.sum(), 0)
    return found


def _cuts(columns: int) -> Hidden:
    """Return every choice of columns: (2 to the power of C, C)."""
    numbers = np.arange(2**columns)[:, None]
    chosen: Hidden = (numbers >> np.arange(columns)) & 1 == 1
    return chosen
