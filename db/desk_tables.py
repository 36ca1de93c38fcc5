"""Who may work at the desk, and what is asked besides the queue? Accounts, blind audits, second opinions, comments.

All but accounts is appended and never changed: triggers made by the migrations refuse anything else.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.tables import Base


class AccountRow(Base):
    """Somebody who may log in at the desk over the network."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("length(name) > 0", name="name"),
        CheckConstraint("role IN ('viewer', 'reviewer', 'compiler', 'administrator')", name="role"),
    )

    name: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    # Whose sheets this account must neither see nor judge; empty for people who are not assessed.
    officer: Mapped[str]
    password_hash: Mapped[str]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class AccessRow(Base):
    """Somebody was shown a picture of a sheet."""

    __tablename__ = "image_access"

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str]
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"), index=True)
    # The question whose row was shown, empty for the whole page.
    question: Mapped[str]
    seen_at: Mapped[datetime]


class AuditRow(Base):
    """Accepted answers were drawn by chance, to be read by a person who does not know it."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str]
    drawn_at: Mapped[datetime]
    # How many accepted answers it was drawn from, none of them checked before.
    population: Mapped[int]


class AuditSampleRow(Base):
    """One answer of an audit. Its item of the queue looks like any other."""

    __tablename__ = "audit_sample"

    item_id: Mapped[int] = mapped_column(ForeignKey("review_item.id"), primary_key=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), index=True)


class FourEyesRow(Base):
    """A question needs two people who agree, from now on or no longer. The latest row holds."""

    __tablename__ = "four_eyes"

    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str]
    question: Mapped[str]
    needed: Mapped[bool]
    who: Mapped[str]
    decided_at: Mapped[datetime]


class RepairRow(Base):
    """A person said how a page lies and which sheet it is, and it was read again."""

    __tablename__ = "repair"
    __table_args__ = (CheckConstraint("length(who) > 0", name="who"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"), index=True)
    who: Mapped[str]
    repaired_at: Mapped[datetime]
    # The sheet's corners in pixels of the scan, in the order of reading, and the identity that was typed.
    corners_json: Mapped[str]
    identity_json: Mapped[str]
    image_sha256: Mapped[str]


class CommentRow(Base):
    """What a respondent wrote, as a person typed it. The latest row of an item holds."""

    __tablename__ = "comment"
    __table_args__ = (CheckConstraint("length(who) > 0", name="who"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("review_item.id"), index=True)
    who: Mapped[str]
    typed_at: Mapped[datetime]
    # Empty where nothing was written.
    text: Mapped[str]
    subject: Mapped[str]
