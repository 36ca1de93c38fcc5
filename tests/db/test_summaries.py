"""Facts about the figures of a batch."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.batches import create_batch
from db.convert import page_values
from db.engine import Engine
from db.results import PageResult, store_pages
from db.review import decide, queue
from db.sources import add_source, finish_source
from db.summaries import BatchDoesNotAddUp, BatchSummary, FileSummary, batch_summary
from omr.reading import Finding, PageOutcome, PageRejected
from omr.reasons import Reason
from tests.db.values import FIRST, NOW, SECOND, THIRD, accepted, printed, reading, scanned, unsure

_outcomes: st.SearchStrategy[PageOutcome] = st.one_of(
    st.builds(
        lambda serial, first, second: reading(serial, first, second),
        st.sampled_from([None, FIRST, SECOND, THIRD]),
        st.sampled_from([accepted("C1", "5"), accepted("C1"), unsure("C1", "5")]),
        st.sampled_from([accepted("MD", "tt"), unsure("MD")]),
    ),
    st.sampled_from([Reason.BLANK_PAGE, Reason.NOT_A_SHEET, Reason.PAGE_DAMAGED]).map(PageRejected),
)


@given(st.lists(st.lists(_outcomes, max_size=6), min_size=1, max_size=3), st.integers(0, 5))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_batch_always_adds_up(engine: Engine, files: list[list[PageOutcome]], decided: int) -> None:
    """Whatever is scanned, every page and every question is somewhere, once."""
    batch = scanned(engine, *files[0], path="0")
    for number, pages in enumerate(files[1:], start=1):
        scanned(engine, *pages, batch=batch, path=str(number))
    for item in [i for i in queue(engine) if i.kind == "page"][:decided]:
        decide(engine, item.id, "discard", "Người kiểm tra", "", NOW)

    summary = batch_summary(engine, batch)

    assert summary.pages == sum(map(len, files))
    assert summary.questions == 2 * summary.pages_read
    assert summary.sheets == summary.pages_read


def test_a_batch_is_summed_up(engine: Engine) -> None:
    """Pages by outcome, sheets, questions by state, doubts and findings by reason."""
    printed(engine, FIRST, SECOND)
    turned = Finding(Reason.TURNED, (("degrees", "180"),))
    batch = scanned(
        engine,
        reading(FIRST, accepted("C1", "5"), unsure("MD", "tt")),
        reading(SECOND, unsure("C1"), unsure("MD"), findings=(turned,)),
        reading(FIRST, accepted("C1", "5"), unsure("MD", "tt")),
        PageRejected(Reason.NOT_A_SHEET),
    )
    first_question = next(item for item in queue(engine) if item.kind == "question")
    decide(engine, first_question.id, "4", "Người kiểm tra", "", NOW)

    summary = batch_summary(engine, batch)

    assert summary.files == (FileSummary("hòm phiếu.pdf", 4, 2, 1, 1),)
    assert summary.rejected == ((Reason.NOT_A_SHEET, 1),)
    assert (summary.sheets, summary.sheets_waiting, summary.items_waiting) == (2, 2, 3)
    assert (summary.questions_accepted, summary.questions_reviewed, summary.questions_waiting) == (1, 1, 2)
    assert summary.doubts == ((Reason.FAINT_MARK, 2),)
    assert summary.findings == ((turned, 1),)


def test_a_blank_page_asks_nobody_and_is_counted(engine: Engine) -> None:
    """It is among the rejected pages of the batch, and nothing waits."""
    summary = batch_summary(engine, scanned(engine, PageRejected(Reason.BLANK_PAGE), PageRejected(Reason.BLANK_PAGE)))

    assert (summary.pages, summary.pages_rejected, summary.sheets, summary.items_waiting) == (2, 2, 0, 0)
    assert summary.rejected == ((Reason.BLANK_PAGE, 2),)


def test_a_batch_counts_its_own_pages_alone(engine: Engine) -> None:
    """What other batches hold or wait for is theirs; a rescan is a duplicate in the batch that holds it."""
    printed(engine, FIRST)
    page = reading(FIRST, accepted("C1", "5"), unsure("MD"))
    first, second = scanned(engine, page), scanned(engine, page)

    ours, theirs = batch_summary(engine, first), batch_summary(engine, second)

    assert (ours.pages_read, ours.sheets, ours.questions, ours.items_waiting) == (1, 1, 2, 1)
    assert (theirs.files[0].duplicate, theirs.sheets, theirs.questions, theirs.items_waiting) == (1, 0, 0, 0)


def test_a_file_that_is_not_read_to_its_end_is_no_contradiction(engine: Engine) -> None:
    """A run that was cut off has fewer pages than its file, and says that it does not know how many."""
    batch = create_batch(engine, None, "paper_box", NOW)
    source_id = add_source(engine, batch, "a.pdf", "abc", 10)
    store_pages(engine, [PageResult(source_id, 1, page_values(PageRejected(Reason.BLANK_PAGE)))], "0.1.0", NOW)

    assert batch_summary(engine, batch).files == (FileSummary("a.pdf", None, 0, 1, 0),)
    finish_source(engine, source_id, 2)
    with pytest.raises(BatchDoesNotAddUp, match="1 ≠ 2"):
        batch_summary(engine, batch)


GOOD = BatchSummary("lô", (FileSummary("a.pdf", 3, 1, 1, 1),), ((Reason.BLANK_PAGE, 1),), 1, 1, 3, 1, 1, 1, (), (), 1)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(GOOD, files=(FileSummary("a.pdf", 4, 1, 1, 1),)),
        replace(GOOD, rejected=()),
        replace(GOOD, questions=4),
        replace(GOOD, sheets=2),
        replace(GOOD, sheets_waiting=2),
        replace(GOOD, sheets_waiting=-1),
        replace(GOOD, questions_accepted=2),
        replace(GOOD, questions_reviewed=0),
        replace(GOOD, questions_waiting=0),
        replace(GOOD, rejected=((Reason.BLANK_PAGE, 1), (Reason.NOT_A_SHEET, 1))),
        replace(GOOD, files=(FileSummary("a.pdf", 3, 1, 1, 1), FileSummary("b.pdf", 1, 0, 0, 0))),
    ],
)
def test_figures_that_contradict_one_another_are_refused(wrong: BatchSummary) -> None:
    """A summary that does not add up is not shown."""
    GOOD.check()
    with pytest.raises(BatchDoesNotAddUp):
        wrong.check()
