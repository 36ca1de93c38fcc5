"""The same question over many sheets: confirm all that look as the machine guessed, but the ones clicked."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse

from app.web.item_view import machine_answer, wording
from app.web.own_sheets import own_items
from app.web.pages import Pages
from app.web.sessions import Desk, Session, Sessions
from app.web.words import said
from db.desk import Detail, item_detail
from db.errors import DecidedMeanwhile
from db.review import BLANK, Looked, decide
from db.roles import Role
from db.turns import Wanted, waiting_for
from db.waiting import QUESTION
from omr.layout.sheet import FieldKind

_SHOWN = 60
# An item, and the newest decision on it that was known when it was shown.
_TILE = re.compile(r"([0-9]{1,18}):([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class _Group:
    """Answers with the same guess to one question of one form: a code means something else in another."""

    form: str
    question: str
    answer: str


def gallery_routes(desk: Desk, pages: Pages, sessions: Sessions) -> APIRouter:
    """Return the routes of the gallery."""
    router = APIRouter()
    reviewer, reviewer_form = sessions.needs(Role.REVIEWER), sessions.needs_form(Role.REVIEWER)

    @router.get("/gallery")
    def gallery(
        session: Annotated[Session, reviewer], form: str = "", question: str = "", answer: str = ""
    ) -> HTMLResponse:
        return _shown(desk, pages, session, _Group(form, question, answer), "")

    @router.post("/gallery")
    def confirmed(
        session: Annotated[Session, reviewer_form],
        form: Annotated[str, Form()],
        question: Annotated[str, Form()],
        answer: Annotated[str, Form()],
        items: Annotated[list[str], Form()],
        wrong: Annotated[list[int] | None, Form()] = None,
    ) -> HTMLResponse:
        count = 0
        for item, last in (map(int, found.groups()) for found in map(_TILE.fullmatch, items) if found is not None):
            if item not in (wrong or ()):
                count += _confirmed(desk, session, item, answer, last)
        told = said(session.language, "gallery_done", count=count)
        return _shown(desk, pages, session, _Group(form, question, answer), told)

    return router


def _confirmed(desk: Desk, session: Session, item_id: int, answer: str, last: int) -> bool:
    detail = item_detail(desk.engine, item_id)
    if own_items(desk.engine, session, (item_id,)):
        return False
    looked = Looked(last, None, detail.place.sha256)
    try:
        decide(desk.engine, item_id, answer, session.who, "gallery", datetime.now(UTC), looked)
    except DecidedMeanwhile:
        return False
    return True


def _shown(desk: Desk, pages: Pages, session: Session, group: _Group, notice: str) -> HTMLResponse:
    groups: dict[_Group, list[Detail]] = {}
    for item in waiting_for(desk.engine, session.reviewer, Wanted(kind=QUESTION)):
        # What is checked blindly is not shown beside the machine's guess.
        if not item.audited and _may_be_confirmed(detail := item_detail(desk.engine, item.id)):
            of = _Group(item.form, item.question, ";".join(detail.machine_chosen) or BLANK)
            groups.setdefault(of, []).append(detail)
    several = [(of, machine_answer(details[0], session), len(details)) for of, details in groups.items()]
    shown = groups.get(group, [])
    return pages.page(
        "gallery.html",
        session,
        groups=sorted(several, key=lambda one: -one[2]),
        shown=sorted(shown, key=lambda detail: -detail.confidence)[:_SHOWN],
        group=group,
        wording=wording(shown[0], session) if shown else "",
        guess=machine_answer(shown[0], session) if shown else "",
        notice=notice,
    )


def _may_be_confirmed(detail: Detail) -> bool:
    """Tell whether the machine's guess is an answer that the question takes: more marks than are asked for are none."""
    if detail.field is None:
        return False
    most = 1 if detail.field.kind is FieldKind.SINGLE else detail.field.max_choices or len(detail.field.boxes)
    return len(detail.machine_chosen) <= most
