"""How do citizens answer without paper? Each form as a plain page: no script is needed, nothing tells who answers.

A server of its own, apart from the desk: it shows forms, takes answers, and knows nothing else.
"""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import FastAPI, HTTPException, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, select_autoescape
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException as AnyHTTPException

from app.serve.answers import answered
from app.serve.words import said
from db.batches import NewBatch
from db.engine import Engine
from db.responses import Response as Answers
from db.responses import ResponseForm, add_response
from forms.definition import Survey
from omr.words import Language

_HERE = Path(__file__).parent
_FONTS = Path(str(files("forms") / "fonts"))
_CHANNELS = ("kiosk", "qr", "online")
# A counter's telephones share an address; a program that floods sends more than this.
_PER_ADDRESS = RateLimitItemPerMinute(40)
_KEY_BYTES, _KEY_LENGTH = 12, 40
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered: the forms with their layouts, and the officers and fields that links may name.

    Where an office has written none of them down, links may name none: nobody invents an officer.
    """

    engine: Engine
    forms: Mapping[str, tuple[Survey, ResponseForm]]
    officers: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()


class _Link(BaseModel):
    """What the address says besides the form."""

    channel: str = Field("qr", max_length=20)
    officer: str = Field("", max_length=20)
    field: str = Field("", max_length=20)
    lang: str = Field("vi", max_length=5)

    @property
    def language(self) -> Language:
        return Language.EN if self.lang.startswith("en") else Language.VI

    def query(self, **other: str) -> str:
        """Return it as the end of an address, with something else in it."""
        return urlencode({key: value for key, value in (self.model_dump() | other).items() if value})


class _Pages:
    """The templates of the web form, in the language of a link."""

    def __init__(self) -> None:
        loader = FileSystemLoader(_HERE / "templates")
        self._templates = Environment(
            loader=loader, autoescape=select_autoescape(), trim_blocks=True, lstrip_blocks=True
        )

    def page(self, name: str, link: _Link, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page."""

        def words(word: str, **evidence: object) -> str:
            return said(link.language, word, **evidence)

        template = self._templates.get_template(name)
        text = template.render(say=words, link=link, language=link.language.value, **values)
        return HTMLResponse(text, status_code=status)


def create_public_app(offer: Offer) -> FastAPI:
    """Return the web application that citizens see."""
    app = FastAPI(title="omr serve", docs_url=None, redoc_url=None, openapi_url=None)
    pages = _Pages()
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    app.mount("/fonts", StaticFiles(directory=_FONTS), name="fonts")
    _guard(app, pages)
    _show(app, offer, pages)
    _take(app, offer)
    return app


def _guard(app: FastAPI, pages: _Pages) -> None:
    @app.middleware("http")
    async def headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    @app.exception_handler(AnyHTTPException)
    async def stopped(request: Request, error: HTTPException) -> Response:
        del request
        return pages.page("stop.html", _Link(), error.status_code, busy=error.status_code == 429)

    @app.exception_handler(RequestValidationError)
    async def misshapen(request: Request, error: RequestValidationError) -> Response:
        del request, error
        return pages.page("stop.html", _Link(), 404, busy=False)


def _show(app: FastAPI, offer: Offer, pages: _Pages) -> None:
    @app.get("/f/{form}")
    def asked(form: str, link: Annotated[_Link, Query()]) -> HTMLResponse:
        survey, _ = _offered(offer, form, link)
        return pages.page("form.html", link, survey=survey, key=secrets.token_urlsafe(_KEY_BYTES))

    @app.get("/thanks/{form}")
    def thanks(form: str, link: Annotated[_Link, Query()]) -> HTMLResponse:
        survey, _ = _offered(offer, form, link)
        return pages.page("thanks.html", link, survey=survey)

    @app.get("/health")
    def health() -> PlainTextResponse:
        with offer.engine.connect():
            return PlainTextResponse("ok")


def _take(app: FastAPI, offer: Offer) -> None:
    sent = MovingWindowRateLimiter(MemoryStorage())

    @app.post("/f/{form}")
    async def taken(request: Request, form: str, link: Annotated[_Link, Query()]) -> Response:
        _offered(offer, form, link)
        if not sent.hit(_PER_ADDRESS, request.client.host if request.client else ""):
            raise HTTPException(429)
        data = await request.form(max_files=0, max_fields=500)
        given = {name: tuple(str(value) for value in data.getlist(name)) for name in data}
        await run_in_threadpool(_store, offer, form, link, given)
        return RedirectResponse(f"/thanks/{form}?{link.query()}", status_code=303)


def _store(offer: Offer, form: str, link: _Link, given: Mapping[str, tuple[str, ...]]) -> None:
    """Store what was answered; a page that was left empty is nobody's opinion."""
    survey, stored = offer.forms[form]
    now = datetime.now(UTC)
    # The day alone is kept: a time would tell who stood there.
    today = now.astimezone().date()
    key = given.get("key", ("",))[0][:_KEY_LENGTH] or secrets.token_urlsafe(_KEY_BYTES)
    response = Answers(answered(survey, given), key, today, link.field, link.officer)
    if any(chosen for _, chosen in response.answers):
        batch = NewBatch(f"{survey.id} {link.channel} {today:%Y-%m}", link.channel)
        add_response(offer.engine, stored, batch, response, now)


def _offered(offer: Offer, form: str, link: _Link) -> tuple[Survey, ResponseForm]:
    """Return the form of a link, or refuse it.

    Raises
    ------
    HTTPException
        404 where there is no such form, channel, officer or field.
    """
    known = form in offer.forms and link.channel in _CHANNELS
    named = (not link.officer or link.officer in offer.officers) and (not link.field or link.field in offer.fields)
    if not (known and named):
        raise HTTPException(404)
    return offer.forms[form]
