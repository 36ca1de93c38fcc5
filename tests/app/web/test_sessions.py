"""Facts about who is in at the desk, and for how long."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import cast

import pytest
from fastapi import HTTPException, Request

from app.accounts import new_account, new_password
from app.web import sessions as desk_sessions
from app.web.sessions import COOKIE, Desk, Sessions
from db.accounts import Account, disable_account
from db.roles import Role
from omr.words import Language
from tests.app.web.seats import PASSWORD, TOKEN, OfficeDesk

_NOW = datetime(2026, 9, 1, tzinfo=UTC)


@pytest.fixture
def sessions(new_desk: OfficeDesk) -> Sessions:
    """Return the browsers of a desk at which nobody is yet."""
    return Sessions(Desk(new_desk.engine, new_desk.settings, "Tổ Một cửa", TOKEN, Language.VI, network=True))


def _with(cookie: str | None) -> Request:
    return cast(Request, SimpleNamespace(cookies={} if cookie is None else {COOKIE: cookie}))


def _status(sessions: Sessions, cookie: str | None, role: Role = Role.VIEWER) -> int:
    try:
        sessions.of(_with(cookie), role)
    except HTTPException as refused:
        return refused.status_code
    return 200


def test_only_the_word_of_this_start_opens(sessions: Sessions) -> None:
    """Neither none, a part of it, nor another in letters that are not ASCII."""
    assert [sessions.enter(word) for word in ("", TOKEN[:-1], TOKEN + "x", "đoán")] == [None] * 4
    cookie = sessions.enter(TOKEN)
    assert [_status(sessions, cookie, role) for role in Role] == [200] * 4
    assert _status(sessions, None) == _status(sessions, "x") == 401


def test_the_word_opens_once(sessions: Sessions) -> None:
    """The second who brings it stays out, and of many who come at once one is in."""
    with ThreadPoolExecutor(12) as threads:
        cookies = list(threads.map(lambda _: sessions.enter(TOKEN), range(24)))

    assert sum(cookie is not None for cookie in cookies) == 1
    assert sessions.enter(TOKEN) is None


def test_a_desk_without_a_word_is_opened_by_none(new_desk: OfficeDesk) -> None:
    """Open to a network it has none: an empty one is no key either."""
    sessions = Sessions(Desk(new_desk.engine, new_desk.settings, "Tổ Một cửa", "", Language.VI, network=True))

    assert sessions.enter("") is None


def test_a_session_that_nobody_touches_ends(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    """After eight hours, counted anew with each page; what ended is let go of when the next one begins."""
    hours, start = [0.0], time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: start + hours[0] * 3600)
    new_account(sessions._desk.engine, "Người xem", PASSWORD, Role.REVIEWER, "", _NOW)
    used, left = sessions.enter(TOKEN), sessions.log_in("Người xem", PASSWORD, "10.0.0.1")
    hours[0] += 7.9
    assert _status(sessions, used) == 200
    hours[0] += 0.2
    assert (_status(sessions, used), _status(sessions, left)) == (200, 401)
    hours[0] += 7.95
    sessions.log_in("Người xem", PASSWORD, "10.0.0.1")
    assert len(sessions._open) == 2
    hours[0] += 0.2
    assert _status(sessions, used) == 401


def test_each_role_may_what_it_may(sessions: Sessions) -> None:
    """And what the roles before it may; a form without the session's own word is refused before anything else."""
    new_account(sessions._desk.engine, "Người xem", PASSWORD, Role.REVIEWER, "", _NOW)
    cookie = sessions.log_in("Người xem", PASSWORD, "10.0.0.1")
    assert [_status(sessions, cookie, role) for role in Role] == [200, 200, 403, 403]

    own = sessions.of(_with(cookie))
    assert sessions.of_form(_with(cookie), own.csrf, Role.REVIEWER) is own
    for word in ("", "chữ khác", sessions.of(_with(sessions.enter(TOKEN))).csrf):
        with pytest.raises(HTTPException) as refused:
            sessions.of_form(_with(cookie), word, Role.REVIEWER)
        assert refused.value.status_code == 403


def test_an_account_that_is_disabled_is_out_at_once(sessions: Sessions) -> None:
    """Also where its browser is in already; another account stays in."""
    engine = sessions._desk.engine
    for name in ("Người đi", "Người ở"):
        new_account(engine, name, PASSWORD, Role.COMPILER, "", _NOW)
    gone, stays = (sessions.log_in(name, PASSWORD, "10.0.0.1") for name in ("Người đi", "Người ở"))
    disable_account(engine, "Người đi", _NOW)

    assert (_status(sessions, gone), _status(sessions, stays)) == (401, 200)
    assert sessions.log_in("Người đi", PASSWORD, "10.0.0.1") is None


def test_a_new_password_ends_what_was_opened_with_the_old_one(sessions: Sessions) -> None:
    """Whoever knew the old one is out; the new one lets in."""
    new_account(sessions._desk.engine, "Người xem", PASSWORD, Role.REVIEWER, "", _NOW)
    old = sessions.log_in("Người xem", PASSWORD, "10.0.0.1")
    new_password(sessions._desk.engine, "Người xem", "mật khẩu mới rất dài")

    assert _status(sessions, old) == 401
    assert _status(sessions, sessions.log_in("Người xem", "mật khẩu mới rất dài", "10.0.0.1")) == 200


def test_many_guesses_at_once_are_no_more_than_five(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many are sent side by side, five passwords of an account are looked at."""
    looked_at = []

    def slow(_engine: object, name: str, _password: str) -> Account | None:
        looked_at.append(name)
        time.sleep(0.02)
        return None

    monkeypatch.setattr(desk_sessions, "identified", slow)

    def guess(number: int) -> int:
        try:
            return 200 if sessions.log_in(" Quản Trị" if number % 2 else "quản trị", str(number), "10.0.0.1") else 401
        except HTTPException as refused:
            return refused.status_code

    with ThreadPoolExecutor(12) as threads:
        statuses = list(threads.map(guess, range(24)))

    assert sorted(statuses) == [401] * 5 + [429] * 19
    assert len(looked_at) == 5


def test_an_address_that_guesses_at_many_names_is_stopped(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    """After sixty wrong ones in an hour; from another address the same name is listened to."""
    monkeypatch.setattr(desk_sessions, "identified", lambda *_: None)
    for number in range(60):
        assert sessions.log_in(f"tên {number}", "x", "10.0.0.9") is None
    with pytest.raises(HTTPException) as refused:
        sessions.log_in("tên 60", "x", "10.0.0.9")

    assert refused.value.status_code == 429
    assert sessions.log_in("tên 60", "x", "10.0.0.8") is None
