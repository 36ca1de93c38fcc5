"""What looks odd by its numbers."""

import numpy as np
import pytest

from omr.detect.context import measurements
from omr.detect.odd import faintly_inked, out_of_character
from omr.reading import MarkFeatures
from tests.omr.detect.test_confidence import CROSS, EMPTY, reading

FIELDS = np.array([0, 0, 0, 1, 1, 1])
PAPER = EMPTY._replace(smooth_peak=0.01, ring_darkness=0.01)


def numbers(*boxes: MarkFeatures) -> np.ndarray:
    """Return the measurements of a page of these boxes."""
    return measurements([reading(box) for box in boxes])


@pytest.mark.parametrize("faint", [{"smooth_peak": 0.08}, {"ring_darkness": 0.12}, {"darkness_mean": 0.06}])
def test_a_stroke_hardly_darker_than_paper_is_odd(faint: dict[str, float]) -> None:
    """Within a box, all over it or around it, unless the whole page is like that."""
    one = PAPER._replace(**faint)

    assert faintly_inked(numbers(*[PAPER] * 4, one, PAPER), FIELDS).tolist() == [False] * 4 + [True, False]
    assert not faintly_inked(numbers(*[one] * 6), FIELDS).any()


def test_a_plain_mark_is_not_faint() -> None:
    """What counts as ink is judged as ink."""
    assert not faintly_inked(numbers(CROSS, *[PAPER] * 5), FIELDS).any()


@pytest.mark.parametrize(
    "other",
    [
        {"one_way": 0.9, "passing_fraction": 0.125},
        {"one_way": 0.9, "line_fraction": 0.95},
        {"extent_mm": 0.8},
        {"tone": 0.3},
    ],
)
def test_a_mark_unlike_the_others_is_odd(other: dict[str, float]) -> None:
    """A line through the box, a speck, a pale one; the crosses beside it are not."""
    page = numbers(CROSS, PAPER, PAPER, CROSS._replace(**other), PAPER, PAPER)
    more = np.vstack([page, numbers(CROSS, PAPER, PAPER)])
    marked = np.array([1.0, 0, 0, 1, 0, 0, 1, 0, 0])

    odd = out_of_character(more, np.array([0, 0, 0, 1, 1, 1, 2, 2, 2]), marked)

    assert np.flatnonzero(odd).tolist() == [3]


def test_on_a_sheet_left_blank_any_stroke_is_odd() -> None:
    """Where the rest is answered the same stroke is one of the writer's marks."""
    slash = CROSS._replace(one_way=0.9)
    fields = np.repeat(np.arange(4), 2)
    blank = out_of_character(numbers(slash, *[PAPER] * 7), fields, np.eye(8)[0])
    answered = out_of_character(numbers(*[slash, PAPER] * 4), fields, np.tile([1.0, 0.0], 4))

    assert blank[0]
    assert not answered.any()


def test_beside_a_faint_pen_a_fainter_touch_is_odd() -> None:
    """It may be a mark of the same pen; beside a dark one it is dust."""
    touch = PAPER._replace(darkness_peak=0.13)
    marked = np.eye(6)[0]

    faint = out_of_character(numbers(CROSS._replace(darkness_peak=0.2), touch, *[PAPER] * 4), FIELDS, marked)
    dark = out_of_character(numbers(CROSS._replace(darkness_peak=0.8), touch, *[PAPER] * 4), FIELDS, marked)

    assert faint[1]
    assert not dark[1]


def test_where_nothing_is_marked_nothing_is_out_of_character() -> None:
    """There is no hand to compare with."""
    assert not out_of_character(numbers(*[PAPER] * 6), FIELDS, np.zeros(6)).any()
