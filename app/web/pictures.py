"""Which pictures are shown, and to whom? Rows and pages, to those who may; each showing is on record."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Response

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
    def row(session: Annotated[Session, reviewer], item_id: int) -> Response:
        detail = item_detail(desk.engine, item_id)
        refuse_own(desk.engine, session, detail.place.page_id)
        return _shown(desk, session, detail.place, detail.item.question, crops.row_crop(desk.store, detail))

    @router.get("/pages/{page_id}.jpg")
    def page(session: Annotated[Session, reviewer], page_id: int, small: bool = False) -> Response:
        place, seen, _ = page_of(desk.engine, page_id)
        refuse_own(desk.engine, session, place.page_id)
        return _shown(desk, session, place, "", crops.page_picture(desk.store, place, seen, small))

    return router


def _shown(desk: Desk, session: Session, place: StoredPlace, question: str, data: bytes) -> Response:
    """Return a picture, of which it is on record first who sees it."""
    record_access(desk.engine, session.who, place.page_id, question, datetime.now(UTC))
    return Response(data, media_type="image/jpeg", headers=_HEADERS)
