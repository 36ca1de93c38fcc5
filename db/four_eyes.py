"""Which questions need two people who agree? What one of them says holds once another has said the same."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, Select, func, insert, select

from db.desk_tables import FourEyesRow
from db.engine import writing
from db.errors import NameMissing
from db.tables import DecisionRow


def require_two(engine: Engine, form: str, question: str, needed: bool, who: str, now: datetime) -> None:
    """Write down that a question of a form needs two people from now on, or no longer.

    What was decided before stays decided.

    Raises
    ------
    NameMissing
        When nobody is named.
    """
    if not who.strip():
        raise NameMissing
    row = {"form": form, "question": question, "needed": needed, "who": who.strip(), "decided_at": now}
    with writing(engine) as connection:
        connection.execute(insert(FourEyesRow), row)


def questions_for_two(engine: Engine) -> tuple[tuple[str, str], ...]:
    """Return form and code of every question that needs two people."""
    with engine.connect() as connection:
        rows = connection.execute(
            select(FourEyesRow.form, FourEyesRow.question)
            .where(FourEyesRow.id.in_(_latest()), FourEyesRow.needed)
            .order_by(FourEyesRow.form, FourEyesRow.question)
        )
        return tuple((form, question) for form, question in rows)


def needs_two(connection: Connection, form: str, question: str) -> bool:
    """Tell whether a question needs two people, within a transaction of the caller."""
    found = connection.scalar(
        select(FourEyesRow.needed).where(
            FourEyesRow.id.in_(_latest()), FourEyesRow.form == form, FourEyesRow.question == question
        )
    )
    return bool(found)


def seconded(connection: Connection, item_id: int, who: str, said: tuple[str, str]) -> bool:
    """Tell whether somebody else has said the same of an item since a decision on it last held.

    `said` is the outcome and the choices of the decision to be made.
    """
    opinions = {name: (outcome, chosen) for name, outcome, chosen in _opinions(connection, item_id)}
    return any(name != who and opinion == said for name, opinion in opinions.items())


def opinions_of(connection: Connection, who: str) -> frozenset[int]:
    """Return the items on which this person has said one of the two opinions that are needed."""
    last = (
        select(DecisionRow.item_id, func.max(DecisionRow.id).label("id"))
        .where(DecisionRow.holds)
        .group_by(DecisionRow.item_id)
        .subquery("last")
    )
    statement = (
        select(DecisionRow.item_id)
        .outerjoin(last, last.c.item_id == DecisionRow.item_id)
        .where(DecisionRow.who == who, ~DecisionRow.holds, DecisionRow.id > func.coalesce(last.c.id, 0))
    )
    return frozenset(connection.scalars(statement))


def _opinions(connection: Connection, item_id: int) -> Sequence[tuple[str, str, str]]:
    held = select(func.coalesce(func.max(DecisionRow.id), 0)).where(DecisionRow.item_id == item_id, DecisionRow.holds)
    rows = connection.execute(
        select(DecisionRow.who, DecisionRow.outcome, DecisionRow.chosen)
        .where(DecisionRow.item_id == item_id, DecisionRow.id > held.scalar_subquery())
        .order_by(DecisionRow.id)
    )
    return [(who, outcome, chosen) for who, outcome, chosen in rows]


def _latest() -> Select[int]:
    return select(func.max(FourEyesRow.id)).group_by(FourEyesRow.form, FourEyesRow.question)
