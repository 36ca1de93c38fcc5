"""Which pages are measured on? The library's form, printed once, then filled in and scanned by seed."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from forms.arrange import arrange
from forms.catalogue import find_form
from forms.draw import draw_pdf
from omr.layout.sheet import BoxShape, SheetLayout
from simulate.options import Grade
from simulate.render import render_pdf
from simulate.sheet import ScannedPage, simulate_page

# The sheet that docs/accuracy.md was measured on.
FORM = "pks-q-a4"
# Any serial that checks will do: each page is read alone.
SERIAL = "M0MNGRAWJF"
_BLANK_DPI = 300


def simulated_page(grade: Grade, seed: int, shape: BoxShape = BoxShape.BOX) -> tuple[SheetLayout, ScannedPage]:
    """Return a filled and scanned sheet, the same for the same seed."""
    layout, blank = printed(shape)
    return layout, simulate_page(blank, _BLANK_DPI, layout, 1, SERIAL, grade, seed)


@lru_cache(maxsize=8)
def printed(shape: BoxShape, form: str = FORM) -> tuple[SheetLayout, NDArray[np.uint8]]:
    """Return the layout of a form of the library, and its first page as printed, (H, W, 3) RGB at 300 dpi."""
    plan = arrange(find_form(form).model_copy(update={"shape": shape}))
    return plan.layout, next(iter(render_pdf(draw_pdf(plan, [SERIAL]), _BLANK_DPI)))
