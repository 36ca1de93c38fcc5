"""How far can the machine be trusted? What was checked blindly, what people read otherwise, and the bound."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.exporting import meanings
from app.web.answer_words import chosen_words
from app.web.own_sheets import own_items
from app.web.pages import Pages
from app.web.sessions import Desk, Session, Sessions
from db.audits import AuditedAnswer, audited_answers, draw_audit
from db.batches import list_batches
from db.roles import Role
from reports.audit import audit_figures

_MOST = 5_000


def audit_routes(desk: Desk, pages: Pages, sessions: Sessions) -> APIRouter:
    """Return the routes of the audit."""
    router = APIRouter()

    @router.get("/audit")
    def audit(session: Annotated[Session, sessions.needs(Role.COMPILER)]) -> HTMLResponse:
        answers = audited_answers(desk.engine)
        differing = [answer for answer in answers if answer.agreed is False]
        own = own_items(desk.engine, session, [answer.item_id for answer in differing])
        labels = {
            (m.form, m.question): {c.code: c.label for c in m.choices} for m in meanings(desk.engine, session.language)
        }

        def words(answer: AuditedAnswer, chosen: tuple[str, ...]) -> str:
            return chosen_words(labels.get((answer.form, answer.question), {}), chosen, session.language)

        return pages.page(
            "audit.html",
            session,
            total=next(iter(audit_figures(answers)), None),
            by_batch=audit_figures(answers, lambda answer: answer.batch),
            by_month=audit_figures(answers, lambda answer: f"{answer.day:%Y-%m}"),
            words=words,
            disagreements=[answer for answer in differing if answer.item_id not in own],
            batches=[record.batch.name for record in list_batches(desk.engine)[::-1]],
        )

    @router.post("/audit")
    def draw(
        session: Annotated[Session, sessions.needs_form(Role.COMPILER)],
        sample: Annotated[int, Form(ge=1, le=_MOST)],
        batch: Annotated[str, Form()] = "",
    ) -> Response:
        draw_audit(desk.engine, sample, session.who, datetime.now(UTC), None, batch)
        return RedirectResponse("/audit", status_code=303)

    return router
