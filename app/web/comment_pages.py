"""What did respondents write? A crop of the handwriting, to be typed and given a subject; optional."""

from datetime import UTC, datetime
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse

from app.web.item_view import wording
from app.web.own_sheets import comments_for, own_items, refuse_own
from app.web.pages import Pages
from app.web.sessions import Desk, Session, Sessions
from app.web.words import said
from db.comments import Typing, type_comment, typed_comments
from db.desk import Detail, item_detail
from db.errors import TypedMeanwhile
from db.roles import Role
from db.waiting import COMMENT

_TYPED_SHOWN = 50


def comment_routes(desk: Desk, pages: Pages, sessions: Sessions) -> APIRouter:
    """Return the routes of comments."""
    router = APIRouter()

    @router.get("/comments")
    def comments(
        session: Annotated[Session, sessions.needs(Role.REVIEWER)], after: int = 0, item: int = 0
    ) -> HTMLResponse:
        return _shown(desk, pages, session, (after, item), "")

    @router.post("/comments/{item_id}")
    def typed(
        session: Annotated[Session, sessions.needs_form(Role.REVIEWER)],
        item_id: int,
        text: Annotated[str, Form(max_length=5000)] = "",
        subject: Annotated[str, Form(max_length=100)] = "",
        last: Annotated[int, Form()] = 0,
    ) -> HTMLResponse:
        _detail(desk, session, item_id)
        typing = Typing(text, subject, last)
        try:
            type_comment(desk.engine, item_id, typing, session.who, datetime.now(UTC))
        except TypedMeanwhile as error:
            told = f"{error.sentence(session.language)} {error.advice(session.language)}"
            return _shown(desk, pages, session, (0, item_id), told, typing)
        return _shown(desk, pages, session, (item_id, 0), said(session.language, "comment_kept"))

    return router


def _detail(desk: Desk, session: Session, item_id: int) -> Detail:
    """Return a comment that somebody may see, or refuse it."""
    detail = item_detail(desk.engine, item_id)
    if detail.item.kind != COMMENT:
        raise HTTPException(404)
    refuse_own(desk.engine, session, detail.item.page_id)
    return detail


def _shown(
    desk: Desk, pages: Pages, session: Session, place: tuple[int, int], notice: str, own: Typing | None = None
) -> HTMLResponse:
    """Return the page of the comment that comes after another, or of a certain one; `own` is what was refused."""
    after, certain = place
    waiting = comments_for(desk.engine, session)
    later = [identity for identity in waiting if identity > after]
    item_id = certain or next(iter(later or waiting), 0)
    known = typed_comments(desk.engine)
    hidden = own_items(desk.engine, session, [comment.item_id for comment in known])
    detail = _detail(desk, session, item_id) if item_id else None
    before = next((comment for comment in known if comment.item_id == item_id), None)
    return pages.page(
        "comments.html",
        session,
        detail=detail,
        wording=wording(detail, session) if detail is not None else "",
        last=before.id if before is not None else 0,
        filled=own or before or Typing(""),
        left=len(waiting),
        typed=list(islice((c for c in reversed(known) if c.item_id not in hidden), _TYPED_SHOWN)),
        subjects=sorted({comment.subject for comment in known} - {""}),
        notice=notice,
    )
