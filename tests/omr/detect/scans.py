"""Scanned sheets with their truth, for the tests of reading."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from omr.detect.page import read_page
from omr.layout.code import SheetCode, code_text
from omr.layout.serial import layout_id
from omr.layout.sheet import BoxShape, SheetLayout
from omr.reading import Answer, AnswerState, PageReading
from simulate.chance import Range
from simulate.grades import GRADES
from simulate.options import Grade
from simulate.sheet import ScannedPage, simulate_page
from simulate.testsheet import draw_blank, plain_sheet
from simulate.truth import SheetTruth
from tests.omr.detect.model import MODEL

SERIAL = "M0MNGRAWJF"
BLANK_DPI = 300


@lru_cache(maxsize=4)
def printed(shape: BoxShape = BoxShape.BOX) -> tuple[SheetLayout, NDArray[np.uint8]]:
    """Return a plain sheet and its page as printed, with its code."""
    sheet = plain_sheet(rows=8, choices=5, shape=shape)
    return sheet, draw_blank(sheet, dpi=BLANK_DPI, code_text=code_text(SheetCode(layout_id(sheet), SERIAL, 1)))


@lru_cache(maxsize=8)
def narrow(rows: int, choices: int, pitch_mm: float, seed: int) -> tuple[SheetLayout, ScannedPage]:
    """Return a filled sheet of a careful desk, whose rows are so many millimetres apart."""
    sheet = plain_sheet(rows=rows, choices=choices, pitch_y_mm=pitch_mm)
    blank = draw_blank(sheet, dpi=BLANK_DPI, code_text=code_text(SheetCode(layout_id(sheet), SERIAL, 1)))
    flat = replace(GRADES["clean"].scanner, dpi=((200.0, 1.0),), turns=((0, 1.0),))
    return sheet, simulate_page(blank, BLANK_DPI, sheet, 1, SERIAL, replace(GRADES["clean"], scanner=flat), seed)


def scanned(grade: str | Grade, seed: int, shape: BoxShape = BoxShape.BOX) -> tuple[SheetLayout, ScannedPage]:
    """Return a filled, worn and scanned sheet."""
    sheet, blank = printed(shape)
    chosen = GRADES[grade] if isinstance(grade, str) else grade
    return sheet, simulate_page(blank, BLANK_DPI, sheet, 1, SERIAL, chosen, seed)


def left_blank(grade: str) -> Grade:
    """Return a grade whose respondents answer nothing."""
    return replace(GRADES[grade], respondent=replace(GRADES[grade].respondent, blank_share=Range(1.0, 1.0)))


def known(sheet: SheetLayout) -> dict[str, SheetLayout]:
    """Return the layouts a reader knows."""
    return {layout_id(sheet): sheet}


def grey_print(shape: BoxShape = BoxShape.BOX) -> NDArray[np.uint8]:
    """Return the printed page as a perfect grey scan at 300 dpi."""
    return np.ascontiguousarray(printed(shape)[1][:, :, 0])


def answers_read(pixels: NDArray[np.uint8], sheet: SheetLayout) -> tuple[Answer, ...]:
    """Return the answers of a page that must be read."""
    reading = read_page(pixels, known(sheet), MODEL)
    assert isinstance(reading, PageReading)
    return reading.answers


def wrongly_accepted(answers: Iterable[Answer], truth: SheetTruth) -> list[Answer]:
    """Return the answers that were accepted and are not what was filled in."""
    meant = dict(truth.answers)
    return [a for a in answers if a.state is AnswerState.ACCEPTED and a.chosen != meant[a.question]]
