"""Finding each box by its own outline."""

import numpy as np
import pytest

from omr.detect.image import transform
from omr.detect.page import read_page
from omr.detect.register import outline_distance, outline_template
from omr.layout.sheet import BoxShape
from omr.reading import PageReading
from simulate.chance import Stream
from simulate.grades import GRADES
from simulate.sheet import plan_page, render_plan
from tests.omr.detect.model import MODEL
from tests.omr.detect.scans import BLANK_DPI, known, printed

# Grades and the error that 99 of 100 boxes must stay within, in millimetres.
LIMITS = {"clean": 0.05, "office": 0.1}


@pytest.mark.parametrize("grade", LIMITS)
def test_boxes_are_found_to_a_tenth_of_a_millimetre(grade: str) -> None:
    """Folds, feeders and pen leave at most 0.1 mm at the 99th percentile on office scans."""
    sheet, blank = printed()
    page = sheet.pages[0]
    errors_mm: list[float] = []
    for seed in range(8):
        stream = Stream(seed)
        plan = plan_page(sheet, page, stream, GRADES[grade])
        if plan.scanner.turn_deg:
            continue
        pixels, _ = render_plan(blank, BLANK_DPI, page, plan, GRADES[grade], stream)
        reading = read_page(pixels, known(sheet), MODEL)
        assert isinstance(reading, PageReading)
        centres = np.array([(b.box.centre.x_mm, b.box.centre.y_mm) for _, b in page.boxes()])
        true_px = plan.geometry.scan_from_sheet(centres) * plan.scanner.dpi / 25.4 - 0.5
        found_px = np.array([(m.reading.centre.x_px, m.reading.centre.y_px) for m in reading.marks])
        errors_mm += (np.linalg.norm(found_px - true_px, axis=1) * 25.4 / plan.scanner.dpi).tolist()

    assert len(errors_mm) >= 200
    assert np.percentile(errors_mm, 99) < LIMITS[grade]


@pytest.mark.parametrize("shape", list(BoxShape))
def test_a_template_ignores_flat_paper(shape: BoxShape) -> None:
    """The template sums to nothing, so shade alone never looks like an outline."""
    template = outline_template(shape, 4.5, 3.6, 8.0)

    assert abs(float(template.sum())) < 1e-4
    assert template.shape[0] == template.shape[1]
    assert template.shape[0] % 2 == 1


def test_outline_distance_is_signed() -> None:
    """It is nothing on the outline, negative inside, positive outside."""
    axis = np.array([-3.0, -2.25, 0.0, 2.25, 3.0])
    box = outline_distance(BoxShape.BOX, 4.5, 4.5, axis)
    oval = outline_distance(BoxShape.BUBBLE, 4.5, 4.5, axis)

    assert box[2, 2] == pytest.approx(-2.25)
    assert box[2, 3] == pytest.approx(0.0)
    assert box[2, 4] == pytest.approx(0.75)
    assert oval[2, 3] == pytest.approx(0.0, abs=1e-9)
    assert oval[2, 4] == pytest.approx(0.75, abs=0.01)
    assert transform(np.eye(3), np.array([[1.0, 2.0]])).tolist() == [[1.0, 2.0]]
