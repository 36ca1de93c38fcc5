"""Pages as the reader would hand them over, made by hand."""

import random
from dataclasses import replace
from datetime import UTC, datetime

from db.batches import Batch, create_batch
from db.convert import page_values
from db.engine import Engine
from db.results import PageResult, store_pages
from db.sources import add_source, finish_source
from db.surveys import record_print_run
from omr.geometry import BoxMm, PointMm, PointPx, SizeMm
from omr.layout.code import SheetCode
from omr.layout.fiducials import standard_codes, standard_fiducials
from omr.layout.serial import layout_id
from omr.layout.sheet import BoxShape, Field, FieldKind, MarkBox, PageLayout, SheetLayout
from omr.reading import (
    Alignment,
    Answer,
    AnswerState,
    Finding,
    JudgedMark,
    MarkFeatures,
    MarkReading,
    MarkState,
    MarkVerdict,
    PageOutcome,
    PageReading,
)
from omr.reasons import Reason

NOW = datetime(2026, 9, 14, 8, 30, tzinfo=UTC)
A4 = SizeMm(210.0, 297.0)
# C1 is one level of five, MD up to two of three.
SCALE, TOPICS = ("5", "4", "3", "2", "1"), ("tt", "cs", "td")
FIRST, SECOND, THIRD = "0000000000", "0000000012", "0000000024"


def layout(form: str = "pks-q") -> SheetLayout:
    """Return a sheet with one question of each kind."""
    page = PageLayout(
        1,
        (_field("C1", FieldKind.SINGLE, SCALE, 100.0, None), _field("MD", FieldKind.MULTIPLE, TOPICS, 120.0, 2)),
        (),
        standard_fiducials(A4),
        standard_codes(A4),
    )
    return SheetLayout(form, A4, 0.18, (page,))


def accepted(question: str, *chosen: str) -> Answer:
    """Return an answer that the machine is sure of."""
    return Answer(question, chosen, AnswerState.ACCEPTED, 0.99987)


def unsure(question: str, *chosen: str, reason: Reason = Reason.FAINT_MARK) -> Answer:
    """Return an answer that waits for a person."""
    return Answer(question, chosen, AnswerState.REVIEW, 0.6, (reason,))


def reading(serial: str | None, *answers: Answer, findings: tuple[Finding, ...] = ()) -> PageReading:
    """Return a page that was read, with the marks that its answers need."""
    return PageReading(
        code=SheetCode(layout_id(layout()), serial, 1),
        alignment=Alignment((11.8, 0.0, 3.0, 0.0, 11.8, 4.0, 0.0, 0.0, 1.0), 0.02, (0, 1, 2, 3), 180, -0.4, 11.8),
        marks=tuple(_mark(field.question, box.choice, answers) for field, box in layout().pages[0].boxes()),
        answers=answers,
        findings=findings,
        model_version="test",
    )


def printed(engine: Engine, *serials: str) -> None:
    """Record the printing of sheets of `layout`."""
    record_print_run(engine, layout(), "{}", serials or (None,), NOW)


def scanned(engine: Engine, *outcomes: PageOutcome, batch: Batch | None = None, path: str = "hòm phiếu.pdf") -> Batch:
    """Store pages as one file of a batch, a new one where none is given."""
    batch = batch or create_batch(engine, None, "paper_box", NOW)
    source_id = add_source(engine, batch, path, f"hash of {batch.id} {path}", 1234)
    results = [PageResult(source_id, number, page_values(outcome)) for number, outcome in enumerate(outcomes, start=1)]
    store_pages(engine, results, "0.1.0", NOW)
    finish_source(engine, source_id, len(outcomes))
    return batch


def _field(question: str, kind: FieldKind, choices: tuple[str, ...], y_mm: float, most: int | None) -> Field:
    boxes = (MarkBox(choice, BoxShape.BOX, BoxMm(100 + 12.0 * i, y_mm, 4.5, 4.5)) for i, choice in enumerate(choices))
    return Field(question, kind, tuple(boxes), most)


def _mark(question: str, choice: str, answers: tuple[Answer, ...]) -> JudgedMark:
    marked = any(answer.question == question and choice in answer.chosen for answer in answers)
    p_marked = 0.98765432 if marked else 0.00012345
    count = len(MarkFeatures._fields)
    return JudgedMark(
        MarkReading(
            question, choice, PointPx(812.345, 99.999), PointMm(0.1, -0.2), 0.97, MarkFeatures(*[0.123456] * count)
        ),
        MarkVerdict(MarkState.MARKED if marked else MarkState.EMPTY, 1 - p_marked, p_marked, 0.0),
    )


def penned(page: PageReading, hand: int) -> PageReading:
    """Return a page as another hand would mark it: the same boxes, other strokes."""
    rng = random.Random(hand)
    names = ("core_fraction", "corner_fraction", "side_fraction", "offset_mm", "roundness", "diagonal")
    marks = []
    for mark in page.marks:
        strokes = {name: rng.uniform(0.0, 1.0) for name in names}
        features = mark.reading.features._replace(**strokes)
        marks.append(mark._replace(reading=mark.reading._replace(features=features)))
    return replace(page, marks=tuple(marks))


def two_sides(engine: Engine, *serials: str) -> None:
    """Record the printing of sheets with a front and a back."""
    record_print_run(engine, _two_sided(), "{}", serials or (None,), NOW)


def two_sides_code(serial: str | None, side: int = 1) -> SheetCode:
    """Return the code of one side of such a sheet."""
    return SheetCode(layout_id(_two_sided()), serial, side)


def _two_sided() -> SheetLayout:
    one = layout("pks-s")
    return replace(one, pages=(one.pages[0], replace(one.pages[0], number=2)))
