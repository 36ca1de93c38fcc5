"""Sizes of paper."""

import pytest

from omr.layout.paper import PAPER_SIZES_MM, page_size_of


@pytest.mark.parametrize(("larger", "smaller"), [("A4", "A5"), ("A5", "A6")])
def test_two_of_a_size_make_the_next(larger: str, smaller: str) -> None:
    """ISO 216, to the millimetre that it rounds off."""
    whole, half = PAPER_SIZES_MM[larger], PAPER_SIZES_MM[smaller]

    assert half.height_mm == whole.width_mm
    assert half.width_mm == whole.height_mm // 2


@pytest.mark.parametrize("paper", list(PAPER_SIZES_MM))
def test_landscape_is_the_same_paper_on_its_side(paper: str) -> None:
    """Wider than high."""
    upright, on_its_side = page_size_of(paper, False), page_size_of(paper, True)

    assert (on_its_side.width_mm, on_its_side.height_mm) == (upright.height_mm, upright.width_mm)
    assert on_its_side.width_mm > on_its_side.height_mm
