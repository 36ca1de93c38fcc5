"""Facts about the rules that the database keeps of what is written down about a batch."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError

from db.batches import Opening, find_batch, record_opening, reinstate_batch, withdraw_batch
from db.engine import Engine
from tests.db.values import FIRST, NOW, accepted, printed, reading, scanned

_REREAD = (
    "INSERT INTO reread (page_id, reason, evidence_json, program_version, read_at, replaced_at) "
    "VALUES (1, 'unknown_layout', '{}', '0.1.0', '2026-09-14', '2026-09-15')"
)
_OPENING = (
    "INSERT INTO opening (batch_id, opened_by, witness, sheets_by_hand, recorded_at) "
    "VALUES ({batch}, '', '', {sheets}, '2026-09-14')"
)
_WITHDRAWAL = (
    "INSERT INTO withdrawal (batch_id, withdrawn, who, why, decided_at) "
    "VALUES ({batch}, true, '{who}', '{why}', '2026-09-14')"
)


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """Return a database with a batch that was opened, counted, withdrawn and put back, and a page read again."""
    printed(engine, FIRST)
    batch = scanned(engine, reading(FIRST, accepted("C1", "5")))
    record_opening(engine, batch, Opening(NOW, "Tổ A", "Tổ B", 0), NOW)
    withdraw_batch(engine, batch.name, "Tổ A", "quét nhầm", NOW)
    reinstate_batch(engine, batch.name, "Tổ A", "rút nhầm", NOW)
    _do(engine, _REREAD)
    return engine


def _do(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize("statement", ["UPDATE {0} SET id = id", "DELETE FROM {0}"])
@pytest.mark.parametrize("table", ["opening", "withdrawal", "reread"])
def test_what_was_written_down_about_a_batch_stays(filled: Engine, table: str, statement: str) -> None:
    """Openings, withdrawals and earlier readings are neither changed nor removed, on any database."""
    with pytest.raises(DatabaseError, match=f"rows of {table} are never changed"):
        _do(filled, statement.format(table))


@pytest.mark.parametrize(
    ("rule", "statement"),
    [
        ("ck_opening_sheets_by_hand", _OPENING.format(batch=1, sheets=-1)),
        ("ck_withdrawal_who", _WITHDRAWAL.format(batch=1, who="", why="quét nhầm")),
        ("ck_withdrawal_why", _WITHDRAWAL.format(batch=1, who="Tổ A", why="")),
        ("(?i)foreign key", _OPENING.format(batch=99, sheets=1)),
        ("(?i)foreign key", _WITHDRAWAL.format(batch=99, who="Tổ A", why="quét nhầm")),
        ("(?i)foreign key", _REREAD.replace("VALUES (1", "VALUES (99")),
    ],
)
def test_what_means_nothing_is_refused(filled: Engine, rule: str, statement: str) -> None:
    """Fewer sheets than none, nobody, no reason, no such batch or page."""
    with pytest.raises(IntegrityError, match=rule):
        _do(filled, statement)


def test_nothing_counted_and_nothing_known_are_two_things(filled: Engine) -> None:
    """A box with no sheet in it was counted; the latest row holds though the earlier ones stay."""
    name = find_batch(filled, _only_batch(filled)).batch.name
    assert find_batch(filled, name).opening.sheets_by_hand == 0
    assert find_batch(filled, name).withdrawal is None

    _do(filled, _OPENING.format(batch=1, sheets="NULL"))

    assert find_batch(filled, name).opening.sheets_by_hand is None


def _only_batch(engine: Engine) -> str:
    with engine.connect() as connection:
        return str(connection.execute(text("SELECT name FROM batch")).scalar_one())
