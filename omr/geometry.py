"""Where are things, on the sheet and in the scan? The coordinate conventions, stated once.

Sheet: millimetres, origin at the top-left corner of the paper, x to the right, y down.
Pixels: the same axes; an integer coordinate is the centre of a pixel, so the image covers
``-0.5 .. width - 0.5``. Boxes are half-open. Points are (x, y); arrays are indexed [row, column].
``docs/geometry.md`` has the pictures.
"""

from dataclasses import dataclass
from typing import NamedTuple

MM_PER_INCH = 25.4
POINTS_PER_INCH = 72.0


# Points are named tuples: a page has hundreds, made and handed from process to process in a fifth of the time.
class PointMm(NamedTuple):
    """A place on the sheet, in millimetres from its top-left corner."""

    x_mm: float
    y_mm: float


@dataclass(frozen=True, slots=True)
class SizeMm:
    """Width and height in millimetres."""

    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class BoxMm:
    """An upright rectangle on the sheet: top-left corner and size, in millimetres."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float

    @property
    def right_mm(self) -> float:
        """The x of the right edge."""
        return self.x_mm + self.width_mm

    @property
    def bottom_mm(self) -> float:
        """The y of the bottom edge."""
        return self.y_mm + self.height_mm

    @property
    def centre(self) -> PointMm:
        """The point in the middle."""
        return PointMm(self.x_mm + self.width_mm / 2, self.y_mm + self.height_mm / 2)

    def grown(self, margin_mm: float) -> "BoxMm":
        """Return the box with `margin_mm` added on every side (taken away where negative)."""
        return BoxMm(
            self.x_mm - margin_mm,
            self.y_mm - margin_mm,
            self.width_mm + 2 * margin_mm,
            self.height_mm + 2 * margin_mm,
        )

    def overlaps(self, other: "BoxMm") -> bool:
        """Tell whether the two rectangles share any area; touching edges do not count."""
        return (
            self.x_mm < other.right_mm
            and other.x_mm < self.right_mm
            and self.y_mm < other.bottom_mm
            and other.y_mm < self.bottom_mm
        )

    def contains(self, other: "BoxMm") -> bool:
        """Tell whether `other` lies wholly inside this box, edges included."""
        return (
            self.x_mm <= other.x_mm
            and self.y_mm <= other.y_mm
            and other.right_mm <= self.right_mm
            and other.bottom_mm <= self.bottom_mm
        )


class PointPx(NamedTuple):
    """A place in a scan, in pixels; (0, 0) is the centre of the top-left pixel."""

    x_px: float
    y_px: float
