"""An attacker who knows the totals of a table and what is shown of it: the least and the most of a hidden cell."""

from collections.abc import Collection, Sequence

import numpy as np
from scipy.optimize import linprog

Cell = tuple[int, int]


def intervals(table: Sequence[Sequence[int]], hidden: Collection[Cell]) -> dict[Cell, tuple[float, float]]:
    """Return for each hidden cell what it may be, by linear programming: equations of totals, nothing below none."""
    cells = sorted(hidden)
    equations = np.zeros((len(table) + len(table[0]), len(cells)))
    for i, (r, c) in enumerate(cells):
        equations[r, i] = equations[len(table) + c, i] = 1
    sums = equations @ np.array([table[r][c] for r, c in cells])
    found = {}
    for i, cell in enumerate(cells):
        goal = np.zeros(len(cells))
        goal[i] = 1
        least, most = (linprog(sign * goal, A_eq=equations, b_eq=sums).fun * sign for sign in (1, -1))
        found[cell] = (round(least, 6), round(most, 6))
    return found


def known_from_totals(table: Sequence[Sequence[int]]) -> dict[Cell, tuple[float, float]]:
    """Return what each cell may be where no cell is shown."""
    return intervals(table, [(r, c) for r in range(len(table)) for c in range(len(table[0]))])
