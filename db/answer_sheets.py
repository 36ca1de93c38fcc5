"""Which sheets are behind a figure? Those that gave an answer to a question in a period, to be looked at one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, and_, false, func, or_, select

from db.decisions import latest_decisions
from db.responses import ResponseAnswerRow, ResponseRow
from db.returned import batches_of, blank_pages
from db.sheet_groups import Group, RoleQuestion, final_answer, group_of_sheet, standing_of, whole_number
from db.tables import (
    AnswerRow,
    BatchRow,
    LayoutRow,
    PageRow,
    PrintedSheetRow,
    PrintRunRow,
    ReviewItemRow,
    SourceRow,
)


@dataclass(frozen=True, slots=True)
class WantedAnswer:
    """An answer to a question on some days: a choice, or ``valid``, ``blank``, ``several``, ``spoiled``, ``waiting``.

    Valid are all that are none of the others and none of the `silent` choices, which say *no opinion*. `group` and
    `of` narrow it to sheets of one field, officer, counter or channel; `roles` tell where sheets say theirs. `multiple`
    questions may hold several choices.
    """

    form: str
    question: str
    days: tuple[date, date]
    answer: str
    multiple: bool = False
    silent: tuple[str, ...] = ()
    group: Group | None = None
    of: str = ""
    roles: tuple[RoleQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """One page with an answer."""

    page_id: int
    batch: str
    source: str
    source_page: int
    serial: str


def answer_sheets(engine: Engine, wanted: WantedAnswer) -> tuple[AnswerSheet, ...]:
    """Return the pages whose answer is the wanted one, in the order of scanning; sheets blank altogether are none."""
    batches = batches_of(engine, *wanted.days)
    blank = set(blank_pages(engine, batches))
    with engine.connect() as connection:
        rows = connection.execute(_papers(wanted, batches)).all()
    return tuple(AnswerSheet(*row[:-1]) for row in rows if row[0] not in blank and _is_of(wanted, row[-1]))


def responses_without_paper(engine: Engine, wanted: WantedAnswer) -> int:
    """Return how many responses without paper gave the wanted answer; those that say nothing at all are none."""
    batches = batches_of(engine, *wanted.days)
    own_day = ResponseRow.received_on.between(*wanted.days)
    # The other answers of the same response.
    beside = ResponseAnswerRow.__table__.alias("beside")
    says_something = select(beside.c.question).where(beside.c.response_id == ResponseRow.id, beside.c.chosen != "")
    statement = (
        select(func.count())
        .select_from(ResponseAnswerRow)
        .join(ResponseRow, ResponseRow.id == ResponseAnswerRow.response_id)
        .join(BatchRow, BatchRow.id == ResponseRow.batch_id)
        .where(ResponseRow.form == wanted.form, ResponseAnswerRow.question == wanted.question)
        .where(BatchRow.withdrawn.is_(False), says_something.exists())
        .where(or_(own_day, and_(ResponseRow.received_on.is_(None), ResponseRow.batch_id.in_(batches))))
        .where(*_answers(wanted, ResponseAnswerRow.chosen.expression, None))
    )
    columns = {Group.FIELD: ResponseRow.field, Group.OFFICER: ResponseRow.officer, Group.CHANNEL: BatchRow.channel}
    if wanted.group is not None:
        if wanted.group not in columns:
            return 0 if wanted.of else _count(engine, statement)
        statement = statement.where(columns[wanted.group] == wanted.of)
    return _count(engine, statement)


def _count(engine: Engine, statement: Select[int]) -> int:
    with engine.connect() as connection:
        return connection.execute(statement).scalar_one()


def _papers(wanted: WantedAnswer, batches: Sequence[int]) -> Select[int, str, str, int, str, str]:
    latest = latest_decisions()
    chosen, standing = final_answer(AnswerRow, latest), standing_of(AnswerRow, latest)
    group: ColumnElement[str]
    joins: list[tuple[Any, ColumnElement[bool]]]
    if wanted.group is Group.CHANNEL:
        group, joins = BatchRow.channel.expression, []
    else:
        group, joins = group_of_sheet(wanted.roles, wanted.group or Group.BATCH)
    serial = func.coalesce(PageRow.serial, "")
    statement = (
        select(PageRow.id, BatchRow.name, SourceRow.path, PageRow.page_number, serial, group)
        .select_from(AnswerRow)
        .join(PageRow, PageRow.id == AnswerRow.page_id)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .join(BatchRow, BatchRow.id == SourceRow.batch_id)
        .join(LayoutRow, LayoutRow.layout_id == PageRow.layout_id)
        .outerjoin(ReviewItemRow, ReviewItemRow.answer_id == AnswerRow.id)
        .outerjoin(latest, latest.c.item_id == ReviewItemRow.id)
        .outerjoin(PrintedSheetRow, PrintedSheetRow.serial == PageRow.serial)
        .outerjoin(PrintRunRow, PrintRunRow.id == PrintedSheetRow.print_run_id)
        .where(PageRow.outcome == "read", LayoutRow.form == wanted.form, AnswerRow.question == wanted.question)
        .where(SourceRow.batch_id.in_(batches), *_answers(wanted, chosen, standing))
    )
    for told, on in joins:
        statement = statement.outerjoin(told, on)
    return statement.order_by(PageRow.id)


def _answers(
    wanted: WantedAnswer, chosen: ColumnElement[str], standing: ColumnElement[str] | None
) -> list[ColumnElement[bool]]:
    """Return the conditions under which an answer is the wanted one; without a standing every answer is final."""
    final = [standing == "final"] if standing is not None else []
    match wanted.answer:
        case "valid":
            one = [] if wanted.multiple else [~chosen.contains(";")]
            return [*final, *one, chosen != "", chosen.not_in(wanted.silent)]
        case "blank":
            return [*final, chosen == ""]
        case "several":
            return [*final, chosen.contains(";")]
        case "spoiled" | "waiting":
            return [standing == wanted.answer] if standing is not None else [false()]
    if not wanted.multiple:
        return [*final, chosen == wanted.answer]
    return [*final, (";" + chosen + ";").contains(f";{wanted.answer};", autoescape=True)]


def _is_of(wanted: WantedAnswer, said: str | None) -> bool:
    if wanted.group is None:
        return True
    if wanted.group is Group.CHANNEL:
        return said == wanted.of
    return whole_number(wanted.roles, wanted.form, wanted.group, said or "") == wanted.of
