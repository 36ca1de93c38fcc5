"""Facts about the minutes of a box opening."""

from pathlib import Path

from app.batch_report import batch_report
from app.minutes import minutes_of
from app.minutes_pdf import draw_minutes
from db.engine import open_database

BATCH = "Tuần 38"


def test_the_minutes_leave_room_for_what_nobody_wrote_down(week: Path) -> None:
    """Dots instead of names and numbers, and no date that was not given."""
    engine = open_database(f"sqlite:///{(week / 'omr.sqlite3').as_posix()}")
    minutes = minutes_of(batch_report(engine, BATCH))
    named = minutes_of(batch_report(engine, BATCH), "UBND phường An Hải")
    engine.dispose()

    assert "ngày ............" in minutes.opened
    assert dict(minutes.facts)["Người mở hòm"].startswith("....")
    assert minutes.office[0].startswith("UBND PHƯỜNG/XÃ …")
    assert named.office == ("UBND phường An Hải", *minutes.office[1:])
    assert minutes.tables[0].lines[-1].count == "2"
    assert draw_minutes(minutes).startswith(b"%PDF")
