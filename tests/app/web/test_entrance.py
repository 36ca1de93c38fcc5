"""Facts about coming in and going."""

from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from app.accounts import new_account
from app.settings import Settings
from app.web.server import Desk, create_app
from app.web.sessions import COOKIE
from db.engine import open_database
from db.roles import Role
from omr.words import Language
from tests.app.web.seats import PASSWORD, TOKEN, OfficeDesk
from tests.db.fixtures import put_away


@pytest.mark.parametrize("secure", [False, True])
def test_the_cookie_is_for_this_desk_alone(settings: Settings, secure: bool) -> None:
    """No script reads it, no other site sends it, and under TLS it never travels in the open."""
    engine = open_database(settings.database_url)
    desk = Desk(engine, settings, "Tổ Một cửa", TOKEN, Language.VI, secure=secure)
    answer = TestClient(create_app(desk), follow_redirects=False).get(f"/enter/{TOKEN}")
    put_away(engine)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    said = {word.strip().lower() for word in answer.headers["set-cookie"].split(";")[1:]}
    assert {"httponly", "samesite=strict", "path=/"} <= said
    assert ("secure" in said) is secure
    assert ("Strict-Transport-Security" in answer.headers) is secure


def test_the_address_opens_one_browser(settings: Settings) -> None:
    """That one may come by it again; any other is told that it is over."""
    engine = open_database(settings.database_url)
    app = create_app(Desk(engine, settings, "Tổ Một cửa", TOKEN, Language.VI))
    first, second = (TestClient(app, follow_redirects=False) for _ in range(2))
    answers = [client.get(f"/enter/{TOKEN}") for client in (first, first, second)]
    put_away(engine)

    assert [answer.status_code for answer in answers] == [303, 303, 401]
    assert ["set-cookie" in answer.headers for answer in answers] == [True, False, False]
    assert first.get("/").status_code == 200


def test_a_desk_of_one_computer_has_no_log_in(settings: Settings) -> None:
    """Its address alone opens it; whoever has none is told that the session is over, and led nowhere."""
    engine = open_database(settings.database_url)
    app = create_app(Desk(engine, settings, "Tổ Một cửa", TOKEN, Language.VI))
    client = TestClient(app, follow_redirects=False)
    new_account(engine, "Người xem", PASSWORD, Role.VIEWER, "", datetime(2026, 9, 1, tzinfo=UTC))
    statuses = [client.get(path).status_code for path in ("/login", "/", "/queue", "/enter/đoán")]
    sent = client.post("/login", data={"name": "Người xem", "password": PASSWORD})
    put_away(engine)

    assert statuses == [401] * 4
    assert (sent.status_code, "set-cookie" in sent.headers) == (401, False)
    assert client.get("/health").text == "ok"


def test_a_wrong_password_opens_nothing_and_says_nothing(new_desk: OfficeDesk) -> None:
    """The answer to a name that nobody has is that to a wrong password, word for word."""
    new_desk.account("Người xem", Role.VIEWER)
    stranger = new_desk.stranger()
    wrong, nobody = (
        stranger.post("/login", data={"name": name, "password": "sai sai sai sai"})
        for name in ("Người xem", "<b>ai</b>")
    )

    assert (wrong.status_code, nobody.status_code) == (401, 401)
    assert wrong.text == nobody.text
    assert "set-cookie" not in wrong.headers
    assert stranger.get("/").headers["location"] == "/login"


def test_who_goes_is_out_and_others_are_not(new_desk: OfficeDesk) -> None:
    """The cookie opens nothing any more, though the browser still had it; without the own word nobody is put out."""
    seat, other = new_desk.account("Người xem", Role.VIEWER), new_desk.chief()
    cookie = seat.client.cookies[COOKIE]
    assert seat.client.post("/logout", data={"csrf": other.csrf}).status_code == 403
    assert seat.post("/logout").headers["location"] == "/login"
    seat.client.cookies.set(COOKIE, cookie)

    assert seat.client.get("/", follow_redirects=False).status_code == 303
    assert other.get("/").status_code == 200


def test_each_browser_has_its_own_language(new_desk: OfficeDesk) -> None:
    """One that changes it changes no other, and comes back by the same button; so with what went wrong."""
    one, other = new_desk.chief(), new_desk.chief()
    one.post("/language")
    languages = [seat.get("/").text.split('lang="')[1][:2] for seat in (one, other)]

    assert languages == ["en", "vi"]
    assert 'lang="en"' in one.get("/sheets/99").text
    assert 'lang="en"' in one.get("/no-such-page").text
    assert 'lang="vi"' in other.get("/sheets/99").text
    one.post("/language")
    assert 'lang="vi"' in one.get("/").text


def test_logging_in_takes_both_words(new_desk: OfficeDesk) -> None:
    """A form without a password is misshapen; spaces around a name do not matter."""
    new_desk.account("Người xem", Role.VIEWER)
    stranger = new_desk.stranger()

    assert stranger.post("/login", data={"name": "Người xem"}).status_code == 422
    assert stranger.post("/login", data={"name": " Người xem ", "password": PASSWORD}).headers["location"] == "/"
    assert "Người xem" in stranger.get("/").text
