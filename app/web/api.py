"""What can a report tool fetch by itself? Tallies, answers and batches under /api/v1, for who has a token."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, Field

from app.dossiers import DossiersUnreadable
from app.exporting import Asked, ExportTable, table_of
from app.given_out import NotGivenOut
from app.office import OfficeInvalid, load_office
from app.outside import CrossedForOutsiders, outside_table
from app.periods import report_order
from app.quota_lines import quota_lines
from app.roster import RosterUnreadable
from app.version import program_version
from app.web.api_access import ApiProblem, WrongTokens, may_read
from app.web.api_answering import ApiFormat, ApiPage, ApiRoute, answered
from db.batches import BatchRecord, list_batches
from db.engine import Engine
from db.periods import closed_periods
from db.sheet_groups import MOST_GROUPS, Group
from db.tokens import Scope
from db.views import AnswerPlace, report_answers
from omr.words import Language, Text
from reports.outside_periods import NotForOutsiders
from reports.periods import current_periods, find_period
from reports.tables import Cell
from reports.tally import TALLY_COLUMNS

API_PREFIX = "/api/v1"
_ANSWER_COLUMNS = ("sheet", "form", "question", "chosen", "standing", "batch", "channel", "day")
_BATCH_COLUMNS = ("batch", "channel", "created_at", "opened_at", "files", "pages", "withdrawn")
_PERIOD_COLUMNS = ("period", "revision", "closed_at", "waiting", "sha256", "sound")
_QUOTA_COLUMNS = ("period", "form", "scope", "of", "minimum", "done", "missing", "per_week")
_MOST_ROWS = 10_000
_NO_PERIOD = Text("Không có kỳ này.", "There is no such period.")
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    304: {"description": "Not changed since the answer with this ETag."},
    401: {"description": "No valid token."},
    403: {"description": "The token does not have the scope."},
    404: {"description": "There is no such period."},
    409: {"description": "The figures do not add up and are not given out."},
    422: {"description": "A parameter is not as described.", "content": {"application/problem+json": {}}},
    429: {"description": "Too many wrong tokens from this address."},
}
_CSV: dict[str, Any] = {"content": {"text/csv": {"schema": {"type": "string"}}}}

Limit = Annotated[int, Query(ge=1, le=_MOST_ROWS, description="Rows at most.")]
Offset = Annotated[int, Query(ge=0, le=10**9, description="Rows to leave out first.")]
Form = Annotated[str | None, Query(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]{0,39}$", description="Of this form alone.")]
Kind = Annotated[ApiFormat, Query(description="json, or csv as `omr export` writes it.")]


class By(StrEnum):
    """What tallies can be made apart by."""

    FIELD = "field"
    OFFICER = "officer"
    COUNTER = "counter"
    CHANNEL = "channel"
    BATCH = "batch"
    MONTH = "month"


class Rows(BaseModel):
    """A page of rows. `total` is null where counting them all would take long; `next` is the address of the rest."""

    rows: list[dict[str, Any]]
    total: int | None = Field(ge=0)
    next: str | None


def api_router(engine: Engine, home: Path) -> APIRouter:
    """Return the routes of the API; the wrong tokens that they remember are their own.

    Quotas are those written down in the home folder.
    """
    router = APIRouter(prefix=API_PREFIX, route_class=ApiRoute)
    wrong = WrongTokens()

    def route(path: str, *scopes: Scope) -> Callable[..., Any]:
        return router.get(
            path,
            dependencies=[Depends(may_read(engine, scopes, wrong))],
            responses={200: {"model": Rows, **_CSV}, **_PROBLEMS},
            response_class=Response,
        )

    _tallies(route("/tallies", Scope.TALLIES, Scope.PUBLISHED), engine, home)
    _answers(route("/answers", Scope.ANSWERS), engine)
    _batches(route("/batches", Scope.BATCHES), engine)
    # Not for what is published: whoever guesses hidden cells could try them against the hash of a closing.
    _periods(route("/periods", Scope.TALLIES), engine)
    _quotas(route("/quotas", Scope.TALLIES), engine, home)

    @router.get("/openapi.json", include_in_schema=False)
    def describe() -> dict[str, Any]:
        return api_description(router)

    return router


def api_description(router: APIRouter) -> dict[str, Any]:
    """Return the OpenAPI description of the routes."""
    return get_openapi(title="omr", version=program_version(), routes=router.routes)


def _tallies(route: Callable[..., Any], engine: Engine, home: Path) -> None:
    @route
    def tallies(  # noqa: PLR0913, PLR0917 - each is a parameter of the query
        request: Request,
        since: Annotated[
            date | None, Query(alias="from", description="From this day; of what is published, a report's first.")
        ] = None,
        until: Annotated[
            date | None, Query(alias="to", description="To the end of this day; of what is published, a report's last.")
        ] = None,
        by: Annotated[
            list[By] | None, Query(max_length=MOST_GROUPS, description="A tally for each of these; two are crossed.")
        ] = None,
        form: Form = None,
        format: Kind = ApiFormat.JSON,
        limit: Limit = 1_000,
        offset: Offset = 0,
    ) -> Response:
        """Return the rows of `omr export tallies`: one for each choice of each question.

        A token that may read what is published gets whole reports as they were closed, the verdicts by one group where
        one is named; groups of few are one row, small cells are null, and those that give them away.
        """
        asked = Asked(since, until, tuple(Group(group.value) for group in dict.fromkeys(by or ())))
        table = _published(engine, home, asked) if request.state.scope is Scope.PUBLISHED else None
        table = table or table_of("tallies", engine, Language.VI, asked)
        rows = tuple(row for row in table.rows if form in {None, row[0]})
        return answered(request, _cut(TALLY_COLUMNS, rows, limit, offset), format)


def _published(engine: Engine, home: Path, asked: Asked) -> ExportTable:
    """Return tallies as outsiders have them; none while the office's file has mistakes: its calendar is not known."""
    try:
        return outside_table(engine, Language.VI, asked, load_office(home))
    except (NotForOutsiders, NotGivenOut, CrossedForOutsiders) as error:
        said = (f"{error.sentence(language)} {error.advice(language)}" for language in (Language.VI, Language.EN))
        raise ApiProblem(422, Text(*said)) from None


