"""What is kept of the tokens by which other programs read figures? Never the token itself."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables import Base


class TokenRow(Base):
    """A token that was given out: its hash, what it may read, and until when. `scopes` are parted by spaces."""

    __tablename__ = "token"
    __table_args__ = (
        CheckConstraint("length(name) > 0", name="name"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
