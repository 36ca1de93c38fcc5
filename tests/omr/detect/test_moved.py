"""Readings told in another picture."""

import numpy as np
import pytest

from omr.detect.image import scaling, transform
from omr.detect.moved import moved
from omr.detect.page import read_page
from omr.reading import PageReading
from tests.omr.detect.model import MODEL
from tests.omr.detect.scans import grey_print, known, printed


def _reading() -> PageReading:
    reading = read_page(grey_print(), known(printed()[0]), MODEL)
    assert isinstance(reading, PageReading)
    return reading


@pytest.mark.parametrize(
    "to_scan",
    [
        np.array([[1.0, 0.0, 100.0], [0.0, 1.0, 50.0], [0.0, 0.0, 1.0]]),
        np.array([[0.0, -1.0, 3000.0], [1.0, 0.0, 10.0], [0.0, 0.0, 1.0]]),
        np.array([[1.1, 0.05, 20.0], [-0.02, 0.97, 30.0], [1e-5, 2e-5, 1.0]]),
    ],
    ids=["cut out", "turned", "laid upright"],
)
def test_marks_and_the_map_move_together(to_scan: np.ndarray) -> None:
    """Where the map puts a box, its mark is; what was answered stays."""
    reading = _reading()
    there = moved(reading, to_scan)
    mm_to_px = np.array(there.alignment.mm_to_px).reshape(3, 3)
    boxes = [box.box.centre for _, box in printed()[0].pages[0].boxes()]
    by_map = transform(mm_to_px, np.array([(c.x_mm, c.y_mm) for c in boxes]))
    by_mark = np.array([mark.reading.centre for mark in there.marks])

    np.testing.assert_allclose(by_map, by_mark, atol=1.0)
    assert there.answers == reading.answers
    assert [mark.verdict for mark in there.marks] == [mark.verdict for mark in reading.marks]


def test_there_and_back_is_where_it_was() -> None:
    """To a thousandth of a pixel."""
    reading = _reading()
    back = moved(moved(reading, scaling(2.0)), scaling(0.5))

    for mark, again in zip(reading.marks, back.marks, strict=True):
        assert tuple(again.reading.centre) == pytest.approx(tuple(mark.reading.centre), abs=1e-3)


def test_a_page_without_marks_moves_its_map() -> None:
    """As one that a person will read."""
    reading = _reading()
    bare = moved(PageReading(reading.code, reading.alignment, (), (), (), "", ()), scaling(2.0))

    assert bare.marks == ()
    assert bare.alignment.mm_to_px[0] == pytest.approx(2 * reading.alignment.mm_to_px[0])
