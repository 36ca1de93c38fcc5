"""How often was each answer given? Counted by the database; what the counts mean is for `reports` to say."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Engine,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from db.batch_tables import OpeningRow
from db.convert import chosen_from_text, from_utc
from db.decisions import latest_decisions
from db.errors import DatabaseBusy, DatabaseUnreachable
from db.kept_counts import counts_by_source, keep_counts
from db.responses import ResponseAnswerRow, ResponseRow
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


class Group(StrEnum):
    """What answers can be counted apart by."""

    FIELD = "field"
    OFFICER = "officer"
    CHANNEL = "channel"
    BATCH = "batch"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class RoleQuestion:
    """The questions of a form that say together which field or officer a sheet is about: one, or one for each digit."""

    form: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which answers are counted, and by what apart. Days are those of the box's opening, both ends included.

    `roles` tell where a sheet says its field or officer, for grouping by one of them.
    """

    since: date | None = None
    until: date | None = None
    by: Group | None = None
    roles: tuple[RoleQuestion, ...] = ()


EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """So many sheets gave this answer to this question. `chosen` is empty for blank, and for what counts nowhere.

    `standing` is ``final``, ``spoiled`` (a person could not tell) or ``waiting`` (for a person). `group` is what they
    have in common, empty where nothing is asked or known.
    """

    form: str
    question: str
    chosen: tuple[str, ...]
    standing: str
    sheets: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class _BatchFacts:
    name: str
    channel: str
    day: date


def count_answers(engine: Engine, wanted: Selection = EVERYTHING) -> tuple[AnswerCount, ...]:
    """Return every answer to every question of the sheets that count, and of responses without paper."""
    # Where nothing can be kept just now, it is counted all the same.
    with suppress(DatabaseBusy, DatabaseUnreachable):
        keep_counts(engine)
    batches = _batches(engine)
    # A number that lacks a digit names nobody.
    digits = {role.form: len(role.codes) for role in wanted.roles if len(role.codes) > 1}
    counts: Counter[tuple[str, str, str, str, str]] = Counter()
    for form, question, chosen, standing, batch_id, group, count in _rows(engine, _paper(wanted)):
        facts = batches[batch_id]
        if _within(facts.day, wanted):
            told = group if len(group) == digits.get(form, len(group)) else ""
            counts[form, question, chosen, standing, _group(wanted, facts, facts.day, told)] += count
    for form, question, chosen, batch_id, day, group, count in _rows(engine, _paperless(wanted)):
        facts = batches[batch_id]
        if _within(day or facts.day, wanted):
            counts[form, question, chosen, "final", _group(wanted, facts, day or facts.day, group)] += count
    return tuple(
        AnswerCount(form, question, chosen_from_text(chosen), standing, sheets, group)
        for (form, question, chosen, standing, group), sheets in sorted(counts.items())
    )


def _batches(engine: Engine) -> dict[int, _BatchFacts]:
    """Return every batch with the day its box was opened: as written down last, else when it was scanned."""
    opened = select(OpeningRow.batch_id, OpeningRow.opened_at).order_by(OpeningRow.id)
    with engine.connect() as connection:
        days = {batch: at for batch, at in connection.execute(opened) if at is not None}
        rows = connection.execute(select(BatchRow.id, BatchRow.name, BatchRow.channel, BatchRow.created_at)).all()
    return {
        # The office's own day: the clock of this computer is set to it.
        identity: _BatchFacts(name, channel, from_utc(days.get(identity, created)).astimezone().date())
        for identity, name, channel, created in rows
    }


def _within(day: date, wanted: Selection) -> bool:
    return (wanted.since is None or day >= wanted.since) and (wanted.until is None or day <= wanted.until)


def _group(wanted: Selection, facts: _BatchFacts, day: date, group: str) -> str:
    match wanted.by:
        case Group.BATCH:
            return facts.name
        case Group.CHANNEL:
            return facts.channel
        case Group.MONTH:
            return f"{day:%Y-%m}"
        case Group.FIELD | Group.OFFICER:
            return group or ""
    return ""


