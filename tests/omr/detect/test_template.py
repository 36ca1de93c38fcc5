"""A printed outline in a patch."""

import numpy as np
import pytest

from omr.detect.boxes import outline_distance, page_boxes
from omr.detect.template import highest, outline_responses, outline_template
from omr.layout.sheet import BoxShape
from simulate.testsheet import plain_sheet

PX_PER_MM = 6.0
REACH_MM = 0.8
SIDE_PX = 49


@pytest.mark.parametrize("shape", list(BoxShape))
def test_a_template_ignores_flat_paper(shape: BoxShape) -> None:
    """The template sums to nothing, so shade alone never looks like an outline."""
    template = outline_template(shape, 4.5, 3.6, 8.0)

    assert abs(float(template.sum())) < 1e-4
    assert template.shape[0] == template.shape[1]
    assert template.shape[0] % 2 == 1


@pytest.mark.parametrize("shape", list(BoxShape))
@pytest.mark.parametrize("shift_mm", [(0.0, 0.0), (0.5, -0.3), (-0.62, 0.71)])
def test_an_outline_answers_most_where_it_is(shape: BoxShape, shift_mm: tuple[float, float]) -> None:
    """It is found between pixels, to 0.03 mm; a stroke through it does not lead the search away."""
    boxes = page_boxes(plain_sheet(rows=1, choices=2, shape=shape).pages[0])
    darkness = np.stack([_printed(boxes.kind_of[0], shift_mm)] * 2)
    darkness[1, 24:27, :] = 0.9

    responses = outline_responses(darkness, boxes, PX_PER_MM, REACH_MM)
    shifts_mm, heights = highest(responses, PX_PER_MM)

    assert np.allclose(shifts_mm[0], shift_mm, atol=0.03)
    assert np.allclose(shifts_mm[1], shift_mm, atol=0.15)
    assert heights[0] > 0.2


def test_only_places_asked_for_are_looked_at() -> None:
    """The highest response there, whatever is higher elsewhere."""
    responses = np.zeros((1, 11, 11), np.float32)
    responses[0, 5, 9], responses[0, 2, 2] = 1.0, 0.5

    everywhere, _ = highest(responses, 10.0)
    about, heights = highest(responses, 10.0, np.array([[[-0.3, -0.3], [0.0, -0.4]]]), 0.1)

    assert np.allclose(everywhere, [[0.4, 0.0]])
    assert np.allclose(about, [[-0.3, -0.3]])
    assert heights.tolist() == [0.5]


def _printed(kind: tuple[BoxShape, float, float], shift_mm: tuple[float, float]) -> np.ndarray:
    """Return the darkness of an outline drawn off the middle of a patch: 0.18 mm wide and blurred as scans are."""
    fine = 8
    axis_mm = ((np.arange(SIDE_PX * fine) + 0.5) / fine - SIDE_PX / 2) / PX_PER_MM
    # The outline is drawn in the middle of a larger grid, and the patch cut from it off that middle.
    around_mm = np.arange(-SIDE_PX * fine, SIDE_PX * fine) / fine / PX_PER_MM
    line = np.clip(1 - np.abs(outline_distance(*kind, around_mm)) / 0.15, 0, 1)
    columns, rows = (np.searchsorted(around_mm, axis_mm - shift) for shift in shift_mm)
    patch = line[np.ix_(rows, columns)].reshape(SIDE_PX, fine, SIDE_PX, fine).mean(axis=(1, 3))
    return np.asarray(0.65 * patch, np.float32)
