"""Facts about accounts."""

import pytest

from db.accounts import Account, accounts, add_account, change_password, disable_account, find_account
from db.engine import Engine
from db.errors import AccountTaken, AccountUnknown, NameMissing
from db.roles import Role
from tests.db.values import NOW

CLERK = Account("thu-ky", Role.REVIEWER, "CB02", "hash", NOW, False)


def test_what_is_stored_comes_back(engine: Engine) -> None:
    """By name; there is none of another."""
    add_account(engine, CLERK)

    assert accounts(engine) == (CLERK,)
    assert find_account(engine, "thu-ky") == CLERK
    assert find_account(engine, "Thu-ky") is None


def test_a_name_is_there_once(engine: Engine) -> None:
    """And somebody has one."""
    add_account(engine, CLERK)
    with pytest.raises(AccountTaken):
        add_account(engine, CLERK)
    with pytest.raises(NameMissing):
        add_account(engine, Account(" ", Role.VIEWER, "", "hash", NOW, False))


def test_passwords_change_and_accounts_end(engine: Engine) -> None:
    """Of those that are there."""
    add_account(engine, CLERK)
    change_password(engine, "thu-ky", "other")
    disable_account(engine, "thu-ky", NOW)

    found = find_account(engine, "thu-ky")
    assert found is not None
    assert (found.password_hash, found.disabled) == ("other", True)
    with pytest.raises(AccountUnknown):
        change_password(engine, "ai", "other")
