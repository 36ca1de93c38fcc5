"""The same question over many sheets: confirm all that look as the machine guessed, but the ones clicked."""

import re
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse

from app.web.pages import Pages
from app.web.sessions import Desk, Session, Sessions
from app.web.words import said
from db.desk import Detail, item_detail
from db.errors import DecidedMeanwhile
from db.review import Looked, decide
from db.roles import Role
from db.turns import Wanted, waiting_for
from db.waiting import QUESTION
from omr.layout.sheet import FieldKind

_SHOWN = 60
# An item, and the newest decision on it that was known when it was shown.
_TILE = re.compile(r"([0-9]{1,18}):([0-9]{1,18})")


def gallery_routes(desk: Desk, pages: Pages, sessions: Sessions) -> APIRouter:
    """Return the routes of the gallery."""
    router = APIRouter()
    reviewer, reviewer_form = sessions.needs(Role.REVIEWER), sessions.needs_form(Role.REVIEWER)

    @router.get("/gallery")
    def gallery(session: Annotated[Session, reviewer], question: str = "", answer: str = "") -> HTMLResponse:
        return _shown(desk, pages, session, (question, answer), "")

    @router.post("/gallery")
    def confirmed(
        session: Annotated[Session, reviewer_form],
        question: Annotated[str, Form()],
        answer: Annotated[str, Form()],
        items: Annotated[list[str], Form()],
        wrong: Annotated[list[int] | None, Form()] = None,
    ) -> HTMLResponse:
        count = 0
        for item, last in (map(int, found.groups()) for found in map(_TILE.fullmatch, items) if found is not None):
            if item not in (wrong or ()):
                count += _confirmed(desk, session, item, answer, last)
        return _shown(desk, pages, session, (question, answer), said(session.language, "gallery_done", count=count))

    return router


def _confirmed(desk: Desk, session: Session, item_id: int, answer: str, last: int) -> bool:
    detail = item_detail(desk.engine, item_id)
    if session.is_own(detail.item.officer):
        return False
    looked = Looked(last, None, detail.place.sha256)
    try:
        decide(desk.engine, item_id, answer, session.who, "gallery", datetime.now(UTC), looked)
    except DecidedMeanwhile:
        return False
    return True


def _shown(desk: Desk, pages: Pages, session: Session, group: tuple[str, str], notice: str) -> HTMLResponse:
    groups: dict[tuple[str, str], list[Detail]] = {}
    for item in waiting_for(desk.engine, session.reviewer, Wanted(kind=QUESTION)):
        # What is checked blindly is not shown beside the machine's guess.
        if not item.audited and _may_be_confirmed(detail := item_detail(desk.engine, item.id)):
            groups.setdefault((item.question, ";".join(detail.machine_chosen) or "blank"), []).append(detail)
    several = [(key, len(details)) for key, details in groups.items()]
    return pages.page(
        "gallery.html",
        session,
        groups=sorted(several, key=lambda pair: -pair[1]),
        shown=sorted(groups.get(group, []), key=lambda detail: -detail.confidence)[:_SHOWN],
        question=group[0],
        answer=group[1],
        notice=notice,
    )


def _may_be_confirmed(detail: Detail) -> bool:
    """Tell whether the machine's guess is an answer that the question takes: more marks than are asked for are none."""
    if detail.field is None:
        return False
    most = 1 if detail.field.kind is FieldKind.SINGLE else detail.field.max_choices or len(detail.field.boxes)
    return len(detail.machine_chosen) <= most
