"""What is put on paper, and where? The values that `arrange` makes and `draw` prints.

All measures are millimetres from the top-left corner of the page. `ink` is how black: 0 white, 1 black.
"""

from dataclasses import dataclass, replace

from forms.questions import Prefill
from forms.typeface import ASCENT_EM, DESCENT_EM, MM_PER_POINT, Face
from omr.geometry import BoxMm, PointMm
from omr.layout.sheet import BoxShape, Field, MarkBox, PageLayout, SheetLayout, TextArea


@dataclass(frozen=True, slots=True)
class TextStyle:
    """A weight, a size and a blackness."""

    face: Face
    size_pt: float
    ink: float = 1.0


@dataclass(frozen=True, slots=True)
class TextRun:
    """One line of text: where its baseline begins, and how far it runs."""

    x_mm: float
    baseline_mm: float
    text: str
    style: TextStyle
    width_mm: float

    @property
    def box(self) -> BoxMm:
        """The room that the line's letters may take, from the tallest to the deepest."""
        em_mm = self.style.size_pt * MM_PER_POINT
        return BoxMm(self.x_mm, self.baseline_mm - ASCENT_EM * em_mm, self.width_mm, (ASCENT_EM + DESCENT_EM) * em_mm)


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; `dotted` makes it a row of dots."""

    start: PointMm
    end: PointMm
    thickness_pt: float
    ink: float
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline that is not a place to mark: the boxes and the ring of the example."""

    box: BoxMm
    shape: BoxShape
    thickness_pt: float
    ink: float


@dataclass(frozen=True, slots=True)
class PrefillPlace:
    """Where the office prints something on each sheet: what it is, where it begins, and how much room it has."""

    fills: Prefill
    at: PointMm
    room_mm: float
    style: TextStyle


@dataclass(frozen=True, slots=True)
class Drawing:
    """A piece of a page: what is printed, and the fields, text areas and places to fill in within it."""

    runs: tuple[TextRun, ...] = ()
    lines: tuple[Line, ...] = ()
    outlines: tuple[Outline, ...] = ()
    fields: tuple[Field, ...] = ()
    text_areas: tuple[TextArea, ...] = ()
    prefills: tuple[PrefillPlace, ...] = ()

    def __add__(self, other: "Drawing") -> "Drawing":
        return Drawing(
            self.runs + other.runs,
            self.lines + other.lines,
            self.outlines + other.outlines,
            self.fields + other.fields,
            self.text_areas + other.text_areas,
            self.prefills + other.prefills,
        )

    def moved_down(self, by_mm: float) -> "Drawing":
        """Return the same piece further down the page."""
        return Drawing(
            tuple(replace(run, baseline_mm=run.baseline_mm + by_mm) for run in self.runs),
            tuple(replace(x, start=_below(x.start, by_mm), end=_below(x.end, by_mm)) for x in self.lines),
            tuple(replace(outline, box=_box_below(outline.box, by_mm)) for outline in self.outlines),
            tuple(_field_below(field, by_mm) for field in self.fields),
            tuple(replace(area, box=_box_below(area.box, by_mm)) for area in self.text_areas),
            tuple(replace(place, at=_below(place.at, by_mm)) for place in self.prefills),
        )


@dataclass(frozen=True, slots=True)
class Caption:
    """Where the words beside a code stand, and their type.

    `at` is where the baseline of the first line begins, or ends where `ends_here`.
    """

    at: PointMm
    ends_here: bool
    leading_mm: float
    strong: TextStyle
    quiet: TextStyle


@dataclass(frozen=True, slots=True)
class PrintPage:
    """One side of the sheet: what reading needs of it, what is printed besides, and where its codes' words stand."""

    layout: PageLayout
    drawing: Drawing
    captions: tuple[Caption, ...]


@dataclass(frozen=True, slots=True)
class PrintPlan:
    """A form laid out for printing. `layout` is what is stored and later read with."""

    title: str
    version: str
    layout: SheetLayout
    pages: tuple[PrintPage, ...]


def _below(point: PointMm, by_mm: float) -> PointMm:
    return PointMm(point.x_mm, point.y_mm + by_mm)


def _box_below(box: BoxMm, by_mm: float) -> BoxMm:
    return replace(box, y_mm=box.y_mm + by_mm)


def _field_below(field: Field, by_mm: float) -> Field:
    boxes = tuple(MarkBox(mark.choice, mark.shape, _box_below(mark.box, by_mm)) for mark in field.boxes)
    return replace(field, boxes=boxes)
