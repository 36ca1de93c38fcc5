"""What did the machine look at where it was wrong, or least certain? A sheet of crops for a person to look at."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.scored import Outcome, ScoredQuestion
from omr.detect.image import as_grey
from omr.layout.sheet import SheetLayout
from omr.reading import PageReading

_AROUND_MM = 5.0
_CROP_PX = (900, 110)
_CAPTION_PX = 24


def question_crop(
    pixels: NDArray[np.uint8], layout: SheetLayout, reading: PageReading, question: str
) -> NDArray[np.uint8]:
    """Cut out the boxes of one question, upright, (110, 900) grey."""
    page = layout.pages[reading.code.page_number - 1]
    boxes = [box.box for field, box in page.boxes() if field.question == question]
    left, right = min(b.x_mm for b in boxes) - _AROUND_MM, max(b.right_mm for b in boxes) + _AROUND_MM
    top, bottom = min(b.y_mm for b in boxes) - _AROUND_MM, max(b.bottom_mm for b in boxes) + _AROUND_MM
    px_per_mm = min(_CROP_PX[0] / (right - left), _CROP_PX[1] / (bottom - top))
    to_mm = np.array([[1 / px_per_mm, 0, left], [0, 1 / px_per_mm, top], [0, 0, 1]])
    matrix = np.array(reading.alignment.mm_to_px).reshape(3, 3) @ to_mm
    flags = cv2.INTER_AREA | cv2.WARP_INVERSE_MAP
    crop = cv2.warpPerspective(as_grey(pixels), matrix, _CROP_PX, flags=flags, borderValue=(255.0,))
    return np.asarray(crop, np.uint8)


def captioned(crop: NDArray[np.uint8], question: ScoredQuestion, outcome: Outcome) -> NDArray[np.uint8]:
    """Return the crop under a line that says what it is."""
    meant, chosen = ("+".join(choices) or "blank" for choices in (question.meant, question.chosen))
    words = f"{outcome.value}: {question.seed} {question.question} {question.kind}: meant {meant}, "
    words += f"read {chosen} at {question.confidence:.4f} {' '.join(question.reasons)}"
    line = np.full((_CAPTION_PX, crop.shape[1]), 255, np.uint8)
    cv2.putText(line, words, (4, 17), cv2.FONT_HERSHEY_SIMPLEX, 0.45, (0.0,), 1, cv2.LINE_AA)
    return np.vstack([line, crop])


def write_contact_sheet(crops: Sequence[NDArray[np.uint8]], path: Path) -> None:
    """Write captioned crops one below the other."""
    cv2.imwrite(str(path), np.vstack(list(crops)))
