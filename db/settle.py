"""What becomes of the pages of a serial when one more is read, a person decides, or a batch is withdrawn?

`db.papers` holds the rule; here its facts are gathered and what it says is written down, within one transaction of the
caller. A paper that a person must choose about gets its item of the queue.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Connection, Select, bindparam, func, insert, select, update

from db.decisions import REOPEN, last_ids
from db.papers import Choice, Paper, Settled, Standing, settle
from db.tables import BatchRow, DecisionRow, PageRow, ReviewItemRow, SourceRow

# What the kind of item was called that asks about two papers of one serial, and about two that look alike.
TWO_PAPERS, ALIKE = "duplicate", "alike"
# Before a person could choose, the second paper could only be set aside.
_Pages: TypeAlias = Select[int, int | None, int, bool, str, int]
_CHOICES = {"discard": Choice.FIRST} | {choice.value: choice for choice in Choice}


def settle_serial(connection: Connection, serial: str, now: datetime) -> None:
    """Settle every page that was read of one serial."""
    before = _pages(connection, _OF_SERIAL, serial)
    papers = tuple(paper for paper, _ in before)
    settled = settle(papers)
    _write(connection, tuple((s, old) for s, (_, old) in zip(settled, before, strict=True)))
    _ask(connection, (s for s in settled if s.against is not None and s.standing is Standing.HELD), now)


def settle_unnumbered(connection: Connection, page_ids: Iterable[int]) -> None:
    """Settle pages without a serial: each is a paper of its own, unless it waits for a person or one set it aside."""
    for page_id in page_ids:
        for paper, old in _pages(connection, _OF_PAGE, page_id):
            asked = connection.scalar(
                select(ReviewItemRow.id).where(ReviewItemRow.page_id == page_id, ReviewItemRow.kind == ALIKE)
            )
            if paper.withdrawn:
                standing = Standing.WITHDRAWN
            elif asked is None or paper.choice is Choice.BOTH:
                standing = Standing.READ
            else:
                standing = Standing.HELD if paper.choice is None else Standing.DUPLICATE
            _write(connection, ((Settled(page_id, standing), old),))


def settle_batch(connection: Connection, batch_id: int, now: datetime) -> None:
    """Settle every page of a batch, and the pages of other batches that share a serial with one."""
    inside = (
        select(PageRow.id, PageRow.serial)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .where(SourceRow.batch_id == batch_id, PageRow.outcome != "rejected")
        .order_by(PageRow.id)
    )
    rows = connection.execute(inside).all()
    for serial in dict.fromkeys(serial for _, serial in rows if serial is not None):
        settle_serial(connection, serial, now)
    settle_unnumbered(connection, [page_id for page_id, serial in rows if serial is None])


# Made once: SQLAlchemy takes longer to put a statement together than a database takes to answer it, and these are asked
# for every page that is stored.
_READ_PAGES = (
    select(
        PageRow.id,
        PageRow.form_page,
        func.coalesce(PageRow.same_as_id, PageRow.id),
        BatchRow.withdrawn,
        PageRow.outcome,
        PageRow.copy_number,
    )
    .join(SourceRow, SourceRow.id == PageRow.source_id)
    .join(BatchRow, BatchRow.id == SourceRow.batch_id)
    .where(PageRow.outcome != "rejected")
    .order_by(PageRow.id)
)
_OF_SERIAL = _READ_PAGES.where(PageRow.serial == bindparam("of"))
_OF_PAGE = _READ_PAGES.where(PageRow.id == bindparam("of"))
_SAID = (
    select(ReviewItemRow.page_id, DecisionRow.outcome)
    .join(DecisionRow, DecisionRow.item_id == ReviewItemRow.id)
    .where(
        DecisionRow.id.in_(last_ids()),
        DecisionRow.outcome != REOPEN,
        ReviewItemRow.kind.in_((TWO_PAPERS, ALIKE)),
        ReviewItemRow.page_id.in_(bindparam("pages", expanding=True)),
    )
)
_HOLD = update(PageRow).where(PageRow.id.in_(bindparam("pages", expanding=True))).values(outcome=Standing.HELD.value)
_STAND = (
    update(PageRow)
    .where(PageRow.id == bindparam("of"))
    .values(outcome=bindparam("standing"), copy_number=bindparam("copy"))
)


def _pages(connection: Connection, which: _Pages, of: str | int) -> list[tuple[Paper, Settled]]:
    """Return the pages that were read, in the order of scanning, each with its standing as it is stored."""
    rows = connection.execute(which, {"of": of}).all()
    ids = [row[0] for row in rows]
    choices = {page: _CHOICES[word] for page, word in connection.execute(_SAID, {"pages": ids})}
    return [
        (Paper(page, side or 1, same, withdrawn, choices.get(page)), Settled(page, Standing(outcome), copy))
        for page, side, same, withdrawn, outcome, copy in rows
    ]


def _write(connection: Connection, changes: Iterable[tuple[Settled, Settled]]) -> None:
    """Store standings that changed; no page counts until all that stop counting have, or two would for a moment."""
    changed = [(s, old) for s, old in changes if (s.standing, s.copy_number) != (old.standing, old.copy_number)]
    counted = [old.page_id for _, old in changed if old.standing is Standing.READ]
    if counted:
        connection.execute(_HOLD, {"pages": counted})
    for s, _ in changed:
        connection.execute(_STAND, {"of": s.page_id, "standing": s.standing.value, "copy": s.copy_number})


def _ask(connection: Connection, asked: Iterable[Settled], now: datetime) -> None:
    """Open an item for each paper that is held against another and has none yet."""
    for s in asked:
        has = select(ReviewItemRow.id).where(ReviewItemRow.page_id == s.page_id, ReviewItemRow.kind == TWO_PAPERS)
        if connection.scalar(has) is None:
            item = {"kind": TWO_PAPERS, "page_id": s.page_id, "other_page_id": s.against, "created_at": now}
            connection.execute(insert(ReviewItemRow), item)
