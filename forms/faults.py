"""What about a form laid out would read badly? Boxes too close, too little margin, print in the way of marks."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import hypot

from forms.plan import Line, PrintPage, PrintPlan
from forms.typeface import MM_PER_POINT
from omr.geometry import BoxMm
from omr.layout.paper import UNPRINTABLE_MARGIN_MM
from omr.layout.sheet import MarkBox, SheetLayout
from omr.words import Text

# Nearer than this a stroke that leaves one box is in the next.
_BOXES_APART_MM = 1.7
# A pen that leaves a box must not reach a corner mark or a code.
_MARKS_APART_MM = 5.9
# Words nearer than this are taken for a mark beside the box, and lines around it for a ring.
_WORDS_APART_MM = 1.5
# Columns in which a thumb-wide X touches two boxes.
_COLUMNS_APART_MM = 7.4
_ROUNDING_MM = 0.01


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that would read badly: on which page, at which question (empty where at none), and what, in words."""

    page_number: int
    question: str
    words: Text


def faults_of(plan: PrintPlan) -> tuple[Fault, ...]:
    """Return what would read badly about a plan, in the order of the pages."""
    return tuple(fault for page in plan.pages for fault in _faults_of_page(plan.layout, page))


def _faults_of_page(layout: SheetLayout, page: PrintPage) -> Iterator[Fault]:
    yield from _too_close(page)
    yield from _at_the_edge(layout, page)
    yield from _in_the_way(page)
    yield from _words_over_words(page)


def _too_close(page: PrintPage) -> Iterator[Fault]:
    boxes = tuple(page.layout.boxes())
    for (field, a), (other, b) in combinations(boxes, 2):
        gap_mm = _distance_mm(a.box, b.box)
        centres_mm = max(abs(a.box.centre.x_mm - b.box.centre.x_mm), abs(a.box.centre.y_mm - b.box.centre.y_mm))
        if gap_mm < _BOXES_APART_MM or centres_mm < _COLUMNS_APART_MM:
            names = _place(field.question, a), _place(other.question, b)
            yield Fault(
                page.layout.number,
                field.question,
                Text(
                    f"ô {names[0]} và ô {names[1]} chỉ cách nhau {gap_mm:.1f} mm",
                    f"the boxes {names[0]} and {names[1]} are only {gap_mm:.1f} mm apart",
                ),
            )


def _at_the_edge(layout: SheetLayout, page: PrintPage) -> Iterator[Fault]:
    size = layout.page_size
    printable = BoxMm(0.0, 0.0, size.width_mm, size.height_mm).grown(-UNPRINTABLE_MARGIN_MM + _ROUNDING_MM)
    machine = tuple(mark.box for mark in page.layout.fiducials) + page.layout.codes
    for field, mark in page.layout.boxes():
        if not printable.contains(mark.box):
            yield Fault(
                page.layout.number,
                field.question,
                Text(
                    f"ô {_place(field.question, mark)} nằm sát mép giấy, máy in không in tới",
                    f"the box {_place(field.question, mark)} is too near the edge to be printed",
                ),
            )
        if any(_distance_mm(mark.box, box) < _MARKS_APART_MM for box in machine):
            yield Fault(
                page.layout.number,
                field.question,
                Text(
                    f"ô {_place(field.question, mark)} quá gần dấu góc hoặc mã vạch",
                    f"the box {_place(field.question, mark)} is too near a corner mark or the code",
                ),
            )
    for run in page.drawing.runs:
        if not printable.contains(run.box):
            yield Fault(
                page.layout.number,
                "",
                Text(f"chữ “{run.text}” tràn ra lề giấy", f"the words “{run.text}” run into the margin"),
            )


def _in_the_way(page: PrintPage) -> Iterator[Fault]:
    for field, mark in page.layout.boxes():
        for run in page.drawing.runs:
            if _distance_mm(mark.box, run.box) < _WORDS_APART_MM:
                yield Fault(
                    page.layout.number,
                    field.question,
                    Text(
                        f"chữ “{run.text}” quá gần ô {_place(field.question, mark)}",
                        f"the words “{run.text}” are too near the box {_place(field.question, mark)}",
                    ),
                )
        if any(_distance_mm(mark.box, _box_of(line)) < _WORDS_APART_MM for line in page.drawing.lines):
            yield Fault(
                page.layout.number,
                field.question,
                Text(
                    f"có đường kẻ sát ô {_place(field.question, mark)}",
                    f"a line runs close to the box {_place(field.question, mark)}",
                ),
            )


def _words_over_words(page: PrintPage) -> Iterator[Fault]:
    for a, b in combinations(page.drawing.runs, 2):
        # Within a line's own height; accents and tails may share the white between two lines.
        if a.x_mm < b.x_mm + b.width_mm and b.x_mm < a.x_mm + a.width_mm:
            height_mm = min(a.style.size_pt, b.style.size_pt) * MM_PER_POINT
            if abs(a.baseline_mm - b.baseline_mm) < height_mm * 0.7:
                yield Fault(
                    page.layout.number,
                    "",
                    Text(f"chữ “{a.text}” đè lên “{b.text}”", f"the words “{a.text}” run into “{b.text}”"),
                )


def _place(question: str, mark: MarkBox) -> str:
    return f"{question}={mark.choice}"


def _box_of(line: Line) -> BoxMm:
    x_mm, y_mm = min(line.start.x_mm, line.end.x_mm), min(line.start.y_mm, line.end.y_mm)
    return BoxMm(x_mm, y_mm, abs(line.start.x_mm - line.end.x_mm), abs(line.start.y_mm - line.end.y_mm))


def _distance_mm(a: BoxMm, b: BoxMm) -> float:
    """Return how far two upright rectangles are apart; 0 where they touch or overlap."""
    across_mm = max(a.x_mm - b.right_mm, b.x_mm - a.right_mm, 0.0)
    down_mm = max(a.y_mm - b.bottom_mm, b.y_mm - a.bottom_mm, 0.0)
    return hypot(across_mm, down_mm)
