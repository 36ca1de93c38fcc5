"""Does a batch add up? What went in and what became of it, counted from the database and checked."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Engine, func, select

from db.batches import Batch
from db.convert import findings_from_json, reasons_from_text
from db.decisions import decided_items
from db.tables import AnswerRow, PageRow, ReviewItemRow, SourceRow
from db.waiting import audited_items, item_waits
from omr.errors import OmrError
from omr.findings import summed
from omr.reading import Finding
from omr.reasons import Reason
from omr.words import Text


class BatchDoesNotAddUp(OmrError):
    """The figures of a batch contradict one another. Evidence: batch, what."""

    exit_code = 31
    sentence_text = Text("Số liệu của lô {batch} không khớp: {what}.", "Batch {batch} does not add up: {what}.")
    advice_text = Text(
        "Không dùng số liệu của lô này; báo cho người phụ trách phần mềm.",
        "Do not use the figures of this batch; report it to the maintainers.",
    )


@dataclass(frozen=True, slots=True)
class FileSummary:
    """What became of the pages of one file. `pages` is what the file has, None while it is not read to its end.

    `read` pages count, `held` ones wait until a person chooses between papers; those of a withdrawn batch are
    `withdrawn`. A page on which several sheets lay counts once for each; `beside` are those beyond the first.
    """

    path: str
    pages: int | None
    read: int
    rejected: int
    duplicate: int
    held: int = 0
    withdrawn: int = 0
    beside: int = 0

    @property
    def stored(self) -> int:
        """Pages that are stored, without the further sheets that lay on one."""
        return self.read + self.rejected + self.duplicate + self.held + self.withdrawn - self.beside


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """What went into a batch and what became of it.

    `rejected` and `doubts` count pages and questions by reason; a question may have several. `findings` are what was
    noticed about the scans, each with the number of pages that have it. A sheet waits while any of its questions does.
    """

    batch: str
    files: tuple[FileSummary, ...]
    rejected: tuple[tuple[Reason, int], ...]
    sheets: int
    sheets_waiting: int
    questions: int
    questions_accepted: int
    questions_reviewed: int
    questions_waiting: int
    doubts: tuple[tuple[Reason, int], ...]
    findings: tuple[tuple[Finding, int], ...]
    items_waiting: int

    @property
    def pages(self) -> int:
        """Pages that were stored."""
        return sum(file.stored for file in self.files)

    @property
    def pages_read(self) -> int:
        """Pages that count."""
        return sum(file.read for file in self.files)

    @property
    def pages_rejected(self) -> int:
        """Pages that were not read."""
        return sum(file.rejected for file in self.files)

    def check(self) -> None:
        """Hold the figures against one another.

        Raises
        ------
        BatchDoesNotAddUp
            When they do not add up.
        """
        parts = self.questions_accepted + self.questions_reviewed + self.questions_waiting
        for file in self.files:
            if file.pages is not None and file.stored != file.pages:
                raise BatchDoesNotAddUp(batch=self.batch, what=f"{file.path}: {file.stored} ≠ {file.pages}")
        if sum(count for _, count in self.rejected) != self.pages_rejected:
            raise BatchDoesNotAddUp(batch=self.batch, what="reasons ≠ rejected")
        if parts != self.questions:
            raise BatchDoesNotAddUp(batch=self.batch, what=f"{parts} ≠ {self.questions}")
        if not 0 <= self.sheets_waiting <= self.sheets <= self.pages_read:
            raise BatchDoesNotAddUp(batch=self.batch, what=f"{self.sheets_waiting}, {self.sheets}, {self.pages_read}")


def batch_summary(engine: Engine, batch: Batch) -> BatchSummary:
    """Count a batch and check that it adds up.

    Raises
    ------
    BatchDoesNotAddUp
        When it does not.
    """
    in_batch = (
        select(PageRow.id).join(SourceRow, SourceRow.id == PageRow.source_id).where(SourceRow.batch_id == batch.id)
    )
    counted = in_batch.where(PageRow.outcome == "read")
    decided = decided_items()
    open_questions = (
        select(ReviewItemRow.answer_id)
        .where(ReviewItemRow.answer_id.is_not(None), ReviewItemRow.page_id.in_(counted))
        .where(~ReviewItemRow.id.in_(decided), ~ReviewItemRow.id.in_(audited_items()))
    )
    with engine.connect() as connection:
        reasons = connection.execute(
            select(PageRow.reason, func.count())
            .where(PageRow.id.in_(in_batch), PageRow.reason.is_not(None))
            .group_by(PageRow.reason)
            .order_by(func.count().desc(), PageRow.reason)
        )
        rejected = tuple((Reason(str(name)), count) for name, count in reasons)
        by_state = connection.execute(
            select(AnswerRow.state, func.count()).where(AnswerRow.page_id.in_(counted)).group_by(AnswerRow.state)
        )
        states = {state: count for state, count in by_state}  # noqa: C416 - rows are not pairs to a type checker
        doubts = Counter(
            reason
            for text in connection.scalars(select(AnswerRow.reasons).where(AnswerRow.id.in_(open_questions)))
            for reason in reasons_from_text(text)
        )
        noticed = connection.scalars(select(PageRow.findings_json).where(PageRow.id.in_(counted))).all()
        waiting = connection.scalar(select(func.count()).select_from(open_questions.subquery())) or 0
        # A sheet is its serial and copy; a photocopied one has none and is its page.
        sheet = func.coalesce(PageRow.serial.concat("/").concat(PageRow.copy_number), PageRow.id.concat("#"))
        waiting_pages = select(AnswerRow.page_id).where(AnswerRow.id.in_(open_questions))
        summary = BatchSummary(
            batch=batch.name,
            files=_files(engine, batch),
            rejected=rejected,
            sheets=connection.scalar(select(func.count(sheet.distinct())).where(PageRow.id.in_(counted))) or 0,
            sheets_waiting=connection.scalar(select(func.count(sheet.distinct())).where(PageRow.id.in_(waiting_pages)))
            or 0,
            questions=sum(states.values()),
            questions_accepted=states.get("accepted", 0),
            questions_reviewed=states.get("review", 0) - waiting,
            questions_waiting=waiting,
            doubts=_most_common(doubts),
            findings=summed(findings_from_json(text) for text in noticed),
            items_waiting=connection.scalar(
                select(func.count())
                .select_from(ReviewItemRow)
                .join(PageRow, PageRow.id == ReviewItemRow.page_id)
                .where(PageRow.id.in_(in_batch), item_waits())
            )
            or 0,
        )
    summary.check()
    return summary


def _most_common(counts: Counter[Reason]) -> tuple[tuple[Reason, int], ...]:
    """Return the counts, the largest first; equal ones in an order that does not depend on the database."""
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


# In the order of the fields of `FileSummary`.
_OUTCOMES = ("read", "rejected", "duplicate", "held", "withdrawn")


def _files(engine: Engine, batch: Batch) -> tuple[FileSummary, ...]:
    def pages(outcome: str) -> ColumnElement[int]:
        return func.count(PageRow.id).filter(PageRow.outcome == outcome)

    beside = func.count(PageRow.id).filter(PageRow.part > 1)
    statement = (
        select(SourceRow.path, SourceRow.pages, *map(pages, _OUTCOMES), beside)
        .outerjoin(PageRow, PageRow.source_id == SourceRow.id)
        .where(SourceRow.batch_id == batch.id)
        .group_by(SourceRow.id)
        .order_by(SourceRow.id)
    )
    with engine.connect() as connection:
        rows: list[tuple[Any, ...]] = [tuple(row) for row in connection.execute(statement)]
        return tuple(FileSummary(*row) for row in rows)
