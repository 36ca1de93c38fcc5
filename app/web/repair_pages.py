"""A page that was not read: where are its corners, and which sheet is it? Then it is read again, or keyed by hand."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Literal

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from app.version import program_version
from app.web.own_sheets import refuse_own
from app.web.pages import Pages
from app.web.sessions import Desk, Session, Sessions
from app.web.words import said
from batches.acceptance import asked_for, load_acceptance
from batches.model import load_model
from batches.originals import find_original
from batches.remote import as_path
from batches.repair import read_again
from db.desk import StoredPlace, page_of
from db.repairs import Repair, layout_of_serial, layouts_by_age, store_repair
from db.roles import Role
from db.surveys import load_layouts
from omr.detect.model import MarkModel
from omr.layout.code import SERIAL_ALPHABET, SheetCode, serial_is_sound
from omr.reading import PageRejected

# Of the page's width times its height: a sheet that is shown smaller than a stamp could not be read by anybody.
_LEAST_TURN = 0.001


class _Said(BaseModel):
    """What the form says: corners as shares of the page's width and height, the serial or the form, and what to do."""

    corners: str = Field(pattern=r"^(-?\d(\.\d+)?,-?\d(\.\d+)?;){3}-?\d(\.\d+)?,-?\d(\.\d+)?$", max_length=200)
    serial: str = Field("", max_length=40)
    layout: str = Field("", max_length=20)
    side: int = Field(1, ge=1, le=99)
    action: Literal["read", "key"] = "read"
    csrf: str = ""

    def places(self) -> tuple[tuple[float, float], ...]:
        """Return the corners in the order of reading."""
        pairs = (pair.split(",") for pair in self.corners.split(";"))
        return tuple((float(x), float(y)) for x, y in pairs)

    def typed_serial(self) -> str:
        """Return the serial without the marks that group it, and with letters that people confuse put right."""
        plain = "".join(c for c in self.serial.upper() if c.isalnum())
        return plain[:-1].translate(str.maketrans("OIL", "011")) + plain[-1:]


def repair_routes(desk: Desk, pages: Pages, sessions: Sessions) -> APIRouter:
    """Return the routes of pages that are mended."""
    router = APIRouter()

    @router.get("/repair/{page_id}")
    def repair(session: Annotated[Session, sessions.needs(Role.REVIEWER)], page_id: int) -> Response:
        return _form(desk, pages, session, page_id, "")

    @router.post("/repair/{page_id}")
    def repaired(
        session: Annotated[Session, sessions.needs_form(Role.REVIEWER)], page_id: int, form: Annotated[_Said, Form()]
    ) -> Response:
        place, seen, _ = page_of(desk.engine, page_id)
        refuse_own(desk.engine, session, page_id)
        if seen is not None:
            return RedirectResponse(f"/sheets/{page_id}", status_code=303)
        _refuse_read(place, read=False)
        code, problem = _code(desk, session, form)
        if code is not None and not _goes_round(form.places()):
            code, problem = None, said(session.language, "corners_crossed")
        if code is None:
            return _form(desk, pages, session, page_id, problem)
        model = _model() if form.action == "read" else None
        outcome, corners = read_again(
            find_original(desk.store, as_path(place.path), place.sha256),
            place.page_number,
            form.places(),
            code,
            load_layouts(desk.engine),
            model,
        )
        if isinstance(outcome, PageRejected):
            why = outcome.reason.sentence(session.language, outcome.evidence)
            return _form(desk, pages, session, page_id, said(session.language, "still_unread", why=why))
        done = Repair(session.who, corners, outcome.code, place.sha256, by_hand=model is None)
        store_repair(desk.engine, page_id, done, outcome, program_version(), datetime.now(UTC))
        return RedirectResponse(f"/sheets/{page_id}", status_code=303)

    return router


def _goes_round(corners: tuple[tuple[float, float], ...]) -> bool:
    """Tell whether corners go round a sheet as it is read: no two in one place, none crossed, none on one line."""
    turns = zip(corners, corners[1:] + corners[:1], corners[2:] + corners[:2], strict=True)
    return all((bx - ax) * (cy - by) - (by - ay) * (cx - bx) > _LEAST_TURN for (ax, ay), (bx, by), (cx, cy) in turns)


def _code(desk: Desk, session: Session, form: _Said) -> tuple[SheetCode | None, str]:
    """Return which page of which sheet somebody means, or what is wrong with what they typed."""
    if not form.serial.strip():
        if form.layout not in load_layouts(desk.engine):
            return None, said(session.language, "which_form")
        return SheetCode(form.layout, None, form.side), ""
    serial = form.typed_serial()
    if not serial_is_sound(serial):
        return None, said(session.language, "serial_wrong", serial=form.serial, letters=SERIAL_ALPHABET)
    layout = layout_of_serial(desk.engine, serial)
    if layout is None:
        return None, said(session.language, "serial_unknown", serial=form.serial)
    return SheetCode(layout, serial, form.side), ""


@lru_cache(maxsize=1)
def _model() -> MarkModel:
    return asked_for(load_model(), load_acceptance(), None)


def _form(desk: Desk, pages: Pages, session: Session, page_id: int, problem: str) -> HTMLResponse:
    place, seen, _ = page_of(desk.engine, page_id)
    refuse_own(desk.engine, session, page_id)
    _refuse_read(place, read=seen is not None)
    layouts = [(identity, layout.form, len(layout.pages)) for identity, layout in layouts_by_age(desk.engine)]
    return pages.page("repair.html", session, place=place, layouts=layouts, problem=problem)


def _refuse_read(place: StoredPlace, *, read: bool) -> None:
    if read or place.page_number < 1:
        raise HTTPException(404)
