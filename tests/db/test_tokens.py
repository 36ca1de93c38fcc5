"""Facts about the tokens of other programs."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from db.engine import Engine
from db.tokens import Scope, TokenNameTaken, TokenUnknown, add_token, list_tokens, revoke_token, token_of
from tests.db.values import NOW

_LATER = NOW + timedelta(days=90)


def test_a_token_opens_what_it_was_given_for_until_it_ends(engine: Engine) -> None:
    """To the second."""
    secret = add_token(engine, "Power BI", [Scope.TALLIES, Scope.BATCHES], _LATER, NOW)

    token = token_of(engine, secret, _LATER - timedelta(seconds=1))
    assert token is not None
    assert (token.name, token.scopes) == ("Power BI", (Scope.BATCHES, Scope.TALLIES))
    assert token_of(engine, secret, _LATER) is None
    assert token_of(engine, secret + "x", NOW) is None


def test_only_a_hash_is_stored(engine: Engine) -> None:
    """Who reads the database cannot read by the API."""
    secret = add_token(engine, "Power BI", [Scope.TALLIES], _LATER, NOW)

    with engine.connect() as connection:
        stored = " ".join(map(str, connection.execute(text("SELECT * FROM token")).one()))
    assert secret not in stored
    assert secret.removeprefix("omr_") not in stored
    assert len(secret) >= 43


def test_a_revoked_token_opens_nothing_and_stays_in_the_list(engine: Engine) -> None:
    """Revoking it again changes nothing."""
    secret = add_token(engine, "Power BI", [Scope.TALLIES], _LATER, NOW)

    first = revoke_token(engine, "Power BI", NOW + timedelta(days=1))
    second = revoke_token(engine, "Power BI", NOW + timedelta(days=2))

    assert token_of(engine, secret, NOW + timedelta(days=1)) is None
    assert first == second == list_tokens(engine)[0]
    assert first.revoked_at == NOW + timedelta(days=1)


def test_names_are_used_once_and_must_be_known(engine: Engine) -> None:
    """What the list says of a name stays true."""
    add_token(engine, "Power BI", [Scope.TALLIES], _LATER, NOW)

    with pytest.raises(TokenNameTaken):
        add_token(engine, "Power BI", [Scope.TALLIES], _LATER, NOW)
    with pytest.raises(TokenUnknown):
        revoke_token(engine, "Excel", NOW)
    assert [token.name for token in list_tokens(engine)] == ["Power BI"]
