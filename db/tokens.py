"""Which other programs may read figures, what of them, and until when? Tokens; only their hashes are stored."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Engine, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from db.convert import from_utc, to_utc
from db.engine import writing
from db.token_tables import TokenRow
from omr.errors import OmrError
from omr.words import Text

# 256 bits: nobody guesses one, so that a plain hash keeps it safe.
_SECRET_BYTES = 32
# Tells people and scanners for leaked secrets what it is.
PREFIX = "omr_"


class Scope(StrEnum):
    """What a token lets another program read."""

    TALLIES = "tallies"
    # The same with small cells of groups hidden: for who is outside the office.
    PUBLISHED = "published"
    ANSWERS = "answers"
    BATCHES = "batches"


class TokenNameTaken(OmrError):
    """A new token has the name of another one. Evidence: name."""

    exit_code: ClassVar[int] = 93
    sentence_text = Text("Đã có mã truy cập tên “{name}”.", "There is a token called “{name}” already.")
    advice_text = Text(
        "Đặt tên khác; tên của mã đã thu hồi cũng không dùng lại.",
        "Choose another name; those of revoked tokens are not used again.",
    )


class TokenUnknown(OmrError):
    """No token has this name. Evidence: name."""

    exit_code: ClassVar[int] = 94
    sentence_text = Text("Không có mã truy cập nào tên “{name}”.", "No token is called “{name}”.")
    advice_text = Text("Xem tên bằng: omr tokens list.", "See the names with: omr tokens list.")


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token that was given out. `revoked_at` is None while it was not taken back."""

    name: str
    scopes: tuple[Scope, ...]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    def holds(self, now: datetime) -> bool:
        """Return if it opens anything still."""
        return self.revoked_at is None and now < self.expires_at


def add_token(engine: Engine, name: str, scopes: Iterable[Scope], expires_at: datetime, now: datetime) -> str:
    """Give out a token; returns its secret, which is stored nowhere and cannot be shown again.

    Raises
    ------
    TokenNameTaken
        When another one, revoked or not, has the name.
    """
    secret = PREFIX + secrets.token_urlsafe(_SECRET_BYTES)
    values = {
        "name": name,
        "sha256": _hashed(secret),
        "scopes": " ".join(sorted({scope.value for scope in scopes})),
        "created_at": to_utc(now),
        "expires_at": to_utc(expires_at),
        "revoked_at": None,
    }
    with writing(engine) as connection:
        try:
            connection.execute(insert(TokenRow), values)
        except IntegrityError as error:
            raise TokenNameTaken(name=name) from error
    return secret


def list_tokens(engine: Engine) -> tuple[Token, ...]:
    """Return every token that was given out, oldest first."""
    with engine.connect() as connection:
        return tuple(_token(row) for row in connection.execute(_STATEMENT.order_by(TokenRow.id)))


def revoke_token(engine: Engine, name: str, now: datetime) -> Token:
    """Take a token back at once; one that was taken back before stays as it was.

    Raises
    ------
    TokenUnknown
        When none has the name.
    """
    with writing(engine) as connection:
        unrevoked = (TokenRow.name == name, TokenRow.revoked_at.is_(None))
        connection.execute(update(TokenRow).where(*unrevoked).values(revoked_at=to_utc(now)))
        row = connection.execute(_STATEMENT.where(TokenRow.name == name)).one_or_none()
        if row is None:
            raise TokenUnknown(name=name)
        return _token(row)


def token_of(engine: Engine, secret: str, now: datetime) -> Token | None:
    """Return the token with this secret, None where there is none or it opens nothing any more."""
    with engine.connect() as connection:
        row = connection.execute(_STATEMENT.where(TokenRow.sha256 == _hashed(secret))).one_or_none()
    token = _token(row) if row is not None else None
    return token if token is not None and token.holds(now) else None


_STATEMENT = select(TokenRow.name, TokenRow.scopes, TokenRow.created_at, TokenRow.expires_at, TokenRow.revoked_at)


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


def _token(row: Row[*tuple[Any, ...]]) -> Token:
    return Token(
        name=row.name,
        scopes=tuple(Scope(word) for word in row.scopes.split()),
        created_at=from_utc(row.created_at),
        expires_at=from_utc(row.expires_at),
        revoked_at=from_utc(row.revoked_at) if row.revoked_at is not None else None,
    )
