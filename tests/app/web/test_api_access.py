"""Facts about what a token opens."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Annotated

import pytest
from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.testclient import TestClient

from app.web.api_access import ApiProblem, WrongTokens, may_read
from app.web.api_answering import ApiRoute
from db.engine import Engine
from db.tokens import Scope, add_token
from omr.words import Text
from tests.db.fixtures import engine

__all__ = ["engine"]


@pytest.fixture
def ask(engine: Engine) -> Iterator[TestClient]:
    """Return a browser that asks for tallies or for what is published of them, and is told which it may."""
    router = APIRouter(route_class=ApiRoute)
    wrong = WrongTokens()
    wanted = may_read(engine, (Scope.TALLIES, Scope.PUBLISHED), wrong)

    @router.get("/")
    def told(request: Request, scope: Annotated[Scope, Depends(wanted)]) -> list[str]:
        return [scope, request.state.scope]

    app = FastAPI()
    app.include_router(router)
    with TestClient(app) as client:
        yield client


def _token(engine: Engine, name: str, *scopes: Scope) -> dict[str, str]:
    now = datetime.now(UTC)
    return {"Authorization": f"Bearer {add_token(engine, name, scopes, now + timedelta(days=1), now)}"}


def test_the_wider_scope_holds_where_a_token_has_both(ask: TestClient, engine: Engine) -> None:
    """Whoever may see everything is told everything; whoever may see what is published only that."""
    both = _token(engine, "both", Scope.PUBLISHED, Scope.TALLIES)
    published = _token(engine, "published", Scope.PUBLISHED)
    other = _token(engine, "other", Scope.ANSWERS)

    assert ask.get("/", headers=both).json() == ["tallies", "tallies"]
    assert ask.get("/", headers=published).json() == ["published", "published"]
    refused = ask.get("/", headers=other)
    assert (refused.status_code, refused.json()["detail_en"]) == (403, "This token may not read tallies.")


@pytest.mark.parametrize("header", ["Basic eDp5", "Bearer", "Bearer ", "bearer\tx", "omr_x", "Bearer đoán"])
def test_what_is_no_token_opens_nothing(ask: TestClient, header: str) -> None:
    """However it is written; the answer says how to get one, in both languages."""
    refused = ask.get("/", headers={"Authorization": header.encode()})

    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"] == "Bearer"
    assert "omr tokens add" in refused.json()["detail"]


def test_asking_without_a_token_is_no_guess(ask: TestClient, engine: Engine) -> None:
    """A program that is set up badly does not shut out another behind the same address; one that guesses does."""
    right = _token(engine, "right", Scope.TALLIES)
    for _ in range(30):
        assert ask.get("/").status_code == 401
    assert ask.get("/", headers=right).status_code == 200
    for number in range(10):
        ask.get("/", headers={"Authorization": f"Bearer omr_{number}"})
    assert ask.get("/", headers=right).status_code == 429


def test_a_right_token_is_no_guess_either(ask: TestClient, engine: Engine) -> None:
    """However often it is used, and also where it may not read what it asks for."""
    right, other = _token(engine, "right", Scope.TALLIES), _token(engine, "other", Scope.ANSWERS)
    statuses = [ask.get("/", headers=headers).status_code for _ in range(12) for headers in (right, other)]

    assert statuses == [200, 403] * 12


def test_an_address_waits_for_as_long_as_it_is_told() -> None:
    """The seconds to wait are never too few, and shrink with the clock; the tenth wrong one begins them."""
    now = [100.0]
    wrong = WrongTokens(lambda: now[0])
    for _ in range(9):
        wrong.note("a")
    assert wrong.wait_s("a") == 0
    wrong.note("a")
    waits = wrong.wait_s("a")
    now[0] += 30.5
    assert (waits, wrong.wait_s("a")) == (61, 30)
    now[0] = 100.0 + waits - 1.5
    assert wrong.wait_s("a") > 0
    now[0] = 100.0 + waits
    assert wrong.wait_s("a") == 0


def test_guesses_from_many_addresses_are_forgotten_in_turn() -> None:
    """A thousand are remembered, the one that guessed last the longest."""
    wrong = WrongTokens(lambda: 0.0)
    for address in ("first", "second"):
        for _ in range(10):
            wrong.note(address)
    for number in range(998):
        wrong.note(str(number))
    wrong.note("first")
    wrong.note("one more")

    assert wrong.wait_s("first") > 0
    assert wrong.wait_s("second") == 0


def test_a_problem_says_what_it_is_in_both_languages() -> None:
    """As an error it reads in Vietnamese; seconds are told where waiting is of use."""
    problem = ApiProblem(429, Text("Đợi.", "Wait."), 7)

    assert (str(problem), problem.said.en, problem.status, problem.retry_s) == ("Đợi.", "Wait.", 429, 7)
