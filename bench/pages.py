"""Which pages are measured on? One of the library's forms, printed once, then filled in and scanned by seed."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from simulate.render import render_pdf
from simulate.sheet import ScannedPage, simulate_page

from forms.arrange import arrange
from forms.catalogue import find_form
from forms.draw import draw_pdf
from omr.layout.sheet import SheetLayout
from simulate.grades import GRADES

FORM = "pks-q"
# Any serial that checks will do: each page is read alone.
SERIAL = "M0MNGRAWJF"
_BLANK_DPI = 300


def simulated_page(form: str, grade: str, seed: int) -> tuple[SheetLayout, ScannedPage]:
    """Return a filled and scanned first page of a form, the same for the same seed."""
    layout, blank = _printed(form)
    return layout, simulate_page(blank, _BLANK_DPI, layout, 1, SERIAL, GRADES[grade], seed)


@lru_cache(maxsize=4)
def _printed(form: str) -> tuple[SheetLayout, NDArray[np.uint8]]:
    plan = arrange(find_form(form))
    return plan.layout, next(iter(render_pdf(draw_pdf(plan, [SERIAL]), _BLANK_DPI)))
