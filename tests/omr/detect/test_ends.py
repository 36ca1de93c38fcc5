"""Facts about pages of which one end is not seen."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from omr.detect.page import read_page
from omr.layout.fiducials import Corner
from omr.reading import AnswerState, PageReading
from omr.reasons import Reason
from tests.omr.detect.model import MODEL
from tests.omr.detect.scans import answers_read, grey_print, known, narrow, printed, wrongly_accepted

_PX_PER_MM = 300 / 25.4
# What is above the rows of the plain sheet, and how far they lie apart.
_ABOVE_MM, _PITCH_MM = 52.0, 14.0
# Rows of a sheet with many of them, and how fine it is scanned.
_NARROW_MM, _NARROW_PX_PER_MM = 8.0, 200 / 25.4


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


def _pleated(pixels: NDArray[np.uint8], at_mm: float, hidden_mm: float) -> NDArray[np.uint8]:
    """Return a page without a strip of it, as one scanned with a pleat."""
    top, bottom = round(at_mm * _NARROW_PX_PER_MM), round((at_mm + hidden_mm) * _NARROW_PX_PER_MM)
    return np.concatenate([pixels[:top], pixels[bottom:]])


def _whitened(pixels: NDArray[np.uint8], *corners: Corner) -> NDArray[np.uint8]:
    """Return a page with some of its corner marks gone white."""
    page = pixels.copy()
    for mark in narrow(14, 5, _NARROW_MM, 0)[0].pages[0].fiducials:
        box = mark.box.grown(1.5)
        left, right = round(box.x_mm * _NARROW_PX_PER_MM), round(box.right_mm * _NARROW_PX_PER_MM)
        if mark.corner in corners:
            page[round(box.y_mm * _NARROW_PX_PER_MM) : round(box.bottom_mm * _NARROW_PX_PER_MM), left:right] = 250
    return page


@pytest.mark.parametrize("gone", [(), (Corner.TOP_LEFT,), (Corner.TOP_LEFT, Corner.BOTTOM_RIGHT), tuple(Corner)])
@pytest.mark.parametrize("hidden_mm", [4.0, 5.5, 6.5, 7.0, 7.5, 8.0])
def test_a_hidden_strip_gives_no_answer_of_the_next_row(hidden_mm: float, gone: tuple[Corner, ...]) -> None:
    """Rows are 8 mm apart; wherever a pleat lies, and whichever marks are left, none is read as the one beside it."""
    for seed, at_mm in enumerate((50.0, 90.0, 140.0, 185.0)):
        sheet, page = narrow(14, 5, _NARROW_MM, seed % 2)
        outcome = read_page(_pleated(_whitened(page.pixels, *gone), at_mm, hidden_mm), known(sheet), MODEL)
        answers = outcome.answers if isinstance(outcome, PageReading) else ()

        assert wrongly_accepted(answers, page.truth) == []


@pytest.mark.parametrize("gone", [(), (Corner.TOP_LEFT, Corner.BOTTOM_RIGHT), tuple(Corner)])
def test_a_sheet_that_lost_a_strip_says_so(gone: tuple[Corner, ...]) -> None:
    """Every answer of it waits."""
    sheet, page = narrow(14, 5, _NARROW_MM, 0)
    answers = answers_read(_pleated(_whitened(page.pixels, *gone), 185.0, 6.0), sheet)

    assert all(Reason.STRIP_LOST in answer.reasons for answer in answers)


@pytest.mark.parametrize("gone", [(), (Corner.TOP_LEFT, Corner.BOTTOM_RIGHT), tuple(Corner)])
@pytest.mark.parametrize("factor", [0.99, 1.01])
def test_a_feeder_that_is_off_by_a_hundredth_is_read(factor: float, gone: tuple[Corner, ...]) -> None:
    """What is longer or shorter all over has lost nothing."""
    sheet, page = narrow(14, 5, _NARROW_MM, 0)
    height, width = page.pixels.shape[:2]
    pulled = cv2.resize(_whitened(page.pixels, *gone), (width, round(height * factor)), interpolation=cv2.INTER_AREA)
    answers = answers_read(np.asarray(pulled, np.uint8), sheet)

    assert wrongly_accepted(answers, page.truth) == []
    assert not any(Reason.STRIP_LOST in answer.reasons for answer in answers)
