"""Does a stroke beside the boxes run over several rows? A line drawn down from a mark, or a bracket, means all of them.

Whoever rates everything alike may mark the first row and draw a line down. The rows that it passes are no blanks,
though nothing is in their boxes nor, looked at one by one, ends beside them.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from omr.detect.boxes import PageBoxes, tables_of
from omr.detect.image import Points
from omr.detect.marks import Page
from omr.detect.pen import Ground, ground_of, lines_in

# Such strokes lie so far left of the first box of a row at most, and right of the last one.
_LEFT_MM, _RIGHT_MM = 6.0, 14.0
# It is looked so far above and below the rows, and this share of their height at least: streaks and creases go on.
_BEYOND_MM, _BEYOND = 15.0, 0.25
# They pass the middle of so many rows; the tails of marks pass one.
_ROWS = 2


def spanned(page: Page, boxes: PageBoxes, places_mm: Points, asked: Sequence[int], dark: float) -> list[int]:
    """Return a box of every row among those `asked` for that a stroke beside the boxes of several rows passes.

    Parameters
    ----------
    places_mm
        (N, 2), where the boxes were found.
    asked
        Boxes of questions without an answer.
    dark
        How dark pen is at least, 0 paper to 1 the page's printed black.
    """
    blank = set(boxes.field_numbers[list(asked)].tolist())
    tables = [rows for rows in tables_of(boxes) if len(rows) >= _ROWS and blank.intersection(rows)]
    if not tables:
        return []
    ground = ground_of(boxes, places_mm)
    passed = {row for rows in tables for row in _passed(page, ground, rows, dark)}
    first = np.searchsorted(boxes.field_numbers, sorted(passed & blank))
    return [int(number) for number in first]


def _passed(page: Page, ground: Ground, rows: Sequence[int], dark: float) -> Iterator[int]:
    """Yield the rows of a table that a stroke passes which passes several."""
    members = np.flatnonzero(np.isin(ground.fields, rows))
    its_mm = ground.boxes_mm[members]
    (left_mm, top_mm), (right_mm, bottom_mm) = its_mm[:, :2].min(axis=0), its_mm[:, 2:].max(axis=0)
    beyond_mm = max(_BEYOND_MM, _BEYOND * (bottom_mm - top_mm))
    begin_mm = np.array([left_mm - _LEFT_MM, top_mm - beyond_mm])
    end_mm = np.array([right_mm + _RIGHT_MM, bottom_mm + beyond_mm])
    pen = lines_in(page, ground, begin_mm, end_mm, members.tolist())
    middles_mm = _middles_mm(ground, rows)
    tops_mm, bottoms_mm = pen.ends_mm
    passes = (tops_mm[:, None] < middles_mm) & (middles_mm < bottoms_mm[:, None])
    for piece in np.flatnonzero(pen.whole & (passes.sum(axis=1) >= _ROWS)).tolist():
        if pen.darkest(piece) > dark * page.black:
            yield from np.array(rows)[passes[piece]].tolist()


def _middles_mm(ground: Ground, rows: Sequence[int]) -> NDArray[np.float64]:
    """Return how far down the middle of every row is."""
    return np.array([ground.boxes_mm[ground.fields == row][:, [1, 3]].mean() for row in rows])
