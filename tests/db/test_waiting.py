"""Facts about what waits for a person, and what does not."""

from dataclasses import replace

from db.audits import draw_audit
from db.batches import Batch, find_batch, withdraw_batch
from db.engine import Engine
from db.review import decide, queue
from db.sheets import ask_about_incomplete
from db.summaries import batch_summary
from omr.reading import PageRejected
from omr.reasons import Reason
from tests.db.values import FIRST, NOW, SECOND, accepted, printed, reading, scanned, two_sides, two_sides_code, unsure


def _kinds(engine: Engine) -> list[str]:
    return [item.kind for item in queue(engine)]


def _figures_wait(engine: Engine, batch: Batch) -> int:
    return batch_summary(engine, find_batch(engine, batch.name).batch).items_waiting


def test_a_person_is_asked_about_more_than_figures_wait_for(engine: Engine) -> None:
    """A doubt holds figures up; an answer drawn for an audit and handwriting are asked about beside them."""
    printed(engine, FIRST)
    batch = scanned(engine, replace(reading(FIRST, unsure("C1", "5"), accepted("MD", "tt")), written=("YK",)))
    draw_audit(engine, 1, "Quản trị", NOW, 7)

    assert sorted(_kinds(engine)) == ["comment", "question", "question"]
    assert _figures_wait(engine, batch) == 1
    (doubt,) = (item for item in queue(engine) if item.kind == "question" and not item.audited)
    decide(engine, doubt.id, "5", "Người kiểm tra", "", NOW)
    assert (sorted(_kinds(engine)), _figures_wait(engine, batch)) == (["comment", "question"], 0)


def test_a_missing_side_stops_waiting_when_it_is_scanned(engine: Engine) -> None:
    """Though nobody decided anything, and waits again once the batch that has it is withdrawn."""
    two_sides(engine, FIRST, SECOND)
    front = replace(reading(FIRST, accepted("C1", "5")), code=two_sides_code(FIRST))
    back = replace(reading(FIRST, accepted("MD", "tt")), code=two_sides_code(FIRST, 2))
    batch = scanned(engine, front)
    ask_about_incomplete(engine, (1,), NOW)
    assert (_kinds(engine), _figures_wait(engine, batch)) == (["incomplete"], 1)

    # The front once more is no back, nor is the back of another sheet.
    other = replace(reading(SECOND, accepted("MD", "tt")), code=two_sides_code(SECOND, 2))
    scanned(engine, front, other, path="lần hai.pdf")
    assert _kinds(engine) == ["incomplete"]
    late = scanned(engine, back, path="mặt sau.pdf")
    assert (_kinds(engine), _figures_wait(engine, batch)) == ([], 0)
    withdraw_batch(engine, late.name, "Người rút", "quét nhầm", NOW)
    assert _kinds(engine) == ["incomplete"]


def test_a_sheet_without_a_number_is_not_completed_by_another(engine: Engine) -> None:
    """Nobody knows which back belongs to which front: each waits by itself."""
    two_sides(engine)
    scanned(
        engine, *(replace(reading(None, accepted("C1", str(side))), code=two_sides_code(None, side)) for side in (1, 2))
    )
    ask_about_incomplete(engine, (1, 2), NOW)

    assert _kinds(engine) == ["incomplete", "incomplete"]
    decide(engine, queue(engine)[0].id, "accept", "Người kiểm tra", "", NOW)
    assert _kinds(engine) == ["incomplete"]


def test_questions_of_a_paper_that_does_not_count_wait_for_nobody(engine: Engine) -> None:
    """Of a sheet that was scanned again, and of papers between which a person has yet to choose."""
    printed(engine, FIRST, SECOND)
    doubtful = reading(FIRST, unsure("C1", "5"))
    batch = scanned(engine, doubtful, doubtful, reading(SECOND, unsure("C1", "4")), reading(SECOND, unsure("C1", "1")))

    assert sorted(_kinds(engine)) == ["duplicate", "question"]
    assert _figures_wait(engine, batch) == 2


def test_a_page_that_was_not_read_waits_unless_its_batch_was_withdrawn(engine: Engine) -> None:
    """The same page of another batch waits on."""
    first = scanned(engine, PageRejected(Reason.NOT_A_SHEET), path="a.pdf")
    second = scanned(engine, PageRejected(Reason.NOT_A_SHEET), path="b.pdf")

    withdraw_batch(engine, first.name, "Người rút", "quét nhầm", NOW)

    assert [(item.kind, item.source) for item in queue(engine)] == [("page", "b.pdf")]
    assert (_figures_wait(engine, first), _figures_wait(engine, second)) == (0, 1)
