"""Facts about the sizes that forms are set in."""

from itertools import pairwise

import pytest

from forms.measures import COMPACT, DENSE, LARGE, STANDARD, Measures, measures_for
from omr.layout.paper import page_size_of
from omr.layout.sheet import BoxShape

EVERY = pytest.mark.parametrize("measures", [STANDARD, COMPACT, LARGE, DENSE], ids=["A4", "A5", "large", "dense"])
SHAPES = pytest.mark.parametrize("shape", list(BoxShape))
# Of white between the outlines of two boxes, and half an outline on either side of it.
_APART_MM = 1.6 + 0.18
# From middle to middle, in one direction at least: nearer, a thumb-wide X touches two boxes.
_MIDDLES_MM = 7.5


@SHAPES
@EVERY
def test_neighbouring_boxes_of_any_kind_stand_apart(measures: Measures, shape: BoxShape) -> None:
    """Below each other in a list or a grid, beside each other in a scale or a number."""
    size = measures.mark_size(shape)

    down_mm = (measures.choice_pitch_mm, *(density.row_mm for density in measures.densities))
    across_mm = (measures.digit_pitch_mm, measures.column_mm[0])
    assert min(down_mm) - size.height_mm >= _APART_MM
    assert min(across_mm) - size.width_mm >= _APART_MM
    assert min(*down_mm, *across_mm) >= _MIDDLES_MM


@SHAPES
@EVERY
def test_a_label_keeps_off_its_box(measures: Measures, shape: BoxShape) -> None:
    """The white between them is more than is looked at beside a box, and labels are no nearer to the next column."""
    assert measures.label_gap_mm > _APART_MM
    assert measures.column_gap_mm > measures.label_gap_mm
    assert measures.foot_mm >= measures.mark_size(shape).height_mm / 2


@EVERY
def test_densities_go_from_generous_to_close(measures: Measures) -> None:
    """Each is closer than the one before it, in rows or in gaps, and in neither more generous."""
    for wide, close in pairwise(measures.densities):
        assert close.row_mm <= wide.row_mm
        assert close.gap_mm <= wide.gap_mm
        assert close != wide


@EVERY
def test_type_is_set_in_three_sizes_and_fits_its_lines(measures: Measures) -> None:
    """The title is larger than the text, the text than small print, and none of them larger than its line is high."""
    pt_mm = 25.4 / 72

    assert measures.title_pt > measures.text_pt > measures.small_pt >= 7.0
    assert measures.text_pt * pt_mm < measures.baseline_mm < measures.line_pitch_mm
    assert measures.small_pt * pt_mm < measures.small_leading_mm < measures.baseline_mm


@EVERY
def test_what_only_the_office_reads_is_the_lightest(measures: Measures) -> None:
    """Codes are greyer than hints, hints than what is asked; what is asked is black."""
    assert measures.quiet.ink < measures.small.ink < measures.strong.ink == 1.0


def test_small_paper_has_the_boxes_of_a4() -> None:
    """Hands and pens do not shrink with the paper."""
    for shape in BoxShape:
        assert COMPACT.mark_size(shape) == DENSE.mark_size(shape) == STANDARD.mark_size(shape)


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize(("paper", "usual", "closely"), [("A4", STANDARD, DENSE), ("A5", COMPACT, COMPACT)])
def test_paper_and_wishes_choose_the_sizes(paper: str, landscape: bool, usual: Measures, closely: Measures) -> None:
    """Whichever way the paper lies; large print is the same on all of it, even where much is asked."""
    size = page_size_of(paper, landscape)

    assert measures_for(size, large_print=False, dense=False) is usual
    assert measures_for(size, large_print=False, dense=True) is closely
    assert {measures_for(size, large_print=True, dense=dense) is LARGE for dense in (False, True)} == {True}
