"""Scanned sheets with their truth, for the tests of reading."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from omr.layout.code import SheetCode, code_text
from omr.layout.serial import layout_id
from omr.layout.sheet import BoxShape, SheetLayout
from simulate.chance import Range
from simulate.grades import GRADES
from simulate.options import Grade
from simulate.sheet import ScannedPage, simulate_page
from simulate.testsheet import draw_blank, plain_sheet

SERIAL = "M0MNGRAWJF"
BLANK_DPI = 300


@lru_cache(maxsize=4)
def printed(shape: BoxShape = BoxShape.BOX) -> tuple[SheetLayout, NDArray[np.uint8]]:
    """Return a plain sheet and its page as printed, with its code."""
    sheet = plain_sheet(rows=8, choices=5, shape=shape)
    return sheet, draw_blank(sheet, dpi=BLANK_DPI, code_text=code_text(SheetCode(layout_id(sheet), SERIAL, 1)))


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
