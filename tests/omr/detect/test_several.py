"""Facts about several sheets on one scan."""

import random

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from omr.detect.page import read_page
from omr.detect.several import CutOut, in_whole_scan, several_sheets
from omr.layout.code import SheetCode, code_text, new_serial
from omr.layout.serial import layout_id
from omr.reading import AnswerState, PageReading, PageRejected
from omr.reasons import Reason
from simulate.testsheet import draw_blank, plain_sheet
from tests.omr.detect.model import MODEL
from tests.omr.detect.scans import SERIAL, known, printed

_DPI = 150
_PX_PER_MM = _DPI / 25.4
OTHER = new_serial(random.Random(1).choice)


def _sheet(serial: str | None, marked: int) -> NDArray[np.uint8]:
    """Return a sheet at 150 dpi with the same choice of every question filled."""
    sheet = printed()[0]
    page = draw_blank(sheet, dpi=_DPI, code_text=code_text(SheetCode(layout_id(sheet), serial, 1)))[:, :, 0].copy()
    for field in sheet.pages[0].fields:
        box = field.boxes[marked].box.grown(-0.8)
        left, top, right, bottom = (round(v * _PX_PER_MM) for v in (box.x_mm, box.y_mm, box.right_mm, box.bottom_mm))
        cv2.line(page, (left, top), (right, bottom), 40, 4, cv2.LINE_AA)
        cv2.line(page, (left, bottom), (right, top), 40, 4, cv2.LINE_AA)
    return page


def _answers(pixels: NDArray[np.uint8]) -> list[tuple[str | None, set[tuple[str, ...]]]]:
    """Return the serial of each sheet on a scan, and what was accepted on it."""
    read = []
    for cut in _cut_outs(pixels):
        page = read_page(cut.pixels, known(printed()[0]), MODEL, _DPI)
        assert isinstance(page, PageReading)
        read.append((page.code.serial, {a.chosen for a in page.answers if a.state is AnswerState.ACCEPTED}))
    return read


def _cut_outs(pixels: NDArray[np.uint8]) -> tuple[CutOut, ...]:
    cut_outs = several_sheets(pixels, known(printed()[0]))
    assert not isinstance(cut_outs, PageRejected)
    return cut_outs


def test_sheets_side_by_side_are_each_read() -> None:
    """Each with its own serial and answers; the picture as a whole is no one sheet."""
    glass = np.hstack([_sheet(SERIAL, 0), _sheet(OTHER, 2)])

    assert _answers(glass) == [(SERIAL, {("5",)}), (OTHER, {("3",)})]


@pytest.mark.parametrize("quarter_turns", [1, 2, 3])
def test_they_may_lie_any_way(quarter_turns: int) -> None:
    """Turned together, or one head down."""
    turned = np.ascontiguousarray(np.rot90(np.hstack([_sheet(SERIAL, 0), _sheet(OTHER, 2)[::-1, ::-1]]), quarter_turns))

    assert sorted(serial for serial, _ in _answers(turned) if serial) == [OTHER, SERIAL]
    assert sorted(chosen for _, (chosen,) in _answers(turned)) == [("3",), ("5",)]


def test_photocopies_of_one_master_are_told_apart() -> None:
    """All carry the same code: their places tell them apart."""
    glass = np.vstack([np.hstack([_sheet(None, 0), _sheet(None, 1)]), np.hstack([_sheet(None, 2), _sheet(None, 3)])])

    assert _answers(glass) == [(None, {(choice,)}) for choice in ("5", "4", "3", "2")]


def test_one_sheet_is_left_as_it_is() -> None:
    """Also on a glass that is larger."""
    alone = np.full((2000, 2000), 255, np.uint8)
    sheet = _sheet(SERIAL, 0)
    alone[: len(sheet), : sheet.shape[1]] = sheet

    assert several_sheets(sheet, known(printed()[0])) == ()
    assert several_sheets(alone, known(printed()[0])) == ()


def test_places_are_told_in_the_whole_scan() -> None:
    """So that a row is cut out of the scan as it was kept."""
    glass = np.hstack([_sheet(SERIAL, 0), _sheet(OTHER, 2)])
    _, second = _cut_outs(glass)
    page = read_page(second.pixels, known(printed()[0]), MODEL, _DPI)
    assert isinstance(page, PageReading)

    told = in_whole_scan(page, second, 1)
    assert told.marks[0].reading.centre.x_px == pytest.approx(page.marks[0].reading.centre.x_px + second.left_px)
    x, y, w = np.array(in_whole_scan(page, second, 1).alignment.mm_to_px).reshape(3, 3) @ (0.0, 0.0, 1.0)

    assert x / w == pytest.approx(glass.shape[1] / 2, abs=2)
    assert y / w == pytest.approx(0, abs=2)


def test_a_sheet_of_an_unknown_layout_is_not_passed_over() -> None:
    """It cannot be cut out; the page waits as a whole until its layout is known, and nothing of it is lost."""
    other = plain_sheet(rows=7)
    code = code_text(SheetCode(layout_id(other), OTHER, 1))
    glass = np.hstack([_sheet(SERIAL, 0), draw_blank(other, dpi=_DPI, code_text=code)[:, :, 0]])

    rejected = several_sheets(glass, known(printed()[0]))

    assert isinstance(rejected, PageRejected)
    assert rejected.reason is Reason.UNKNOWN_LAYOUT
    assert rejected.code == SheetCode(layout_id(other), OTHER, 1)


@pytest.mark.parametrize("serial", [SERIAL, None])
def test_one_sheet_torn_in_two_is_not_two_sheets(serial: str | None) -> None:
    """Each half has a copy of the code, and they fit no sheet: a person looks, and nothing counts twice."""
    sheet = _sheet(serial, 0)
    half, apart = len(sheet) // 2, round(120 * _PX_PER_MM)
    glass = np.full((2000, 2400), 255, np.uint8)
    glass[:half, 300 : 300 + sheet.shape[1]] = sheet[:half]
    glass[half : len(sheet), 300 + apart : 300 + apart + sheet.shape[1]] = sheet[half:]

    rejected = several_sheets(glass, known(printed()[0]))

    assert isinstance(rejected, PageRejected)
    assert rejected.reason is Reason.OTHER_PAPER
