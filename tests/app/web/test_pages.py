"""Facts about how values become pages."""

from typing import Any

from app.language import language, speak
from app.web.pages import Pages
from app.web.sessions import Session
from db.errors import ItemUnknown
from db.roles import Role
from omr.words import Language


def _session(who: str, language: Language = Language.VI, role: Role = Role.VIEWER) -> Session:
    return Session(who, role, "", language)


def _start(session: Session, waiting: int = 0) -> str:
    values: dict[str, Any] = {
        "waiting": waiting,
        "kinds": [],
        "choices": [],
        "quotas": ("", (), ""),
        "comments": 0,
        "batches": [],
    }
    return bytes(Pages().page("start.html", session, **values).body).decode()


def test_what_people_write_is_never_markup() -> None:
    """Neither in the text of a page nor in an attribute."""
    told = _start(_session('<img src=x onerror="1">&'))

    assert "<img" not in told
    assert "&lt;img src=x onerror=&#34;1&#34;&gt;&amp;" in told


def test_numbers_are_in_the_language_of_the_browser() -> None:
    """A thousand has a point in Vietnamese and a comma in English, whatever was spoken before."""
    speak(Language.VI)
    english = _start(_session("x", Language.EN), 1234)

    assert "1,234 to look at" in english
    assert '<html lang="en">' in english
    assert "Còn 1.234 mục cần xem" in _start(_session("x"), 1234)
    assert language() is Language.VI


def test_a_page_shows_the_ways_that_its_reader_may_go() -> None:
    """A viewer sees neither queue nor upload, a compiler both; every form carries the session's own word."""
    viewer, compiler = _session("x"), _session("x", role=Role.COMPILER)

    assert 'href="/queue"' not in _start(viewer)
    assert {'href="/queue"', 'href="/upload"', 'href="/audit"'} <= set(_start(compiler).replace(">", " ").split())
    page = _start(compiler)
    assert page.count(f'value="{compiler.csrf}"') == page.count('<form method="post"')


def test_what_went_wrong_is_a_page_with_advice() -> None:
    """What was seen is a heading, escaped; its status is as it was said, and nobody's name is on it."""
    answer = Pages().problem(Language.EN, ItemUnknown(item="<7>"), 404)
    told = bytes(answer.body).decode()

    assert answer.status_code == 404
    assert "&lt;7&gt;" in told
    assert "<7>" not in told
    assert "/logout" not in told


def test_a_file_is_called_by_its_name_alone() -> None:
    """Where it lies on the office's disk is nobody's business."""
    shown = Pages()._templates.from_string("{{ file_name(path) }}").render(path="/home/nguoi-quet/hòm 1.pdf")

    assert shown == "hòm 1.pdf"
