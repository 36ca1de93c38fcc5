"""How often was the machine certain and wrong? Accepted answers drawn by chance, and what people read in them."""

import random
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, Row, Select, insert, select

from db.convert import chosen_from_text, from_utc
from db.decisions import latest_decisions
from db.desk_tables import AuditRow, AuditSampleRow
from db.engine import writing
from db.errors import NameMissing
from db.tables import AnswerRow, BatchRow, LayoutRow, PageRow, ReviewItemRow, SourceRow
from db.waiting import QUESTION


@dataclass(frozen=True, slots=True)
class Drawn:
    """An audit as it was drawn: so many of so many accepted answers that had not been checked before."""

    id: int
    sample: int
    population: int


@dataclass(frozen=True, slots=True)
class AuditedAnswer:
    """One answer of an audit. `read` is what a person read in it: None while nobody has looked.

    `agreed` is None while nobody has looked; an answer that a person cannot tell does not agree with one that was
    accepted.
    """

    audit: int
    item_id: int
    batch: str
    day: date
    form: str
    question: str
    machine: tuple[str, ...]
    read: tuple[str, ...] | None
    spoiled: bool
    who: str

    @property
    def agreed(self) -> bool | None:
        """Whether the person read what the machine had accepted."""
        if self.read is None:
            return None
        return not self.spoiled and self.read == self.machine


def draw_audit(engine: Engine, sample: int, who: str, now: datetime, seed: int | None, batch: str = "") -> Drawn:
    """Put accepted answers drawn by chance into the queue, where they look like any other question.

    Every accepted answer of the sheets that count, and was not drawn before, is equally likely.

    Parameters
    ----------
    sample
        How many, at most all there are; at least 1.
    seed
        For the same draw again from the same answers; None for one that nobody can foresee.
    batch
        Only answers of this batch; all where it is empty.

    Raises
    ------
    NameMissing
        When nobody is named.
    """
    if not who.strip():
        raise NameMissing
    chance = random.SystemRandom() if seed is None else random.Random(seed)
    with writing(engine) as connection:
        rows = connection.execute(_never_asked(batch)).all()
        chosen = sorted(chance.sample(range(len(rows)), min(sample, len(rows))))
        audit = {"who": who.strip(), "drawn_at": now, "population": len(rows)}
        identity = connection.execute(insert(AuditRow).returning(AuditRow.id), audit).scalar_one()
        items = [
            {"kind": QUESTION, "page_id": rows[i][1], "answer_id": rows[i][0], "other_page_id": None, "created_at": now}
            for i in chosen
        ]
        if items:
            opened = connection.scalars(insert(ReviewItemRow).returning(ReviewItemRow.id), items).all()
            connection.execute(insert(AuditSampleRow), [{"item_id": item, "audit_id": identity} for item in opened])
    return Drawn(identity, len(chosen), len(rows))


def audited_answers(engine: Engine) -> tuple[AuditedAnswer, ...]:
    """Return every answer that was drawn for an audit and whose sheet still counts, in the order of drawing."""
    latest = latest_decisions()
    statement = (
        select(
            AuditSampleRow.audit_id,
            AuditSampleRow.item_id,
            BatchRow.name,
            BatchRow.created_at,
            LayoutRow.form,
            AnswerRow.question,
            AnswerRow.chosen,
            latest.c.outcome,
            latest.c.chosen,
            latest.c.who,
        )
        .join(ReviewItemRow, ReviewItemRow.id == AuditSampleRow.item_id)
        .join(AnswerRow, AnswerRow.id == ReviewItemRow.answer_id)
        .join(PageRow, PageRow.id == ReviewItemRow.page_id)
        .join(LayoutRow, LayoutRow.layout_id == PageRow.layout_id)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .join(BatchRow, BatchRow.id == SourceRow.batch_id)
        .outerjoin(latest, latest.c.item_id == ReviewItemRow.id)
        .where(PageRow.outcome == "read")
        .order_by(AuditSampleRow.item_id)
    )
    with engine.connect() as connection:
        return tuple(_answer(row) for row in connection.execute(statement))


def _never_asked(batch: str) -> Select[*tuple[Any, ...]]:
    """Return the accepted answers that count and about which nobody was ever asked."""
    statement = (
        select(AnswerRow.id, AnswerRow.page_id)
        .join(PageRow, PageRow.id == AnswerRow.page_id)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .join(BatchRow, BatchRow.id == SourceRow.batch_id)
        .outerjoin(ReviewItemRow, ReviewItemRow.answer_id == AnswerRow.id)
        .where(PageRow.outcome == "read", AnswerRow.state == "accepted", ReviewItemRow.id.is_(None))
        .order_by(AnswerRow.id)
    )
    return statement.where(BatchRow.name == batch) if batch else statement


def _answer(row: Row[*tuple[Any, ...]]) -> AuditedAnswer:
    audit, item, batch, created, form, question, machine, outcome, chosen, who = row
    return AuditedAnswer(
        audit=audit,
        item_id=item,
        batch=batch,
        day=from_utc(created).astimezone().date(),
        form=form,
        question=question,
        machine=chosen_from_text(machine),
        read=None if outcome is None else chosen_from_text(chosen),
        spoiled=outcome == "spoiled",
        who=who or "",
    )
