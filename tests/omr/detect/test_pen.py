"""What is pen on a sheet whose print is known."""

from collections.abc import Callable

import numpy as np
import pytest

from omr.detect.pen import Pen, ground_of, lines_in, pen_in
from tests.omr.detect.test_unprinted import Stroke, scanned, sheet_with_words

BOXES = sheet_with_words()
# A stroke of 5 mm to the left of the first box of the third question, in millimetres from its middle.
BOX, STROKE = 4, [(-10.0, -1.5), (-6.0, 1.5)]
REACH_MM = np.array([15.0, 4.0])


def _pen(*strokes: Stroke, moved_mm: float = 0.0) -> Pen:
    """Look at the row of a box, as far as 15 mm around it."""
    places_mm = BOXES.centres_mm + np.array([0.0, moved_mm])
    page = scanned(BOXES, [(BOX, stroke) for stroke in strokes], moved_mm)
    at_mm = places_mm[BOX]
    return pen_in(page, ground_of(BOXES, places_mm), at_mm - REACH_MM, at_mm + REACH_MM, [BOX])


@pytest.mark.parametrize("moved_mm", [0.0, 1.0])
def test_print_is_no_pen(moved_mm: float) -> None:
    """Wherever the sheet was found: print moves with the box nearest to it."""
    assert len(_pen(moved_mm=moved_mm).stats) == 1


def test_a_stroke_is_one_piece_with_its_place_and_length() -> None:
    """To the width of the pen and what blur adds to it."""
    pen = _pen(STROKE)

    assert len(pen.stats) == 2
    assert pen.whole.tolist() == [False, True]
    assert pen.lengths_mm[1] == pytest.approx(5.0 + 0.7, abs=0.4)
    assert pen.middles_mm[1] == pytest.approx(BOXES.centres_mm[BOX] + [-8.0, 0.0], abs=0.2)
    assert pen.left_mm[1] == pytest.approx(BOXES.centres_mm[BOX, 0] - 10.2, abs=0.25)
    assert pen.darkest(1) == pytest.approx(1 - 40 / 250, abs=0.03)


def test_pieces_are_told_by_where_they_come() -> None:
    """Within a rectangle, or so close to it."""
    pen = _pen(STROKE)
    box_mm = ground_of(BOXES, BOXES.centres_mm).boxes_mm[[BOX]]

    assert pen.within(box_mm).tolist() == [False, False]
    assert pen.within(box_mm, 5.0).tolist() == [False, True]


def test_what_is_cut_off_is_not_whole() -> None:
    """It may be of any length."""
    pen = _pen([(-20.0, 0.0), (-6.0, 0.0)])

    assert not pen.whole.any()
    assert len(pen.stats) == 2


def test_a_streak_of_the_scanner_is_no_pen() -> None:
    """Nobody draws so straight down over the page."""
    assert not _pen([(9.0, -60.0), (9.0, 60.0)]).whole.any()


def test_a_long_line_is_one_piece_where_such_are_looked_for() -> None:
    """Else it is a streak; print does not cut it, and what runs from end to end is a streak all the same."""
    at_mm, reach_mm = BOXES.centres_mm[BOX], np.array([15.0, 30.0])
    ground = ground_of(BOXES, BOXES.centres_mm)

    def longest_mm(look: Callable[..., Pen], end_mm: float) -> float:
        page = scanned(BOXES, [(BOX, [(-4.0, -end_mm), (-3.8, end_mm)])])
        tops_mm, bottoms_mm = look(page, ground, at_mm - reach_mm, at_mm + reach_mm, []).ends_mm
        return float((bottoms_mm - tops_mm)[1:].max(initial=0.0))

    assert longest_mm(lines_in, 20.0) == pytest.approx(40.0, abs=1.0)
    assert longest_mm(pen_in, 20.0) < 15.0
    assert longest_mm(lines_in, 40.0) < 15.0


def test_boxes_asked_for_are_left_out_and_others_are_told() -> None:
    """A stroke from one box into the next question belongs to either."""
    other = BOXES.centres_mm[2] - BOXES.centres_mm[BOX]
    page = scanned(BOXES, [(BOX, [(0.0, 0.0), (float(other[0]), float(other[1]))])])
    begin_mm, end_mm = BOXES.centres_mm[2] - 6.0, BOXES.centres_mm[BOX] + 6.0
    pen = pen_in(page, ground_of(BOXES, BOXES.centres_mm), begin_mm, end_mm, [BOX])
    own_mm = ground_of(BOXES, BOXES.centres_mm).boxes_mm[[BOX]]

    assert set(np.unique(pen.pieces[pen.elsewhere])) == {0, 1}
    assert not pen.within(own_mm).any()
