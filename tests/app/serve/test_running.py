"""Facts about how the web form is opened."""

import socket
from datetime import timedelta
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI

from app.office import OFFICE_FILE
from app.roster import ROSTER_FILE
from app.serve.running import offered, serve_forms
from app.settings import Settings
from db.engine import open_database
from db.surveys import load_surveys, record_print_run
from forms.arrange import arrange
from forms.catalogue import find_form
from forms.errors import FormUnknown
from omr.layout.serial import layout_id
from tests.db.opinions import SURVEY
from tests.db.values import NOW


def test_a_form_is_asked_as_it_was_printed_last(settings: Settings) -> None:
    """Though the library has another by now: answers on the web and on paper are of the same questions."""
    engine = open_database(settings.database_url)
    section = SURVEY.sections[0]
    older = SURVEY.model_copy(update={"sections": (section.model_copy(update={"questions": section.questions[:2]}),)})
    for days, survey in enumerate((older, SURVEY)):
        record_print_run(engine, arrange(survey).layout, survey.model_dump_json(), [None], NOW + timedelta(days=days))
    survey, form = offered(settings, engine, ["pks-q"]).forms["pks-q"]
    engine.dispose()

    assert survey == SURVEY
    assert (form.form, form.layout_id) == ("pks-q", layout_id(arrange(SURVEY).layout))


def test_the_name_of_the_office_stands_over_the_form(settings: Settings) -> None:
    """Where the form leaves that to be filled in, as nobody can on a screen; what is stored stays as it is."""
    (settings.home / OFFICE_FILE).write_text("unit: UBND phường An Hải\n", "utf-8")
    engine = open_database(settings.database_url)
    survey, _ = offered(settings, engine, ["pks-q"]).forms["pks-q"]
    (stored,) = load_surveys(engine)
    engine.dispose()

    assert survey.office[0].vi == "UBND phường An Hải"
    assert "An Hải" not in stored.survey_json


def test_a_form_that_was_never_printed_is_that_of_the_library(settings: Settings) -> None:
    """It is stored, once, so that its answers have something to stand on."""
    engine = open_database(settings.database_url)
    first, second = (offered(settings, engine, ["pks-n", "pks-q"]) for _ in range(2))
    stored = [survey.form for survey in load_surveys(engine)]
    engine.dispose()

    assert sorted(stored) == ["pks-n", "pks-q"]
    assert first.forms == second.forms
    assert first.forms["pks-n"][1].layout_id == layout_id(arrange(find_form("pks-n")).layout)


def test_links_may_name_those_whom_the_office_has(settings: Settings) -> None:
    """Officers of its table and fields of its file; of an office that wrote nothing down, nobody."""
    engine = open_database(settings.database_url)
    assert (offered(settings, engine, []).officers, offered(settings, engine, []).fields) == (frozenset(), frozenset())
    (settings.home / ROSTER_FILE).write_text("code,name\n01,Cán bộ Một\n05,\n", "utf-8")
    (settings.home / OFFICE_FILE).write_text('unit: X\nfields: [{code: "ht", name: Hộ tịch}]\n', "utf-8")
    offer = offered(settings, engine, [])
    engine.dispose()

    assert (offer.officers, offer.fields) == (frozenset({"01", "05"}), frozenset({"ht"}))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[FastAPI]:
    """Let servers end at once; return what they would have served."""
    served: list[FastAPI] = []

    def run(self: uvicorn.Server, sockets: list[socket.socket] | None = None) -> None:
        assert isinstance(self.config.app, FastAPI)
        served.append(self.config.app)
        for one in sockets or []:
            one.close()

    monkeypatch.setattr(uvicorn.Server, "run", run)
    return served


@pytest.mark.parametrize(("host", "shown"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]")])
def test_each_form_has_an_address_that_can_be_copied(
    home: Path,
    opened: list[FastAPI],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    host: str,
    shown: str,
) -> None:
    """On a line of its own and whole, however narrow the terminal, with the port that was really taken."""
    if host == "::1":
        with socket.socket(socket.AF_INET6) as probe:
            try:
                probe.bind(("::1", 0))
            except OSError:
                pytest.skip("no IPv6 here")
    monkeypatch.setenv("COLUMNS", "20")
    serve_forms(home, host, 0, ["pks-q", "pks-n"])

    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("http")]
    assert [line.rsplit(":", 1)[0] for line in lines] == [f"http://{shown}"] * 2
    ports, paths = zip(*(line.rsplit(":", 1)[1].split("/", 1) for line in lines), strict=True)
    assert paths == ("f/pks-q", "f/pks-n")
    assert len(set(ports)) == 1
    assert int(ports[0]) > 0
    assert len(opened) == 1


def test_a_form_that_there_is_not_opens_nothing(home: Path, opened: list[FastAPI]) -> None:
    """The others are not served without it."""
    with pytest.raises(FormUnknown):
        serve_forms(home, "127.0.0.1", 0, ["pks-q", "pks-x"])

    assert opened == []
