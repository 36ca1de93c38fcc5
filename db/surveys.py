"""Which forms were printed here, and with which layouts and serials?"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select

from db.engine import writing
from db.tables import LayoutRow, PrintedSheetRow, PrintRunRow
from db.views import refresh_choices
from omr.layout.serial import layout_from_json, layout_id, layout_to_json
from omr.layout.sheet import SheetLayout

# SQLite allows 32,766 values in one statement.
_LOOKUP_CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class StoredSurvey:
    """A survey as it was printed: its JSON beside the identity of its layout."""

    layout_id: str
    form: str
    survey_json: str


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose sheets a print run makes: codes of an officer, a counter and a field, each empty where it was not said."""

    officer: str = ""
    counter: str = ""
    field: str = ""


NOBODYS = Whose()


def record_print_run(
    engine: Engine,
    layout: SheetLayout,
    survey_json: str,
    serials: Sequence[str | None],
    now: datetime,
    whose: Whose = NOBODYS,
) -> int:
    """Record that sheets of a layout are printed, and the layout that they will be read with.

    Returns the number of the print run.

    Parameters
    ----------
    serials
        One for each copy; a single None is a master for photocopying.
    now
        The time, with its zone.
    """
    own = [serial for serial in serials if serial is not None]
    with writing(engine) as connection:
        store_layout(connection, layout, survey_json, now)
        run_id = connection.execute(
            insert(PrintRunRow).returning(PrintRunRow.id),
            {"layout_id": layout_id(layout), "copies": len(own), "photocopy": not own, "printed_at": now}
            | asdict(whose),
        ).scalar_one()
        if own:
            connection.execute(insert(PrintedSheetRow), [{"serial": serial, "print_run_id": run_id} for serial in own])
    return int(run_id)


def store_form(engine: Engine, layout: SheetLayout, survey_json: str, now: datetime) -> str:
    """Store a form that is answered without paper, unless it is known; returns the identity of its layout."""
    with writing(engine) as connection:
        store_layout(connection, layout, survey_json, now)
    return layout_id(layout)


def taken_serials(engine: Engine, serials: Sequence[str]) -> frozenset[str]:
    """Return those of the serials that were printed before."""
    taken: set[str] = set()
    with engine.connect() as connection:
        for start in range(0, len(serials), _LOOKUP_CHUNK):
            chunk = serials[start : start + _LOOKUP_CHUNK]
            taken.update(connection.scalars(select(PrintedSheetRow.serial).where(PrintedSheetRow.serial.in_(chunk))))
    return frozenset(taken)


def load_layouts(engine: Engine) -> dict[str, SheetLayout]:
    """Return every layout that was printed here, by its identity."""
    with engine.connect() as connection:
        rows = connection.execute(select(LayoutRow.layout_id, LayoutRow.layout_json))
        return {identity: layout_from_json(text) for identity, text in rows}


def load_surveys(engine: Engine) -> tuple[StoredSurvey, ...]:
    """Return the surveys of all layouts, oldest first."""
    columns = (LayoutRow.layout_id, LayoutRow.form, LayoutRow.survey_json)
    with engine.connect() as connection:
        rows = connection.execute(select(*columns).order_by(LayoutRow.created_at, LayoutRow.layout_id))
        return tuple(StoredSurvey(*row) for row in rows)


def store_layout(connection: Connection, layout: SheetLayout, survey_json: str, now: datetime) -> None:
    """Store a layout and its survey unless it is known, within a transaction of the caller."""
    identity = layout_id(layout)
    if connection.scalar(select(LayoutRow.layout_id).where(LayoutRow.layout_id == identity)) is not None:
        return
    connection.execute(
        insert(LayoutRow),
        {
            "layout_id": identity,
            "form": layout.form,
            "survey_json": survey_json,
            "layout_json": layout_to_json(layout),
            "page_count": len(layout.pages),
            "created_at": now,
        },
    )
    refresh_choices(connection)
