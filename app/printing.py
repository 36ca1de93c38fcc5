"""How does a form become sheets? Fresh serials, a record of the run, and the PDF; in that order of trust.

The run is recorded when the PDF is drawn and before it appears under its name: a sheet on paper is always known here.
"""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import IO

from app.settings import Settings
from db.engine import open_database
from db.surveys import record_print_run, taken_serials
from forms.arrange import arrange
from forms.definition import Survey
from forms.draw import draw_pdf
from omr.layout.code import new_serial


def print_run(
    settings: Settings,
    survey: Survey,
    copies: int | None,
    stream: IO[bytes],
    now: datetime,
    progress: Callable[[int, int], None],
) -> tuple[str | None, ...]:
    """Draw sheets of a form and record them; returns the serials in the order of the copies.

    Parameters
    ----------
    copies
        How many, each with a serial of its own; None for one master without a serial.
    stream
        Takes the PDF.
    now
        The time, with its zone.
    """
    plan = arrange(survey)
    engine = open_database(settings.database_url)
    serials: list[str | None] = [None]
    if copies is not None:
        serials = []
        while len(serials) < copies:
            # Random, so that nobody can tell from a serial when or to whom a sheet was handed out.
            fresh = list(dict.fromkeys(new_serial(secrets.choice) for _ in range(copies - len(serials))))
            taken = taken_serials(engine, fresh)
            serials += [serial for serial in fresh if serial not in taken and serial not in serials]
    stream.write(draw_pdf(plan, serials, lambda drawn: progress(drawn, len(serials))))
    record_print_run(engine, plan.layout, survey.model_dump_json(), serials, now)
    return tuple(serials)
