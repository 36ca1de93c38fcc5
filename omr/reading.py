"""What is known of a page once it is read? The values that go from the reader to the database and the reports.

They stand apart from `omr.detect` so that storing, exporting and reporting need neither OpenCV nor NumPy. What a page
has for each of its boxes is a named tuple: frozen dataclasses take five times as long to make, and to hand from one
process to another.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from omr.geometry import PointMm, PointPx
from omr.layout.code import SheetCode
from omr.reasons import Evidence, Reason


class MarkState(StrEnum):
    """What one box holds."""

    EMPTY = "empty"
    MARKED = "marked"
    CANCELLED = "cancelled"
    UNSURE = "unsure"


class AnswerState(StrEnum):
    """How far an answer is settled. The machine gives the first two; a person's decision makes the third."""

    ACCEPTED = "accepted"
    REVIEW = "review"
    REVIEWED = "reviewed"


class MarkFeatures(NamedTuple):
    """What was measured in and around one box, with the printed outline taken away; no opinion.

    Shares are 0..1. Darkness is 0 for the paper and 1 for the page's printed black. Lengths are in millimetres.

    Attributes
    ----------
    ink_fraction
        Share of the inside that is inked.
    darkness_mean, darkness_peak, smooth_peak
        Mean darkness of the inside; that of its darkest fiftieth; and that again with noise averaged over half a
        millimetre, above the median of the inside: what a stroke has however faint.
    extent_mm
        Diagonal of the rectangle around the ink inside.
    stroke_width_mm
        Four times the mean distance from ink to no ink: the width of a stroke and about half a millimetre; more for a
        solid area.
    solid_fraction
        Share of the inside that lies within ink at least 0.6 mm wide in every direction.
    core_fraction, corner_fraction, side_fraction
        Share of the middle third, of the four corners and of the four sides of the inside that is inked.
    spread_fraction
        Share of nine equal parts of the inside that hold ink.
    margin_ink_fraction
        Share of the paper up to 1.2 mm around the outline that is inked.
    ring_fraction
        Share of 16 directions in which ink lies between the outline and 2.6 mm beyond it; 0 where neither this box nor
        its margin has any, and another box of the question has.
    around_fraction
        Share of the paper between the outline and 2.6 mm beyond it that is inked; 0 as for `ring_fraction`.
    ring_darkness
        How dark it is somewhere in each of 12 of those 16 directions: what a ring has, however faint.
    through_fraction
        Share of eight lines through the box that have ink on both sides, 1.5 to 2.6 mm beyond the outline.
    line_fraction
        The most inked row or column of the box and its margin: near 1 for a crease or a streak across it.
    components
        Separate pieces of ink inside.
    tone
        Mean darkness of the ink inside.
    white_fraction, white_areas
        Share of the largest piece of paper left inside, and how many pieces are at least a twentieth of it.
    red_fraction
        Share of the ink inside that is red, as stamps are; 0 where the scan has no colour.
    offset_mm
        From the middle of the box to the middle of the ink in and around it.
    roundness
        Spread of the ink inside across its longest direction, as a share of that along it: 0 a line, 1 as wide as long.
    one_way, diagonal
        How far the edges of strokes run one way, 0..1, and how far along the box's diagonals (1) or its sides (-1).
    sharpness
        Steepest rise of darkness inside in a sixth of a millimetre; low for what shines through the paper.
    passing_fraction
        Share of those 16 directions that have ink half as dark as what is inside, 1.5 to 2.6 mm beyond the outline,
        and so has the opposite one or one beside that: what a line through the box has, faint or off its middle.
    """

    ink_fraction: float
    darkness_mean: float
    darkness_peak: float
    smooth_peak: float
    extent_mm: float
    stroke_width_mm: float
    solid_fraction: float
    core_fraction: float
    corner_fraction: float
    side_fraction: float
    spread_fraction: float
    margin_ink_fraction: float
    ring_fraction: float
    around_fraction: float
    ring_darkness: float
    through_fraction: float
    line_fraction: float
    components: float
    tone: float
    white_fraction: float
    white_areas: float
    red_fraction: float
    offset_mm: float
    roundness: float
    one_way: float
    diagonal: float
    sharpness: float
    passing_fraction: float


FEATURE_NAMES = MarkFeatures._fields


class MarkReading(NamedTuple):
    """One box as measured: where it was found and what is in it.

    `shift` is how far the printed outline was found from where the corner marks put it; `outline_score` is how
    well it was found, 1 for a perfect outline, about 0 for none.
    """

    question: str
    choice: str
    centre: PointPx
    shift: PointMm
    outline_score: float
    features: MarkFeatures


class MarkVerdict(NamedTuple):
    """The probabilities of what one box holds; they sum to 1."""

    state: MarkState
    p_empty: float
    p_marked: float
    p_cancelled: float
    reasons: tuple[Reason, ...] = ()


class JudgedMark(NamedTuple):
    """One box: what was measured and what was made of it."""

    reading: MarkReading
    verdict: MarkVerdict

    def remarked(self, reason: Reason) -> "JudgedMark":
        """Return the box with one more remark, after those it has."""
        reasons = tuple(dict.fromkeys((*self.verdict.reasons, reason)))
        return JudgedMark(self.reading, self.verdict._replace(reasons=reasons))

    def unsure(self, reason: Reason) -> "JudgedMark":
        """Return the box with that remark, and no more than unsure whatever its probabilities say."""
        reading, verdict = self.remarked(reason)
        return JudgedMark(reading, verdict._replace(state=MarkState.UNSURE))


class Care(StrEnum):
    """How little doubt an answer may leave to be accepted, beside what is allowed of any."""

    PLAIN = "plain"
    ODD = "odd"
    """It looks like what is often no mark."""
    BLANK = "blank"
    """It is none, or stands on a sheet mostly left blank."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was read for one question.

    `chosen` holds choice codes in printed order, none for blank. `confidence` is the probability that `chosen` is
    what the respondent meant. An answer in state `review` counts nowhere; `chosen` is then the best guess. `care` is
    not stored.
    """

    question: str
    chosen: tuple[str, ...]
    state: AnswerState
    confidence: float
    reasons: tuple[Reason, ...] = ()
    care: Care = Care.PLAIN


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the page lay in the scan.

    `mm_to_px` is the 3 x 3 homography from sheet millimetres to scan pixels, row by row. `residual_mm` is the
    spread (root mean square) of the printed outlines about it after local correction, the figure of quality.
    `markers` are the corner marks that were used. `turn_deg` is 0, 90, 180 or 270, clockwise.
    """

    mm_to_px: tuple[float, ...]
    residual_mm: float
    markers: tuple[int, ...]
    turn_deg: int
    skew_deg: float
    px_per_mm: float


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about the scan worth a word to the clerk; the page was read all the same."""

    reason: Reason
    evidence: Evidence = ()


@dataclass(frozen=True, slots=True)
class PageReading:
    """A page that was read. `written` are the text areas with handwriting in them."""

    code: SheetCode
    alignment: Alignment
    marks: tuple[JudgedMark, ...]
    answers: tuple[Answer, ...]
    findings: tuple[Finding, ...]
    model_version: str
    written: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageRejected:
    """A page that was not read, and why. A result like any other: it is stored and waits for a person."""

    reason: Reason
    evidence: Evidence = ()
    code: SheetCode | None = None


PageOutcome = PageReading | PageRejected
