"""Facts about bent pages, on which a row may be taken for the next one."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from omr.reading import AnswerState
from omr.reasons import Reason
from tests.omr.detect.scans import answers_read, narrow, wrongly_accepted

_PX_PER_MM = 200 / 25.4
_WAVE_MM = 150.0


def _swayed(pixels: NDArray[np.uint8], by_mm: float, phase: float) -> NDArray[np.uint8]:
    """Return a page that sways sideways by so much, down its length."""
    height, width = pixels.shape[:2]
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    moved_px = by_mm * _PX_PER_MM * np.sin(2 * np.pi * rows / (_WAVE_MM * _PX_PER_MM) + phase)
    seen_at = (columns + moved_px).astype(np.float32)
    return np.asarray(cv2.remap(pixels, seen_at, rows, cv2.INTER_LINEAR, borderValue=250.0), np.uint8)


@pytest.mark.parametrize("phase", np.linspace(0, 2 * np.pi, 8, endpoint=False).tolist())
@pytest.mark.parametrize("by_mm", [2.0, 2.5, 3.0, 3.5, 4.0])
def test_a_bent_page_gives_no_answer_of_the_box_beside(by_mm: float, phase: float) -> None:
    """Boxes are 7.3 mm apart and moved by up to twice as much as the page sways."""
    for seed in range(2):
        sheet, page = narrow(8, 10, 14.0, seed)
        answers = answers_read(_swayed(page.pixels, by_mm, phase), sheet)

        assert wrongly_accepted(answers, page.truth) == []


def test_rows_that_were_not_found_wait() -> None:
    """A page that sways too far has rows that wait, and says why; those that lie still are read."""
    sheet, page = narrow(8, 10, 14.0, 0)
    answers = answers_read(_swayed(page.pixels, 2.5, 0.5), sheet)
    waiting = [answer for answer in answers if answer.state is AnswerState.REVIEW]

    assert wrongly_accepted(answers, page.truth) == []
    assert 0 < len(waiting) < len(answers)
    assert any(Reason.BOX_NOT_FOUND in answer.reasons for answer in waiting)


@pytest.mark.parametrize("phase", [0.0, 1.6, 3.2])
def test_a_page_that_bends_little_is_read(phase: float) -> None:
    """Half a millimetre of sway moves boxes by one: all are found, and none waits for it."""
    sheet, page = narrow(8, 10, 14.0, 0)
    answers = answers_read(_swayed(page.pixels, 0.6, phase), sheet)

    assert wrongly_accepted(answers, page.truth) == []
    assert not any(Reason.BOX_NOT_FOUND in answer.reasons for answer in answers)
