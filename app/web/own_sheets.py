"""Who may see which sheet? Everybody those that are not about themselves, wherever at the desk they would stand."""

from collections.abc import Collection

from fastapi import HTTPException

from app.web.sessions import Session
from db.desk import item_detail
from db.engine import Engine
from db.own_sheets import pages_about
from db.review import queue
from db.waiting import COMMENT


def refuse_own(engine: Engine, session: Session, page_id: int) -> None:
    """Refuse a page of a sheet about somebody to themselves.

    Raises
    ------
    HTTPException
        403 where it is.
    """
    if page_id in pages_about(engine, session.officer, (page_id,)):
        raise HTTPException(403)


def own_items(engine: Engine, session: Session, items: Collection[int]) -> frozenset[int]:
    """Return those of some items that are of sheets about somebody."""
    # Whoever has no sheets of their own need not wait until it is looked up.
    pages = {item: item_detail(engine, item).place.page_id for item in items} if session.officer else {}
    own = pages_about(engine, session.officer, frozenset(pages.values()))
    return frozenset(item for item, page in pages.items() if page in own)


def comments_for(engine: Engine, session: Session) -> list[int]:
    """Return the comments that nobody has typed, in the order of the queue: those that are not about oneself."""
    waiting = [item for item in queue(engine) if item.kind == COMMENT]
    own = pages_about(engine, session.officer, {item.page_id for item in waiting})
    return [item.id for item in waiting if item.page_id not in own]
