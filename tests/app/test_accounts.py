"""Facts about names and passwords."""

from typing import Literal
from unicodedata import normalize

import pytest
from argon2 import PasswordHasher

from app.accounts import PasswordTooShort, identified, new_account, new_password
from db.accounts import Account, add_account, disable_account, find_account
from db.engine import Engine
from db.errors import AccountTaken
from db.roles import Role
from tests.db.fixtures import engine
from tests.db.values import NOW

__all__ = ["engine"]

Form = Literal["NFC", "NFD"]
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


@pytest.mark.parametrize("made", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_it_does_not_matter_how_accents_are_typed(engine: Engine, made: Form, typed: Form) -> None:
    """One keyboard writes a letter with its accents, another one the letter and then each accent: it is one name."""
    name, word = "Nguyễn Thị Đào", "mật khẩu của Đào ấy"
    new_account(engine, normalize(made, name), normalize(made, word), Role.REVIEWER, "", NOW)

    found = identified(engine, normalize(typed, name), normalize(typed, word))
    assert found is not None
    assert found.name == normalize("NFC", name)
    with pytest.raises(AccountTaken):
        new_account(engine, normalize(typed, name), WORD, Role.VIEWER, "", NOW)
    new_password(engine, normalize(typed, name), normalize(made, word) + "!")
    assert identified(engine, name, normalize(typed, word) + "!") is not None
    disable_account(engine, normalize(typed, name), NOW)
    assert identified(engine, name, normalize(typed, word) + "!") is None


def test_letters_are_counted_as_they_are_seen(engine: Engine) -> None:
    """Accents that stand by themselves make no password longer."""
    with pytest.raises(PasswordTooShort):
        new_account(engine, "a", normalize("NFD", "ấấấấấ"), Role.VIEWER, "", NOW)
