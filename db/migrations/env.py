"""Lets Alembic run the migrations on the connection that the program has open."""

from alembic import context

import db.batch_tables
import db.desk_tables
import db.kept_quotas
import db.period_tables  # noqa: F401 - their tables are part of the schema
from db.tables import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
