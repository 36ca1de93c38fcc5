"""Where on a sheet of paper may the form stand? The text column between the machine's marks."""

from dataclasses import dataclass

from omr.geometry import BoxMm, SizeMm
from omr.layout.fiducials import CODE_QUIET_MM, Fiducial, standard_codes, standard_fiducials
from omr.layout.paper import PAPER_SIZES_MM

# Boxes keep this far from tags and codes, so that a pen that leaves a box does not reach them.
MARKS_CLEAR_MM = 6.0
# Words and lines keep a little further from tags and codes than their quiet zones ask.
_WORDS_CLEAR_MM = 1.2
# The first baseline under the top of the marks; the fourth stands at the foot of the code.
_FIRST_BASELINE_MM = 2.2


@dataclass(frozen=True, slots=True)
class Frame:
    """The places of a page that do not depend on what is asked.

    The column's edges are the outer edges of the two codes, so that codes and text align and the tags hang outside.

    Attributes
    ----------
    left_mm, right_mm
        The text column.
    head_mm, foot_mm
        The first baseline beside the upper code, and beside the lower one.
    head_right_mm, foot_left_mm
        How far words may run beside the codes.
    body_top_mm, body_bottom_mm
        Between these, mark boxes keep their distance from every tag and code.
    """

    paper: str
    page_size: SizeMm
    fiducials: tuple[Fiducial, ...]
    codes: tuple[BoxMm, BoxMm]
    left_mm: float
    right_mm: float
    head_mm: float
    foot_mm: float
    head_right_mm: float
    foot_left_mm: float
    body_top_mm: float
    body_bottom_mm: float

    @property
    def width_mm(self) -> float:
        """How wide the text column is."""
        return self.right_mm - self.left_mm


def frame_of(paper: str) -> Frame:
    """Return the frame of a page of this paper size, a name of `PAPER_SIZES_MM`."""
    page_size = PAPER_SIZES_MM[paper]
    upper, lower = standard_codes(page_size)
    return Frame(
        paper=paper,
        page_size=page_size,
        fiducials=standard_fiducials(page_size),
        codes=(upper, lower),
        left_mm=lower.x_mm,
        right_mm=upper.right_mm,
        head_mm=upper.y_mm + _FIRST_BASELINE_MM,
        foot_mm=lower.y_mm + _FIRST_BASELINE_MM,
        head_right_mm=upper.x_mm - CODE_QUIET_MM - _WORDS_CLEAR_MM,
        foot_left_mm=lower.right_mm + CODE_QUIET_MM + _WORDS_CLEAR_MM,
        body_top_mm=upper.bottom_mm + MARKS_CLEAR_MM,
        body_bottom_mm=lower.y_mm - MARKS_CLEAR_MM,
    )