def _answers(route: Callable[..., Any], engine: Engine) -> None:
    @route
    def answers(
        request: Request,
        form: Form = None,
        after: Annotated[
            str, Query(pattern=r"^[0-9]{1,15}\.[0-9]{1,6}$", description="From the `next` of the page before.")
        ] = "0.0",
        format: Kind = ApiFormat.JSON,
        limit: Limit = 1_000,
    ) -> Response:
        """Return the rows of the view `report_answers`, ordered by sheet; nothing in them leads back to a person."""
        sheet, given = map(int, after.split("."))
        # One more tells if there is another page.
        found = report_answers(engine, form, AnswerPlace(sheet, given), limit + 1)
        page = found[:limit]
        rows = tuple(
            (a.sheet, a.form, a.question, a.chosen, a.standing, a.batch, a.channel, a.day.isoformat()) for a in page
        )
        more: tuple[tuple[str, str], ...] = ()
        if len(found) > limit:
            last = page[-1].sheet
            before = given if last == sheet else 0
            more = (("after", f"{last}.{before + sum(a.sheet == last for a in page)}"),)
        return answered(request, ApiPage(_ANSWER_COLUMNS, rows, more), format)


def _batches(route: Callable[..., Any], engine: Engine) -> None:
    @route
    def batches(request: Request, format: Kind = ApiFormat.JSON, limit: Limit = 1_000, offset: Offset = 0) -> Response:
        """Return every batch, those too that were taken out of the tallies, and when its box was opened."""
        rows = tuple(_batch_row(record) for record in list_batches(engine))
        return answered(request, _cut(_BATCH_COLUMNS, rows, limit, offset), format)


def _periods(route: Callable[..., Any], engine: Engine) -> None:
    @route
    def periods(request: Request, format: Kind = ApiFormat.JSON, limit: Limit = 1_000, offset: Offset = 0) -> Response:
        """Return every closing of a period with its hash; the last revision of a period holds."""
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (c.name, c.revision, c.closed_at.isoformat(), c.waiting, c.sha256, int(c.sound))
            for c in closed_periods(engine)
        )
        return answered(request, _cut(_PERIOD_COLUMNS, rows, limit, offset), format)


def _quotas(route: Callable[..., Any], engine: Engine, home: Path) -> None:
    @route
    def quotas(
        request: Request,
        period: Annotated[
            str | None,
            Query(pattern=r"^[0-9]{4}-[A-Za-z0-9]{1,8}$", description="Such as 2026-Q3; else the running one."),
        ] = None,
        format: Kind = ApiFormat.JSON,
        limit: Limit = 1_000,
        offset: Offset = 0,
    ) -> Response:
        """Return every quota of a period with what is done, missing, and needed a week."""
        try:
            office = load_office(home)
            running = current_periods(date.today(), office.windows())
            found = find_period(period, office.windows()) if period else next(iter(running), None)
            if found is None:
                raise ApiProblem(404, _NO_PERIOD)
            lines = quota_lines(engine, report_order(home, office, found))
        except (OfficeInvalid, DossiersUnreadable, RosterUnreadable) as error:
            raise ApiProblem(409, Text(error.sentence(Language.VI), error.sentence(Language.EN))) from None
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (found.name, q.form, q.scope, q.name, q.progress.minimum, q.progress.done, q.progress.missing, q.per_week)
            for q in lines
        )
        return answered(request, _cut(_QUOTA_COLUMNS, rows, limit, offset), format)


def _batch_row(record: BatchRecord) -> tuple[Cell, ...]:
    opened = record.opening.opened_at
    return (
        record.batch.name,
        record.channel,
        record.created_at.isoformat(),
        opened.isoformat() if opened else None,
        record.files,
        record.pages,
        int(record.withdrawal is not None),
    )


def _cut(columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...], limit: int, offset: int) -> ApiPage:
    more = (("offset", offset + limit),) if offset + limit < len(rows) else ()
    return ApiPage(columns, rows[offset : offset + limit], more, len(rows))
