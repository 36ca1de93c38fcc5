"""Finding each box by its own outline."""

from dataclasses import replace

import numpy as np
import pytest

from omr.detect.page import read_page
from omr.reading import PageReading
from simulate.chance import Range, Stream
from simulate.grades import GRADES
from simulate.options import Grade
from simulate.sheet import plan_page, render_plan
from tests.omr.detect.model import MODEL
from tests.omr.detect.scans import BLANK_DPI, known, printed

# Feeders that stretch by 0.4 mm and folds of up to 2 mm, on paper and scans as offices have them.
BENT = replace(
    GRADES["office"],
    name="bent",
    paper=replace(GRADES["office"].paper, folds=((1, 0.5), (2, 0.5)), fold_shift_mm=Range(1.0, 2.0)),
    scanner=replace(GRADES["office"].scanner, wobble_mm=Range(0.3, 0.4)),
)
HALF_BOX_MM = np.array([[-2.25, -2.25], [2.25, -2.25], [2.25, 2.25], [-2.25, 2.25]])
# Grades and the error that 99 of 100 boxes must stay within, in millimetres.
LIMITS = [(GRADES["clean"], 0.05), (GRADES["office"], 0.1), (BENT, 0.1)]


@pytest.mark.parametrize(("grade", "limit_mm"), LIMITS, ids=[grade.name for grade, _ in LIMITS])
def test_boxes_are_found_to_a_tenth_of_a_millimetre(grade: Grade, limit_mm: float) -> None:
    """Folds, feeders and pen leave at most 0.1 mm at the 99th percentile."""
    sheet, blank = printed()
    page = sheet.pages[0]
    errors_mm: list[float] = []
    for seed in range(10):
        stream = Stream(seed)
        plan = plan_page(sheet, page, stream, grade)
        if plan.scanner.turn_deg:
            continue
        pixels, _ = render_plan(blank, BLANK_DPI, page, plan, grade, stream)
        reading = read_page(pixels, known(sheet), MODEL)
        assert isinstance(reading, PageReading)
        centres = np.array([(b.box.centre.x_mm, b.box.centre.y_mm) for _, b in page.boxes()])
        true_mm = plan.geometry.scan_from_sheet(centres)
        found_px = np.array([(m.reading.centre.x_px, m.reading.centre.y_px) for m in reading.marks])
        found_mm = (found_px + 0.5) * 25.4 / plan.scanner.dpi
        # A box that a crease runs through is in two pieces and has no one place.
        corners_mm = [plan.geometry.scan_from_sheet(centres + np.array([x, y])) for x, y in HALF_BOX_MM]
        whole = np.linalg.norm(np.ptp(corners_mm - true_mm - HALF_BOX_MM[:, None], axis=0), axis=1) < 0.3
        errors_mm += np.linalg.norm(found_mm - true_mm, axis=1)[whole].tolist()

    assert len(errors_mm) >= 200
    assert np.percentile(errors_mm, 99) < limit_mm
