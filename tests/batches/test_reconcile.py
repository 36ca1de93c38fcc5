"""Facts about the equations of a batch."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from batches.collate import Sheet, SheetState, collate
from batches.reconcile import Reconciliation, reconcile
from db.batches import Batch, find_batch, list_batches, reinstate_batch, withdraw_batch
from db.engine import Engine
from db.exports import final_answers
from db.review import decide, queue
from db.sheets import PrintedForm, SheetPage, pages_scanned, printed_forms, sheet_pages
from db.summaries import BatchDoesNotAddUp, batch_summary
from omr.reading import PageOutcome, PageRejected
from omr.reasons import Reason
from tests.batches.sheet_pages import PAGE, sheet
from tests.db.emptying import emptied
from tests.db.values import FIRST, NOW, SECOND, THIRD, accepted, penned, printed, reading, scanned, unsure

PRINTED = PrintedForm("L1", "pks-q", 5, 3, 2, 2)
BLANK = replace(PAGE, outcome="rejected", reason=Reason.BLANK_PAGE, serial=None, layout_id=None, form=None)


def _reconciled(
    pages: Sequence[SheetPage], scanned_pages: int | None = None, sheets: Sequence[Sheet] | None = None
) -> Reconciliation:
    numbered = [replace(page, page_id=i) for i, page in enumerate(pages, start=1)]
    made = collate(numbered) if sheets is None else sheets
    return reconcile("lô", len(pages) if scanned_pages is None else scanned_pages, numbered, made, [PRINTED])


def test_the_figures_of_a_batch() -> None:
    """Pages by what became of them, sheets by their state, blank backs apart from what was not read."""
    noise = replace(BLANK, reason=Reason.NOT_A_SHEET)
    waiting = replace(PAGE, serial="S2", questions_waiting=2)

    figures = _reconciled([PAGE, BLANK, waiting, BLANK, noise, *sheet("S3", 2)[:1], *sheet("S1", 1, "duplicate")])

    assert (figures.pages_scanned, figures.pages_read, figures.pages_rejected, figures.blank_backs) == (7, 4, 1, 2)
    assert figures.rejected == ((Reason.NOT_A_SHEET, 1),)
    assert dict(figures.sheets) == {
        SheetState.ACCEPTED: 1,
        SheetState.WAITING: 1,
        SheetState.INCOMPLETE: 1,
        SheetState.DUPLICATE: 1,
    }
    assert figures.sheets_seen == 4
    assert figures.sheets_in(SheetState.WITHDRAWN) == 0


def test_separators_are_counted_apart() -> None:
    """They are pages of the pile, and neither sheets nor pages that were not read."""
    figures = _reconciled([PAGE, replace(BLANK, reason=Reason.SEPARATOR_PAGE)])

    assert (figures.pages_scanned, figures.pages_rejected, figures.separators) == (2, 0, 1)


def test_a_page_too_many_or_too_few_is_loud() -> None:
    """Files that have more pages than were stored, or fewer."""
    for wrong in (1, 3):
        with pytest.raises(BatchDoesNotAddUp, match=f"≠ {wrong}"):
            _reconciled([PAGE, BLANK], scanned_pages=wrong)


def test_a_page_in_no_sheet_or_in_two_is_loud() -> None:
    """Nothing is dropped between pages and sheets, and nothing doubled."""
    one = collate([PAGE])
    with pytest.raises(BatchDoesNotAddUp, match="page 2: 0 ≠ 1"):
        _reconciled([PAGE, replace(PAGE, serial="S2")], sheets=one)
    with pytest.raises(BatchDoesNotAddUp, match="page 1: 2 ≠ 1"):
        _reconciled([PAGE], sheets=one * 2)


def test_a_side_that_counts_twice_is_loud() -> None:
    """Whatever the database's own rules let through."""
    with pytest.raises(BatchDoesNotAddUp, match="S1/1: 2 > 1"):
        _reconciled([PAGE, PAGE])


@pytest.mark.parametrize(
    "wrong", [replace(PRINTED, returned=4), replace(PRINTED, printed=6), replace(PRINTED, never_seen=0)]
)
def test_serials_that_do_not_add_up_are_loud(wrong: PrintedForm) -> None:
    """Printed = returned + never seen."""
    with pytest.raises(BatchDoesNotAddUp, match="pks-q"):
        reconcile("lô", 1, [PAGE], collate([PAGE]), [wrong])


