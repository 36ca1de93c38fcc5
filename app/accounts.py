"""Who is this, by name and password? Argon2 hashes, and no difference in time between a wrong name and a wrong word."""

from dataclasses import replace
from datetime import datetime
from functools import cache
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from db.accounts import Account, add_account, change_password, find_account, plain_name
from db.engine import Engine
from db.roles import Role
from omr.errors import OmrError
from omr.words import Text

# NIST SP 800-63B asks for 8 at least; what is weighed in assessments may well have 10.
_SHORTEST = 10
_HASHER = PasswordHasher()


class PasswordTooShort(OmrError):
    """A password of fewer than ten characters. Evidence: shortest."""

    exit_code = 102
    sentence_text = Text("Mật khẩu phải có ít nhất {shortest} ký tự.", "A password has at least {shortest} characters.")
    advice_text = Text("Dùng một câu dài dễ nhớ.", "Take a long sentence that you remember easily.")


def new_account(engine: Engine, name: str, password: str, role: Role, officer: str, now: datetime) -> None:
    """Store an account with the hash of its password.

    Raises
    ------
    PasswordTooShort, NameMissing, AccountTaken
        When the password is short, or the name is empty or in use.
    """
    add_account(engine, Account(plain_name(name), role, officer.strip(), _hashed(password), now, disabled=False))


def new_password(engine: Engine, name: str, password: str) -> None:
    """Give an account another password.

    Raises
    ------
    PasswordTooShort, AccountUnknown
        When the password is short, or there is no such account.
    """
    change_password(engine, name, _hashed(password))


def identified(engine: Engine, name: str, password: str) -> Account | None:
    """Return the account of this name and password, None where they do not belong together or it is disabled."""
    account, password = find_account(engine, name), _prepared(password)
    try:
        # A name that nobody has takes as long as one with a wrong password.
        _HASHER.verify(account.password_hash if account is not None else _of_nobody(), password)
    except (VerifyMismatchError, InvalidHashError):
        return None
    if account is None or account.disabled:
        return None
    if _HASHER.check_needs_rehash(account.password_hash):
        # The library's parameters grow with time; whoever logs in is brought along.
        account = replace(account, password_hash=_HASHER.hash(password))
        change_password(engine, account.name, account.password_hash)
    return account


def _prepared(password: str) -> str:
    """Return a password as it is hashed: keyboards write one Vietnamese letter in several ways (RFC 8265, 4.2)."""
    return normalize("NFC", password)


def _hashed(password: str) -> str:
    password = _prepared(password)
    if len(password) < _SHORTEST:
        raise PasswordTooShort(shortest=_SHORTEST)
    return _HASHER.hash(password)


@cache
def _of_nobody() -> str:
    return _HASHER.hash("of nobody")
