"""What is written beside the marks belongs to no mark."""

from dataclasses import replace

import numpy as np

from simulate.testsheet import plain_sheet
from simulate.unseen.clutter import add_clutter, add_stamp
from simulate.unseen.levels import LEVELS
from simulate.unseen.people import draw_intent, draw_person
from simulate.unseen.sheetpaper import LAMPS, SheetPaper

PAGE = plain_sheet(rows=6).pages[0]
_HAND = replace(LEVELS["usual"].hand, comment_share=1.0, line_share=1.0, stray_share=1.0)


def _paper() -> SheetPaper:
    pixels = np.full((3508, 2480), 255, np.uint8)
    return SheetPaper(pixels, np.zeros(pixels.shape, np.uint8), 300 / 25.4, LAMPS[0])


def test_handwriting_lines_and_touches_are_drawn() -> None:
    """All that was asked for is told and leaves ink that no mark owns."""
    rng, paper = np.random.default_rng(0), _paper()
    facts = add_clutter(paper, PAGE, draw_intent(PAGE, draw_person(_HAND, rng), _HAND, rng), _HAND, rng)

    assert len(facts) == 3
    assert (paper.pixels < 250).sum() > 1000
    assert not paper.owner.any()


def test_a_stamp_is_as_large_as_stamps_are() -> None:
    """A stamp's ink is within 60 mm and takes up some of the page."""
    for seed in range(5):
        paper = _paper()
        add_stamp(paper, PAGE, np.random.default_rng(seed))
        rows, columns = np.nonzero(paper.pixels < 240)
        assert len(rows) > 2000
        assert max(np.ptp(rows), np.ptp(columns)) < 60 * 300 / 25.4
