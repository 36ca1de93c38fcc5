"""How often was each answer given in each file? Counted once and kept; counted anew where anything changed.

A file is in `counted_source` while its kept counts are true. Triggers made by the migrations take it out as soon as a
page, an answer or a decision of it comes or changes; what is not in there is counted from its answers, so that figures
are right whether or not anything is kept.
"""

from typing import Any

from sqlalchemy import Engine, Select, case, delete, func, insert, literal_column, select, union_all
from sqlalchemy.orm import Mapped, mapped_column

from db.decisions import latest_decisions
from db.engine import writing
from db.tables import AnswerRow, Base, PageRow, ReviewItemRow, SourceRow

# Counting this many pages takes a tenth of a second; keeping the counts of fewer is not worth the writer's turn.
_WORTH_KEEPING_PAGES = 2_000


class CountedSourceRow(Base):
    """A file whose counts are kept and true."""

    __tablename__ = "counted_source"

    source_id: Mapped[int] = mapped_column(primary_key=True)


class KeptCountRow(Base):
    """So many sheets of a file gave this answer. `standing` is ``final``, ``spoiled`` or ``waiting``."""

    __tablename__ = "kept_count"

    source_id: Mapped[int] = mapped_column(primary_key=True)
    layout_id: Mapped[str] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    chosen: Mapped[str] = mapped_column(primary_key=True)
    standing: Mapped[str] = mapped_column(primary_key=True)
    sheets: Mapped[int]


def counts_by_source() -> Select[*tuple[Any, ...]]:
    """Return file, layout, question, chosen, standing and sheets of everything that counts, kept or not."""
    kept = select(
        KeptCountRow.source_id,
        KeptCountRow.layout_id,
        KeptCountRow.question,
        KeptCountRow.chosen,
        KeptCountRow.standing,
        KeptCountRow.sheets,
    ).join(CountedSourceRow, CountedSourceRow.source_id == KeptCountRow.source_id)
    return select(union_all(kept, _counted_now()).subquery("counts"))


def keep_counts(engine: Engine) -> None:
    """Keep the counts of all files, where enough of them are not kept to be worth it.

    Raises
    ------
    DatabaseBusy, DatabaseUnreachable
        When the database cannot be written just now.
    """
    pages = select(func.coalesce(func.sum(SourceRow.pages), 0)).where(SourceRow.id.not_in(_counted()))
    with engine.connect() as connection:
        if (connection.execute(pages).scalar_one() or 0) < _WORTH_KEEPING_PAGES:
            return
    with writing(engine) as connection:
        connection.execute(delete(KeptCountRow).where(KeptCountRow.source_id.not_in(_counted())))
        columns = ["source_id", "layout_id", "question", "chosen", "standing", "sheets"]
        connection.execute(insert(KeptCountRow).from_select(columns, _counted_now()))
        fresh = select(SourceRow.id).where(SourceRow.id.not_in(_counted()), SourceRow.pages.is_not(None))
        connection.execute(insert(CountedSourceRow).from_select(["source_id"], fresh))


def _counted_now() -> Select[*tuple[Any, ...]]:
    """Return the counts of files that are not kept, from their answers."""
    latest = latest_decisions()
    chosen = case(
        (latest.c.outcome == "answer", latest.c.chosen),
        (latest.c.outcome.is_not(None), ""),
        (AnswerRow.state == "accepted", AnswerRow.chosen),
        else_="",
    )
    standing = case(
        (latest.c.outcome == "spoiled", "spoiled"),
        (latest.c.outcome == "answer", "final"),
        (AnswerRow.state == "accepted", "final"),
        else_="waiting",
    )
    return (
        select(
            PageRow.source_id,
            PageRow.layout_id,
            AnswerRow.question,
            chosen.label("chosen"),
            standing.label("standing"),
            func.count().label("sheets"),
        )
        .select_from(AnswerRow)
        .join(PageRow, PageRow.id == AnswerRow.page_id)
        .outerjoin(ReviewItemRow, ReviewItemRow.answer_id == AnswerRow.id)
        .outerjoin(latest, latest.c.item_id == ReviewItemRow.id)
        .where(PageRow.outcome == "read", PageRow.source_id.not_in(_counted()))
        # By place: PostgreSQL takes bound values in two clauses for two expressions.
        .group_by(*(literal_column(str(place)) for place in range(1, 6)))
    )


def _counted() -> Select[int]:
    return select(CountedSourceRow.source_id)
