"""What is a sheet about, and how does an answer stand? SQL for fields, officers and counters, and for what holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, case, cast, func, literal, or_, select
from sqlalchemy.orm import aliased

from db.decisions import latest_decisions
from db.tables import AnswerRow, LayoutRow, PageRow, PrintRunRow, ReviewItemRow


class Group(StrEnum):
    """What answers can be counted apart by."""

    FIELD = "field"
    OFFICER = "officer"
    COUNTER = "counter"
    CHANNEL = "channel"
    BATCH = "batch"
    MONTH = "month"


# What each sheet says of itself, or was printed for; the others are facts about its batch.
OF_SHEETS = (Group.FIELD, Group.OFFICER, Group.COUNTER)
# Crossings of more say little that is not a single respondent.
MOST_GROUPS = 2


@dataclass(frozen=True, slots=True)
class RoleQuestion:
    """The questions of a form that say together which field or officer a sheet is about: one, or one for each digit."""

    group: Group
    form: str
    codes: tuple[str, ...]


def final_answer(answer: Any, latest: Any) -> ColumnElement[str]:
    """Return what stands as the answer, empty while it waits or where a person could not tell."""
    return case(
        (latest.c.outcome == "answer", latest.c.chosen),
        (latest.c.outcome.is_not(None), ""),
        (answer.state == "accepted", answer.chosen),
        else_="",
    )


def standing_of(answer: Any, latest: Any) -> ColumnElement[str]:
    """Return whether an answer is ``final``, ``spoiled`` or ``waiting``."""
    return case(
        (latest.c.outcome == "spoiled", "spoiled"),
        (latest.c.outcome == "answer", "final"),
        (answer.state == "accepted", "final"),
        else_="waiting",
    )


def whole_number(roles: Sequence[RoleQuestion], form: str, group: Group, said: str) -> str:
    """Return what a sheet says, empty where a digit of its number is missing: it names nobody."""
    digits = next((len(role.codes) for role in roles if (role.form, role.group) == (form, group)), 1)
    return said if digits == 1 or len(said) == digits else ""


def group_of_sheet(
    roles: Sequence[RoleQuestion], group: Group
) -> tuple[ColumnElement[str], list[tuple[Any, ColumnElement[bool]]]]:
    """Return what a sheet says of its field or officer, and the joins that this takes; digits stand side by side.

    Where it says nothing, what it was printed for; empty where the group is a fact of the batch.
    """
    if group not in OF_SHEETS:
        return literal(""), []
    said: ColumnElement[str] = literal("")
    joins = []
    asked = [role for role in roles if role.group is group]
    for place in range(max((len(role.codes) for role in asked), default=0)):
        told = _told(asked, place).subquery(f"told_{group}_{place}")
        said = said + func.coalesce(told.c.chosen, "")
        joins.append((told, told.c.paper == _paper_of(PageRow)))
    records = {Group.FIELD: PrintRunRow.field, Group.OFFICER: PrintRunRow.officer, Group.COUNTER: PrintRunRow.counter}
    return case((said != "", said), else_=func.coalesce(records[group], "")), joins


def _paper_of(page: Any) -> ColumnElement[str]:
    """Return what all pages of one paper have in common: one value, so that the database can look it up."""
    numbered = page.serial + "/" + cast(page.copy_number, Text)
    return case((page.serial.is_not(None), numbered), else_=literal("#") + cast(page.id, Text))


def _told(roles: Sequence[RoleQuestion], place: int) -> Select[*tuple[Any, ...]]:
    """Return what pages answer to the question at a place of their form's role."""
    page, layout = aliased(PageRow), aliased(LayoutRow)
    answer, item = aliased(AnswerRow), aliased(ReviewItemRow)
    latest = latest_decisions()
    asked = [
        and_(layout.form == role.form, answer.question == role.codes[place])
        for role in roles
        if place < len(role.codes)
    ]
    return (
        select(_paper_of(page).label("paper"), final_answer(answer, latest).label("chosen"))
        .join(page, page.id == answer.page_id)
        .join(layout, layout.layout_id == page.layout_id)
        .outerjoin(item, item.answer_id == answer.id)
        .outerjoin(latest, latest.c.item_id == item.id)
        .where(page.outcome == "read", or_(*asked))
    )
