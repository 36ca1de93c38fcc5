"""How is a form written at the desk? Questions as a list, the page beside it as printed, saved as a version.

The page holds the whole draft: every step sends it and gets it back, and nothing is kept here but pictures of drafts.
"""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse

from app.preview import preview
from app.web.pages import Pages
from app.web.sessions import Desk, Session, Sessions
from app.web.words import said
from db.roles import Role
from forms.arrange import arrange
from forms.catalogue import known_form
from forms.definition import Survey
from forms.drafts import KINDS, SECTION, Draft, Row, draft_of, yaml_of
from forms.errors import FormInvalid
from forms.load import load_survey
from forms.pasted import pasted_rows
from forms.scales import BUILT_IN_SCALES
from omr.errors import OmrError

# Drafts whose pictures may still be asked for: one for each that edits, and a few steps back.
_KEPT = 32
_DPI = 84
_MOST_ROWS = 120
_ROW_NUMBER = re.compile(r"[0-9]{1,4}")
_ROW = ("kind", "code", "vi", "en", "scale", "choices", "most", "kept")


@dataclass(slots=True)
class _Drafts:
    """The drafts that were shown last, by a hash of what they say."""

    known: OrderedDict[str, Survey] = field(default_factory=OrderedDict)

    def keep(self, survey: Survey) -> str:
        """Keep a draft for its picture; returns its name."""
        name = hashlib.sha256(survey.model_dump_json().encode()).hexdigest()[:20]
        self.known[name] = survey
        self.known.move_to_end(name)
        while len(self.known) > _KEPT:
            self.known.popitem(last=False)
        return name


def editor_routes(desk: Desk, pages: Pages, sessions: Sessions) -> APIRouter:
    """Return the routes of the form editor."""
    router = APIRouter()
    compiler = sessions.needs(Role.COMPILER)
    drafts = _Drafts()

    @router.get("/editor/{form}")
    def begin(session: Annotated[Session, compiler], form: str) -> HTMLResponse:
        draft = draft_of(known_form(form, desk.settings.forms))
        return _shown(pages, session, drafts, replace(draft, version=_next(draft.version)))

    @router.post("/editor")
    async def step(request: Request) -> Response:
        data = await request.form(max_files=0, max_fields=20 * _MOST_ROWS)
        sent = {name: str(value) for name, value in data.items()}
        session = sessions.of_form(request, sent.get("csrf", ""), Role.COMPILER)
        return await run_in_threadpool(_step, desk, pages, session, drafts, sent)

    @router.get("/editor/drafts/{name}-{page}.png")
    def picture(session: Annotated[Session, compiler], name: str, page: int) -> Response:
        del session
        if name not in drafts.known:
            raise HTTPException(404)
        data = preview(drafts.known[name], page, _DPI)
        return Response(data, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})

    return router


def _step(desk: Desk, pages: Pages, session: Session, drafts: _Drafts, sent: Mapping[str, str]) -> Response:
    draft, action = _received(sent), sent.get("action", "")
    if action == "save":
        survey, problems = _understood(draft, session)
        if survey is not None:
            notice = _saved(desk.settings.forms, survey, draft, session)
            if not notice:
                return RedirectResponse(f"/forms/{survey.id}", status_code=303)
            problems = (notice,)
        return _shown(pages, session, drafts, draft, problems)
    return _shown(pages, session, drafts, _changed(draft, action, sent.get("pasted", "")))


def _received(sent: Mapping[str, str]) -> Draft:
    """Return the draft that a page holds."""
    count = min(_MOST_ROWS, _number(sent.get("rows", ""), 0))
    rows = tuple(Row(**{name: sent.get(f"r{i}.{name}", "") for name in _ROW}) for i in range(count))
    known = tuple(row for row in rows if row.kind in KINDS)
    return Draft(
        id=sent.get("id", ""),
        version=sent.get("version", ""),
        title_vi=sent.get("title_vi", ""),
        title_en=sent.get("title_en", ""),
        instruction_vi=sent.get("instruction_vi", ""),
        instruction_en=sent.get("instruction_en", ""),
        paper=sent.get("paper", ""),
        rows=known,
        kept=sent.get("kept", ""),
    )


def _number(sent: str, otherwise: int) -> int:
    """Return a number of rows or of a row, as a page sends it."""
    return int(sent) if _ROW_NUMBER.fullmatch(sent) is not None else otherwise


def _changed(draft: Draft, action: str, pasted: str) -> Draft:
    """Return a draft after one step: a row moved, added, taken out; a list pasted."""
    verb, _, place = action.partition(":")
    rows, at = list(draft.rows), _number(place, -1)
    if verb in ("up", "down") and 0 <= at < len(rows):
        to = at + (1 if verb == "down" else -1)
        if 0 <= to < len(rows):
            rows[at], rows[to] = rows[to], rows[at]
    elif verb == "remove" and 0 <= at < len(rows):
        del rows[at]
    elif verb == "add":
        rows += pasted_rows("…", [row.code for row in rows])
    elif verb == "section":
        rows.append(Row(SECTION, vi="…"))
    elif verb == "paste":
        rows += pasted_rows(pasted, [row.code for row in rows])
    return replace(draft, rows=tuple(rows[:_MOST_ROWS]))


def _understood(draft: Draft, session: Session) -> tuple[Survey | None, tuple[str, ...]]:
    """Return the form that a draft is, or what is wrong with it in words; one that has no room on paper is none."""
    try:
        survey = load_survey(yaml_of(draft), draft.id or "…")
        arrange(survey)
    except FormInvalid as error:
        return None, tuple(problem.words.to(session.language) for problem in error.problems)
    except OmrError as error:
        return None, (f"{error.sentence(session.language)} {error.advice(session.language)}",)
    except (ValueError, TypeError, AttributeError, RecursionError):
        # What was kept of the form came back altered.
        raise HTTPException(422) from None
    return survey, ()


def _saved(folder: Path, survey: Survey, draft: Draft, session: Session) -> str:
    """Write a form as a file of its own; returns what is in the way, nothing where it was written."""
    path = folder / f"{survey.id}-{survey.version}.yaml"
    try:
        folder.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8") as stream:
            stream.write(yaml_of(draft))
    except FileExistsError:
        return said(session.language, "version_taken", version=survey.version)
    except OSError as error:
        return said(session.language, "not_saved", why=error.strerror)
    return ""


def _shown(
    pages: Pages, session: Session, drafts: _Drafts, draft: Draft, problems: tuple[str, ...] = ()
) -> HTMLResponse:
    survey, found = _understood(draft, session)
    name = drafts.keep(survey) if survey is not None else ""
    return pages.page(
        "editor.html",
        session,
        draft=draft,
        kinds=KINDS,
        scales=[scale.name for scale in BUILT_IN_SCALES],
        problems=problems or found,
        picture=name,
        sides=len(arrange(survey).layout.pages) if survey is not None else 0,
    )


def _next(version: str) -> str:
    """Return the version after one that ends in a number."""
    head, dot, last = version.rpartition(".")
    return f"{head}{dot}{int(last) + 1}" if last.isdecimal() else f"{version}-2"