_answers = st.tuples(
    st.sampled_from([accepted("C1", "5"), accepted("C1", "1"), unsure("C1", "5"), accepted("C1")]),
    st.sampled_from([accepted("MD", "tt", "cs"), unsure("MD")]),
)
_outcomes: st.SearchStrategy[PageOutcome] = st.one_of(
    st.builds(
        lambda serial, answers, hand: penned(reading(serial, *answers), hand),
        st.sampled_from([None, FIRST, SECOND, THIRD]),
        _answers,
        st.integers(1, 2),
    ),
    st.sampled_from([Reason.BLANK_PAGE, Reason.NOT_A_SHEET, Reason.UNKNOWN_LAYOUT]).map(PageRejected),
)
_steps = st.lists(
    st.one_of(
        st.tuples(st.just("scan"), st.lists(_outcomes, min_size=1, max_size=5)),
        st.tuples(st.sampled_from(["first", "second", "both", "discard", "5", "blank", "spoiled"]), st.integers(0, 9)),
        st.tuples(st.sampled_from(["withdraw", "reinstate"]), st.integers(0, 3)),
    ),
    min_size=1,
    max_size=8,
)


@given(_steps)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_batch_adds_up_whatever_happens(engine: Engine, steps: list[tuple[str, object]]) -> None:
    """Scanned, decided, withdrawn and put back in any order: the equations hold, and no paper counts twice."""
    emptied(engine)
    printed(engine, FIRST, SECOND)
    scans = 0
    for number, (word, what) in enumerate(steps):
        if word == "scan" and isinstance(what, list):
            scans += 1
            scanned(engine, *what, path=str(number))
        elif isinstance(what, int):
            _do(engine, word, what)

    records = list_batches(engine)
    assert len(records) == scans
    for record in records:
        figures = _from_database(engine, record.batch)
        summary = batch_summary(engine, record.batch)
        assert figures.pages_scanned == summary.pages
        counted = [s for s in (SheetState.ACCEPTED, SheetState.INCOMPLETE) if figures.sheets_in(s)]
        assert sum(figures.sheets_in(s) for s in counted) <= summary.sheets
        assert all(form.printed == 2 for form in figures.printed)
    _no_paper_counts_twice(engine)


def _do(engine: Engine, word: str, which: int) -> None:
    """Decide an item or withdraw a batch where that can be done; else nothing."""
    records, items = list_batches(engine), queue(engine)
    if word in ("withdraw", "reinstate"):
        change = withdraw_batch if word == "withdraw" else reinstate_batch
        fitting = [r for r in records if (r.withdrawal is None) == (word == "withdraw")]
        if fitting:
            change(engine, fitting[which % len(fitting)].batch.name, "A", "thử", NOW)
        return
    kinds = {
        "first": ("duplicate", "alike"),
        "second": ("duplicate",),
        "both": ("duplicate", "alike"),
        "discard": ("page", "duplicate"),
    }
    fitting_items = [item for item in items if item.kind in kinds.get(word, ("question",))]
    if word == "5":
        fitting_items = [item for item in fitting_items if item.question == "C1"]
    if fitting_items:
        decide(engine, fitting_items[which % len(fitting_items)].id, word, "A", "", NOW)


def _from_database(engine: Engine, batch: Batch) -> Reconciliation:
    pages = sheet_pages(engine, batch)
    figures = reconcile(batch.name, pages_scanned(engine, batch), pages, collate(pages), printed_forms(engine, batch))
    assert find_batch(engine, batch.name).pages == figures.pages_scanned
    return figures


def _no_paper_counts_twice(engine: Engine) -> None:
    """One answer to a question of a serial, unless a person said that its form was photocopied."""
    seen: dict[tuple[str, str], int] = {}
    for answer in final_answers(engine):
        if answer.serial:
            seen[answer.serial, answer.question] = seen.get((answer.serial, answer.question), 0) + 1
    with engine.connect() as connection:
        both = connection.exec_driver_sql(
            "SELECT DISTINCT p.serial FROM decision d JOIN review_item i ON i.id = d.item_id "
            "JOIN page p ON p.id = i.page_id WHERE d.outcome = 'both'"
        )
        photocopied = {serial for (serial,) in both}
    assert all(n == 1 or serial in photocopied for (serial, _), n in seen.items())
