"""What does a person need to see to decide? One item of the queue with its page and all that was said of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, and_, func, or_, select
from sqlalchemy.orm import aliased

from db.convert import chosen_from_text, from_utc, reasons_from_text
from db.decisions import REOPEN, last_ids
from db.errors import ItemUnknown
from db.four_eyes import opinions_of
from db.review import LARGEST_ID, QueueItem
from db.tables import (
    AnswerRow,
    BatchRow,
    DecisionRow,
    LayoutRow,
    MarkRow,
    PageRow,
    ReviewItemRow,
    SourceRow,
)
from omr.layout.serial import layout_from_json
from omr.layout.sheet import Field, PageLayout, SheetLayout


@dataclass(frozen=True, slots=True)
class StoredPlace:
    """Where a page's picture is: the file by its path and hash, and the number of the page in it."""

    page_id: int
    path: str
    sha256: str
    page_number: int
    batch: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A page that was read: its layout and how it lies in the picture; `turn_deg` as `omr.reading.Alignment` has it."""

    sheet: SheetLayout
    page: PageLayout
    mm_to_px: tuple[float, ...]
    serial: str


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A decision as it is on record."""

    id: int
    who: str
    decided_at: datetime
    outcome: str
    chosen: tuple[str, ...]
    why: str
    seconds: float | None
    # False for the opinion of one person where a second must agree.
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Detail:
    """All there is to one item. `field`, the machine's answer and the shift are those of a question."""

    item: QueueItem
    place: StoredPlace
    seen: Seen | None
    field: Field | None
    survey_json: str
    machine_chosen: tuple[str, ...]
    confidence: float
    shift_mm: tuple[float, float]
    other: StoredPlace | None
    other_seen: Seen | None
    history: tuple[PastDecision, ...]

    @property
    def last_decision(self) -> int:
        """The newest decision that holds, 0 for none."""
        return next((past.id for past in reversed(self.history) if past.holds), 0)


def item_detail(engine: Engine, item_id: int) -> Detail:
    """Return all there is to an item, waiting or decided.

    Raises
    ------
    ItemUnknown
        When there is no such item.
    """
    if not 0 < item_id <= LARGEST_ID:
        raise ItemUnknown(item=item_id)
    with engine.connect() as connection:
        row = connection.execute(
            select(
                ReviewItemRow.kind,
                ReviewItemRow.page_id,
                ReviewItemRow.other_page_id,
                AnswerRow.question,
                AnswerRow.chosen,
                AnswerRow.confidence,
                AnswerRow.reasons,
                ReviewItemRow.topic,
            )
            .outerjoin(AnswerRow, AnswerRow.id == ReviewItemRow.answer_id)
            .where(ReviewItemRow.id == item_id)
        ).one_or_none()
        if row is None:
            raise ItemUnknown(item=item_id)
        kind, page_id, other_id, question, chosen, confidence, reasons, topic = row
        shift = connection.execute(
            select(func.avg(MarkRow.shift_x_mm), func.avg(MarkRow.shift_y_mm)).where(
                MarkRow.page_id == page_id, MarkRow.question == (question or "")
            )
        ).one()
    place, seen, survey_json = page_of(engine, page_id)
    other = page_of(engine, other_id) if other_id is not None else None
    field = None
    if seen is not None and question is not None:
        field = next(f for f in seen.page.fields if f.question == question)
    told = reasons_from_text(reasons) if reasons else ()
    item = QueueItem(
        id=item_id,
        kind=kind,
        batch=place.batch,
        source=place.path,
        source_page=place.page_number,
        serial=seen.serial if seen else "",
        question=question or topic,
        reasons=told,
        evidence=(),
        form=seen.sheet.form if seen else "",
        page_id=page_id,
    )
    return Detail(
        item=item,
        place=place,
        seen=seen,
        field=field,
        survey_json=survey_json,
        machine_chosen=chosen_from_text(chosen or ""),
        confidence=confidence or 0.0,
        shift_mm=(shift[0] or 0.0, shift[1] or 0.0),
        other=other[0] if other else None,
        other_seen=other[1] if other else None,
        history=tuple(_history(engine, item_id)),
    )


