"""Which pages is the recogniser fitted on? More of what is rare than a box holds, and wider than what is measured.

A grade describes what comes; a reader that is to be surprised by nothing learns from more: pens that no office buys,
marks that half miss their boxes, sheets left wholly blank, corrections by the dozen, and
other forms than the library's.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bench.pages import FORM, SERIAL, printed
from omr.layout.code import SheetCode, code_text
from omr.layout.serial import layout_id
from omr.layout.sheet import BoxShape, SheetLayout
from simulate.chance import Range
from simulate.grades import GRADES
from simulate.options import Grade
from simulate.pens import PenKind
from simulate.processing import processed
from simulate.sheet import ScannedPage, simulate_page
from simulate.testsheet import draw_blank, plain_sheet

_DPI = 300
# Every pen about as often, every offset up to half a box, scanners as in the hard grade.
_WIDE = replace(
    GRADES["hard"],
    name="wide",
    respondent=replace(
        GRADES["hard"].respondent,
        pens=tuple((pen, 1.0) for pen in PenKind if pen is not PenKind.PENCIL_HARD),
        size=Range(0.35, 1.7),
        bias=0.3,
        scatter=Range(0.03, 0.28),
        max_offset=0.75,
        min_inside=0.3,
        consistency=0.5,
    ),
)
# Hard pencils, near the edge of what can be seen, on scans that still show them.
_FAINT = replace(
    GRADES["office"],
    name="faint",
    respondent=replace(
        _WIDE.respondent, pens=((PenKind.PENCIL_HARD, 0.6), (PenKind.PENCIL_FAINT, 0.4)), double_share=0.008
    ),
)
# Sheets left blank for the most part, with words, lines and stamps over their rows, tails, and mistakes put right: what
# is taken for an answer where none was given.
_MESSY = replace(
    GRADES["hard"],
    name="messy",
    respondent=replace(
        GRADES["hard"].respondent,
        blank_share=Range(0.2, 0.95),
        correction_share=0.2,
        cancelled_alone_share=0.2,
        comment_share=0.8,
        spill_share=0.8,
        across_boxes_share=0.9,
        stray_share=0.6,
        tail_share=0.7,
    ),
    paper=replace(GRADES["hard"].paper, box_stamp_share=0.6),
)
FIT_GRADES: dict[str, Grade] = GRADES | {"wide": _WIDE, "faint": _FAINT, "messy": _MESSY}
_FAINT_PENS = {PenKind.PENCIL.value, PenKind.PENCIL_FAINT.value, PenKind.PENCIL_HARD.value}
# One page in this many has ovals, one is another form, one is wholly blank and one nearly so.
_BUBBLE_EVERY, _OTHER_FORM_EVERY, _BLANK_EVERY = 5, 6, 14
# Every third page has this many times the corrections and the double marks; both, so that neither grows likelier.
_CORRECTED_EVERY, _MORE_CORRECTIONS = 3, 4


def fit_page(
    grade: str, seed: int, forms: Sequence[str] = (FORM,), other_machines: bool = False
) -> tuple[SheetLayout, ScannedPage]:
    """Return a filled and scanned page to learn from, of one of these forms, the same for the same seed.

    With `other_machines` every second page is handed on as a machine that is none of the simulator's would do it.
    """
    shape = BoxShape.BUBBLE if seed % _BUBBLE_EVERY == 0 else BoxShape.BOX
    other = seed % _OTHER_FORM_EVERY == 0
    form = forms[seed // 2 % len(forms)]
    layout, blank = _other_form(2 + seed % 5, shape) if other else printed(shape, form)
    page = simulate_page(blank, _DPI, layout, 1, SERIAL, _varied(FIT_GRADES[grade], seed), seed)
    if other_machines and seed % 2:
        rng = np.random.default_rng(seed)
        page = replace(page, pixels=processed(page.pixels, page.dpi, page.truth.pen in _FAINT_PENS, rng))
    return layout, page


@lru_cache(maxsize=12)
def _other_form(choices: int, shape: BoxShape) -> tuple[SheetLayout, NDArray[np.uint8]]:
    layout = plain_sheet(rows=11, choices=choices, shape=shape)
    return layout, draw_blank(layout, 1, _DPI, code_text(SheetCode(layout_id(layout), SERIAL, 1)))


def _varied(grade: Grade, seed: int) -> Grade:
    respondent = grade.respondent
    if seed % _BLANK_EVERY == 0:
        respondent = replace(respondent, blank_share=Range(1.0, 1.0))
    elif seed % _BLANK_EVERY == 1:
        respondent = replace(respondent, blank_share=Range(0.5, 0.95))
    if seed % _CORRECTED_EVERY == 0:
        respondent = replace(
            respondent,
            correction_share=min(0.4, _MORE_CORRECTIONS * respondent.correction_share),
            double_share=min(0.2, _MORE_CORRECTIONS * respondent.double_share),
            cancelled_alone_share=min(0.2, 2 * respondent.cancelled_alone_share),
        )
    return replace(grade, respondent=respondent)
