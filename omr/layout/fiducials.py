"""Where do the corner marks and the codes stand on a sheet, and what do the marks look like?

The marks are AprilTags of the family 16h5 (Olson, "AprilTag: a robust and flexible visual fiducial system",
ICRA 2011), one identity per corner, so that a single mark tells which corner it is and how the page is turned.
"""

from dataclasses import dataclass
from enum import IntEnum

from omr.geometry import BoxMm, PointMm, SizeMm


class Corner(IntEnum):
    """A corner of the upright sheet; the value is the identity of the tag printed there."""

    TOP_LEFT = 0
    TOP_RIGHT = 1
    BOTTOM_RIGHT = 2
    BOTTOM_LEFT = 3


# Rows of the printed tag, border included; 1 is black.
TAG_CELLS: dict[Corner, tuple[str, ...]] = {
    Corner.TOP_LEFT: ("111111", "100101", "101111", "100111", "110111", "111111"),
    Corner.TOP_RIGHT: ("111111", "101011", "110101", "110001", "110111", "111111"),
    Corner.BOTTOM_RIGHT: ("111111", "110101", "110011", "111011", "100111", "111111"),
    Corner.BOTTOM_LEFT: ("111111", "101101", "100101", "101011", "111011", "111111"),
}

# 8 mm gives cells of 1.33 mm, eight pixels at 150 dpi, and was found at 150 dpi after blur, JPEG and 1-bit
# in every one of 20 simulated pages per condition.
TAG_SIZE_MM = 8.0
# One cell of white around the tag; the detector needs it to see the black border.
TAG_QUIET_MM = 1.3
# Centres at (16, 14) mm keep all four tags on an A4 scan that is skewed by up to 5.1 degrees, two by 6.7.
TAG_INSET_X_MM = 16.0
TAG_INSET_Y_MM = 14.0

# 25 modules of 0.6 mm: 3.5 pixels a module at 150 dpi.
CODE_SIZE_MM = 15.0
# The quiet zone that ISO/IEC 18004 asks for: four modules.
CODE_QUIET_MM = 2.4

# Paper whose longer side is shorter than this (A5, A6) has small marks: all of the above by one factor, so that the
# code is found beside a mark whatever the mark's size.
_SMALL_PAPER_MM = 250.0
# Modules of 0.48 mm are 3.8 pixels at 200 dpi, cells of a tag 1.07 mm.
SMALL_MARKS_SCALE = 0.8
# The outer edges of small marks are 8.3 mm from both edges of the paper: A5 bears 4.5 degrees of skew, A6 6.7.
SMALL_TAG_INSET_MM = 11.5


@dataclass(frozen=True, slots=True)
class Fiducial:
    """One corner mark: which corner, and the square it is printed in."""

    corner: Corner
    box: BoxMm

    @property
    def corners(self) -> tuple[PointMm, PointMm, PointMm, PointMm]:
        """The outer corners of the square, clockwise from the top-left."""
        b = self.box
        return (
            PointMm(b.x_mm, b.y_mm),
            PointMm(b.right_mm, b.y_mm),
            PointMm(b.right_mm, b.bottom_mm),
            PointMm(b.x_mm, b.bottom_mm),
        )


def marks_scale(page_size: SizeMm) -> float:
    """Return how large the marks of a sheet are, against those of A4."""
    return SMALL_MARKS_SCALE if max(page_size.width_mm, page_size.height_mm) < _SMALL_PAPER_MM else 1.0


def standard_fiducials(page_size: SizeMm) -> tuple[Fiducial, ...]:
    """Return the four corner marks of a sheet of this size, in the order of their identities."""
    scale = marks_scale(page_size)
    left, top = (TAG_INSET_X_MM, TAG_INSET_Y_MM) if scale == 1.0 else (SMALL_TAG_INSET_MM, SMALL_TAG_INSET_MM)
    right, bottom = page_size.width_mm - left, page_size.height_mm - top
    centres = ((left, top), (right, top), (right, bottom), (left, bottom))
    side = TAG_SIZE_MM * scale
    return tuple(
        Fiducial(corner, BoxMm(x - side / 2, y - side / 2, side, side))
        for corner, (x, y) in zip(Corner, centres, strict=True)
    )


def standard_codes(page_size: SizeMm) -> tuple[BoxMm, BoxMm]:
    """Return the squares of the two copies of the code on a sheet of this size.

    The first stands beside the top-right mark, its top on the mark's top; the second beside the bottom-left
    mark, its bottom on the mark's bottom: a stamp, a fold or a torn corner rarely takes both.
    """
    scale = marks_scale(page_size)
    gap, side = (CODE_QUIET_MM + TAG_QUIET_MM) * scale, CODE_SIZE_MM * scale
    tag = {f.corner: f.box for f in standard_fiducials(page_size)}
    top_right, bottom_left = tag[Corner.TOP_RIGHT], tag[Corner.BOTTOM_LEFT]
    return (
        BoxMm(top_right.x_mm - gap - side, top_right.y_mm, side, side),
        BoxMm(bottom_left.right_mm + gap, bottom_left.bottom_mm - side, side, side),
    )
