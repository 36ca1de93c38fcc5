"""Which forms of others is their model fitted and measured on? Made-up ones, as different as real ones are.

Circles, ovals and boxes of 2 to 5.5 mm, thin lines and thick, numbers printed inside or not, few words or many; filled
in by those who fill and by those who cross and tick. None has marks of ours.
"""

from dataclasses import replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.fitpages import FIT_GRADES
from omr.detect.blank import AdoptedForm
from omr.geometry import BoxMm, SizeMm
from omr.layout.serial import layout_id
from omr.layout.sheet import BoxShape, Field, FieldKind, MarkBox, PageLayout, SheetLayout
from simulate.chance import Stream
from simulate.options import Grade
from simulate.sheet import ScannedPage, simulate_page
from simulate.testsheet import draw_blank
from simulate.truth import MarkKind

_DPI = 300
_A4 = SizeMm(210.0, 297.0)
# So many different forms, drawn once each; more do not help, pens and scanners vary on every page.
_FORMS = 60
# Shares of who fills boxes in, as the instructions of such forms ask.
FILLERS = (
    (MarkKind.FILL, 0.78),
    (MarkKind.CROSS, 0.1),
    (MarkKind.TICK, 0.08),
    (MarkKind.SLASH, 0.02),
    (MarkKind.RING, 0.02),
)
UNDONE = (
    (MarkKind.ERASED, 0.35),
    (MarkKind.CROSS_AGAIN, 0.3),
    (MarkKind.CROSS_RINGED, 0.2),
    (MarkKind.WHITE_OUT, 0.15),
)
_FORM_CHANCE, _PAGE_CHANCE = 71, 72


def other_page(grade: str, seed: int) -> tuple[AdoptedForm, ScannedPage]:
    """Return a form of another maker and a filled and scanned page of it, the same for the same seed."""
    form, blank = _form(seed % _FORMS)
    page = simulate_page(blank, _DPI, form.layout, 1, None, _filled(FIT_GRADES[grade], seed), seed)
    return form, page


def _filled(grade: Grade, seed: int) -> Grade:
    """Return a grade whose respondents mostly fill, on two pages of three."""
    if seed % 3 == 0:
        return grade
    respondent = replace(grade.respondent, marks=FILLERS, corrections=UNDONE)
    return replace(grade, respondent=respondent)


@lru_cache(maxsize=_FORMS)
def _form(number: int) -> tuple[AdoptedForm, NDArray[np.uint8]]:
    rng = Stream(_FORM_CHANCE, (number,)).rng()
    shape = BoxShape.BOX if rng.random() < 0.35 else BoxShape.BUBBLE
    height_mm = float(rng.uniform(2.0, 5.0))
    width_mm = height_mm * (1.0 if shape is BoxShape.BOX or rng.random() < 0.5 else float(rng.uniform(1.3, 1.9)))
    choices, rows = int(rng.integers(2, 7)), int(rng.integers(8, 15))
    pitch_mm = min(max(width_mm + float(rng.uniform(3.0, 9.0)), 7.0), 80.0 / max(choices - 1, 1))
    first_x, first_y = float(rng.uniform(95.0, 110.0)), float(rng.uniform(50.0, 70.0))
    pitch_y_mm = float(rng.uniform(max(height_mm + 3.0, 8.0), 14.5))
    fields = tuple(
        Field(
            f"C{row + 1}",
            FieldKind.SINGLE,
            tuple(
                MarkBox(
                    str(i + 1), shape, BoxMm(first_x + i * pitch_mm, first_y + row * pitch_y_mm, width_mm, height_mm)
                )
                for i in range(choices)
            ),
        )
        for row in range(rows)
    )
    layout = SheetLayout(f"other-{number}", _A4, float(rng.uniform(0.15, 0.4)), (PageLayout(1, fields, (), (), ()),))
    picture = draw_blank(layout, 1, _DPI).copy()
    _furnish(picture, layout, rng)
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
    return AdoptedForm(layout_id(layout), layout, (grey,)), picture


def _furnish(picture: NDArray[np.uint8], layout: SheetLayout, rng: np.random.Generator) -> None:
    """Print what else forms have: numbers in their boxes, lines under rows, a frame."""
    scale = _DPI / 25.4
    fields = layout.pages[0].fields
    if rng.random() < 0.3:
        for _, mark in layout.pages[0].boxes():
            size = mark.box.height_mm * scale / 45
            at = (
                round((mark.box.centre.x_mm - 0.18 * mark.box.height_mm) * scale),
                round((mark.box.bottom_mm - 0.3 * mark.box.height_mm) * scale),
            )
            cv2.putText(picture, mark.choice, at, cv2.FONT_HERSHEY_SIMPLEX, size, (90, 90, 90), 2, cv2.LINE_AA)
    if rng.random() < 0.5:
        for field in fields:
            y = round((field.boxes[0].box.bottom_mm + 1.2) * scale)
            cv2.line(picture, (round(20 * scale), y), (round(195 * scale), y), (60, 60, 60), 2)
    if rng.random() < 0.4:
        corner = round(195 * scale), round(285 * scale)
        cv2.rectangle(picture, (round(15 * scale), round(15 * scale)), corner, (0, 0, 0), 3)
    for line in range(int(rng.integers(2, 12))):
        at = round(22 * scale), round((235 + 4 * line) * scale)
        words = "".join(chr(int(c)) for c in rng.integers(97, 122, int(rng.integers(15, 60))))
        cv2.putText(picture, words, at, cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2, cv2.LINE_AA)
