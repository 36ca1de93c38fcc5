"""One sheet as it comes back, and a reader that knows its layout: what odd files are made of, and read by."""

import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from batches.model import load_model
from batches.worker import Reader
from forms.arrange import arrange
from forms.catalogue import find_form
from forms.draw import draw_pdf
from omr.layout.serial import layout_id
from tests.app.sheets import scanned_sheets
from tests.omr.detect.scans import SERIAL


def one_sheet(page_limit_s: float) -> tuple[NDArray[np.uint8], Reader]:
    """Return a marked sheet at 150 dpi, (H, W) grey, and a reader that gives up a page after so long."""
    plan = arrange(find_form("pks-q"))
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / "sheet.pdf"
        printed.write_bytes(draw_pdf(plan, [SERIAL]))
        (sheet,) = scanned_sheets(printed)
    return sheet, Reader({layout_id(plan.layout): plan.layout}, load_model(), page_limit_s=page_limit_s)
