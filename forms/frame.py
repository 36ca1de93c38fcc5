"""Where on a sheet of paper may the form stand? The text column between the machine's marks."""

from dataclasses import dataclass

from forms.measures import DENSE, Measures, measures_for
from forms.typeface import ASCENT_EM, MM_PER_POINT
from omr.geometry import BoxMm, SizeMm
from omr.layout.fiducials import (
    CODE_QUIET_MM,
    TAG_QUIET_MM,
    Corner,
    Fiducial,
    marks_scale,
    standard_codes,
    standard_fiducials,
)
from omr.layout.paper import UNPRINTABLE_MARGIN_MM, page_size_of

# Boxes keep this far from tags and codes, so that a pen that leaves a box does not reach them.
MARKS_CLEAR_MM = 6.0
# Words and lines keep a little further from tags and codes than their quiet zones ask.
_WORDS_CLEAR_MM = 1.2
# The first baseline under the top of the marks; the fourth stands at the foot of the code.
_FIRST_BASELINE_MM = 2.2
_ROUNDING_MM = 0.01


@dataclass(frozen=True, slots=True)
class Frame:
    """The places of a page that do not depend on what is asked.

    On A4 the column's edges are the outer edges of the two codes, so that codes and text align and the tags hang
    outside. Small paper has no room for that: there the column reaches to the outer edges of the tags, and only what
    stands beside tags and codes is set in.

    Attributes
    ----------
    paper
        How the paper is called in messages.
    left_mm, right_mm
        The text column.
    head_mm, foot_mm
        The first baseline beside the upper code, and beside the lower one.
    head_left_mm, head_right_mm, foot_left_mm, foot_right_mm
        How far words may run beside the tags and codes.
    under_code_mm, above_code_mm
        Words below the first, and above the second, may run over the whole column.
    body_top_mm, body_bottom_mm
        Between these, mark boxes keep their distance from every tag and code.
    """

    paper: str
    page_size: SizeMm
    measures: Measures
    fiducials: tuple[Fiducial, ...]
    codes: tuple[BoxMm, BoxMm]
    left_mm: float
    right_mm: float
    head_mm: float
    foot_mm: float
    head_left_mm: float
    head_right_mm: float
    foot_left_mm: float
    foot_right_mm: float
    under_code_mm: float
    above_code_mm: float
    body_top_mm: float
    body_bottom_mm: float

    @property
    def width_mm(self) -> float:
        """How wide the text column is."""
        return self.right_mm - self.left_mm

    @property
    def is_small(self) -> bool:
        """Tell whether this is paper smaller than A4: the marks are small and stand within the column."""
        return marks_scale(self.page_size) < 1.0

    @property
    def is_tight(self) -> bool:
        """Tell whether every millimetre counts: on small paper, and on a form that is to be set closely."""
        return self.is_small or self.measures is DENSE


def frame_of(paper: str, landscape: bool = False, large_print: bool = False, dense: bool = False) -> Frame:
    """Return the frame of a page of this paper, a name of `PAPER_SIZES_MM`."""
    page_size = page_size_of(paper, landscape)
    upper, lower = standard_codes(page_size)
    scale, measures = marks_scale(page_size), measures_for(page_size, large_print, dense)
    tags = {mark.corner: mark.box for mark in standard_fiducials(page_size)}
    set_in = scale < 1.0
    beside_tag_mm = TAG_QUIET_MM * scale + _WORDS_CLEAR_MM
    code_clear_mm = CODE_QUIET_MM * scale + _WORDS_CLEAR_MM
    left_mm = tags[Corner.TOP_LEFT].x_mm if set_in else lower.x_mm
    right_mm = tags[Corner.TOP_RIGHT].right_mm if set_in else upper.right_mm
    return Frame(
        paper=paper,
        page_size=page_size,
        measures=measures,
        fiducials=standard_fiducials(page_size),
        codes=(upper, lower),
        left_mm=left_mm,
        right_mm=right_mm,
        head_mm=max(upper.y_mm + _FIRST_BASELINE_MM, UNPRINTABLE_MARGIN_MM + _tallest_mm(measures)),
        foot_mm=lower.y_mm + _FIRST_BASELINE_MM * scale,
        head_left_mm=tags[Corner.TOP_LEFT].right_mm + beside_tag_mm if set_in else left_mm,
        head_right_mm=upper.x_mm - code_clear_mm,
        foot_left_mm=lower.right_mm + code_clear_mm,
        foot_right_mm=tags[Corner.BOTTOM_RIGHT].x_mm - beside_tag_mm if set_in else right_mm,
        under_code_mm=upper.bottom_mm + code_clear_mm,
        above_code_mm=lower.y_mm - code_clear_mm,
        body_top_mm=upper.bottom_mm + MARKS_CLEAR_MM,
        body_bottom_mm=lower.y_mm - MARKS_CLEAR_MM,
    )


def _tallest_mm(measures: Measures) -> float:
    """Return how far the first line of a page reaches above its baseline."""
    return ASCENT_EM * measures.text_pt * MM_PER_POINT + _ROUNDING_MM
