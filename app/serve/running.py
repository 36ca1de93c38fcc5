"""How is the web form opened to citizens? The forms an office offers, and a server for them alone."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from app.console import out
from app.desk import Door, listening
from app.language import say
from app.office import load_office
from app.roster import ROSTER_FILE, read_roster
from app.serve.server import Offer, create_public_app
from app.settings import Settings, load_settings
from db.engine import Engine, open_database
from db.responses import ResponseForm
from db.surveys import load_surveys, store_form
from forms.arrange import arrange
from forms.catalogue import known_form
from forms.definition import Survey
from forms.unit_name import named_lines
from omr.words import Text

_OPEN = Text("Phiếu trên mạng đang mở; Ctrl-C để đóng.", "The web form is open; Ctrl-C closes it.")


def offered(settings: Settings, engine: Engine, forms: Sequence[str]) -> Offer:
    """Return what is offered: each form as it was printed last, else as it is in the library.

    Raises
    ------
    FormUnknown
        When there is no such form.
    """
    roster = settings.home / ROSTER_FILE
    officers = frozenset(officer.officer for officer in read_roster(roster)) if roster.is_file() else frozenset()
    office = load_office(settings.home)
    fields = frozenset(field.code for field in office.fields)
    found = {form: _form(settings, engine, form) for form in forms}
    named = {form: (_named(survey, office.unit_written), of) for form, (survey, of) in found.items()}
    return Offer(engine, named, officers, fields)


def serve_forms(home: Path | None, host: str, port: int, forms: Sequence[str]) -> None:
    """Serve the web form until it is closed.

    Raises
    ------
    FormUnknown, PortTaken, AddressNotOurs
        When there is no such form, another program has the port, or the address is none of this computer.
    """
    settings = load_settings(home)
    app = create_public_app(offered(settings, open_database(settings.database_url), forms))
    door = Door(host, port)
    listener = listening(door)
    out.print(say(_OPEN))
    for form in forms:
        # An address that is broken in two cannot be copied.
        out.print(f"{door.address('http', listener.getsockname()[1])}/f/{form}", soft_wrap=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[listener])


def _named(survey: Survey, unit: str) -> Survey:
    """Return a form with the office's name at its head, where it has that place to fill in."""
    return survey.model_copy(update={"office": named_lines(survey.office, unit)})


def _form(settings: Settings, engine: Engine, form: str) -> tuple[Survey, ResponseForm]:
    stored = [survey for survey in load_surveys(engine) if survey.form == form]
    if stored:
        return Survey.model_validate_json(stored[-1].survey_json), ResponseForm(form, stored[-1].layout_id)
    survey = known_form(form, settings.forms)
    identity = store_form(engine, arrange(survey).layout, survey.model_dump_json(), datetime.now(UTC))
    return survey, ResponseForm(survey.id, identity)
