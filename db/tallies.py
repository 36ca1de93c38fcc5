"""How often was each answer given? Counted by the database; what the counts mean is for `reports` to say."""

from dataclasses import dataclass

from sqlalchemy import Engine, case, func, select

from db.convert import chosen_from_text
from db.decisions import latest_decisions
from db.tables import AnswerRow, LayoutRow, PageRow, ReviewItemRow


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """So many sheets gave this answer to this question. `chosen` is empty for blank, and for what counts nowhere.

    `standing` is ``final``, ``spoiled`` (a person could not tell) or ``waiting`` (for a person).
    """

    form: str
    question: str
    chosen: tuple[str, ...]
    standing: str
    sheets: int


def count_answers(engine: Engine) -> tuple[AnswerCount, ...]:
    """Return every answer to every question of the pages that count, with how many sheets gave it."""
    latest = latest_decisions()
    standing = case(
        (latest.c.outcome == "spoiled", "spoiled"),
        (latest.c.outcome == "answer", "final"),
        (AnswerRow.state == "accepted", "final"),
        else_="waiting",
    )
    chosen = case(
        (latest.c.outcome == "answer", latest.c.chosen),
        (latest.c.outcome.is_not(None), ""),
        (AnswerRow.state == "accepted", AnswerRow.chosen),
        else_="",
    )
    statement = (
        select(LayoutRow.form, AnswerRow.question, chosen, standing, func.count())
        .join(PageRow, PageRow.id == AnswerRow.page_id)
        .join(LayoutRow, LayoutRow.layout_id == PageRow.layout_id)
        .outerjoin(ReviewItemRow, ReviewItemRow.answer_id == AnswerRow.id)
        .outerjoin(latest, latest.c.item_id == ReviewItemRow.id)
        .where(PageRow.outcome == "read")
        .group_by(LayoutRow.form, AnswerRow.question, chosen, standing)
        .order_by(LayoutRow.form, func.min(AnswerRow.position), chosen)
    )
    with engine.connect() as connection:
        return tuple(
            AnswerCount(form, question, chosen_from_text(text), stands, sheets)
            for form, question, text, stands, sheets in connection.execute(statement)
        )