def page_of(engine: Engine, page_id: int) -> tuple[StoredPlace, Seen | None, str]:
    """Return where a page's picture is, how it lies in it where it was read, and the survey it belongs to.

    Raises
    ------
    ItemUnknown
        When there is no such page.
    """
    statement = (
        select(
            SourceRow.path,
            SourceRow.sha256,
            PageRow.page_number,
            BatchRow.name,
            LayoutRow.layout_json,
            LayoutRow.survey_json,
            PageRow.form_page,
            PageRow.alignment_json,
            PageRow.serial,
        )
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .join(BatchRow, BatchRow.id == SourceRow.batch_id)
        .outerjoin(LayoutRow, LayoutRow.layout_id == PageRow.layout_id)
        .where(PageRow.id == page_id)
    )
    if not 0 < page_id <= LARGEST_ID:
        raise ItemUnknown(item=page_id)
    with engine.connect() as connection:
        row = connection.execute(statement).one_or_none()
    if row is None:
        raise ItemUnknown(item=page_id)
    path, sha256, number, batch, layout_json, survey_json, form_page, alignment_json, serial = row
    place = StoredPlace(page_id, path, sha256, number, batch)
    if layout_json is None or alignment_json is None:
        return place, None, survey_json or ""
    sheet = layout_from_json(layout_json)
    page = sheet.page(form_page or 1)
    if page is None:
        return place, None, survey_json
    return place, Seen(sheet, page, tuple(json.loads(alignment_json)["mm_to_px"]), serial or ""), survey_json


def page_history(engine: Engine, page_id: int) -> tuple[tuple[str, PastDecision], ...]:
    """Return every decision about a page, each with the question it is about, in the order they were made."""
    with engine.connect() as connection:
        rows = connection.execute(
            select(ReviewItemRow.id, AnswerRow.question)
            .outerjoin(AnswerRow, AnswerRow.id == ReviewItemRow.answer_id)
            .where(ReviewItemRow.page_id == page_id)
        ).all()
    past = [(question or "", decision) for item, question in rows for decision in _history(engine, item)]
    return tuple(sorted(past, key=lambda pair: pair[1].id))


def last_decided(engine: Engine, who: str) -> int:
    """Return the item that this person decided last and has not reopened since, 0 for none."""
    with engine.connect() as connection:
        found = connection.scalar(
            select(DecisionRow.item_id)
            .where(DecisionRow.who == who, DecisionRow.outcome != REOPEN)
            .where(or_(DecisionRow.id.in_(last_ids()), DecisionRow.item_id.in_(opinions_of(connection, who))))
            .order_by(DecisionRow.id.desc())
            .limit(1)
        )
    return found or 0


def decided_together(engine: Engine, item_id: int) -> tuple[int, ...]:
    """Return the items that were decided with the last decision on one: a photocopied number settles many in one step.

    The item itself comes last, so that who looks at it has seen nothing newer.
    """
    own = aliased(DecisionRow)
    statement = (
        select(DecisionRow.item_id)
        .join(own, and_(own.who == DecisionRow.who, own.decided_at == DecisionRow.decided_at))
        .where(own.item_id == item_id, own.id.in_(last_ids()), DecisionRow.id.in_(last_ids()))
        .where(own.outcome == DecisionRow.outcome, DecisionRow.item_id != item_id)
        .order_by(DecisionRow.id)
    )
    with engine.connect() as connection:
        return (*connection.scalars(statement), item_id)


def _history(engine: Engine, item_id: int) -> Iterator[PastDecision]:
    columns = (
        DecisionRow.id,
        DecisionRow.who,
        DecisionRow.decided_at,
        DecisionRow.outcome,
        DecisionRow.chosen,
        DecisionRow.why,
        DecisionRow.seconds,
        DecisionRow.holds,
    )
    with engine.connect() as connection:
        rows = connection.execute(select(*columns).where(DecisionRow.item_id == item_id).order_by(DecisionRow.id)).all()
    for identity, who, at, outcome, chosen, why, seconds, holds in rows:
        yield PastDecision(identity, who, from_utc(at), outcome, chosen_from_text(chosen), why, seconds, holds)
