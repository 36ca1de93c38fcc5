"""What is in the database, row by row, for those who count and report? Final answers, pages and marks, streamed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Select, and_, select

from db.convert import chosen_from_text, evidence_from_json, findings_from_json
from db.decisions import latest_decisions
from db.tables import AnswerRow, BatchRow, LayoutRow, MarkRow, PageRow, ReviewItemRow, SourceRow
from omr.reading import AnswerState, Finding
from omr.reasons import Evidence, Reason

# Rows fetched at a time: memory stays flat however many sheets there are.
_FETCH = 2_000


@dataclass(frozen=True, slots=True)
class FinalAnswer:
    """One question of one counted page, as it stands: the latest decision, else the machine's answer.

    While `state` is `review`, `chosen` is empty: an answer that waits counts nowhere. `spoiled` says that a person
    could not tell either.
    """

    batch: str
    source: str
    source_page: int
    serial: str
    form: str
    layout_id: str
    question: str
    chosen: tuple[str, ...]
    state: AnswerState
    spoiled: bool
    confidence: float
    decided_by: str


@dataclass(frozen=True, slots=True)
class StoredPage:
    """What became of one scanned page."""

    batch: str
    source: str
    source_page: int
    outcome: str
    reason: Reason | None
    evidence: Evidence
    findings: tuple[Finding, ...]
    serial: str
    discarded_by: str


@dataclass(frozen=True, slots=True)
class StoredMark:
    """One box of a page that was read."""

    source: str
    source_page: int
    question: str
    choice: str
    state: str
    p_marked: float


def final_answers(engine: Engine) -> Iterator[FinalAnswer]:
    """Yield every question of every page that counts, in the order of scanning."""
    for row in _streamed(engine, _answers_statement()):
        *place, layout_id, question, chosen, state, confidence, decided, decided_chosen, who = row
        batch, source, source_page, serial, form = place
        if decided is not None:
            final, final_state = chosen_from_text(decided_chosen), AnswerState.REVIEWED
        else:
            final_state = AnswerState(state)
            final = chosen_from_text(chosen) if final_state is AnswerState.ACCEPTED else ()
        yield FinalAnswer(
            batch=batch,
            source=source,
            source_page=source_page,
            serial=serial or "",
            form=form,
            layout_id=layout_id,
            question=question,
            chosen=final,
            state=final_state,
            spoiled=decided == "spoiled",
            confidence=confidence,
            decided_by=who or "",
        )


def stored_pages(engine: Engine) -> Iterator[StoredPage]:
    """Yield what became of every scanned page, in the order of scanning."""
    latest = latest_decisions()
    statement = (
        select(
            BatchRow.name,
            SourceRow.path,
            PageRow.page_number,
            PageRow.outcome,
            PageRow.reason,
            PageRow.evidence_json,
            PageRow.findings_json,
            PageRow.serial,
            latest.c.who,
        )
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .join(BatchRow, BatchRow.id == SourceRow.batch_id)
        .outerjoin(
            ReviewItemRow,
            and_(ReviewItemRow.page_id == PageRow.id, ReviewItemRow.answer_id.is_(None), ReviewItemRow.topic == ""),
        )
        .outerjoin(latest, latest.c.item_id == ReviewItemRow.id)
        .order_by(BatchRow.id, SourceRow.id, PageRow.page_number, PageRow.part)
    )
    for batch, source, number, outcome, reason, evidence, findings, serial, who in _streamed(engine, statement):
        yield StoredPage(
            batch=batch,
            source=source,
            source_page=number,
            outcome=outcome,
            reason=Reason(reason) if reason else None,
            evidence=evidence_from_json(evidence),
            findings=findings_from_json(findings),
            serial=serial or "",
            discarded_by=who or "",
        )


def stored_marks(engine: Engine) -> Iterator[StoredMark]:
    """Yield every box of every page that counts, in the order of scanning and printing."""
    statement = (
        select(SourceRow.path, PageRow.page_number, MarkRow.question, MarkRow.choice, MarkRow.state, MarkRow.p_marked)
        .join(PageRow, PageRow.id == MarkRow.page_id)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .where(PageRow.outcome == "read")
        .order_by(SourceRow.batch_id, SourceRow.id, PageRow.page_number, PageRow.part, MarkRow.position)
    )
    for row in _streamed(engine, statement):
        yield StoredMark(*row)


def _answers_statement() -> Select[*tuple[Any, ...]]:
    latest = latest_decisions()
    return (
        select(
            BatchRow.name,
            SourceRow.path,
            PageRow.page_number,
            PageRow.serial,
            LayoutRow.form,
            PageRow.layout_id,
            AnswerRow.question,
            AnswerRow.chosen,
            AnswerRow.state,
            AnswerRow.confidence,
            latest.c.outcome,
            latest.c.chosen.label("decided_chosen"),
            latest.c.who,
        )
        .join(PageRow, PageRow.id == AnswerRow.page_id)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .join(BatchRow, BatchRow.id == SourceRow.batch_id)
        .join(LayoutRow, LayoutRow.layout_id == PageRow.layout_id)
        .outerjoin(ReviewItemRow, ReviewItemRow.answer_id == AnswerRow.id)
        .outerjoin(latest, latest.c.item_id == ReviewItemRow.id)
        .where(PageRow.outcome == "read")
        .order_by(BatchRow.id, SourceRow.id, PageRow.page_number, PageRow.part, AnswerRow.position)
    )


def _streamed(engine: Engine, statement: Select[*tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    # Closed with the generator, though nobody may read it to its end.
    with (
        engine.connect() as connection,
        connection.execution_options(yield_per=_FETCH).execute(statement) as result,
    ):
        yield from (tuple(row) for row in result)
