"""How a database is emptied between the examples of one test."""

from sqlalchemy import Connection, text

from db import batch_tables, desk_tables, kept_counts, kept_quotas, period_tables, purge_tables, responses, token_tables
from db.engine import Engine
from db.tables import Base

# Importing them makes their tables known to the metadata.
_ALL = (
    batch_tables.OpeningRow,
    desk_tables.AccountRow,
    period_tables.ClosedPeriodRow,
    purge_tables.PurgeRow,
    responses.ResponseRow,
    token_tables.TokenRow,
    kept_counts.KeptCountRow,
    kept_quotas.KeptQuotaRow,
    Base,
)
METADATA = Base.metadata


def emptied(engine: Engine) -> None:
    """Take everything out; the triggers that would refuse go for a moment."""
    tables = [table.name for table in reversed(METADATA.sorted_tables)]
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            _empty_sqlite(connection, tables)
        else:
            # Triggers on rows are not asked; numbers begin anew, as they do in SQLite.
            connection.execute(text(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE"))


def _empty_sqlite(connection: Connection, tables: list[str]) -> None:
    triggers = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    for name, _ in triggers:
        connection.execute(text(f"DROP TRIGGER {name}"))
    # Pages point at pages: nothing is looked at until the end.
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    for table in tables:
        connection.execute(text(f"DELETE FROM {table}"))
    for _, sql in triggers:
        connection.execute(text(sql))
