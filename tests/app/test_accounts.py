"""Facts about names and passwords."""

import pytest
from argon2 import PasswordHasher

from app.accounts import PasswordTooShort, identified, new_account, new_password
from db.accounts import Account, add_account, disable_account, find_account
from db.engine import Engine
from db.roles import Role
from tests.db.fixtures import engine
from tests.db.values import NOW

__all__ = ["engine"]

WORD = "một mật khẩu đủ dài"


def test_name_and_password_belong_together(engine: Engine) -> None:
    """A wrong word, a name that nobody has and a disabled account are nobody."""
    new_account(engine, " thu-ky ", WORD, Role.REVIEWER, "CB02", NOW)

    found = identified(engine, "thu-ky", WORD)
    assert found is not None
    assert (found.name, found.role, found.officer) == ("thu-ky", Role.REVIEWER, "CB02")
    assert identified(engine, "thu-ky", "khác") is None
    assert identified(engine, "ai", WORD) is None
    disable_account(engine, "thu-ky", NOW)
    assert identified(engine, "thu-ky", WORD) is None


def test_only_a_hash_is_kept(engine: Engine) -> None:
    """Argon2id, another one each time."""
    new_account(engine, "a", WORD, Role.VIEWER, "", NOW)
    new_account(engine, "b", WORD, Role.VIEWER, "", NOW)
    first, second = (find_account(engine, name) for name in "ab")
    assert first is not None
    assert second is not None

    assert first.password_hash.startswith("$argon2id$")
    assert first.password_hash != second.password_hash


def test_an_old_hash_is_renewed_when_somebody_comes_in(engine: Engine) -> None:
    """Nobody has to choose another password for it."""
    weak = PasswordHasher(time_cost=1, memory_cost=64).hash(WORD)
    add_account(engine, Account("a", Role.VIEWER, "", weak, NOW, disabled=False))
    identified(engine, "a", WORD)

    renewed = find_account(engine, "a")
    assert renewed is not None
    assert renewed.password_hash != weak
    assert identified(engine, "a", WORD) is not None


def test_a_short_password_is_refused(engine: Engine) -> None:
    """When it is made and when it is changed."""
    with pytest.raises(PasswordTooShort):
        new_account(engine, "a", "ngắn", Role.VIEWER, "", NOW)
    new_account(engine, "a", WORD, Role.VIEWER, "", NOW)
    with pytest.raises(PasswordTooShort):
        new_password(engine, "a", "ngắn")
    new_password(engine, "a", WORD + "!")
    assert identified(engine, "a", WORD + "!") is not None
