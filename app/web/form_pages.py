"""Which forms are there, what do they look like, and how many shall be printed?"""

from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from app.preview import preview
from app.printing import PrintOrder, print_order
from app.roster import ROSTER_FILE, printed_for
from app.web.pages import Pages
from app.web.sessions import Desk, Session, Sessions
from db.roles import Role
from forms.arrange import arrange
from forms.catalogue import known_form, library_forms, office_forms
from forms.definition import Survey

# Two hundred pixels across on a list, a page one can read beside it.
_DPI = {"small": 40, "large": 96}
_MOST_COPIES = 2_000


class _Order(BaseModel):
    """What the print form says."""

    copies: int = Field(50, ge=1, le=_MOST_COPIES)
    n_up: int = Field(1, ge=1, le=8)
    officer: str = Field("", max_length=400)
    counter: str = Field("", max_length=60)
    field: str = Field("", max_length=120)
    photocopy: bool = False
    csrf: str = ""


def form_routes(desk: Desk, pages: Pages, sessions: Sessions) -> APIRouter:
    """Return the routes of forms."""
    router = APIRouter()
    viewer = sessions.needs(Role.VIEWER)

    @router.get("/forms")
    def forms(session: Annotated[Session, viewer]) -> HTMLResponse:
        own = {s.id: known_form(s.id, desk.settings.forms) for s in office_forms(desk.settings.forms)}
        library = [survey for survey in library_forms() if survey.id not in own]
        return pages.page("forms.html", session, own=list(own.values()), library=library)

    @router.get("/forms/{form}")
    def form_page(session: Annotated[Session, viewer], form: str) -> HTMLResponse:
        survey = known_form(form, desk.settings.forms)
        sides = len(arrange(survey).layout.pages)
        return pages.page("form.html", session, survey=survey, sides=sides)

    @router.get("/forms/{form}/{size}-{page}.png")
    def picture(session: Annotated[Session, viewer], form: str, size: str, page: int) -> Response:
        del session
        survey = known_form(form, desk.settings.forms)
        data = _pictured(survey.model_dump_json(), page, _DPI.get(size, _DPI["large"]))
        return Response(data, media_type="image/png", headers={"Cache-Control": "private, max-age=60"})

    @router.post("/forms/{form}/print")
    def printed(
        session: Annotated[Session, sessions.needs_form(Role.COMPILER)], form: str, order: Annotated[_Order, Form()]
    ) -> Response:
        del session
        survey = known_form(form, desk.settings.forms)
        whose = printed_for(order.officer or None, order.counter, order.field, desk.settings.home / ROSTER_FILE)
        stream = BytesIO()
        asked = PrintOrder(survey, None if order.photocopy else order.copies, order.n_up, whose)
        print_order(desk.settings, asked, stream, datetime.now(UTC), lambda _done, _of: None)
        headers = {"Content-Disposition": f'attachment; filename="{survey.id}.pdf"'}
        return Response(stream.getvalue(), media_type="application/pdf", headers=headers)

    return router


@lru_cache(maxsize=64)
def _pictured(survey_json: str, page: int, dpi: int) -> bytes:
    return preview(Survey.model_validate_json(survey_json), page, dpi)
