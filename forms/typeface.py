"""What are the letters of the sheets like? The one family, its weights and its measures, as plain values."""

from enum import StrEnum

from omr.geometry import MM_PER_INCH, POINTS_PER_INCH

MM_PER_POINT = MM_PER_INCH / POINTS_PER_INCH
# Of Be Vietnam Pro, in parts of the type size, from the font's own tables.
CAP_HEIGHT_EM = 0.74
# Above and below the baseline no letter of the family reaches further (its bounding box).
ASCENT_EM = 1.17
DESCENT_EM = 0.27


class Face(StrEnum):
    """A weight of Be Vietnam Pro; the value is the name of its file and of its font in the PDF."""

    REGULAR = "BeVietnamPro-Regular"
    SEMIBOLD = "BeVietnamPro-SemiBold"
    BOLD = "BeVietnamPro-Bold"
