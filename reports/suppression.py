"""Which cells may not leave the office? Small ones, and so many others that nobody works them out from the totals."""

from collections.abc import Sequence
from itertools import pairwise

import networkx as nx

# Whoever is one of so few may be known; the setting is the office's.
USUAL_LEAST = 5
# An empty cell protects nothing, as everybody guesses it: it is taken where there is no other.
_EMPTY_COST = 10**9

Cell = tuple[int, int]


def hidden_cells(table: Sequence[Sequence[int]], least: int = USUAL_LEAST) -> frozenset[Cell]:
    """Return the cells to hide of a table whose row and column totals are shown.

    Those of 1 to `least` - 1 are hidden. A hidden cell follows from the totals exactly when it lies in no circle of
    hidden cells that goes from row to column and back (Gusfield 1988, "A graph theoretic approach to statistical data
    security": a bridge of the graph of rows and columns); so many more are hidden, the smallest that will do, that each
    lies in one. What is hidden of a row or column comes to `least` together.

    Parameters
    ----------
    table
        (R, C) counts.
    """
    rows, columns = len(table), len(table[0]) if table else 0
    hidden = {(r, c) for r in range(rows) for c in range(columns) if 0 < table[r][c] < least}
    if hidden and min(rows, columns) < 2:
        # Of one line each cell is a total of its own.
        return frozenset((r, c) for r in range(rows) for c in range(columns))
    while True:
        more = _beside_a_bridge(table, hidden) or _of_a_small_line(table, hidden, least)
        if not more:
            return frozenset(hidden)
        hidden |= more


def _beside_a_bridge(table: Sequence[Sequence[int]], hidden: set[Cell]) -> set[Cell]:
    """Return the cheapest cells that close a circle through a hidden cell that lies in none; none where all do."""
    graph = nx.Graph((("row", r), ("column", c)) for r, c in hidden)
    bridge = next(iter(sorted(nx.bridges(graph), key=str)), None)
    if bridge is None:
        return set()
    whole = nx.Graph()
    for r, line in enumerate(table):
        for c, count in enumerate(line):
            cost = 0 if (r, c) in hidden else count or _EMPTY_COST
            whole.add_edge(("row", r), ("column", c), cost=cost)
    whole.remove_edge(*bridge)
    path = nx.shortest_path(whole, *bridge, weight="cost")
    return {_cell(a, b) for a, b in pairwise(path)} - hidden


def _of_a_small_line(table: Sequence[Sequence[int]], hidden: set[Cell], least: int) -> set[Cell]:
    """Return one more cell of a row or column whose hidden cells come to little, none where there is no such line."""
    rows, columns = len(table), len(table[0]) if table else 0
    lines = [[(r, c) for c in range(columns)] for r in range(rows)]
    lines += [[(r, c) for r in range(rows)] for c in range(columns)]
    for line in lines:
        own = [cell for cell in line if cell in hidden]
        left = [cell for cell in line if cell not in hidden and table[cell[0]][cell[1]]]
        if own and left and sum(table[r][c] for r, c in own) < least:
            return {min(left, key=lambda cell: (table[cell[0]][cell[1]], cell))}
    return set()


def _cell(one: tuple[str, int], other: tuple[str, int]) -> Cell:
    return (one[1], other[1]) if one[0] == "row" else (other[1], one[1])
