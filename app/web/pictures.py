"""Which pictures are shown, and to whom? Rows and pages, to those who may; each showing is on record."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Response

from app.web import crops
from app.web.own_sheets import refuse_own
from app.web.sessions import Desk, Session, Sessions
from db.accesses import record_access
from db.desk import StoredPlace, item_detail, page_of
from db.roles import Role

# A picture of a page never changes; the browser keeps it for as long as the desk is open.
_HEADERS = {"Cache-Control": "private, max-age=3600"}


def picture_routes(desk: Desk, sessions: Sessions) -> APIRouter:
    """Return the routes of pictures."""
    router = APIRouter()
    reviewer = sessions.needs(Role.REVIEWER)

    @router.get("/items/{item_id}/row.jpg")
    def row(session: Annotated[Session, reviewer], item_id: int, after: BackgroundTasks) -> Response:
        detail = item_detail(desk.engine, item_id)
        _shown_to(desk, session, detail.place, detail.item.question, after)
        return _picture(crops.row_crop(desk.store, detail))

    @router.get("/pages/{page_id}.jpg")
    def page(
        session: Annotated[Session, reviewer], page_id: int, after: BackgroundTasks, small: bool = False
    ) -> Response:
        place, seen, _ = page_of(desk.engine, page_id)
        _shown_to(desk, session, place, "", after)
        return _picture(crops.page_picture(desk.store, place, seen, small))

    return router


def _shown_to(desk: Desk, session: Session, place: StoredPlace, question: str, after: BackgroundTasks) -> None:
    refuse_own(desk.engine, session, place.page_id)
    # Written down once the picture is on its way: nobody waits for it.
    after.add_task(record_access, desk.engine, session.who, place.page_id, question, datetime.now(UTC))


def _picture(data: bytes) -> Response:
    return Response(data, media_type="image/jpeg", headers=_HEADERS)
