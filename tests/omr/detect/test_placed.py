"""Facts about pages of which a person said how they lie."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from omr.detect.image import Points
from omr.detect.page import read_page
from omr.detect.placed import Placed, keyed, read_placed
from omr.layout.code import SheetCode
from omr.layout.serial import layout_id
from omr.reading import AnswerState, PageReading, PageRejected
from omr.reasons import Reason
from tests.omr.detect.model import MODEL
from tests.omr.detect.scans import SERIAL, known, printed, scanned

_PX_PER_MM = 300 / 25.4
# Where the sheet's corners are put: a trapezium, as a page lies under a camera.
_CORNERS = np.array([(150.0, 90.0), (2520.0, 160.0), (2600.0, 3600.0), (60.0, 3520.0)])


def _filled() -> tuple[NDArray[np.uint8], dict[str, tuple[str, ...]]]:
    """Return a filled sheet, upright and flat, and what its respondent chose."""
    _, page = scanned("clean", 3)
    reading = read_page(page.pixels, known(printed()[0]), MODEL)
    assert isinstance(reading, PageReading)
    mm_to_px = np.array(reading.alignment.mm_to_px).reshape(3, 3)
    to_flat = np.diag([_PX_PER_MM, _PX_PER_MM, 1.0]) @ np.linalg.inv(mm_to_px)
    size = round(210 * _PX_PER_MM), round(297 * _PX_PER_MM)
    flat = cv2.warpPerspective(page.pixels, to_flat, size, flags=cv2.INTER_AREA, borderValue=(255.0, 255.0, 255.0))
    return np.asarray(flat, np.uint8), {answer.question: answer.chosen for answer in reading.answers}


def _without_its_own(flat: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a sheet whose marks and codes have gone white."""
    (page,) = printed()[0].pages
    flat = flat.copy()
    for box in [*(mark.box for mark in page.fiducials), *page.codes]:
        wide = box.grown(2.0)
        x, y = max(0, round(wide.x_mm * _PX_PER_MM)), max(0, round(wide.y_mm * _PX_PER_MM))
        flat[y : round(wide.bottom_mm * _PX_PER_MM), x : round(wide.right_mm * _PX_PER_MM)] = 255
    return flat


def _laid(flat: NDArray[np.uint8], corners: Points) -> NDArray[np.uint8]:
    """Return a sheet lying with its corners there on dark glass."""
    height, width = flat.shape[:2]
    own = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(own, corners.astype(np.float32))
    laid = cv2.warpPerspective(flat, matrix, (2700, 3700), flags=cv2.INTER_AREA, borderValue=(70.0, 70.0, 70.0))
    return np.asarray(laid, np.uint8)


def _code() -> SheetCode:
    return SheetCode(layout_id(printed()[0]), SERIAL, 1)


def test_a_page_without_marks_is_read_where_a_person_puts_it() -> None:
    """To within 1 mm by hand is enough; every answer is looked at, and the guesses are those of the sheet."""
    flat, chosen = _filled()
    scan = _laid(_without_its_own(flat), _CORNERS)
    assert isinstance(read_page(scan, known(printed()[0]), MODEL), PageRejected)

    astray = _CORNERS + np.array([(9.0, -7.0), (-8.0, 6.0), (5.0, 9.0), (-9.0, -4.0)])
    reading = read_placed(scan, Placed(astray, _code()), known(printed()[0]), MODEL)

    assert isinstance(reading, PageReading)
    assert reading.code == _code()
    assert {answer.state for answer in reading.answers} == {AnswerState.REVIEW}
    assert {answer.question: answer.chosen for answer in reading.answers} == chosen
    x, y, w = np.array(reading.alignment.mm_to_px).reshape(3, 3) @ (0.0, 0.0, 1.0)
    assert (x / w, y / w) == pytest.approx(tuple(astray[0]), abs=2)


def test_what_is_printed_has_the_last_word() -> None:
    """A sheet whose marks and code can be seen once it lies straight is read by them, whatever was typed."""
    flat, chosen = _filled()
    scan = _laid(flat, _CORNERS)
    typed = SheetCode(layout_id(printed()[0]), None, 1)

    reading = read_placed(scan, Placed(_CORNERS + 12.0, typed), known(printed()[0]), MODEL)

    assert isinstance(reading, PageReading)
    assert reading.code.serial == SERIAL
    assert AnswerState.ACCEPTED in {answer.state for answer in reading.answers}
    assert {answer.question: answer.chosen for answer in reading.answers} == chosen


def test_a_page_laid_upside_down_is_read_from_its_own_first_corner() -> None:
    """The first corner is the sheet's top left wherever it lies."""
    flat, chosen = _filled()
    upside_down = np.roll(_CORNERS, 2, axis=0)
    scan = _laid(_without_its_own(flat), upside_down)

    reading = read_placed(scan, Placed(upside_down, _code()), known(printed()[0]), MODEL)

    assert isinstance(reading, PageReading)
    assert reading.alignment.turn_deg == 180
    assert {answer.question: answer.chosen for answer in reading.answers} == chosen


def test_corners_in_the_wrong_place_are_refused() -> None:
    """Boxes that are not where the page should have them are not read."""
    flat, _ = _filled()
    scan = _laid(_without_its_own(flat), _CORNERS)
    astray = _CORNERS + np.array([(300.0, 200.0), (-300.0, 0.0), (0.0, -400.0), (200.0, 0.0)])

    assert isinstance(read_placed(scan, Placed(astray, _code()), known(printed()[0]), MODEL), PageRejected)


def test_keyed_by_hand_everything_waits() -> None:
    """Nothing is measured; each question can be looked at in its place."""
    reading = keyed(Placed(_CORNERS, _code()), known(printed()[0]))

    assert isinstance(reading, PageReading)
    assert [answer.question for answer in reading.answers] == [f.question for f in printed()[0].pages[0].fields]
    assert {(a.state, a.chosen, a.reasons) for a in reading.answers} == {
        (AnswerState.REVIEW, (), (Reason.KEYED_BY_HAND,))
    }
    unknown = keyed(Placed(_CORNERS, SheetCode("0000000000", None, 1)), known(printed()[0]))
    assert isinstance(unknown, PageRejected)
    assert unknown.reason is Reason.UNKNOWN_LAYOUT


def test_a_sheet_that_lost_a_strip_waits_however_it_is_placed() -> None:
    """Its corners make it as long as it was printed, and its rows are not where they were."""
    flat, _ = _filled()
    height, width = flat.shape[:2]
    pleated = np.concatenate([flat[: round(190 * _PX_PER_MM)], flat[round(197 * _PX_PER_MM) :]])
    corners = np.array([(0.0, 0.0), (width, 0.0), (width, len(pleated)), (0.0, len(pleated))])
    outcome = read_placed(pleated, Placed(corners, _code()), known(printed()[0]), MODEL)

    assert len(pleated) < height
    assert isinstance(outcome, PageReading)
    assert all(Reason.STRIP_LOST in answer.reasons for answer in outcome.answers)
