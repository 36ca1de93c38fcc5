"""Periods that an office has closed, without the command line."""

from datetime import UTC, date, datetime

from app.office import Office
from app.period_snapshot import snapshot_of
from app.periods import ReportOrder, asked_period
from app.reporting import period_figures
from db.engine import Engine
from db.periods import close_period

OFFICE = Office(unit="UBND")


def close(engine: Engine, name: str = "2026-Q3", on: date = date(2026, 9, 20)) -> None:
    """Close a period as it is now, on a day, as the clock of this computer has it."""
    figures = period_figures(engine, ReportOrder(asked_period(name, OFFICE), OFFICE, (), on))
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    close_period(engine, name, snapshot_of(figures), figures.waiting, "Văn phòng", "đếm lại", at)
