"""Facts about pages of which one end is not seen."""

import numpy as np
import pytest
from numpy.typing import NDArray

from omr.detect.page import read_page
from omr.layout.fiducials import Corner
from omr.reading import AnswerState, PageReading
from omr.reasons import Reason
from tests.omr.detect.model import MODEL
from tests.omr.detect.scans import grey_print, known, printed

_PX_PER_MM = 300 / 25.4
# What is above the rows of the plain sheet, and how far they lie apart.
_ABOVE_MM, _PITCH_MM = 52.0, 14.0


def _without_marks(page: NDArray[np.uint8], *corners: Corner, codes: bool = True) -> NDArray[np.uint8]:
    """Return a page with some corner marks, and the codes beside them, gone white."""
    (layout,) = printed()[0].pages
    page = page.copy()
    boxes = [mark.box for mark in layout.fiducials if mark.corner in corners]
    boxes += [box for box in layout.codes if codes and (box.y_mm > 150) == (Corner.BOTTOM_LEFT in corners)]
    for box in boxes:
        wide = box.grown(2.0)
        top, bottom = round(wide.y_mm * _PX_PER_MM), round(wide.bottom_mm * _PX_PER_MM)
        page[max(0, top) : bottom, max(0, round(wide.x_mm * _PX_PER_MM)) : round(wide.right_mm * _PX_PER_MM)] = 255
    return page


def _read(page: NDArray[np.uint8]) -> PageReading:
    reading = read_page(page, known(printed()[0]), MODEL, 300)
    assert isinstance(reading, PageReading)
    return reading


@pytest.mark.parametrize("ends", [(Corner.TOP_LEFT, Corner.TOP_RIGHT), (Corner.BOTTOM_LEFT, Corner.BOTTOM_RIGHT)])
def test_nothing_is_certain_where_one_end_is_not_seen(ends: tuple[Corner, ...]) -> None:
    """Neither marks nor a code there: what else is on the page may have moved."""
    answers = _read(_without_marks(grey_print(), *ends)).answers

    assert {answer.state for answer in answers} == {AnswerState.REVIEW}
    assert all(Reason.END_UNSEEN in answer.reasons for answer in answers)


def test_a_code_at_the_other_end_is_enough() -> None:
    """Two marks and the code across from them hold the page."""
    page = _without_marks(grey_print(), Corner.BOTTOM_LEFT, Corner.BOTTOM_RIGHT, codes=False)

    assert not any(Reason.END_UNSEEN in answer.reasons for answer in _read(page).answers)


def test_a_lost_strip_moves_no_answer_to_another_question() -> None:
    """A row's height is missing from the picture and its end is white: rows fit, each a question further on."""
    page = grey_print().copy()
    first, lost = round(_ABOVE_MM * _PX_PER_MM), round(_PITCH_MM * _PX_PER_MM)
    page[first:-lost] = page[first + lost :]
    page[-lost:] = 255
    whole = _without_marks(page, Corner.BOTTOM_LEFT, Corner.BOTTOM_RIGHT)
    end = round(220 * _PX_PER_MM)
    whole[end:] = 255

    assert {answer.state for answer in _read(whole).answers} == {AnswerState.REVIEW}
