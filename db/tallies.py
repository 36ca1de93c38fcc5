"""How often was each answer given? Counted by the database; what the counts mean is for `reports` to say."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Engine,
    Select,
    cast,
    func,
    literal,
    literal_column,
    select,
)

from db.batch_tables import OpeningRow
from db.convert import chosen_from_text, from_utc
from db.decisions import latest_decisions
from db.errors import DatabaseBusy, DatabaseUnreachable
from db.kept_counts import counts_by_source, keep_counts
from db.responses import ResponseAnswerRow, ResponseRow
from db.sheet_groups import OF_SHEETS, Group, RoleQuestion, final_answer, group_of_sheet, standing_of, whole_number
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
class Selection:
    """Which answers are counted, and by what apart. Days are those of the box's opening, both ends included.

    `roles` tell where a sheet says its field or officer, for grouping by them.
    """

    since: date | None = None
    until: date | None = None
    by: tuple[Group, ...] = ()
    roles: tuple[RoleQuestion, ...] = ()


EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """So many sheets gave this answer to this question. `chosen` is empty for blank, and for what counts nowhere.

    `standing` is ``final``, ``spoiled`` (a person could not tell) or ``waiting`` (for a person). `group` is what they
    have in common, one text for each group asked for, empty where it is not known.
    """

    form: str
    question: str
    chosen: tuple[str, ...]
    standing: str
    sheets: int
    group: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """What a batch says of its sheets; `day` is that of the box's opening."""

    name: str
    channel: str
    day: date


def count_answers(engine: Engine, wanted: Selection = EVERYTHING) -> tuple[AnswerCount, ...]:
    """Return every answer to every question of the sheets that count, and of responses without paper."""
    # Where nothing can be kept just now, it is counted all the same.
    with suppress(DatabaseBusy, DatabaseUnreachable):
        keep_counts(engine)
    batches = batch_facts(engine)
    counts: Counter[tuple[str, str, str, str, tuple[str, ...]]] = Counter()
    for form, question, chosen, standing, batch_id, *told, count in _rows(engine, _paper(wanted)):
        facts = batches[batch_id]
        if _within(facts.day, wanted):
            counts[form, question, chosen, standing, _groups(wanted, form, facts, tuple(told))] += count
    for form, question, chosen, batch_id, day, *told, count in _rows(engine, _paperless(wanted)):
        facts = batches[batch_id] if day is None else replace(batches[batch_id], day=day)
        if _within(facts.day, wanted):
            counts[form, question, chosen, "final", _groups(wanted, form, facts, tuple(told), paper=False)] += count
    return tuple(
        AnswerCount(form, question, chosen_from_text(chosen), standing, sheets, group)
        for (form, question, chosen, standing, group), sheets in sorted(counts.items())
    )


def batch_facts(engine: Engine) -> dict[int, BatchFacts]:
    """Return every batch with the day its box was opened: as written down last, else when it was scanned."""
    opened = select(OpeningRow.batch_id, OpeningRow.opened_at).order_by(OpeningRow.id)
    with engine.connect() as connection:
        days = {batch: at for batch, at in connection.execute(opened) if at is not None}
        rows = connection.execute(select(BatchRow.id, BatchRow.name, BatchRow.channel, BatchRow.created_at)).all()
    return {
        # The office's own day: the clock of this computer is set to it.
        identity: BatchFacts(name, channel, from_utc(days.get(identity, created)).astimezone().date())
        for identity, name, channel, created in rows
    }


def _within(day: date, wanted: Selection) -> bool:
    return (wanted.since is None or day >= wanted.since) and (wanted.until is None or day <= wanted.until)


def _groups(
    wanted: Selection, form: str, facts: BatchFacts, told: tuple[str, ...], paper: bool = True
) -> tuple[str, ...]:
    """Return what is counted apart, in the order asked for; `told` is what the sheet itself says of each."""
    of_batch = {Group.BATCH: facts.name, Group.CHANNEL: facts.channel, Group.MONTH: f"{facts.day:%Y-%m}"}
    return tuple(
        of_batch[group]
        if group in of_batch
        else whole_number(wanted.roles, form, group, said or "")
        if paper
        else said or ""
        for group, said in zip(wanted.by, told, strict=True)
    )


def _paper(wanted: Selection) -> Select[*tuple[Any, ...]]:
    """Return form, question, chosen, standing, batch, groups and count of what was read from sheets."""
    if any(group in OF_SHEETS for group in wanted.by):
        return _paper_by_role(wanted)
    counts = counts_by_source().subquery("by_source")
    columns = (LayoutRow.form, counts.c.question, counts.c.chosen, counts.c.standing, SourceRow.batch_id)
    return (
        # Cast, because PostgreSQL adds whole numbers up to a decimal.
        select(*columns, *(literal("") for _ in wanted.by), cast(func.sum(counts.c.sheets), BigInteger))
        .select_from(counts)
        .join(SourceRow, SourceRow.id == counts.c.source_id)
        .join(LayoutRow, LayoutRow.layout_id == counts.c.layout_id)
        .group_by(*columns)
    )


def _paper_by_role(wanted: Selection) -> Select[*tuple[Any, ...]]:
    """Return the same with the field, officer and counter that each sheet names, or was printed for."""
    latest = latest_decisions()
    standing = standing_of(AnswerRow, latest)
    said = [group_of_sheet(wanted.roles, group) for group in wanted.by]
    groups = [group for group, _ in said]
    columns = (
        LayoutRow.form,
        AnswerRow.question,
        final_answer(AnswerRow, latest),
        standing,
        SourceRow.batch_id,
        *groups,
    )
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
    for told, on in (join for _, joins in said for join in joins):
        statement = statement.outerjoin(told, on)
    # By place: PostgreSQL takes bound values in two clauses for two expressions.
    return statement.group_by(*(literal_column(str(place)) for place in range(1, 6 + len(groups))))


def _paperless(wanted: Selection) -> Select[*tuple[Any, ...]]:
    """Return form, question, chosen, batch, day, groups and count of responses without paper."""
    known: dict[Group, ColumnElement[str]] = {
        Group.FIELD: ResponseRow.field.expression,
        Group.OFFICER: ResponseRow.officer.expression,
    }
    groups = [known.get(group, literal("")) for group in wanted.by]
    return (
        select(
            ResponseRow.form,
            ResponseAnswerRow.question,
            ResponseAnswerRow.chosen,
            ResponseRow.batch_id,
            ResponseRow.received_on,
            *groups,
            func.count(),
        )
        .join(ResponseRow, ResponseRow.id == ResponseAnswerRow.response_id)
        .join(BatchRow, BatchRow.id == ResponseRow.batch_id)
        .where(BatchRow.withdrawn.is_(False))
        .group_by(*(literal_column(str(place)) for place in range(1, 6 + len(groups))))
    )


def _rows(engine: Engine, statement: Select[*tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    with engine.connect() as connection:
        yield from (tuple(row) for row in connection.execute(statement))
