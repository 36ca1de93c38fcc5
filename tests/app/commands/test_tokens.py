"""Facts about `omr tokens`."""

import json
from pathlib import Path

from tests.app.running import Omr


def test_a_token_is_shown_once_and_listed_without_its_secret(omr: Omr, home: Path) -> None:
    """The secret alone on standard output, so that a script can take it."""
    added = omr("tokens", "add", "Power BI", "--scope", "tallies", "--scope", "answers", "--days", "30")
    listed = omr("tokens", "list", "--json")
    shown = omr("tokens", "list")

    secret = added.out.strip()
    assert (added.code, secret.startswith("omr_"), "Power BI" in added.err) == (0, True, True)
    (token,) = json.loads(listed.out)
    assert (token["name"], token["scopes"], token["state"]) == ("Power BI", ["answers", "tallies"], "valid")
    assert secret not in listed.out + shown.out
    assert "Power BI" in shown.out


def test_a_revoked_token_is_listed_as_such(omr: Omr, home: Path) -> None:
    """Nobody wonders later where it went."""
    omr("tokens", "add", "Excel")
    revoked = omr("tokens", "revoke", "Excel")

    assert revoked.code == 0
    assert [t["state"] for t in json.loads(omr("tokens", "list", "--json").out)] == ["revoked"]


def test_what_cannot_be_is_refused_by_its_own_exit_code(omr: Omr, home: Path) -> None:
    """A name twice, an unknown one, an empty one, and a token for ever."""
    omr("tokens", "add", "Excel")

    assert omr("tokens", "add", "Excel").code == 93
    assert omr("tokens", "revoke", "Power BI").code == 94
    assert omr("tokens", "add", "  ").code == 2
    assert omr("tokens", "add", "Qlik", "--days", "9999").code == 2


def test_an_office_without_tokens_is_told_how_to_give_one(omr: Omr, home: Path) -> None:
    """With the command."""
    assert "omr tokens add" in omr("tokens", "list").out
