"""How is a page mended that could not be read? What a person said of it is written down with what was read then."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Engine, insert, select

from db.desk_tables import RepairRow
from db.engine import writing
from db.errors import NameMissing
from db.results import store_again
from db.tables import LayoutRow, PrintedSheetRow, PrintRunRow
from omr.layout.code import SheetCode
from omr.layout.serial import layout_from_json
from omr.layout.sheet import SheetLayout
from omr.reading import PageReading


@dataclass(frozen=True, slots=True)
class Repair:
    """What a person said of a page: the sheet's four corners in pixels of the scan, and which page of which sheet.

    `by_hand` pages were not measured: a person reads every answer.
    """

    who: str
    corners_px: tuple[tuple[float, float], ...]
    code: SheetCode
    image_sha256: str
    by_hand: bool = False


def store_repair(
    engine: Engine, page_id: int, repair: Repair, outcome: PageReading, program_version: str, now: datetime
) -> None:
    """Put what was read of a mended page in the place of its rejection, with who mended it and how.

    Raises
    ------
    NameMissing
        When nobody is named.
    PageSettled
        When it is no longer a page that was rejected.
    """
    if not repair.who.strip():
        raise NameMissing
    row = {
        "page_id": page_id,
        "who": repair.who.strip(),
        "repaired_at": now,
        "corners_json": json.dumps(repair.corners_px),
        "identity_json": json.dumps(asdict(repair.code) | {"by_hand": repair.by_hand}),
        "image_sha256": repair.image_sha256,
    }
    with writing(engine) as connection:
        store_again(connection, page_id, outcome, program_version, now)
        connection.execute(insert(RepairRow), row)


def layout_of_serial(engine: Engine, serial: str) -> str | None:
    """Return the identity of the layout that a sheet was printed with, None where it was not printed here."""
    statement = (
        select(PrintRunRow.layout_id)
        .join(PrintedSheetRow, PrintedSheetRow.print_run_id == PrintRunRow.id)
        .where(PrintedSheetRow.serial == serial)
    )
    with engine.connect() as connection:
        return connection.scalar(statement)


def layouts_by_age(engine: Engine) -> tuple[tuple[str, SheetLayout], ...]:
    """Return every layout with its identity, the newest first."""
    with engine.connect() as connection:
        rows = connection.execute(
            select(LayoutRow.layout_id, LayoutRow.layout_json).order_by(LayoutRow.created_at.desc())
        )
        return tuple((identity, layout_from_json(text)) for identity, text in rows)
