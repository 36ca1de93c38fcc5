"""What is known of one sheet? Its sides, every answer as it stands, and everything that was decided about it."""

from dataclasses import dataclass

from sqlalchemy import Engine, and_, or_, select
from sqlalchemy.orm import aliased

from db.convert import chosen_from_text
from db.decisions import latest_decisions
from db.desk import page_of
from db.tables import AnswerRow, PageRow, ReviewItemRow


@dataclass(frozen=True, slots=True)
class Standing:
    """How one question of a sheet stands: what the machine read, and what a person decided where one did.

    `state` is ``accepted``, ``waiting`` or ``reviewed``; `outcome` is that of the decision that holds, else empty.
    """

    page_id: int
    item_id: int
    question: str
    machine: tuple[str, ...]
    state: str
    confidence: float
    outcome: str
    chosen: tuple[str, ...]
    who: str


@dataclass(frozen=True, slots=True)
class Side:
    """One scanned side of a sheet, and what became of it."""

    page_id: int
    form_page: int
    outcome: str
    reason: str


def sides_of(engine: Engine, page_id: int) -> tuple[Side, ...]:
    """Return the pages that show the sheet of a page, in the order of its sides; itself where it has no serial.

    Raises
    ------
    ItemUnknown
        When there is no such page.
    """
    page_of(engine, page_id)
    other = aliased(PageRow)
    same_sheet = and_(other.serial == PageRow.serial, other.copy_number == PageRow.copy_number)
    statement = (
        select(other.id, other.form_page, other.outcome, other.reason)
        .select_from(PageRow)
        .join(other, or_(other.id == PageRow.id, and_(PageRow.serial.is_not(None), same_sheet)))
        .where(PageRow.id == page_id)
        .order_by(other.form_page, other.id)
    )
    with engine.connect() as connection:
        rows = connection.execute(statement)
        return tuple(Side(identity, side or 0, outcome, reason or "") for identity, side, outcome, reason in rows)


def standings(engine: Engine, page_ids: tuple[int, ...]) -> tuple[Standing, ...]:
    """Return how every question of some pages stands, in printed order."""
    latest = latest_decisions()
    statement = (
        select(
            AnswerRow.page_id,
            ReviewItemRow.id,
            AnswerRow.question,
            AnswerRow.chosen,
            AnswerRow.state,
            AnswerRow.confidence,
            latest.c.outcome,
            latest.c.chosen,
            latest.c.who,
        )
        .outerjoin(ReviewItemRow, ReviewItemRow.answer_id == AnswerRow.id)
        .outerjoin(latest, latest.c.item_id == ReviewItemRow.id)
        .where(AnswerRow.page_id.in_(page_ids))
        .order_by(AnswerRow.page_id, AnswerRow.position)
    )
    with engine.connect() as connection:
        return tuple(
            Standing(
                page_id=page,
                item_id=item or 0,
                question=question,
                machine=chosen_from_text(chosen),
                state="reviewed" if outcome else "waiting" if state == "review" else "accepted",
                confidence=confidence,
                outcome=outcome or "",
                chosen=chosen_from_text(decided or ""),
                who=who or "",
            )
            for page, item, question, chosen, state, confidence, outcome, decided, who in connection.execute(statement)
        )
