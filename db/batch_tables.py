"""What is written down about a batch besides its pages? The opening of the box, and its being taken out of the tallies.

All rows are appended and never changed: triggers made by the migrations refuse anything else. The latest one holds.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.tables import Base


class OpeningRow(Base):
    """What the office wrote down when it opened the box."""

    __tablename__ = "opening"
    __table_args__ = (CheckConstraint("sheets_by_hand >= 0", name="sheets_by_hand"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    opened_at: Mapped[datetime | None]
    opened_by: Mapped[str]
    witness: Mapped[str]
    sheets_by_hand: Mapped[int | None]
    recorded_at: Mapped[datetime]


class WithdrawalRow(Base):
    """A batch was taken out of the tallies, or put back."""

    __tablename__ = "withdrawal"
    __table_args__ = (
        CheckConstraint("length(who) > 0", name="who"),
        CheckConstraint("length(why) > 0", name="why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    withdrawn: Mapped[bool]
    who: Mapped[str]
    why: Mapped[str]
    decided_at: Mapped[datetime]


class RereadRow(Base):
    """What had been said of a page that was read again."""

    __tablename__ = "reread"

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"), index=True)
    reason: Mapped[str]
    evidence_json: Mapped[str]
    program_version: Mapped[str]
    read_at: Mapped[datetime]
    replaced_at: Mapped[datetime]
