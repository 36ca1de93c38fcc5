"""How does the API answer? JSON or CSV with an ETag, and problems as RFC 9457 has them."""

import hashlib
import io
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from app.web.api_access import ApiProblem
from omr.errors import OmrError
from omr.words import Language, Text
from reports.tables import Cell, write_csv

_ETAG_CHARACTERS = 32


class ApiFormat(StrEnum):
    """The shape of an answer."""

    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class ApiPage:
    """Rows to answer with. `next_query` is what the query of the next page differs by, empty on the last one."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    next_query: tuple[tuple[str, int | str], ...] = ()
    total: int | None = None


class ApiRoute(APIRoute):
    """A route whose problems are JSON, whatever the application around it makes of errors."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler of this route, its problems caught."""
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handle(request)
            except ApiProblem as problem:
                return problem_answer(problem)
            except RequestValidationError as error:
                return problem_answer(ApiProblem(422, _misshapen(error)))
            except OmrError as error:
                said = Text(error.sentence(Language.VI), error.sentence(Language.EN))
                return problem_answer(ApiProblem(409, said))

        return answer


def answered(request: Request, page: ApiPage, format_: ApiFormat) -> Response:
    """Return the answer to a request: nothing but 304 where the asker has it already."""
    next_url = str(request.url.include_query_params(**dict(page.next_query))) if page.next_query else None
    body, media_type = _json(page, next_url) if format_ is ApiFormat.JSON else _csv(page)
    etag = f'"{hashlib.sha256(body).hexdigest()[:_ETAG_CHARACTERS]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Authorization"}
    if next_url is not None:
        headers["Link"] = f'<{next_url}>; rel="next"'
    if page.total is not None:
        headers["X-Total-Count"] = str(page.total)
    if _has_it(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def _json(page: ApiPage, next_url: str | None) -> tuple[bytes, str]:
    rows = [dict(zip(page.columns, row, strict=True)) for row in page.rows]
    document = {"rows": rows, "total": page.total, "next": next_url}
    return json.dumps(document, ensure_ascii=False).encode(), "application/json"


def _csv(page: ApiPage) -> tuple[bytes, str]:
    stream = io.BytesIO()
    write_csv(page.columns, page.rows, stream)
    return stream.getvalue(), "text/csv; charset=utf-8"


def _has_it(request: Request, etag: str) -> bool:
    known = [word.strip().removeprefix("W/") for word in request.headers.get("if-none-match", "").split(",")]
    return etag in known or "*" in known


def _misshapen(error: RequestValidationError) -> Text:
    """Return which parameters of a query are not as the description says."""
    names = ", ".join(dict.fromkeys(str(found["loc"][1]) for found in error.errors() if len(found["loc"]) > 1))
    return Text(f"Tham số không đúng: {names}.", f"Not as described: {names}.")


def problem_answer(problem: ApiProblem) -> Response:
    """Return a problem as JSON, with what to do in both languages."""
    headers = {"Cache-Control": "no-store"}
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if problem.retry_s:
        headers["Retry-After"] = str(problem.retry_s)
    title = HTTPStatus(problem.status).phrase
    document = {"title": title, "status": problem.status, "detail": problem.said.vi, "detail_en": problem.said.en}
    body = json.dumps(document, ensure_ascii=False)
    return Response(body, problem.status, headers, media_type="application/problem+json")
