"""Which cells may not leave the office? Small ones, and so many others that nobody works them out from the totals."""

from collections.abc import Sequence

# Whoever is one of so few may be known; the setting is the office's.
USUAL_LEAST = 5


def hidden_cells(table: Sequence[Sequence[int]], least: int = USUAL_LEAST) -> frozenset[tuple[int, int]]:
    """Return the cells to hide of a table whose row and column totals are shown.

    Those of 1 to `least` - 1 are hidden. In each row and column with hidden cells at least two are, and they hold
    together at least `least`, so that a total gives none away: further cells are hidden, the smallest that will do
    (secondary suppression). Zeros are shown, and hidden only where nothing else is left.

    Parameters
    ----------
    table
        (R, C) counts.
    """
    rows, columns = len(table), len(table[0]) if table else 0
    hidden = {(r, c) for r in range(rows) for c in range(columns) if 0 < table[r][c] < least}
    lines = [[(r, c) for c in range(columns)] for r in range(rows)]
    lines += [[(r, c) for r in range(rows)] for c in range(columns)]
    changed = True
    while changed:
        changed = False
        for line in lines:
            own = [cell for cell in line if cell in hidden]
            if not own or (len(own) > 1 and sum(table[r][c] for r, c in own) >= least):
                continue
            # Of cells that are not empty the smallest; one with a hidden cell crossing it costs no more further on.
            left = sorted((cell for cell in line if cell not in hidden), key=lambda cell: _cost(table, cell))
            if left:
                hidden.add(left[0])
                changed = True
    return frozenset(hidden)


def _cost(table: Sequence[Sequence[int]], cell: tuple[int, int]) -> tuple[bool, int]:
    count = table[cell[0]][cell[1]]
    return count == 0, count
