"""What was printed in one run? Its serials, its layout and the form as it was then."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, select

from db.convert import from_utc
from db.surveys import Whose
from db.tables import LayoutRow, PrintedSheetRow, PrintRunRow


@dataclass(frozen=True, slots=True)
class PrintedRun:
    """A print run as recorded. A run without serials was a master for photocopying."""

    number: int
    layout_id: str
    survey_json: str
    serials: tuple[str, ...]
    printed_at: datetime
    whose: Whose


def find_print_run(engine: Engine, number: int) -> PrintedRun | None:
    """Return the run of this number with its serials in alphabetical order, or None where there is none."""
    run = select(
        PrintRunRow.id,
        PrintRunRow.layout_id,
        LayoutRow.survey_json,
        PrintRunRow.printed_at,
        PrintRunRow.officer,
        PrintRunRow.counter,
        PrintRunRow.field,
    ).join(LayoutRow, LayoutRow.layout_id == PrintRunRow.layout_id)
    sheets = (
        select(PrintedSheetRow.serial).where(PrintedSheetRow.print_run_id == number).order_by(PrintedSheetRow.serial)
    )
    with engine.connect() as connection:
        row = connection.execute(run.where(PrintRunRow.id == number)).one_or_none()
        if row is None:
            return None
        serials = tuple(connection.scalars(sheets))
        whose = Whose(row.officer, row.counter, row.field)
        return PrintedRun(row.id, row.layout_id, row.survey_json, serials, row.printed_at, whose)


def copies_printed(engine: Engine, since: date, until: date) -> dict[str, int]:
    """Return how many sheets with serials were printed of each form, on days of the office, both ends included."""
    statement = (
        select(LayoutRow.form, PrintRunRow.printed_at, PrintRunRow.copies)
        .join(LayoutRow, LayoutRow.layout_id == PrintRunRow.layout_id)
        .order_by(PrintRunRow.id)
    )
    copies: Counter[str] = Counter()
    with engine.connect() as connection:
        for form, printed_at, count in connection.execute(statement):
            if since <= from_utc(printed_at).astimezone().date() <= until:
                copies[form] += count
    return dict(copies)
