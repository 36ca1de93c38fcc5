"""How far were the quotas reached when they were looked at last? Kept for the view `report_quotas`.

What a quota asks for stands in the office's own file, which no database can read; so whoever works quotas out leaves
them here, with the day.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from db.engine import writing
from db.tables import Base


class KeptQuotaRow(Base):
    """One quota of a period. `of` is empty for the office, else an officer's code or a field."""

    __tablename__ = "kept_quota"

    period: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True)
    of: Mapped[str] = mapped_column(primary_key=True)
    minimum: Mapped[int]
    done: Mapped[int]
    missing: Mapped[int]
    per_week: Mapped[int | None]
    as_of: Mapped[date]


@dataclass(frozen=True, slots=True)
class KeptQuota:
    """One quota as it was worked out: `scope` is ``office``, ``officer`` or ``field``; `per_week` None: too late."""

    form: str
    scope: str
    of: str
    minimum: int
    done: int
    missing: int
    per_week: int | None


_COLUMNS = tuple(KeptQuota.__dataclass_fields__)


def keep_quotas(engine: Engine, period: str, quotas: Sequence[KeptQuota], as_of: date) -> None:
    """Keep the quotas of a period in place of what was kept of it; nothing is written where nothing has changed.

    Raises
    ------
    DatabaseBusy, DatabaseUnreachable
        When the database cannot be written just now.
    """
    wanted = [(*astuple(quota), as_of) for quota in {_key(q): q for q in quotas}.values()]
    columns = [getattr(KeptQuotaRow, name) for name in (*_COLUMNS, "as_of")]
    with engine.connect() as connection:
        kept = connection.execute(select(*columns).where(KeptQuotaRow.period == period)).all()
    if {tuple(row) for row in kept} == set(wanted):
        return
    with writing(engine) as connection:
        connection.execute(delete(KeptQuotaRow).where(KeptQuotaRow.period == period))
        rows = [dict(zip((*_COLUMNS, "as_of"), row, strict=True)) | {"period": period} for row in wanted]
        if rows:
            connection.execute(insert(KeptQuotaRow), rows)


def _key(quota: KeptQuota) -> tuple[str, str, str]:
    return quota.form, quota.scope, quota.of
