"""Marks of the second world come onto the paper where a person could tell them."""

from dataclasses import replace

import numpy as np

from simulate.testsheet import plain_sheet
from simulate.unseen.levels import LEVELS
from simulate.unseen.marking import put_marks
from simulate.unseen.people import draw_intent, draw_person
from simulate.unseen.sheetpaper import LAMPS, SheetPaper

PAGE = plain_sheet(rows=6).pages[0]
_HAND = LEVELS["half-missed"].hand
_PX_PER_MM = 300 / 25.4


def _paper() -> SheetPaper:
    pixels = np.full((3508, 2480), 255, np.uint8)
    return SheetPaper(pixels, np.zeros(pixels.shape, np.uint8), _PX_PER_MM, LAMPS[0])


def test_a_mark_that_half_misses_its_box_is_nearest_to_it() -> None:
    """The middle of every mark's ink is nearer to its own box than to any other."""
    centres = np.array([(box.box.centre.x_mm, box.box.centre.y_mm) for _, box in PAGE.boxes()])
    for seed in range(6):
        rng, paper = np.random.default_rng(seed), _paper()
        options = replace(_HAND, correction_question_share=0.0, struck_out_question_share=0.0)
        intent = draw_intent(PAGE, draw_person(options, rng), options, rng)
        put_marks(paper, PAGE, intent, rng)
        for number, mark in enumerate(intent.marks, start=1):
            rows, columns = np.nonzero(paper.owner == number)
            middle = np.array([columns.mean(), rows.mean()]) / _PX_PER_MM
            own = (mark.box.box.centre.x_mm, mark.box.box.centre.y_mm)
            assert np.hypot(*(middle - own)) <= np.hypot(*(centres - middle).T).min() + 0.01
