"""What does the desk answer? Its pages: one question at a time, by keyboard, each decision on the record.

Bound to this computer and opened by a one-time address, as Jupyter is; whoever has the address becomes the reviewer
that `omr review` was started for. Every decision is a form with the session's own word against forgery.
"""

import hmac
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI, Form, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles

from app.web import crops
from app.web.api import api_router
from app.web.views import Views
from db.desk import item_detail, last_decided, next_item, page_of, upcoming
from db.engine import Engine
from db.errors import AnswerImpossible, DecidedMeanwhile, ItemUnknown
from db.review import Looked, decide
from omr.errors import OmrError
from omr.words import Language

_COOKIE = "omr_desk"
_HERE = Path(__file__).parent
_FONTS = Path(str(files("forms") / "fonts"))
# A picture of a page never changes; the browser keeps it for as long as the desk is open.
_PICTURE_HEADERS = {"Cache-Control": "private, max-age=3600"}
_SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What a desk works with. `token` opens it once; `who` is written into every decision."""

    engine: Engine
    store: Path | None
    who: str
    token: str
    language: Language


@dataclass(slots=True)
class Session:
    """One browser at the desk: its language, its word against forged forms, and its pace."""

    language: Language
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    name: str = field(default_factory=lambda: secrets.token_urlsafe(8))
    seconds: list[float] = field(default_factory=list)


class _Sessions:
    """The browsers that came in by the one-time address; gone when the program ends."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._open: dict[str, Session] = {}

    def enter(self, token: str) -> str | None:
        """Return a new session's cookie for the one-time address, None for any other."""
        if not hmac.compare_digest(token.encode(), self._desk.token.encode()):
            return None
        cookie = secrets.token_urlsafe(32)
        self._open[cookie] = Session(self._desk.language)
        return cookie

    def of(self, request: Request) -> Session:
        """Return the session of a request, or refuse it."""
        session = self._open.get(request.cookies.get(_COOKIE, ""))
        if session is None:
            raise HTTPException(403)
        return session


def create_app(desk: Desk) -> FastAPI:
    """Return the web application of a desk."""
    app = FastAPI(title="omr review", docs_url=None, redoc_url=None, openapi_url=None)
    sessions = _Sessions(desk)
    views = Views(desk.engine, _HERE / "templates")
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    # The very faces that the sheets are printed in.
    app.mount("/fonts", StaticFiles(directory=_FONTS), name="fonts")

    def current(request: Request) -> Session:
        return sessions.of(request)

    def checked(request: Request, csrf: Annotated[str, Form()] = "") -> Session:
        session = sessions.of(request)
        if not hmac.compare_digest(csrf.encode(), session.csrf.encode()):
            raise HTTPException(403)
        return session

    _guard(app, desk, views)
    app.include_router(api_router(desk.engine))
    _entrance(app, sessions)
    _pages(app, views, Depends(current))
    _pictures(app, desk, Depends(current))
    _decisions(app, desk, views, Depends(current), Depends(checked))
    _confirmations(app, desk, views, Depends(checked))
    return app


def _guard(app: FastAPI, desk: Desk, views: Views) -> None:
    @app.middleware("http")
    async def headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        for name, value in _SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    @app.exception_handler(OmrError)
    async def said(request: Request, error: OmrError) -> Response:
        del request
        known = isinstance(error, ItemUnknown)
        return HTMLResponse(views.problem(desk.language, error), status_code=404 if known else 409)

    @app.exception_handler(403)
    async def gone(request: Request, error: Exception) -> Response:
        del request, error
        return HTMLResponse(views.gone(desk.language), status_code=403)


def _entrance(app: FastAPI, sessions: _Sessions) -> None:
    @app.get("/enter/{token}")
    def enter(token: str) -> Response:
        cookie = sessions.enter(token)
        if cookie is None:
            raise HTTPException(403)
        response = RedirectResponse("/", status_code=303)
        response.set_cookie(_COOKIE, cookie, httponly=True, samesite="strict", path="/")
        return response

    @app.get("/health")
    def health() -> PlainTextResponse:
        return PlainTextResponse("ok")


def _pages(app: FastAPI, views: Views, current: object) -> None:
    @app.get("/", response_class=HTMLResponse)
    def start(session: Annotated[Session, current]) -> str:
        return views.start(session)

    @app.get("/gallery", response_class=HTMLResponse)
    def gallery(session: Annotated[Session, current], question: str = "", answer: str = "") -> str:
        return views.gallery(session, question, answer)

    @app.get("/sheets/{page_id}", response_class=HTMLResponse)
    def sheet(session: Annotated[Session, current], page_id: int) -> str:
        return views.sheet(session, page_id)

    @app.post("/language")
    def other_language(session: Annotated[Session, current]) -> Response:
        session.language = Language.EN if session.language is Language.VI else Language.VI
        return RedirectResponse("/", status_code=303)


