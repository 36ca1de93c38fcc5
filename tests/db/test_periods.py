"""Facts about periods that were closed."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from db.engine import Engine
from db.errors import NameMissing, PeriodUnchanged, ReasonMissing
from db.periods import close_period, closed_periods
from tests.db.values import NOW


def test_figures_are_frozen_with_their_hash(engine: Engine) -> None:
    """They come back as they were, and can be held against the hash."""
    done = close_period(engine, "2026-Q3", '{"n":400}', 0, "Văn phòng", "", NOW)

    assert (done.revision, done.snapshot, done.sound, done.closed_at) == (1, '{"n":400}', True, NOW)
    assert closed_periods(engine, "2026-Q3") == (done,)
    assert closed_periods(engine, "2026-H1") == ()


def test_a_correction_is_a_revision_with_a_reason(engine: Engine) -> None:
    """The first stays; the same figures are none."""
    close_period(engine, "2026-Q3", "a", 2, "Văn phòng", "", NOW)
    with pytest.raises(PeriodUnchanged):
        close_period(engine, "2026-Q3", "a", 0, "Văn phòng", "lý do", NOW)
    with pytest.raises(ReasonMissing):
        close_period(engine, "2026-Q3", "b", 0, "Văn phòng", " ", NOW)
    with pytest.raises(NameMissing):
        close_period(engine, "2026-Q3", "b", 0, "", "lý do", NOW)
    close_period(engine, "2026-Q3", "b", 0, "Văn phòng", "bổ sung 3 phiếu", NOW)

    assert [(c.revision, c.snapshot, c.why) for c in closed_periods(engine)] == [
        (1, "a", ""),
        (2, "b", "bổ sung 3 phiếu"),
    ]


def test_a_closing_cannot_be_changed(engine: Engine) -> None:
    """Neither by an update nor by taking it out."""
    close_period(engine, "2026-Q3", "a", 0, "Văn phòng", "", NOW)
    for statement in ("UPDATE closed_period SET snapshot_json = 'x'", "DELETE FROM closed_period"):
        with pytest.raises(DatabaseError, match="never changed"), engine.begin() as connection:
            connection.execute(text(statement))
    assert closed_periods(engine)[0].sound
