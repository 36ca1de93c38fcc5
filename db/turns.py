"""Whose turn is it? What waits for a reviewer, and the next of it, leased so that no two have the same before them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, insert, select

from db.convert import from_utc, to_utc
from db.engine import writing
from db.four_eyes import opinions_of
from db.own_sheets import pages_about
from db.review import QueueItem, queue
from db.tables import LeaseRow
from db.waiting import COMMENT

# A clerk who is called away leaves an item to others after so long.
LEASE = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who sits at a desk. `desk` is what items are leased to; `officer` whose sheets they must not judge: their own."""

    desk: str
    who: str
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items a reviewer goes through: those of a kind, batch, form and question; all where nothing is said."""

    kind: str = ""
    batch: str = ""
    form: str = ""
    question: str = ""

    def takes(self, item: QueueItem) -> bool:
        """Tell whether an item is among them. Comments are among none: they are typed elsewhere."""
        return (
            item.kind != COMMENT
            and self.kind in ("", item.kind)
            and self.batch in ("", item.batch)
            and self.form in ("", item.form)
            and self.question in ("", item.question)
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is: the item found, None where there is none, and how many wait.

    `following` is the item that comes after it, 0 for none: its picture can be made meanwhile.
    """

    item: QueueItem | None
    left: int
    following: int = 0


def next_item(
    engine: Engine, reviewer: Reviewer, wanted: Wanted, now: datetime, after: int = 0, certain: int = 0
) -> Turn:
    """Return the next item that waits and nobody else has before them, leased to this desk.

    Parameters
    ----------
    after
        The item that was skipped or decided last: the next one in the order of the queue, round to the beginning.
    certain
        This item and no other, though somebody else may have it before them; 0 for whichever is next.
    """
    waiting = waiting_for(engine, reviewer, wanted)
    ids = [item.id for item in waiting]
    if certain:
        waiting = waiting[ids.index(certain) :] + waiting[: ids.index(certain)] if certain in ids else []
    elif after in ids:
        waiting = waiting[ids.index(after) + 1 :] + waiting[: ids.index(after) + 1]
    with writing(engine) as connection:
        taken = {
            item
            for item, whose, until in connection.execute(select(LeaseRow.item_id, LeaseRow.desk, LeaseRow.until))
            if whose != reviewer.desk and from_utc(until) > now and item != certain
        }
        free = [item for item in waiting if item.id not in taken]
        if free:
            connection.execute(delete(LeaseRow).where(LeaseRow.item_id == free[0].id))
            until = to_utc(now + LEASE)
            connection.execute(insert(LeaseRow), {"item_id": free[0].id, "desk": reviewer.desk, "until": until})
    following = free[1].id if len(free) > 1 else 0
    return Turn(free[0] if free else None, len(ids), following)


def waiting_for(engine: Engine, reviewer: Reviewer, wanted: Wanted) -> list[QueueItem]:
    """Return what waits for a person and this one may decide: not on their own sheets, nor where they have spoken."""
    with engine.connect() as connection:
        spoken = opinions_of(connection, reviewer.who)
    items = [item for item in queue(engine) if wanted.takes(item) and item.id not in spoken]
    own = pages_about(engine, reviewer.officer, {item.page_id for item in items})
    return [item for item in items if item.page_id not in own]
