"""What is written down about pictures that were removed? Which files, when, by whom and why; never changed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.tables import Base


class PurgeRow(Base):
    """The pictures of all batches before a day were removed."""

    __tablename__ = "purge"
    __table_args__ = (CheckConstraint("length(who) > 0", name="who"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    before: Mapped[date]
    who: Mapped[str]
    why: Mapped[str]
    purged_at: Mapped[datetime]


class PurgedSourceRow(Base):
    """One file whose pictures were removed; what was read of it stays."""

    __tablename__ = "purged_source"

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), primary_key=True)
    purge_id: Mapped[int] = mapped_column(ForeignKey("purge.id"), index=True)
