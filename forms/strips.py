"""What is a page made of? Strips from edge to edge that are never split, and the measures all strips share."""

from dataclasses import dataclass

from forms.frame import Frame
from forms.measures import Density, Measures
from forms.plan import Drawing
from forms.type_setting import set_left, text_width_mm
from omr.geometry import BoxMm, PointMm
from omr.layout.sheet import BoxShape, MarkBox

# 0.5 pt: thin enough to be told from pen, thick enough for a second photocopy.
OUTLINE_MM = 0.18
OUTLINE_INK = 0.65
HAIRLINE_PT = 0.25
HAIRLINE_INK = 0.5
# The codes of the questions hang in a gutter at least this wide.
_MIN_GUTTER_MM = 8.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What every strip of a form stands on: the page's frame, the form's box shape, its columns and its density.

    Question codes begin at the frame's left edge, wording at `text_left_mm`; the middles of the first and the last
    column of answers are at `first_answer_mm` and `last_answer_mm`. `bilingual` prints English beside the Vietnamese.
    """

    frame: Frame
    shape: BoxShape
    density: Density
    text_left_mm: float
    first_answer_mm: float
    last_answer_mm: float
    bilingual: bool = False

    @property
    def measures(self) -> Measures:
        """The sizes that the form is set in."""
        return self.frame.measures

    def mark(self, choice: str, x_mm: float, y_mm: float) -> MarkBox:
        """Return a mark box around a middle."""
        size = self.measures.mark_size(self.shape)
        corner = PointMm(x_mm - size.width_mm / 2, y_mm - size.height_mm / 2)
        return MarkBox(choice, self.shape, BoxMm(corner.x_mm, corner.y_mm, size.width_mm, size.height_mm))

    @property
    def mark_width_mm(self) -> float:
        """How wide a mark box is."""
        return self.measures.mark_size(self.shape).width_mm


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of the form that is never split; its drawing counts from the strip's own top.

    Attributes
    ----------
    name
        What to call it where it does not fit: a question's code.
    gap_mm
        White above it, where it is not the first of a page.
    lead
        What goes before it at the head of a page: the words of the scale over rows that ran on.
    again, words
        What goes before it instead of `lead` where the grid above it, on the same page, has the same `words`.
    keeps_next
        Never the last of a page: a heading.
    has_boxes
        Whether there is anything to mark in it; what has nothing may stand nearer to the machine's marks.
    """

    name: str
    height_mm: float
    drawing: Drawing
    gap_mm: float = 0.0
    lead: "Strip | None" = None
    again: "Strip | None" = None
    words: str = ""
    keeps_next: bool = False
    has_boxes: bool = True


def gutter_mm(codes: tuple[str, ...], frame: Frame) -> float:
    """Return how wide a gutter holds these codes with white beside them, in steps of half the baseline grid."""
    measures = frame.measures
    step_mm = measures.baseline_mm / 2
    widest_mm = max(text_width_mm(code, measures.quiet) for code in codes) + 2.0
    # Where the head is set in, the wording below it begins at the same edge.
    least_mm = max(_MIN_GUTTER_MM, frame.head_left_mm - frame.left_mm)
    return max(least_mm, -(-widest_mm // step_mm) * step_mm)


def code_in_gutter(code: str, ground: Ground, baseline_mm: float) -> Drawing:
    """Return a question's code, hung in the gutter."""
    return Drawing(runs=(set_left(code, ground.measures.quiet, ground.frame.left_mm, baseline_mm),))