def _pictures(app: FastAPI, desk: Desk, current: object) -> None:
    @app.get("/items/{item_id}/row.jpg")
    def row(session: Annotated[Session, current], item_id: int) -> Response:
        del session
        data = crops.row_crop(desk.store, item_detail(desk.engine, item_id))
        return Response(data, media_type="image/jpeg", headers=_PICTURE_HEADERS)

    @app.get("/pages/{page_id}.jpg")
    def page(session: Annotated[Session, current], page_id: int) -> Response:
        del session
        place, seen, _ = page_of(desk.engine, page_id)
        data = crops.page_picture(desk.store, place, seen)
        return Response(data, media_type="image/jpeg", headers=_PICTURE_HEADERS)


def _decisions(app: FastAPI, desk: Desk, views: Views, current: object, checked: object) -> None:
    @app.get("/queue", response_class=HTMLResponse)
    def queue(session: Annotated[Session, current], after: int = 0, kind: str = "", item: int = 0) -> str:
        return _shown(desk, views, session, _Turn(after, kind, item))

    @app.post("/queue/{item_id}", response_class=HTMLResponse)
    def decided(  # noqa: PLR0913, PLR0917 - the fields of the form
        session: Annotated[Session, checked],
        item_id: int,
        answer: Annotated[str, Form()],
        last: Annotated[int, Form()] = 0,
        shown_at: Annotated[float, Form()] = 0.0,
        why: Annotated[str, Form()] = "",
        kind: Annotated[str, Form()] = "",
    ) -> str:
        seconds = max(0.0, time.time() - shown_at) if shown_at else None
        detail = item_detail(desk.engine, item_id)
        looked = Looked(last, seconds, detail.place.sha256)
        try:
            decide(desk.engine, item_id, answer, desk.who, why, datetime.now(UTC), looked)
        except (DecidedMeanwhile, AnswerImpossible) as error:
            return _shown(desk, views, session, _Turn(0, kind, item_id, error.sentence(session.language)))
        if seconds is not None:
            session.seconds.append(seconds)
        return _shown(desk, views, session, _Turn(item_id, kind, 0, views.decided(session, item_id, answer)))

    @app.post("/undo", response_class=HTMLResponse)
    def undo(session: Annotated[Session, checked], kind: Annotated[str, Form()] = "") -> str:
        item_id = last_decided(desk.engine, desk.who)
        if not item_id:
            return _shown(desk, views, session, _Turn(0, kind, 0, views.say(session, "nothing_to_undo")))
        looked = Looked(item_detail(desk.engine, item_id).last_decision)
        decide(desk.engine, item_id, "reopen", desk.who, "", datetime.now(UTC), looked)
        return _shown(desk, views, session, _Turn(0, kind, item_id, views.say(session, "undone", item=item_id)))


def _confirmations(app: FastAPI, desk: Desk, views: Views, checked: object) -> None:
    @app.post("/gallery", response_class=HTMLResponse)
    def confirmed(
        session: Annotated[Session, checked],
        question: Annotated[str, Form()],
        answer: Annotated[str, Form()],
        items: Annotated[list[str], Form()],
        wrong: Annotated[list[int] | None, Form()] = None,
    ) -> str:
        count = 0
        for text in items:
            item_id, _, last = text.partition(":")
            if int(item_id) in (wrong or ()):
                continue
            looked = Looked(int(last), None, item_detail(desk.engine, int(item_id)).place.sha256)
            try:
                decide(desk.engine, int(item_id), answer, desk.who, "gallery", datetime.now(UTC), looked)
            except DecidedMeanwhile:
                continue
            count += 1
        return views.gallery(session, question, answer, views.say(session, "gallery_done", count=count))


@dataclass(frozen=True, slots=True)
class _Turn:
    """Which item comes next: a certain one, or the one after another; and what there is to say about the last."""

    after: int = 0
    kind: str = ""
    item: int = 0
    notice: str = ""


def _shown(desk: Desk, views: Views, session: Session, turn: _Turn) -> str:
    found, left = next_item(desk.engine, session.name, datetime.now(UTC), turn.after, turn.kind)
    item_id = turn.item or (found.id if found is not None else 0)
    if not item_id:
        return views.nothing(session, turn.notice)
    detail = item_detail(desk.engine, item_id)
    if not detail.item.reasons and found is not None and found.id == item_id:
        detail = replace(detail, item=found)
    return views.item(session, detail, left, upcoming(desk.engine, item_id, turn.kind), (turn.kind, turn.notice))
