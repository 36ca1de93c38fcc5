"""What waits for a person, and what did people decide? Items are opened by readings and closed by decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, insert, select
from sqlalchemy.orm import aliased

from db.convert import chosen_to_text, evidence_from_json, reasons_from_text
from db.decisions import REOPEN
from db.desk_tables import AuditSampleRow
from db.engine import writing
from db.errors import AnswerImpossible, DecidedMeanwhile, ItemUnknown, NameMissing
from db.four_eyes import needs_two, seconded
from db.papers import Choice
from db.settle import ALIKE, TWO_PAPERS, settle_serial, settle_unnumbered
from db.tables import (
    AnswerRow,
    BatchRow,
    DecisionRow,
    LayoutRow,
    PageRow,
    ReviewItemRow,
    SourceRow,
)
from db.waiting import COMMENT, INCOMPLETE, PAGE, QUESTION, item_queued, item_waits
from omr.layout.serial import layout_from_json
from omr.layout.sheet import Field, FieldKind
from omr.reasons import Evidence, Reason

# What a database's integer holds.
LARGEST_ID = 2**63 - 1
BLANK, SPOILED, DISCARD, ACCEPT = "blank", "spoiled", "discard", "accept"
# What may be said of an item that is about no question.
# Counts every paper of a serial that was photocopied: `both` on all that waits for it.
ALL_PAPERS = "all"
_WORDS = {
    PAGE: (DISCARD,),
    TWO_PAPERS: tuple(Choice),
    ALIKE: (Choice.FIRST, Choice.BOTH),
    INCOMPLETE: (ACCEPT,),
}
_REASONS = {
    TWO_PAPERS: Reason.DUPLICATE,
    ALIKE: Reason.LOOKS_ALIKE,
    INCOMPLETE: Reason.PAGE_MISSING,
}


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One thing that waits. `question` is empty for a whole page.

    `other_source` and `other_page` are where the paper is that this one is held against; empty and 0 where there is
    none. `form` is empty for a page that was not read; `page_id` is the page that it is about.
    `audited` answers were accepted by the machine and drawn by chance; whoever is asked must not be told.
    """

    id: int
    kind: str
    batch: str
    source: str
    source_page: int
    serial: str
    question: str
    reasons: tuple[Reason, ...]
    evidence: Evidence
    other_source: str = ""
    other_page: int = 0
    form: str = ""
    page_id: int = 0
    audited: bool = False


@dataclass(frozen=True, slots=True)
class _Decided:
    outcome: str
    chosen: tuple[str, ...] = ()


def queue(engine: Engine) -> tuple[QueueItem, ...]:
    """Return everything that a person is asked, like items together: by question, then in the order of scanning."""
    statement = _items().where(item_queued())
    statement = statement.order_by(
        ReviewItemRow.kind == COMMENT, ReviewItemRow.kind.desc(), AnswerRow.question, PageRow.id, ReviewItemRow.id
    )
    with engine.connect() as connection:
        return tuple(_item(row) for row in connection.execute(statement))


@dataclass(frozen=True, slots=True)
class Looked:
    """How somebody looked at an item before deciding: for how long, and at which file.

    `last_decision` is the newest decision they knew of, 0 for none: when there is a newer one they are told.
    """

    last_decision: int
    seconds: float | None = None
    image_sha256: str = ""


def decide(  # noqa: PLR0913, PLR0917 - what a decision is, each part named
    engine: Engine, item_id: int, answer: str, who: str, why: str, now: datetime, looked: Looked | None = None
) -> None:
    """Append a decision on an item. A later decision on the same item takes its place; none is removed.

    Parameters
    ----------
    answer
        Choice codes joined by ``;``, ``blank`` or ``spoiled`` for a question; ``discard`` for a page that was not
        read; ``first``, ``second`` or ``both`` for two papers with one serial, ``all`` where that form was
        photocopied: both on everything that waits for its serial; ``first`` or ``both`` for two that look alike;
        ``accept`` for a sheet that lacks a side.
        ``reopen`` takes the last decision back: the item waits again.
    who
        The name of the person who decides.

    Raises
    ------
    ItemUnknown, AnswerImpossible, NameMissing
        When there is no such item, it does not take this answer, or nobody is named.
    DecidedMeanwhile
        When somebody else has decided since it was looked at.
    """
    if not who.strip():
        raise NameMissing
    if not 0 < item_id <= LARGEST_ID:
        raise ItemUnknown(item=item_id)
    with writing(engine) as connection:
        found = connection.execute(
            select(
                ReviewItemRow.kind,
                AnswerRow.question,
                LayoutRow.layout_json,
                LayoutRow.form,
                PageRow.id,
                PageRow.serial,
            )
            .join(PageRow, PageRow.id == ReviewItemRow.page_id)
            .outerjoin(AnswerRow, AnswerRow.id == ReviewItemRow.answer_id)
            .outerjoin(LayoutRow, LayoutRow.layout_id == PageRow.layout_id)
            .where(ReviewItemRow.id == item_id)
        ).one_or_none()
        if found is None:
            raise ItemUnknown(item=item_id)
        kind, question, layout_json, form, page_id, serial = found
        if looked is not None:
            _refuse_stale(connection, item_id, looked)
        everything = kind == TWO_PAPERS and answer.strip().lower() == ALL_PAPERS
        answer = Choice.BOTH.value if everything else answer
        decided = (
            _Decided(REOPEN)
            if answer == REOPEN
            else _understood(item_id, answer, _field(layout_json, question))
            if kind == QUESTION
            else _understood_word(item_id, answer, _WORDS.get(kind, ()))
        )
        row: dict[str, Any] = {
            "item_id": item_id,
            "who": who.strip(),
            "decided_at": now,
            "outcome": decided.outcome,
            "chosen": chosen_to_text(decided.chosen),
            "why": why,
            "seconds": looked.seconds if looked is not None else None,
            "image_sha256": looked.image_sha256 if looked is not None else "",
        }
        if kind == QUESTION and decided.outcome != REOPEN and needs_two(connection, form, question):
            row["holds"] = seconded(connection, item_id, row["who"], (row["outcome"], row["chosen"]))
        others = _waiting_for(connection, str(serial), item_id) if everything else ()
        connection.execute(insert(DecisionRow), [row, *(row | {"item_id": other} for other in others)])
        if kind == TWO_PAPERS and serial is not None:
            settle_serial(connection, serial, now)
        elif kind == ALIKE:
            settle_unnumbered(connection, [page_id])


