"""How is a form of others adopted at the desk? Its blank with every box, moved and named, and a filled example read."""

import json
from dataclasses import dataclass
from typing import Annotated

import cv2
from fastapi import APIRouter, File, Form, HTTPException, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.adoption_drafts import (
    AdoptionDraft,
    ExamplePage,
    adoption_drafts,
    begin_adoption,
    example_pictures,
    keep_example,
    load_draft,
    read_example,
    save_draft,
    take_in,
)
from app.web.pages import Pages
from app.web.sessions import Desk, Session, Sessions
from app.web.words import said
from db.adopted import adopted_forms
from db.roles import Role
from forms.layout_file import labels_from_text, layout_from_text
from omr.detect.image import GreyImage
from omr.errors import OmrError
from omr.layout.serial import layout_to_json
from omr.layout.sheet import SheetLayout
from omr.reading import AnswerState, PageReading, PageRejected

# The longer side of a blank on the screen, and twice that on a fine one.
_LONG_SIDE_PX = 1_700
# A form of 36 boxes a question and 120 questions is 600 KB.
_MOST_LAYOUT_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Told:
    """One box of the example: where it is in its picture, in pixels of the file, and what was read of it."""

    left: float
    top: float
    width: float
    height: float
    state: str
    words: str


def adopting_routes(desk: Desk, pages: Pages, sessions: Sessions) -> APIRouter:
    """Return the routes of forms that are being adopted."""
    router = APIRouter()
    compiler, sent = sessions.needs(Role.COMPILER), sessions.needs_form(Role.COMPILER)

    @router.get("/adopt")
    def listed(session: Annotated[Session, compiler]) -> HTMLResponse:
        return _listed(desk, pages, session, "")

    @router.post("/adopt")
    def begun(
        session: Annotated[Session, sent],
        file: Annotated[UploadFile, File()],
        name: Annotated[str, Form(max_length=60)] = "",
    ) -> Response:
        try:
            begin_adoption(desk.settings, name.strip(), file.filename or "", file.file)
        except OmrError as error:
            return _listed(desk, pages, session, _words(error, session))
        return RedirectResponse(f"/adopt/{name.strip()}", status_code=303)

    @router.get("/adopt/{name}")
    def edited(session: Annotated[Session, compiler], name: str) -> HTMLResponse:
        return _editor(pages, session, _draft(desk, name), "", "")

    @router.post("/adopt/{name}")
    def stepped(
        session: Annotated[Session, sent],
        name: str,
        layout: Annotated[str, Form(max_length=_MOST_LAYOUT_BYTES)],
        action: Annotated[str, Form(pattern="^(save|read|adopt)$")] = "save",
        example: Annotated[UploadFile | None, File()] = None,
    ) -> Response:
        draft = _draft(desk, name)
        try:
            draft = save_draft(draft, layout)
            if action == "adopt":
                done = take_in(desk.settings, draft)
                notice = said(session.language, "adopted", boxes=done.boxes, found=done.found)
                return _editor(pages, session, draft, notice, "")
            if action == "read" and example is not None and example.filename:
                keep_example(draft, example.filename, example.file)
        except OmrError as error:
            return _editor(pages, session, draft, "", _words(error, session), layout)
        if action == "read":
            return RedirectResponse(f"/adopt/{name}/read", status_code=303)
        return _editor(pages, session, draft, said(session.language, "draft_kept"), "")

    _reading(router, desk, pages, compiler)
    return router


def _reading(router: APIRouter, desk: Desk, pages: Pages, compiler: object) -> None:
    @router.get("/adopt/{name}/read")
    def read(session: Annotated[Session, compiler], name: str) -> HTMLResponse:
        draft = _draft(desk, name)
        try:
            layout, found = read_example(draft)
        except OmrError as error:
            return _editor(pages, session, draft, "", _words(error, session))
        return pages.page(
            "adopt_read.html",
            session,
            draft=draft,
            labels=labels_from_text(draft.layout_text),
            found=[(page, _told(layout, page, session), _why(page, session)) for page in found],
        )

    @router.get("/adopt/{name}/blank-{page}.png")
    def blank(session: Annotated[Session, compiler], name: str, page: int) -> Response:
        del session
        sides = _draft(desk, name).sides()
        if not 1 <= page <= len(sides):
            raise HTTPException(404)
        return _picture(sides[page - 1].grey)

    @router.get("/adopt/{name}/example-{page}.png")
    def example(session: Annotated[Session, compiler], name: str, page: int) -> Response:
        del session
        for picture in example_pictures(_draft(desk, name)):
            if picture.page_number == page:
                return _picture(picture.pixels)
        raise HTTPException(404)


def _listed(desk: Desk, pages: Pages, session: Session, problem: str) -> HTMLResponse:
    known = dict.fromkeys(form.layout.form for form in adopted_forms(desk.engine))
    return pages.page(
        "adopting.html", session, drafts=adoption_drafts(desk.settings), known=list(known), problem=problem
    )


def _draft(desk: Desk, name: str) -> AdoptionDraft:
    draft = load_draft(desk.settings, name)
    if draft is None:
        raise HTTPException(404)
    return draft


def _editor(
    pages: Pages, session: Session, draft: AdoptionDraft, notice: str, problem: str, sent: str | None = None
) -> HTMLResponse:
    """Return the editor; what was sent stays in it where it could not be kept."""
    if sent is None:
        layout = layout_from_text(draft.layout_text, draft.name, draft.name)
        data = json.loads(layout_to_json(layout)) | {"labels": labels_from_text(draft.layout_text)}
        sent = json.dumps(data, ensure_ascii=False)
    sides = [(number, side.size) for number, side in enumerate(draft.sides(), start=1)]
    return pages.page("adopt.html", session, draft=draft, sides=sides, layout=sent, notice=notice, problem=problem)


def _told(layout: SheetLayout, page: ExamplePage, session: Session) -> list[Told]:
    """Return every box of a page with what was read of it."""
    reading = page.outcome
    if not isinstance(reading, PageReading):
        return []
    waits = {answer.question for answer in reading.answers if answer.state is AnswerState.REVIEW}
    boxes = {(field.question, box.choice): box.box for p in layout.pages for field, box in p.boxes()}
    told = []
    for mark in reading.marks:
        read = mark.reading
        box, scale = boxes[read.question, read.choice], reading.alignment.px_per_mm
        width, height = box.width_mm * scale, box.height_mm * scale
        if reading.alignment.turn_deg in {90, 270}:
            width, height = height, width
        state = "review" if read.question in waits else mark.verdict.state.value
        words = f"{read.question} · {read.choice}: {said(session.language, f'told_{state}')}"
        left, top = read.centre.x_px - width / 2, read.centre.y_px - height / 2
        told.append(Told(round(left, 1), round(top, 1), round(width, 1), round(height, 1), state, words))
    return told


def _why(page: ExamplePage, session: Session) -> str:
    outcome = page.outcome
    return outcome.reason.sentence(session.language, outcome.evidence) if isinstance(outcome, PageRejected) else ""


def _picture(pixels: GreyImage) -> Response:
    factor = min(1.0, _LONG_SIDE_PX / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    _, data = cv2.imencode(".png", small)
    return Response(data.tobytes(), media_type="image/png", headers={"Cache-Control": "private, no-cache"})


def _words(error: OmrError, session: Session) -> str:
    return f"{error.sentence(session.language)} {error.advice(session.language)}"
