"""Facts about the API as its own description has it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.web.api import api_router
from db.tokens import Scope, add_token
from tests.db.fixtures import put_away, sqlite_database
from tests.db.opinions import opinions


@pytest.fixture(scope="module")
def authorization(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FastAPI, dict[str, str]]]:
    """Return an application with opinions in it, and the header that opens all of it."""
    home = tmp_path_factory.mktemp("api")
    engine = sqlite_database(migrated, home)
    opinions(engine)
    now = datetime.now(UTC)
    secret = add_token(engine, "all", list(Scope), now + timedelta(days=1), now)
    app = FastAPI(openapi_url=None)
    app.include_router(api_router(engine, home))
    yield app, {"Authorization": f"Bearer {secret}"}
    put_away(engine)


@pytest.fixture(scope="module")
def api_schema(authorization: tuple[FastAPI, dict[str, str]]) -> Any:
    """Return the description that the API gives of itself, as Schemathesis reads it."""
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", authorization[0])


@pytest.mark.parametrize("path", ["tallies", "answers", "batches", "periods", "quotas"])
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_asked_is_answered_as_described(
    api_schema: Any, authorization: tuple[FastAPI, dict[str, str]], path: str, data: st.DataObject
) -> None:
    """Requests that the description allows, and odd ones beside them: never a failure of the server."""
    operation = api_schema[f"/api/v1/{path}"]["GET"]
    odd = data.draw(st.sampled_from(list(GenerationMode)))
    case = data.draw(operation.as_strategy(generation_mode=odd))
    checks = [status_code_conformance, content_type_conformance, response_schema_conformance]

    response = case.call(headers=authorization[1])

    assert response.status_code < 500
    case.validate_response(response, checks=checks)


def test_the_description_tells_every_path_and_how_to_come_in(api_schema: Any) -> None:
    """All that there is to read, by GET alone."""
    raw = api_schema.raw_schema

    assert {path: list(ways) for path, ways in raw["paths"].items()} == {
        f"/api/v1/{path}": ["get"] for path in ("tallies", "answers", "batches", "periods", "quotas")
    }
    assert [scheme["scheme"] for scheme in raw["components"]["securitySchemes"].values()] == ["bearer"]
