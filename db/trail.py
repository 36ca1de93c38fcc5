"""What was decided by whom, in order? The trail that stands up when results touch somebody's evaluation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, select

from db.convert import from_utc
from db.desk_tables import RepairRow
from db.tables import AnswerRow, BatchRow, DecisionRow, PageRow, ReviewItemRow, SourceRow

# Rows fetched at a time.
_FETCH = 2_000
REPAIRED = "repair"


@dataclass(frozen=True, slots=True)
class Deed:
    """One decision, or the mending of one page: who, when, from what to what, why, how long, from which picture.

    `before` is what held until then: the machine's answer (``?`` where it was not sure), or the decision before. Of
    two opinions that are needed, the first does not hold (`holds`). `seconds` is None where it is not known.
    """

    at: datetime
    who: str
    kind: str
    item_id: int
    batch: str
    source: str
    source_page: int
    serial: str
    question: str
    before: str
    after: str
    holds: bool
    why: str
    seconds: float | None
    image_sha256: str
    page_id: int = 0


def deeds(engine: Engine) -> Iterator[Deed]:
    """Yield every decision in the order it was made, then every page that was mended by hand."""
    held: dict[int, str] = {}
    with (
        engine.connect() as connection,
        connection.execution_options(yield_per=_FETCH).execute(_decisions()) as result,
    ):
        for row in result:
            item, answer, state, chosen = row.item_id, row.read, row.state, row.chosen
            machine = "" if answer is None else answer or "blank"
            before = held.get(item, machine if state == "accepted" else f"{machine}?")
            after = (chosen or "blank") if row.outcome == "answer" else row.outcome
            if row.holds:
                held[item] = after
            yield Deed(
                at=from_utc(row.decided_at),
                who=row.who,
                kind=row.kind,
                item_id=item,
                batch=row.name,
                source=row.path,
                source_page=row.page_number,
                serial=row.serial or "",
                question=row.question or "",
                before=before,
                after=after,
                holds=row.holds,
                why=row.why,
                seconds=row.seconds,
                image_sha256=row.image_sha256,
                page_id=row.page_id,
            )
    yield from _repairs(engine)


def _decisions() -> Select[*tuple[Any, ...]]:
    return (
        select(
            DecisionRow.item_id,
            DecisionRow.decided_at,
            DecisionRow.who,
            DecisionRow.outcome,
            DecisionRow.chosen,
            DecisionRow.holds,
            DecisionRow.why,
            DecisionRow.seconds,
            DecisionRow.image_sha256,
            ReviewItemRow.kind,
            ReviewItemRow.page_id,
            BatchRow.name,
            SourceRow.path,
            PageRow.page_number,
            PageRow.serial,
            AnswerRow.question,
            AnswerRow.chosen.label("read"),
            AnswerRow.state,
        )
        .join(ReviewItemRow, ReviewItemRow.id == DecisionRow.item_id)
        .join(PageRow, PageRow.id == ReviewItemRow.page_id)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .join(BatchRow, BatchRow.id == SourceRow.batch_id)
        .outerjoin(AnswerRow, AnswerRow.id == ReviewItemRow.answer_id)
        .order_by(DecisionRow.id)
    )


def _repairs(engine: Engine) -> Iterator[Deed]:
    statement = (
        select(
            *RepairRow.__table__.c, BatchRow.name, SourceRow.path, PageRow.page_number, PageRow.serial, PageRow.outcome
        )
        .join(PageRow, PageRow.id == RepairRow.page_id)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .join(BatchRow, BatchRow.id == SourceRow.batch_id)
        .order_by(RepairRow.id)
    )
    with engine.connect() as connection:
        for row in connection.execute(statement).all():
            yield Deed(
                at=from_utc(row.repaired_at),
                who=row.who,
                kind=REPAIRED,
                item_id=0,
                batch=row.name,
                source=row.path,
                source_page=row.page_number,
                serial=row.serial or "",
                question="",
                before=row.corners_json,
                after=row.identity_json,
                holds=True,
                why="",
                seconds=None,
                image_sha256=row.image_sha256,
                page_id=row.page_id,
            )