def _paper(wanted: Selection) -> Select[*tuple[Any, ...]]:
    """Return form, question, chosen, standing, batch, group and count of what was read from sheets."""
    if wanted.by in (Group.FIELD, Group.OFFICER):
        return _paper_by_role(wanted)
    counts = counts_by_source().subquery("by_source")
    columns = (LayoutRow.form, counts.c.question, counts.c.chosen, counts.c.standing, SourceRow.batch_id)
    return (
        # Cast, because PostgreSQL adds whole numbers up to a decimal.
        select(*columns, literal(""), cast(func.sum(counts.c.sheets), BigInteger))
        .select_from(counts)
        .join(SourceRow, SourceRow.id == counts.c.source_id)
        .join(LayoutRow, LayoutRow.layout_id == counts.c.layout_id)
        .group_by(*columns)
    )


def _paper_by_role(wanted: Selection) -> Select[*tuple[Any, ...]]:
    """Return the same with the field or officer that each sheet names as its group."""
    latest = latest_decisions()
    standing = case(
        (latest.c.outcome == "spoiled", "spoiled"),
        (latest.c.outcome == "answer", "final"),
        (AnswerRow.state == "accepted", "final"),
        else_="waiting",
    )
    group, conditions = _group_of_sheet(wanted)
    columns = (LayoutRow.form, AnswerRow.question, _final(AnswerRow, latest), standing, SourceRow.batch_id, group)
    statement = (
        select(*columns, func.count())
        .select_from(AnswerRow)
        .join(PageRow, PageRow.id == AnswerRow.page_id)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .join(LayoutRow, LayoutRow.layout_id == PageRow.layout_id)
        .outerjoin(ReviewItemRow, ReviewItemRow.answer_id == AnswerRow.id)
        .outerjoin(latest, latest.c.item_id == ReviewItemRow.id)
        .outerjoin(PrintedSheetRow, PrintedSheetRow.serial == PageRow.serial)
        .outerjoin(PrintRunRow, PrintRunRow.id == PrintedSheetRow.print_run_id)
        .where(PageRow.outcome == "read")
    )
    for told, on in conditions:
        statement = statement.outerjoin(told, on)
    # By place: PostgreSQL takes bound values in two clauses for two expressions.
    return statement.group_by(*(literal_column(str(place)) for place in range(1, 7)))


def _paperless(wanted: Selection) -> Select[*tuple[Any, ...]]:
    """Return form, question, chosen, batch, day, group and count of responses without paper."""
    group: ColumnElement[str] = literal("")
    if wanted.by is Group.FIELD:
        group = ResponseRow.field.expression
    elif wanted.by is Group.OFFICER:
        group = ResponseRow.officer.expression
    return (
        select(
            ResponseRow.form,
            ResponseAnswerRow.question,
            ResponseAnswerRow.chosen,
            ResponseRow.batch_id,
            ResponseRow.received_on,
            group,
            func.count(),
        )
        .join(ResponseRow, ResponseRow.id == ResponseAnswerRow.response_id)
        .join(BatchRow, BatchRow.id == ResponseRow.batch_id)
        .where(BatchRow.withdrawn.is_(False))
        .group_by(*(literal_column(str(place)) for place in range(1, 7)))
    )


def _final(answer: Any, latest: Any) -> ColumnElement[str]:
    """Return what stands as the answer, empty while it waits or where a person could not tell."""
    return case(
        (latest.c.outcome == "answer", latest.c.chosen),
        (latest.c.outcome.is_not(None), ""),
        (answer.state == "accepted", answer.chosen),
        else_="",
    )


def _group_of_sheet(wanted: Selection) -> tuple[ColumnElement[str], list[tuple[Any, ColumnElement[bool]]]]:
    """Return what a sheet says of its field or officer, and the joins that this takes; digits stand side by side.

    Where it says nothing, what it was printed for.
    """
    group: ColumnElement[str] = literal("")
    joins = []
    for place in range(max((len(role.codes) for role in wanted.roles), default=0)):
        told = _told(wanted.roles, place).subquery(f"told_{place}")
        group = group + func.coalesce(told.c.chosen, "")
        joins.append((told, told.c.paper == _paper_of(PageRow)))
    record = PrintRunRow.field if wanted.by is Group.FIELD else PrintRunRow.officer
    return case((group != "", group), else_=func.coalesce(record, "")), joins


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
        select(_paper_of(page).label("paper"), _final(answer, latest).label("chosen"))
        .join(page, page.id == answer.page_id)
        .join(layout, layout.layout_id == page.layout_id)
        .outerjoin(item, item.answer_id == answer.id)
        .outerjoin(latest, latest.c.item_id == item.id)
        .where(page.outcome == "read", or_(*asked))
    )


def _rows(engine: Engine, statement: Select[*tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    with engine.connect() as connection:
        yield from (tuple(row) for row in connection.execute(statement))
