"""One question at a time: what does a reviewer see, and what happens at each key?"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from app.web.batch_pages import KINDS
from app.web.item_view import answer_told, decided_words, item_values, machine_words
from app.web.own_sheets import refuse_own
from app.web.pages import Pages
from app.web.sessions import Desk, Session, Sessions
from app.web.words import said
from db.desk import Detail, decided_together, item_detail, last_decided
from db.errors import AnswerImpossible, DecidedMeanwhile
from db.review import DISCARD, Looked, decide
from db.roles import Role
from db.turns import Wanted, next_item
from omr.errors import OmrError


class _Filter(BaseModel):
    """Which items are gone through, as forms and addresses say it."""

    kind: str = ""
    batch: str = ""
    form: str = ""
    question: str = ""
    csrf: str = ""

    def wanted(self) -> Wanted:
        """Return it as the queue knows it."""
        # An address may be typed by hand; a kind that there is not is none.
        return Wanted(self.kind if self.kind in KINDS else "", self.batch, self.form, self.question)


class _Decision(_Filter):
    """One key, as the form sends it. `last` is the newest decision that the reviewer knew of."""

    answer: str
    last: int = 0
    shown_at: float = Field(0.0, ge=0, allow_inf_nan=False)
    why: str = Field("", max_length=200)


@dataclass(frozen=True, slots=True)
class _Next:
    """Which item comes next: a certain one, or the one after another; and what there is to say about the last."""

    after: int = 0
    certain: int = 0
    notice: str = ""


def queue_routes(desk: Desk, pages: Pages, sessions: Sessions) -> APIRouter:
    """Return the routes of the queue."""
    router = APIRouter()
    reviewer, reviewer_form = sessions.needs(Role.REVIEWER), sessions.needs_form(Role.REVIEWER)

    @router.get("/queue")
    def queue(
        session: Annotated[Session, reviewer], wanted: Annotated[_Filter, Query()], after: int = 0, item: int = 0
    ) -> HTMLResponse:
        return _shown(desk, pages, session, wanted.wanted(), _Next(after, item))

    @router.post("/queue/{item_id}")
    def decided(
        session: Annotated[Session, reviewer_form], item_id: int, form: Annotated[_Decision, Form()]
    ) -> HTMLResponse:
        wanted, seconds = form.wanted(), _seconds_since(form.shown_at)
        detail = item_detail(desk.engine, item_id)
        refuse_own(desk.engine, session, detail.item.page_id)
        if form.answer.strip().lower() == DISCARD and not form.why.strip():
            return _shown(desk, pages, session, wanted, _Next(0, item_id, said(session.language, "why_missing")))
        looked = Looked(form.last, seconds, detail.place.sha256)
        try:
            decide(desk.engine, item_id, form.answer, session.who, form.why, datetime.now(UTC), looked)
        except (DecidedMeanwhile, AnswerImpossible) as error:
            return _shown(
                desk, pages, session, wanted, _Next(0, item_id, _refused(desk, session, item_id, form.answer, error))
            )
        if seconds is not None:
            session.seconds.append(seconds)
        notice = _told(session, detail, form.answer)
        return _shown(desk, pages, session, wanted, _Next(after=item_id, notice=notice))

    @router.post("/undo")
    def undo(session: Annotated[Session, reviewer_form], form: Annotated[_Filter, Form()]) -> HTMLResponse:
        item_id = last_decided(desk.engine, session.who)
        if not item_id:
            return _shown(desk, pages, session, form.wanted(), _Next(notice=said(session.language, "nothing_to_undo")))
        for together in decided_together(desk.engine, item_id):
            looked = Looked(item_detail(desk.engine, together).last_decision)
            decide(desk.engine, together, "reopen", session.who, "", datetime.now(UTC), looked)
        notice = said(session.language, "undone", item=item_id)
        return _shown(desk, pages, session, form.wanted(), _Next(certain=item_id, notice=notice))

    return router


def _shown(desk: Desk, pages: Pages, session: Session, wanted: Wanted, coming: _Next) -> HTMLResponse:
    turn = next_item(desk.engine, session.reviewer, wanted, datetime.now(UTC), coming.after, coming.certain)
    item_id = turn.item.id if turn.item is not None else coming.certain
    if not item_id:
        return pages.page("nothing.html", session, notice=coming.notice, wanted=wanted)
    detail = item_detail(desk.engine, item_id)
    refuse_own(desk.engine, session, detail.item.page_id)
    # What waits knows its reasons with all that was seen; what was decided is shown as it stands.
    values = item_values(detail, turn.item or detail.item, session)
    return pages.page(
        "item.html",
        session,
        left=turn.left,
        following=turn.following,
        wanted=wanted,
        notice=coming.notice,
        shown_at=time.time(),
        **values,
    )


def _seconds_since(shown_at: float) -> float | None:
    return max(0.0, time.time() - shown_at) if shown_at else None


def _told(session: Session, detail: Detail, answer: str) -> str:
    """Return what was decided, and what the machine had thought of it: said afterwards, so that it does not lead."""
    told = answer_told(detail, answer, session)
    notice = said(session.language, "decided", item=detail.item.id, answer=told)
    return f"{notice} {machine_words(detail, session)}" if detail.field is not None else notice


def _refused(desk: Desk, session: Session, item_id: int, answer: str, error: OmrError) -> str:
    """Return why a decision was not taken, with answers in the words of the sheet."""
    detail = item_detail(desk.engine, item_id)
    past = next((past for past in reversed(detail.history) if past.holds), None)
    if isinstance(error, DecidedMeanwhile) and past is not None:
        error = DecidedMeanwhile(item=item_id, who=past.who, answer=decided_words(detail, past, session))
    elif isinstance(error, AnswerImpossible) and detail.field is not None:
        error = AnswerImpossible(item=item_id, answer=answer_told(detail, answer, session))
    return error.sentence(session.language)
