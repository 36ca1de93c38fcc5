"""Who may log in at the desk, and as what? Names, roles and hashes; passwords themselves are nowhere."""

from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from sqlalchemy import Connection, Engine, insert, select, update

from db.convert import from_utc
from db.desk_tables import AccountRow
from db.engine import writing
from db.errors import AccountTaken, AccountUnknown, NameMissing
from db.roles import Role


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in. `officer` is whose sheets they must neither see nor judge: their own."""

    name: str
    role: Role
    officer: str
    password_hash: str
    created_at: datetime
    disabled: bool


def plain_name(name: str) -> str:
    """Return a name as it is stored and looked up: however its accents were typed (RFC 8265), without spaces around."""
    return normalize("NFC", name).strip()


def add_account(engine: Engine, account: Account) -> None:
    """Store a new account.

    Raises
    ------
    NameMissing, AccountTaken
        When it has no name, or one that is in use.
    """
    name = plain_name(account.name)
    if not name:
        raise NameMissing
    row = {
        "name": name,
        "role": account.role.value,
        "officer": account.officer,
        "password_hash": account.password_hash,
        "created_at": account.created_at,
        "disabled_at": None,
    }
    with writing(engine) as connection:
        if _stored(connection, name) is not None:
            raise AccountTaken(name=name)
        connection.execute(insert(AccountRow), row)


def accounts(engine: Engine) -> tuple[Account, ...]:
    """Return every account, by name."""
    with engine.connect() as connection:
        rows = connection.execute(select(*AccountRow.__table__.c).order_by(AccountRow.name))
        return tuple(
            Account(
                row.name,
                Role(row.role),
                row.officer,
                row.password_hash,
                from_utc(row.created_at),
                bool(row.disabled_at),
            )
            for row in rows
        )


def find_account(engine: Engine, name: str) -> Account | None:
    """Return an account by its name, None where there is none."""
    return next((account for account in accounts(engine) if plain_name(account.name) == plain_name(name)), None)


def change_password(engine: Engine, name: str, password_hash: str) -> None:
    """Give an account another password.

    Raises
    ------
    AccountUnknown
        When there is none of this name.
    """
    _update(engine, name, password_hash=password_hash)


def disable_account(engine: Engine, name: str, now: datetime) -> None:
    """Let nobody in by this account any more; what was decided under its name stays.

    Raises
    ------
    AccountUnknown
        When there is none of this name.
    """
    _update(engine, name, disabled_at=now)


def _update(engine: Engine, name: str, **values: object) -> None:
    with writing(engine) as connection:
        stored = _stored(connection, plain_name(name))
        if stored is None:
            raise AccountUnknown(name=name)
        connection.execute(update(AccountRow).where(AccountRow.name == stored).values(**values))


def _stored(connection: Connection, name: str) -> str | None:
    """Return a name as it is in the table: one that was stored long ago may have its accents otherwise."""
    return next((stored for stored in connection.scalars(select(AccountRow.name)) if plain_name(stored) == name), None)
