"""Which sheets are about somebody? Those that were printed for them, and those on which they are marked."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, case, or_, select
from sqlalchemy.orm import aliased

from db.decisions import latest_decisions
from db.sheet_groups import Group, RoleQuestion
from db.tables import AnswerRow, LayoutRow, PageRow, PrintedSheetRow, PrintRunRow, ReviewItemRow
from db.wording import role_questions

# More are not named one by one: a statement takes 32,766 values on SQLite.
_MOST_NAMED = 5_000
# A sheet by its serial and copy, or by its page where it has no serial.
_Paper = tuple[str | None, int]


def pages_about(engine: Engine, officer: str, among: Collection[int] | None = None) -> frozenset[int]:
    """Return the pages of sheets that are about an officer, none for an empty code.

    Those that were printed for the officer, and those that name them as the tallies know it: by all digits of their
    number, as a person decided where one did. What the machine guesses at is enough: nobody decides whether a sheet is
    about themselves.

    Parameters
    ----------
    among
        The pages that are asked about; all where it is None.
    """
    if not officer or (among is not None and not among):
        return frozenset()
    roles = role_questions(engine, (Group.OFFICER,))
    near = _near(among)
    with engine.connect() as connection:
        named = {paper for role in roles for paper in _named(connection, role, officer, near)}
        statement = (
            select(PageRow.id, PageRow.serial, PageRow.copy_number, PrintRunRow.id)
            .outerjoin(PrintedSheetRow, PrintedSheetRow.serial == PageRow.serial)
            .outerjoin(
                PrintRunRow, and_(PrintRunRow.id == PrintedSheetRow.print_run_id, PrintRunRow.officer == officer)
            )
            .where(*near(PageRow))
        )
        rows = connection.execute(statement)
        about = frozenset(page for page, serial, copy, run in rows if run or _paper(page, serial, copy) in named)
    return about if among is None else about & frozenset(among)


def _near(among: Collection[int] | None) -> Any:
    """Return how to say that a page is one of those asked about, or another side of their sheets."""

    def conditions(page: Any) -> list[ColumnElement[bool]]:
        if among is None or len(among) > _MOST_NAMED:
            return []
        asked = aliased(PageRow)
        serials = select(asked.serial).where(asked.id.in_(among), asked.serial.is_not(None))
        return [or_(page.id.in_(among), page.serial.in_(serials))]

    return conditions


def _named(connection: Connection, role: RoleQuestion, officer: str, near: Any) -> Iterable[_Paper]:
    """Return the sheets of a form on which an officer's code is marked, digit by digit where it has several."""
    parts = (officer,) if len(role.codes) == 1 else tuple(officer)
    if len(parts) != len(role.codes):
        return set()
    told = zip(role.codes, parts, strict=True)
    each = [{_paper(*row) for row in connection.execute(_said(role.form, *one, near))} for one in told]
    return set.intersection(*each)


def _said(form: str, question: str, chosen: str, near: Any) -> Select[int, str | None, int]:
    latest = latest_decisions()
    said = case(
        (latest.c.outcome == "answer", latest.c.chosen), (latest.c.outcome.is_not(None), ""), else_=AnswerRow.chosen
    )
    return (
        select(PageRow.id, PageRow.serial, PageRow.copy_number)
        .join(AnswerRow, AnswerRow.page_id == PageRow.id)
        .join(LayoutRow, LayoutRow.layout_id == PageRow.layout_id)
        .outerjoin(ReviewItemRow, ReviewItemRow.answer_id == AnswerRow.id)
        .outerjoin(latest, latest.c.item_id == ReviewItemRow.id)
        .where(LayoutRow.form == form, AnswerRow.question == question, said == chosen, *near(PageRow))
    )


def _paper(page: int, serial: str | None, copy: int) -> _Paper:
    return (None, page) if serial is None else (serial, copy)
