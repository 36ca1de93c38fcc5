"""Facts about what the desk answers, whatever it is asked."""

import asyncio
from collections.abc import Iterator, MutableMapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from app.settings import load_settings
from app.web.server import Desk, create_app
from db.engine import open_database
from db.tokens import Scope, add_token
from omr.words import Language
from tests.app.web.seats import OfficeDesk
from tests.db.fixtures import put_away

_MODES = st.sampled_from(list(GenerationMode))
_TOKEN = "một-lần"  # of a desk that is gone with the test
_OPERATIONS = (
    ("GET", "/"),
    ("GET", "/queue"),
    ("POST", "/queue/{item_id}"),
    ("POST", "/undo"),
    ("GET", "/gallery"),
    ("POST", "/gallery"),
    ("GET", "/batches"),
    ("GET", "/batches/{batch_id}"),
    ("GET", "/batches/{batch_id}/pages"),
    ("GET", "/sheets/{page_id}"),
    ("GET", "/repair/{page_id}"),
    ("POST", "/repair/{page_id}"),
    ("GET", "/upload/{name}"),
    ("GET", "/comments"),
    ("POST", "/comments/{item_id}"),
    ("GET", "/figures"),
    ("GET", "/figures/{name}"),
    ("GET", "/figures/{name}/report.{kind}"),
    ("GET", "/figures/{name}/sheets"),
    ("GET", "/forms"),
    ("GET", "/forms/{form}"),
    ("GET", "/forms/{form}/{size}-{page}.png"),
    ("POST", "/forms/{form}/print"),
    ("GET", "/editor/{form}"),
    ("POST", "/editor"),
    ("GET", "/editor/drafts/{name}-{page}.png"),
    ("GET", "/adopt"),
    ("GET", "/adopt/{name}"),
    ("GET", "/adopt/{name}/read"),
    ("GET", "/adopt/{name}/blank-{page}.png"),
    ("GET", "/adopt/{name}/example-{page}.png"),
    ("POST", "/adopt/{name}"),
    ("GET", "/audit"),
    ("POST", "/audit"),
    ("GET", "/trail.csv"),
    ("GET", "/accesses.csv"),
    ("GET", "/items/{item_id}/row.jpg"),
    ("GET", "/pages/{page_id}.jpg"),
    ("POST", "/language"),
    ("GET", "/login"),
    ("POST", "/login"),
    ("GET", "/enter/{token}"),
    ("GET", "/health"),
)
# Sent for real it reads files, for as long as that takes; closing the session would end the test.
_NOT_HERE = {("POST", "/adopt"), ("GET", "/upload"), ("POST", "/upload"), ("POST", "/logout")}


@pytest.fixture
def desk(week: Path) -> Iterator[tuple[FastAPI, TestClient, str]]:
    """Return a desk, somebody who came in by the one-time address, and their word against forged forms."""
    chosen = load_settings(week, {})
    engine = open_database(chosen.database_url)
    app = create_app(Desk(engine, chosen, "Người kiểm tra", _TOKEN, Language.VI))
    client = TestClient(app, raise_server_exceptions=False)
    page = client.get(f"/enter/{_TOKEN}")
    yield app, client, page.text.split('name="csrf" value="')[1].split('"')[0]
    put_away(engine)


def test_every_operation_is_asked(desk: tuple[FastAPI, TestClient, str]) -> None:
    """None is left out of the list by mistake."""
    described = {(way.upper(), path) for path, ways in desk[0].openapi()["paths"].items() for way in ways}
    # What programs ask has a description and tests of its own.
    described = {(way, path) for way, path in described if not path.startswith("/api/")}

    assert described == set(_OPERATIONS) | _NOT_HERE


@pytest.mark.parametrize(("method", "path"), _OPERATIONS)
@given(data=st.data())
@settings(max_examples=15, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_asked_nothing_breaks(
    desk: tuple[FastAPI, TestClient, str], method: str, path: str, data: st.DataObject
) -> None:
    """What the description allows and what it does not, as somebody who is in and who is not: never a 5xx."""
    app, client, csrf = desk
    operation = _described(app)[path][method]
    odd, follow, in_word = (data.draw(strategy) for strategy in (_MODES, st.booleans(), st.booleans()))
    case: schemathesis.Case[Any] = data.draw(operation.as_strategy(generation_mode=odd))
    body: dict[str, Any] = dict(case.body) if isinstance(case.body, dict) else {}
    if body and in_word:
        body["csrf"] = csrf

    answer = client.request(method, case.formatted_path, params=case.query, data=body, follow_redirects=follow)

    assert answer.status_code < 500


@pytest.mark.parametrize(
    ("path", "length", "status"),
    [("/upload", "10", 401), ("/adopt", "10", 401), ("/queue/1", "10", 401), ("/login", "99999999", 422)],
)
def test_nothing_is_taken_in_from_who_is_not_in(
    desk: tuple[FastAPI, TestClient, str], path: str, length: str, status: int
) -> None:
    """A form is refused before any of it is read, or strangers would fill the disk; so is a log-in of megabytes."""
    said: list[Any] = []

    async def receive() -> dict[str, Any]:
        pytest.fail("it was read")

    async def send(message: MutableMapping[str, Any]) -> None:
        said.append(message)

    headers = [(b"content-type", b"application/x-www-form-urlencoded"), (b"content-length", length.encode())]
    scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": headers}
    asyncio.run(desk[0](scope, receive, send))

    assert said[0]["status"] == status


def _described(app: FastAPI) -> Any:
    return schemathesis.openapi.from_dict(app.openapi())


@pytest.mark.parametrize(
    ("query", "name"), [("from=xx", "from"), ("by=foo", "by"), ("limit=abc", "limit"), ("offset=-1", "offset")]
)
def test_a_program_is_told_in_its_own_way_what_is_wrong(week_desk: OfficeDesk, query: str, name: str) -> None:
    """Also at the desk, whose people get pages: a document with the parameter that is wrong, in both languages."""
    now = datetime.now(UTC)
    secret = add_token(week_desk.engine, "công cụ", list(Scope), now + timedelta(days=1), now)
    client = week_desk.stranger()
    answer = client.get(f"/api/v1/tallies?{query}", headers={"Authorization": f"Bearer {secret}"})

    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")
    assert name in answer.json()["detail"]
    assert name in answer.json()["detail_en"]


def test_what_the_api_does_not_have_is_no_page(week_desk: OfficeDesk) -> None:
    """An address that there is not, and a method that is none; elsewhere they are pages."""
    client = week_desk.stranger()
    for answer, status in ((client.get("/api/v1/none"), 404), (client.put("/api/v1/tallies"), 405)):
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert client.get("/none").headers["Content-Type"].startswith("text/html")