def _waiting_for(connection: Connection, serial: str, besides: int) -> Sequence[int]:
    """Return the other items in which somebody is asked about two papers of a serial."""
    return connection.scalars(
        select(ReviewItemRow.id)
        .join(PageRow, PageRow.id == ReviewItemRow.page_id)
        .where(ReviewItemRow.kind == TWO_PAPERS, PageRow.serial == serial, ReviewItemRow.id != besides, item_waits())
        .order_by(ReviewItemRow.id)
    ).all()


def _refuse_stale(connection: Connection, item_id: int, looked: Looked) -> None:
    last = connection.execute(
        select(DecisionRow.id, DecisionRow.who, DecisionRow.outcome, DecisionRow.chosen)
        .where(DecisionRow.item_id == item_id, DecisionRow.holds)
        .order_by(DecisionRow.id.desc())
        .limit(1)
    ).one_or_none()
    if last is not None and last[0] != looked.last_decision:
        answer = last[3] or (BLANK if last[2] == "answer" else last[2])
        raise DecidedMeanwhile(item=item_id, who=last[1], answer=answer)


def _items() -> Select[*tuple[Any, ...]]:
    other, other_source = aliased(PageRow), aliased(SourceRow)
    return (
        select(
            ReviewItemRow.id,
            ReviewItemRow.kind,
            BatchRow.name,
            SourceRow.path,
            PageRow.page_number,
            PageRow.serial,
            AnswerRow.question,
            AnswerRow.reasons,
            PageRow.reason,
            PageRow.evidence_json,
            other_source.path,
            other.page_number,
            LayoutRow.form,
            PageRow.id,
            AuditSampleRow.item_id,
            ReviewItemRow.topic,
        )
        .join(PageRow, PageRow.id == ReviewItemRow.page_id)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .join(BatchRow, BatchRow.id == SourceRow.batch_id)
        .outerjoin(AnswerRow, AnswerRow.id == ReviewItemRow.answer_id)
        .outerjoin(other, other.id == ReviewItemRow.other_page_id)
        .outerjoin(other_source, other_source.id == other.source_id)
        .outerjoin(LayoutRow, LayoutRow.layout_id == PageRow.layout_id)
        .outerjoin(AuditSampleRow, AuditSampleRow.item_id == ReviewItemRow.id)
    )


def _item(row: Row[*tuple[Any, ...]]) -> QueueItem:
    identity, kind, batch, source, page, serial, question, answer_reasons, page_reason, evidence, *other = row
    if kind in _REASONS:
        reasons: tuple[Reason, ...] = (_REASONS[kind],)
        shown: Evidence = (("serial", str(serial or "")),)
    else:
        reasons = reasons_from_text(str(answer_reasons if kind == QUESTION else page_reason or ""))
        shown = evidence_from_json(str(evidence))
    return QueueItem(
        id=int(str(identity)),
        kind=str(kind),
        batch=str(batch),
        source=str(source),
        source_page=int(str(page)),
        serial=str(serial or ""),
        question=str(question or other[5]),
        reasons=reasons,
        evidence=shown,
        other_source=str(other[0] or ""),
        other_page=int(other[1] or 0),
        form=str(other[2] or ""),
        page_id=int(str(other[3])),
        audited=other[4] is not None,
    )


def _field(layout_json: str, question: str) -> Field:
    pages = layout_from_json(layout_json).pages
    return next(field for page in pages for field in page.fields if field.question == question)


def _understood_word(item_id: int, answer: str, words: Sequence[str]) -> _Decided:
    """Return what a word means for an item that is about no question."""
    word = answer.strip().lower()
    if word == DISCARD and Choice.FIRST in words:
        # To set the paper aside that came second is to let the first one count.
        word = Choice.FIRST.value
    if word not in words:
        raise AnswerImpossible(item=item_id, answer=answer, allowed=", ".join(words))
    return _Decided(word)


def _understood(item_id: int, answer: str, field: Field) -> _Decided:
    """Return what an answer means for a question."""
    word = answer.strip()
    if word.lower() in (BLANK, SPOILED):
        return _Decided("answer" if word.lower() == BLANK else SPOILED)
    codes = [box.choice for box in field.boxes]
    asked = [code.strip() for code in word.split(";") if code.strip()]
    if not asked or any(code not in codes for code in asked) or not _count_allowed(field, asked):
        raise AnswerImpossible(item=item_id, answer=answer, allowed=", ".join([*codes, BLANK, SPOILED]))
    return _Decided("answer", tuple(code for code in codes if code in asked))


def _count_allowed(field: Field, asked: Sequence[str]) -> bool:
    if field.kind is FieldKind.SINGLE:
        return len(asked) == 1
    return field.max_choices is None or len(set(asked)) <= field.max_choices
