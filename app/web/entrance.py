"""How does one come in, and go? By the one-time address at this computer, by an account over the network."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from app.web.pages import Pages
from app.web.sessions import COOKIE, Desk, Session, Sessions
from db.roles import Role
from omr.words import Language


def entrance_routes(desk: Desk, pages: Pages, sessions: Sessions) -> APIRouter:
    """Return the routes of coming in and going."""
    router = APIRouter()

    @router.get("/enter/{token}")
    def enter(request: Request, token: str) -> Response:
        return _entered(desk, sessions, request, token)

    @router.get("/login")
    def login() -> Response:
        if not desk.network:
            raise HTTPException(401)
        return pages.outside("login.html", desk.language, 200, wrong=False)

    @router.post("/login")
    def logged_in(request: Request, name: Annotated[str, Form()], password: Annotated[str, Form()]) -> Response:
        if not desk.network:
            raise HTTPException(401)
        cookie = sessions.log_in(name, password, request.client.host if request.client else "")
        if cookie is None:
            return pages.outside("login.html", desk.language, 401, wrong=True)
        return _let_in(desk, cookie)

    @router.post("/logout")
    def logout(request: Request, session: Annotated[Session, sessions.needs_form(Role.VIEWER)]) -> Response:
        del session
        sessions.log_out(request)
        return RedirectResponse("/login", status_code=303)

    @router.post("/language")
    def other_language(session: Annotated[Session, sessions.needs_form(Role.VIEWER)]) -> Response:
        session.language = Language.EN if session.language is Language.VI else Language.VI
        return RedirectResponse("/", status_code=303)

    @router.get("/health")
    def health() -> PlainTextResponse:
        with desk.engine.connect():
            return PlainTextResponse("ok")

    return router


def _entered(desk: Desk, sessions: Sessions, request: Request, token: str) -> Response:
    """Let the first browser in that brings the one-time address; it may come back by it."""
    if sessions.knows(request):
        return RedirectResponse("/", status_code=303)
    return _let_in(desk, sessions.enter(token))


def _let_in(desk: Desk, cookie: str | None) -> Response:
    if cookie is None:
        raise HTTPException(401)
    response = RedirectResponse("/", status_code=303)
    response.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", secure=desk.secure, path="/")
    return response
