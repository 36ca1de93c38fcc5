"""How do values become pages? By the templates beside this module, in the language of the browser."""

from functools import cache
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, select_autoescape

from app.batch_words import day, moment
from app.language import speak
from app.numbers import number, share
from app.web.period_words import period_words
from app.web.sessions import Session
from app.web.words import said
from omr.errors import OmrError
from omr.words import Language

_TEMPLATES = Path(__file__).parent / "templates"


class Pages:
    """The templates of the desk."""

    def __init__(self) -> None:
        self._templates = _environment()

    def page(self, template: str, session: Session, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page for somebody who is in."""
        return self._rendered(template, session.language, status, session=session, csrf=session.csrf, **values)

    def problem(self, language: Language, error: OmrError, status: int) -> HTMLResponse:
        """Return what went wrong as a page: what was seen, and what to do."""
        sentence, advice = error.sentence(language), error.advice(language)
        return self._rendered("problem.html", language, status, sentence=sentence, advice=advice)

    def outside(self, template: str, language: Language, status: int, **values: Any) -> HTMLResponse:
        """Return a page for somebody who is not in."""
        return self._rendered(template, language, status, **values)

    def _rendered(self, template: str, language: Language, status: int, **values: Any) -> HTMLResponse:
        # Numbers, days and the words of batches are said in it too.
        speak(language)

        def words(name: str, **evidence: object) -> str:
            return said(language, name, **evidence)

        def titled(title: str) -> str:
            return period_words(title, language)

        text = self._templates.get_template(template).render(
            say=words, titled=titled, language=language.value, **values
        )
        return HTMLResponse(text, status_code=status)


@cache
def _environment() -> Environment:
    """Return the templates; each is compiled once, however many desks a process opens."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=select_autoescape(), trim_blocks=True, lstrip_blocks=True
    )
    environment.globals |= {
        "number": number,
        "share": share,
        "day": day,
        "moment": moment,
        "file_name": _file_name,
    }
    return environment


def _file_name(path: str) -> str:
    return Path(path).name
