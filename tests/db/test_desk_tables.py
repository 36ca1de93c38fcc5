"""Facts about the rules that the database keeps of accounts, audits, second opinions, repairs and comments."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError

from db.engine import Engine
from tests.db.values import FIRST, NOW, accepted, printed, reading, scanned, unsure

# A row that means something in each table, by its columns.
_SOUND = {
    "account": {"name": "'an'", "role": "'reviewer'", "officer": "''", "password_hash": "'x'", "created_at": "'{now}'"},
    "image_access": {"who": "'an'", "page_id": "1", "question": "''", "seen_at": "'{now}'"},
    "audit": {"who": "'an'", "drawn_at": "'{now}'", "population": "3"},
    "audit_sample": {"item_id": "1", "audit_id": "1"},
    "four_eyes": {"form": "'pks-q'", "question": "'C1'", "needed": "true", "who": "'an'", "decided_at": "'{now}'"},
    "repair": {
        "page_id": "1",
        "who": "'an'",
        "repaired_at": "'{now}'",
        "corners_json": "'[]'",
        "identity_json": "'[]'",
        "image_sha256": "'ab'",
    },
    "comment": {"item_id": "1", "who": "'an'", "typed_at": "'{now}'", "text": "''", "subject": "''"},
}
_APPENDED = [table for table in _SOUND if table != "account"]


def _insert(table: str, **other: str) -> str:
    row = _SOUND[table] | other
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(row.values())})".format(now=NOW.isoformat(" "))


def _do(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """Return a database with a page that has an answer in doubt, and a row in each table of the desk."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, accepted("C1", "5"), unsure("MD", "tt")))
    for table in _SOUND:
        _do(engine, _insert(table))
    return engine


@pytest.mark.parametrize("statement", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
@pytest.mark.parametrize("table", _APPENDED)
def test_what_happened_at_the_desk_stays(filled: Engine, table: str, statement: str) -> None:
    """Who saw what, what was drawn, mended and typed is neither changed nor removed, on any database."""
    column = next(iter(_SOUND[table]))
    with pytest.raises(DatabaseError, match=f"rows of {table} are never changed"):
        _do(filled, statement.format(table=table, column=column))


def test_an_account_can_be_closed_and_given_another_role(filled: Engine) -> None:
    """It says who may come in now; what was done under it stands elsewhere, by name."""
    _do(filled, "UPDATE account SET role = 'viewer', disabled_at = created_at")

    with filled.connect() as connection:
        assert connection.execute(text("SELECT role FROM account")).scalar_one() == "viewer"


@pytest.mark.parametrize(
    ("rule", "statement"),
    [
        ("ck_account_name", _insert("account", name="''")),
        ("ck_account_role", _insert("account", name="'bình'", role="'owner'")),
        ("(?i)unique", _insert("account")),
        ("ck_repair_who", _insert("repair", who="''")),
        ("ck_comment_who", _insert("comment", who="''")),
        ("(?i)unique", _insert("audit_sample")),
        ("(?i)foreign key", _insert("audit_sample", item_id="99")),
        ("(?i)foreign key", _insert("image_access", page_id="99")),
        ("(?i)foreign key", _insert("repair", page_id="99")),
        ("(?i)foreign key", _insert("comment", item_id="99")),
    ],
)
def test_what_means_nothing_is_refused(filled: Engine, rule: str, statement: str) -> None:
    """Nobody, a role that is none, an account or a sample twice, a page or an item that is not there."""
    with pytest.raises(IntegrityError, match=rule):
        _do(filled, statement)
