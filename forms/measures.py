"""How large is everything on this form? Sizes of type, leading, boxes and gaps: one set for each kind of sheet."""

from dataclasses import dataclass, replace

from forms.plan import TextStyle
from forms.typeface import CAP_HEIGHT_EM, MM_PER_POINT, Face
from omr.geometry import SizeMm
from omr.layout.sheet import BoxShape


@dataclass(frozen=True, slots=True)
class Density:
    """How generously the page is set: height of a row of ratings, and the gap between questions."""

    row_mm: float
    gap_mm: float


@dataclass(frozen=True, slots=True)
class Measures:
    """A set of sizes that belong together.

    Attributes
    ----------
    title_pt, text_pt, small_pt
        One family in three sizes.
    baseline_mm, small_leading_mm
        From line to line of running text, and of small print.
    box, bubble
        What is marked.
    choice_pitch_mm, under_wording_mm
        From one box of a list to the next below it, and from the question's last baseline to that of the first choice.
    label_gap_mm, column_gap_mm
        Between a box and its label, and between the columns of a list.
    column_mm, good_wording_mm, least_wording_mm
        The narrowest and widest column of a scale, and the wording beside it: as wide as reads well, and at least.
    digit_pitch_mm, under_digits_mm
        From box to box of a number, and from the digits' baseline to the middle of the first row.
    foot_mm
        White under the last row of boxes: half a box and what a box needs around it.
    line_pitch_mm
        From line to line that is written on by hand.
    densities
        From generous to close.
    """

    title_pt: float
    text_pt: float
    small_pt: float
    baseline_mm: float
    small_leading_mm: float
    box: SizeMm
    bubble: SizeMm
    choice_pitch_mm: float
    under_wording_mm: float
    label_gap_mm: float
    column_gap_mm: float
    column_mm: tuple[float, float]
    good_wording_mm: float
    least_wording_mm: float
    digit_pitch_mm: float
    under_digits_mm: float
    foot_mm: float
    line_pitch_mm: float
    densities: tuple[Density, ...]

    def mark_size(self, shape: BoxShape) -> SizeMm:
        """Return the size of a place to mark."""
        return self.bubble if shape is BoxShape.BUBBLE else self.box

    @property
    def title(self) -> TextStyle:
        """The title of the form."""
        return TextStyle(Face.BOLD, self.title_pt)

    @property
    def section(self) -> TextStyle:
        """The title of a section."""
        return TextStyle(Face.BOLD, self.text_pt)

    @property
    def strong(self) -> TextStyle:
        """What is asked."""
        return TextStyle(Face.SEMIBOLD, self.text_pt)

    @property
    def plain(self) -> TextStyle:
        """Answers, rows and instructions."""
        return TextStyle(Face.REGULAR, self.text_pt)

    @property
    def small(self) -> TextStyle:
        """Hints and the English below the Vietnamese."""
        return TextStyle(Face.REGULAR, self.small_pt, ink=0.8)

    @property
    def small_strong(self) -> TextStyle:
        """The words of a scale."""
        return TextStyle(Face.SEMIBOLD, self.small_pt, ink=0.9)

    @property
    def quiet(self) -> TextStyle:
        """Codes and names for the office: grey that a second photocopy still shows."""
        return TextStyle(Face.REGULAR, self.small_pt, ink=0.6)

    @property
    def text_sink_mm(self) -> float:
        """Half a capital letter: what a baseline stands below the middle of the box that it labels."""
        return CAP_HEIGHT_EM * self.text_pt * MM_PER_POINT / 2


# A4. Nothing smaller than 7.5 pt is read without glasses at a counter. A 4.5 mm box takes an X of a shaky hand; an
# oval of 5.0 x 3.6 mm is filled with a few strokes. A box with its white needs 7.7 mm of height; 8 is the closest row.
# Columns nearer than 11 mm let a thumb-wide X touch two boxes; wider apart than 17 mm, the eye loses the row.
# Ruled school paper in Vietnam has 8 mm from line to line.
STANDARD = Measures(
    title_pt=13.0,
    text_pt=9.5,
    small_pt=7.5,
    baseline_mm=4.0,
    small_leading_mm=3.2,
    box=SizeMm(4.5, 4.5),
    bubble=SizeMm(5.0, 3.6),
    choice_pitch_mm=8.0,
    under_wording_mm=8.0,
    label_gap_mm=2.5,
    column_gap_mm=6.0,
    column_mm=(11.0, 17.0),
    good_wording_mm=64.0,
    least_wording_mm=34.0,
    digit_pitch_mm=7.5,
    under_digits_mm=4.8,
    foot_mm=3.5,
    line_pitch_mm=8.0,
    densities=tuple(
        Density(row_mm, gap_mm)
        for row_mm, gap_mm in (
            (12.0, 8.0), (12.0, 6.0), (11.0, 6.0), (10.0, 6.0), (10.0, 4.0), (9.0, 4.0), (8.0, 4.0),
        )
    ),
)  # fmt: skip

# A5 and A6: as small as is read at arm's length; boxes and the white around them are those of A4, for hands and pens
# do not shrink with the paper.
COMPACT = Measures(
    title_pt=11.0,
    text_pt=9.0,
    small_pt=7.0,
    baseline_mm=3.6,
    small_leading_mm=2.8,
    box=STANDARD.box,
    bubble=STANDARD.bubble,
    choice_pitch_mm=7.6,
    under_wording_mm=6.6,
    label_gap_mm=2.4,
    column_gap_mm=4.0,
    column_mm=(11.0, 14.0),
    good_wording_mm=55.0,
    least_wording_mm=28.0,
    digit_pitch_mm=7.5,
    under_digits_mm=4.9,
    foot_mm=2.7,
    line_pitch_mm=6.8,
    densities=tuple(
        Density(row_mm, gap_mm)
        for row_mm, gap_mm in ((11.0, 6.0), (10.0, 5.0), (9.0, 4.0), (8.5, 4.0), (8.0, 3.0), (8.0, 2.0))
    ),
)

# For older people: everything that is read or marked is a quarter larger, and the rows are far apart.
LARGE = Measures(
    title_pt=16.0,
    text_pt=12.5,
    small_pt=10.0,
    baseline_mm=5.4,
    small_leading_mm=4.4,
    box=SizeMm(5.6, 5.6),
    bubble=SizeMm(6.2, 4.5),
    choice_pitch_mm=10.0,
    under_wording_mm=10.0,
    label_gap_mm=3.0,
    column_gap_mm=7.0,
    column_mm=(14.0, 20.0),
    good_wording_mm=70.0,
    least_wording_mm=34.0,
    digit_pitch_mm=9.0,
    under_digits_mm=6.0,
    foot_mm=4.5,
    line_pitch_mm=10.0,
    densities=tuple(
        Density(row_mm, gap_mm) for row_mm, gap_mm in ((15.0, 9.0), (14.0, 8.0), (12.0, 7.0), (11.0, 6.0), (10.0, 5.0))
    ),
)


# A4 with much to ask: set as small paper is.
DENSE = replace(COMPACT, title_pt=12.0, good_wording_mm=70.0)


def measures_for(page_size: SizeMm, large_print: bool, dense: bool) -> Measures:
    """Return the sizes for a page; large print is the same on all paper, and small paper is set closely anyhow."""
    if large_print:
        return LARGE
    # Between A4 and A5.
    if max(page_size.width_mm, page_size.height_mm) < 250.0:
        return COMPACT
    return DENSE if dense else STANDARD
