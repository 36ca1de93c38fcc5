"""Facts about `omr users`."""

import io
import json
from pathlib import Path

import pytest

from app.accounts import identified
from app.settings import load_settings
from db.engine import open_database
from tests.app.running import Omr

_WORD = "một mật khẩu đủ dài"


def _typed(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(word + "\n"))


def test_an_account_is_added_listed_changed_and_ended(omr: Omr, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step says what it did; the password comes from standard input and is shown nowhere."""
    _typed(monkeypatch, _WORD)
    ran = omr("users", "add", "thu-ky", "--officer", "CB02", "--password-stdin")
    assert (ran.code, "thu-ky" in ran.err, _WORD in ran.out + ran.err) == (0, True, False)
    assert json.loads(omr("users", "list", "--json").out) == [
        {"name": "thu-ky", "role": "reviewer", "officer": "CB02", "disabled": False}
    ]
    engine = open_database(load_settings(home).database_url)
    assert identified(engine, "thu-ky", _WORD) is not None

    _typed(monkeypatch, _WORD + "!")
    assert omr("users", "password", "thu-ky", "--password-stdin").code == 0
    assert identified(engine, "thu-ky", _WORD) is None
    assert omr("users", "disable", "thu-ky").code == 0
    assert identified(engine, "thu-ky", _WORD + "!") is None
    assert "thu-ky" in omr("users", "list").out


def test_what_is_wrong_is_a_sentence(omr: Omr, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A short password, a name that is taken, one that nobody has."""
    _typed(monkeypatch, "ngắn")
    assert omr("users", "add", "a", "--password-stdin").code == 102
    for code in (0, 100):
        _typed(monkeypatch, _WORD)
        assert omr("users", "add", "a", "--password-stdin").code == code
    assert omr("users", "disable", "b").code == 101


def test_a_desk_is_not_opened_to_a_network_unguarded(omr: Omr, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """First accounts, then TLS."""
    assert omr("review", "--host", "0.0.0.0", "--no-browser").code == 104
    _typed(monkeypatch, _WORD)
    omr("users", "add", "a", "--password-stdin")
    assert omr("review", "--host", "0.0.0.0", "--no-browser").code == 105
    (home / "không phải.pem").write_text("x", "utf-8")
    for name in ("không có.pem", "không phải.pem"):
        pem = home / name
        assert omr("review", "--host", "0.0.0.0", "--no-browser", "--cert", pem, "--key", pem).code == 107
