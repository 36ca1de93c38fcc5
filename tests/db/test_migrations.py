"""Facts about databases that an older program made."""

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

import db.engine
from db.engine import HEAD, Engine, open_database
from db.review import queue
from tests.db.values import FIRST, SECOND

_OLD_WEEK = (
    """INSERT INTO layout VALUES ('AAAAAAAAAA', 'pks-s', '{}', '{"pages": [{}, {}]}', '2026-01-01')""",
    "INSERT INTO batch VALUES (1, 'lô 1', 'paper_box', '2026-01-01')",
    "INSERT INTO source VALUES (1, 1, 'a.pdf', 'hash', 10, 4)",
    *(
        "INSERT INTO page (id, source_id, page_number, outcome, evidence_json, layout_id, serial, form_page, "
        f"findings_json, program_version, read_at) VALUES ({i}, 1, {i}, '{outcome}', '{{}}', 'AAAAAAAAAA', "
        f"'{serial}', 1, '[]', '0.1.0', '2026-01-01')"
        for i, (outcome, serial) in enumerate(
            (("read", FIRST), ("duplicate", FIRST), ("read", SECOND), ("duplicate", SECOND)), start=1
        )
    ),
    "INSERT INTO answer VALUES (1, 1, 0, 'C1', '5', 'accepted', 0.99, '')",
    "INSERT INTO review_item VALUES (1, 'duplicate', 4, NULL, '2026-01-01')",
    "INSERT INTO review_item VALUES (2, 'question', 1, 1, '2026-01-01')",
    "INSERT INTO decision VALUES (1, 2, 'A', '2026-01-01', 'answer', '4', '')",
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return a database with the first schema and something in each table that changed."""
    url = f"sqlite:///{(tmp_path / 'old.sqlite3').as_posix()}"
    engine = create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(Path(db.engine.__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in _OLD_WEEK:
            connection.exec_driver_sql(statement)
    engine.dispose()
    return url


def _rows(engine: Engine, statement: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def test_nothing_is_lost(url: str) -> None:
    """Every row is there; what is new has the value that it always had."""
    engine = open_database(url)

    assert _rows(engine, "SELECT version_num FROM alembic_version") == [(HEAD,)]
    assert _rows(engine, "SELECT name, withdrawn FROM batch") == [("lô 1", 0)]
    assert _rows(engine, "SELECT page_count FROM layout") == [(2,)]
    assert _rows(engine, "SELECT id, copy_number FROM page") == [(i, 1) for i in range(1, 5)]
    assert _rows(engine, "SELECT who, outcome, chosen FROM decision") == [("A", "answer", "4")]
    assert _rows(engine, "PRAGMA foreign_key_check") == []
    engine.dispose()


def test_two_papers_of_one_number_count_no_more_until_a_person_chooses(url: str) -> None:
    """The first was counted before; a sheet that was only scanned again still is."""
    engine = open_database(url)

    assert _rows(engine, "SELECT id, outcome, same_as_id FROM page ORDER BY id") == [
        (1, "read", None),
        (2, "duplicate", 1),
        (3, "held", None),
        (4, "held", None),
    ]
    assert [(item.kind, item.source_page, item.other_page) for item in queue(engine)] == [("duplicate", 4, 3)]
    engine.dispose()


@pytest.mark.parametrize("table", ["decision", "answer", "mark"])
def test_the_rules_of_the_tables_are_there_still(url: str, table: str) -> None:
    """Tables that were made anew refuse what they refused."""
    engine = open_database(url)

    triggers = _rows(engine, f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'")
    assert {f"{table}_no_delete", f"{table}_no_update"} <= {str(name) for (name,) in triggers}
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    with pytest.raises(DatabaseError), engine.begin() as connection:
        connection.execute(text("UPDATE page SET outcome = 'lost'"))
    with pytest.raises(DatabaseError), engine.begin() as connection:
        connection.execute(text("UPDATE page SET source_id = 99"))
    engine.dispose()
