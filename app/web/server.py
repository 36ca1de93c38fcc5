"""What does the desk answer? Its parts put together: who may come in, the pages, the pictures, the decisions.

Bound to this computer it is opened by a one-time address, as Jupyter is; over a network by accounts. Every change is a
form with the session's own word against forgery.
"""

from collections.abc import Awaitable, Callable
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException as AnyHTTPException

from app.web.adopting_pages import adopting_routes
from app.web.api import API_PREFIX, api_router
from app.web.api_access import ApiProblem
from app.web.api_answering import problem_answer
from app.web.audit_pages import audit_routes
from app.web.batch_pages import batch_routes
from app.web.comment_pages import comment_routes
from app.web.download_pages import download_routes
from app.web.editor_pages import editor_routes
from app.web.entrance import entrance_routes
from app.web.figures_pages import figures_routes
from app.web.form_pages import form_routes
from app.web.gallery import gallery_routes
from app.web.pages import Pages
from app.web.pictures import picture_routes
from app.web.queue_pages import queue_routes
from app.web.repair_pages import repair_routes
from app.web.sessions import Desk, Sessions
from app.web.upload_pages import upload_routes
from db.errors import ItemUnknown
from omr.errors import OmrError
from omr.words import Text

__all__ = ["Desk", "create_app"]

_STATIC = Path(__file__).parent / "static"
_FONTS = Path(str(files("forms") / "fonts"))
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
# A name and a password take less than 10,000 bytes.
_LOGIN_DIGITS = 4
_NOT_THERE = Text("Địa chỉ hoặc cách gọi này không có.", "There is no such address or method.")
_STRICT_TRANSPORT = "max-age=31536000"


def create_app(desk: Desk) -> FastAPI:
    """Return the web application of a desk."""
    app = FastAPI(title="omr review", docs_url=None, redoc_url=None, openapi_url=None)
    sessions, pages = Sessions(desk), Pages()
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    # The very faces that the sheets are printed in.
    app.mount("/fonts", StaticFiles(directory=_FONTS), name="fonts")
    _guard(app, desk, pages, sessions)
    _say_what_went_wrong(app, desk, pages, sessions)
    for routes in (entrance_routes, queue_routes, gallery_routes, batch_routes, repair_routes, upload_routes):
        app.include_router(routes(desk, pages, sessions))
    app.include_router(figures_routes(desk, pages, sessions))
    app.include_router(form_routes(desk, pages, sessions))
    app.include_router(editor_routes(desk, pages, sessions))
    app.include_router(adopting_routes(desk, pages, sessions))
    app.include_router(comment_routes(desk, pages, sessions))
    app.include_router(audit_routes(desk, pages, sessions))
    app.include_router(download_routes(desk, pages, sessions))
    app.include_router(picture_routes(desk, sessions))
    app.include_router(api_router(desk.engine, desk.settings.home))
    return app


def _guard(app: FastAPI, desk: Desk, pages: Pages, sessions: Sessions) -> None:
    @app.middleware("http")
    async def headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        status = _unheard(request, sessions)
        response = (
            pages.outside("stop.html", desk.language, status, stop=status) if status else await call_next(request)
        )
        for name, value in _SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        if desk.secure:
            response.headers.setdefault("Strict-Transport-Security", _STRICT_TRANSPORT)
        return response


def _unheard(request: Request, sessions: Sessions) -> int:
    """Return the status with which a form is refused before any of it is taken in, 0 for one that is listened to.

    From somebody who is not in a name and a password are all that is taken, so that nobody fills memory or disk.
    """
    if request.method != "POST" or sessions.knows(request):
        return 0
    if request.url.path != "/login":
        return 401
    length = request.headers.get("content-length", "")
    return 0 if length.isdecimal() and len(length) <= _LOGIN_DIGITS else 422


def _say_what_went_wrong(app: FastAPI, desk: Desk, pages: Pages, sessions: Sessions) -> None:
    @app.exception_handler(OmrError)
    async def said(request: Request, error: OmrError) -> Response:
        return pages.problem(sessions.language(request), error, 404 if isinstance(error, ItemUnknown) else 409)

    @app.exception_handler(RequestValidationError)
    async def misshapen(request: Request, error: RequestValidationError) -> Response:
        del error
        return pages.outside("stop.html", sessions.language(request), 422, stop=422)

    @app.exception_handler(AnyHTTPException)
    async def stopped(request: Request, error: HTTPException) -> Response:
        if error.status_code == 401 and desk.network and request.method == "GET":
            return RedirectResponse("/login", status_code=303)
        if request.url.path.startswith(f"{API_PREFIX}/"):
            # A program asked: nothing that is there, or otherwise than by reading.
            return problem_answer(ApiProblem(error.status_code, _NOT_THERE))
        return pages.outside("stop.html", sessions.language(request), error.status_code, stop=error.status_code)
