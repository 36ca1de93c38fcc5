"""What stands where? The start page, each batch with its equations, each sheet with its answers."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.batch_report import batch_report
from app.batch_view import ALWAYS_SHOWN, hand_verdict
from app.batch_words import STATES, channel_words, oddity_words
from app.dossiers import DossiersUnreadable
from app.office import OfficeInvalid, load_office
from app.periods import report_order
from app.quota_lines import quota_lines
from app.reason_counts import reason_words
from app.roster import RosterUnreadable
from app.web.answer_words import choice_labels, outcome_words
from app.web.own_sheets import comments_for, refuse_own
from app.web.pages import Pages
from app.web.sessions import Desk, Session, Sessions
from batches.collate import SheetState
from batches.reconcile import Reconciliation
from db.batches import BatchRecord, list_batches
from db.desk import PastDecision, page_history, page_of
from db.errors import BatchUnknown
from db.roles import Role
from db.sheet_view import Standing, sides_of, standings
from db.sheets import SheetPage, sheet_pages
from db.turns import Wanted, waiting_for
from omr.words import Language
from reports.period_figures import QuotaLine
from reports.periods import current_periods

KINDS = ("question", "page", "duplicate", "alike", "incomplete")
_BATCHES_SHOWN = 6
_OUTCOMES = ("read", "rejected", "held", "duplicate", "withdrawn")
_PAGES_SHOWN = 500


def batch_routes(desk: Desk, pages: Pages, sessions: Sessions) -> APIRouter:
    """Return the routes of the start page, batches and sheets."""
    router = APIRouter()
    viewer, reviewer = sessions.needs(Role.VIEWER), sessions.needs(Role.REVIEWER)
    _overview(router, desk, pages, viewer)

    @router.get("/batches/{batch_id}/pages")
    def batch_page_list(session: Annotated[Session, reviewer], batch_id: int, outcome: str = "") -> HTMLResponse:
        record = _record(desk, batch_id)
        found = [page for page in sheet_pages(desk.engine, record.batch) if page.here and _is(page, outcome)]
        shown = found[:_PAGES_SHOWN]
        reasons = {page.page_id: reason_words(page.reason) for page in shown if page.reason is not None}
        return pages.page(
            "batch_pages.html",
            session,
            record=record,
            found=len(found),
            shown=shown,
            reasons=reasons,
            outcomes=_OUTCOMES,
            outcome=outcome,
        )

    @router.get("/sheets/{page_id}")
    def sheet(session: Annotated[Session, reviewer], page_id: int) -> HTMLResponse:
        place, seen, survey_json = page_of(desk.engine, page_id)
        refuse_own(desk.engine, session, page_id)
        sides = sides_of(desk.engine, page_id)
        history = [pair for side in sides for pair in _told_to(session.who, page_history(desk.engine, side.page_id))]
        return pages.page(
            "sheet.html",
            session,
            place=place,
            seen=seen,
            sides=sides,
            answer_words=_in_words(survey_json, session.language),
            answers=[_blind(standing) for standing in standings(desk.engine, tuple(side.page_id for side in sides))],
            history=sorted(history, key=lambda pair: pair[1].id),
        )

    return router


def _overview(router: APIRouter, desk: Desk, pages: Pages, viewer: object) -> None:
    @router.get("/")
    def start(session: Annotated[Session, viewer]) -> HTMLResponse:
        waiting = waiting_for(desk.engine, session.reviewer, Wanted())
        return pages.page(
            "start.html",
            session,
            waiting=len(waiting),
            kinds=[(kind, sum(item.kind == kind for item in waiting)) for kind in KINDS],
            choices=[
                (name, sorted({getattr(i, name) for i in waiting} - {""})) for name in ("batch", "form", "question")
            ],
            quotas=_quotas(desk, session),
            comments=len(comments_for(desk.engine, session)),
            batches=_reports(desk, _BATCHES_SHOWN),
            hand_verdict=hand_verdict,
        )

    @router.get("/batches")
    def batches(session: Annotated[Session, viewer]) -> HTMLResponse:
        return pages.page("batches.html", session, batches=_reports(desk), hand_verdict=hand_verdict)

    @router.get("/batches/{batch_id}")
    def batch(session: Annotated[Session, viewer], batch_id: int) -> HTMLResponse:
        report = batch_report(desk.engine, _record(desk, batch_id).batch.name)
        return pages.page(
            "batch.html",
            session,
            report=report,
            record=report.record,
            figures=report.figures,
            states=_states(report.figures, session.language),
            channel_words=channel_words,
            hand_verdict=hand_verdict,
            oddity_words=oddity_words,
            reason_words=reason_words,
        )


def _quotas(desk: Desk, session: Session) -> tuple[str, tuple[QuotaLine, ...], str]:
    """Return the running period's title with its quotas, or what is wrong with what the office wrote down."""
    try:
        office = load_office(desk.settings.home)
        # The office's own day: the clock of this computer is set to it.
        running = current_periods(date.today(), office.windows())
        if not running or not office.quotas:
            return "", (), ""
        order = report_order(desk.settings.home, office, running[0])
    except (OfficeInvalid, DossiersUnreadable, RosterUnreadable) as error:
        return "", (), error.sentence(session.language)
    return order.period.title, quota_lines(desk.engine, order), ""


def _states(figures: Reconciliation, language: Language) -> list[tuple[str, int]]:
    """Return how many sheets are in each state, those of the usual states even where there is none."""
    shown = [state for state in SheetState if state in ALWAYS_SHOWN or figures.sheets_in(state)]
    return [(STATES[state].to(language), figures.sheets_in(state)) for state in shown]


def _reports(desk: Desk, most: int | None = None) -> list[object]:
    """Return the reports of the latest batches, the newest first."""
    records = list_batches(desk.engine)[::-1]
    return [batch_report(desk.engine, record.batch.name) for record in records[:most]]


def _record(desk: Desk, batch_id: int) -> BatchRecord:
    for record in list_batches(desk.engine):
        if record.batch.id == batch_id:
            return record
    raise BatchUnknown(name=batch_id)


def _told_to(who: str, history: Iterable[tuple[str, PastDecision]]) -> list[tuple[str, PastDecision]]:
    """Return what somebody may know of a page's past: not what another said where a second opinion is to come."""
    past = list(history)
    settled = {question: decision.id for question, decision in past if decision.holds}
    return [(question, d) for question, d in past if d.holds or d.who == who or d.id < settled.get(question, 0)]


def _in_words(survey_json: str, language: Language) -> Callable[[str, str, tuple[str, ...]], str]:
    """Return how what was read or decided about a question of a sheet is said."""

    def words(question: str, outcome: str, chosen: tuple[str, ...]) -> str:
        return outcome_words(choice_labels(survey_json, question, language), outcome, chosen, language)

    return words


def _blind(standing: Standing) -> Standing:
    """Return how an answer stands; one that was drawn for an audit and nobody looked at as any other that waits."""
    drawn = standing.state == "accepted" and standing.item_id
    return replace(standing, state="waiting") if drawn else standing


def _is(page: SheetPage, outcome: str) -> bool:
    return outcome in ("", page.outcome)
