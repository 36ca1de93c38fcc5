"""Which periods were closed, with which figures? Appended and never changed: triggers refuse anything else."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables import Base


class ClosedPeriodRow(Base):
    """The figures of a period as they were when somebody closed it. A later correction is another revision."""

    __tablename__ = "closed_period"
    __table_args__ = (
        UniqueConstraint("name", "revision"),
        CheckConstraint("revision > 0", name="revision"),
        CheckConstraint("length(who) > 0", name="who"),
        CheckConstraint("revision = 1 OR length(why) > 0", name="why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    revision: Mapped[int]
    closed_at: Mapped[datetime]
    who: Mapped[str]
    why: Mapped[str]
    # Answers that waited for a person: more than none only where it was closed as provisional.
    waiting: Mapped[int]
    snapshot_json: Mapped[str]
    sha256: Mapped[str]
