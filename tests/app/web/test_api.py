"""Facts about what report tools fetch by themselves."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.exporting import table_of
from app.web.api import api_router
from app.web.api_access import WrongTokens
from db.engine import Engine
from db.periods import close_period
from db.tokens import Scope, add_token, revoke_token
from omr.words import Language
from tests.app.closings import close
from tests.app.test_outside import InDecember
from tests.db.fixtures import engine
from tests.db.opinions import opinions

__all__ = ["engine"]
_FAR = timedelta(days=1)


@pytest.fixture
def ask(engine: Engine, tmp_path: Path) -> Iterator[TestClient]:
    """Return a report tool with a token for everything."""
    opinions(engine)
    now = datetime.now(UTC)
    secret = add_token(engine, "all", list(Scope), now + _FAR, now)
    app = FastAPI(openapi_url=None)
    app.include_router(api_router(engine, tmp_path))
    with TestClient(app, headers={"Authorization": f"Bearer {secret}"}) as client:
        yield client


def _secret(engine: Engine, *scopes: Scope, ends_in: timedelta = _FAR) -> dict[str, str]:
    now = datetime.now(UTC)
    return {"Authorization": f"Bearer {add_token(engine, 'other', scopes, now + ends_in, now)}"}


def test_tallies_are_those_of_the_export(ask: TestClient, engine: Engine) -> None:
    """Row by row, in both formats; so are those of a month."""
    table = table_of("tallies", engine, Language.VI)
    expected = [dict(zip(table.columns, row, strict=True)) for row in table.rows]

    assert ask.get("/api/v1/tallies").json()["rows"] == expected
    as_csv = list(csv.DictReader(io.StringIO(ask.get("/api/v1/tallies?format=csv").content.decode("utf-8-sig"))))
    assert [row["count"] for row in as_csv] == [str(row["count"]) for row in expected]
    july = ask.get("/api/v1/tallies?from=2026-07-01&to=2026-07-31").json()["rows"]
    assert {(row["question"], row["blank"], row["valid"]) for row in july} == {("C1", 1, 0)}


@pytest.mark.parametrize("path", ["tallies", "answers", "batches"])
def test_pages_put_together_are_the_whole(ask: TestClient, path: str) -> None:
    """Whatever their size; nothing twice, nothing left out."""
    whole = ask.get(f"/api/v1/{path}").json()["rows"]
    for limit in (1, 2, 7):
        url, rows = f"/api/v1/{path}?limit={limit}", []
        while url:
            page = ask.get(url).json()
            assert len(page["rows"]) <= limit
            rows += page["rows"]
            url = page["next"]
        assert rows == whole
    assert len(whole) == {"tallies": 12, "answers": 30, "batches": 3}[path]


def test_answers_lead_back_to_nobody(ask: TestClient) -> None:
    """No serial, file or time of day."""
    found = ask.get("/api/v1/answers").json()["rows"]

    assert list(found[0]) == ["sheet", "form", "question", "chosen", "standing", "batch", "channel", "day"]
    assert "0000000000" not in json.dumps(found)
    assert ask.get("/api/v1/answers?form=pks-s").json() == {"rows": [], "total": None, "next": None}


def test_what_has_not_changed_is_not_sent_again(ask: TestClient, engine: Engine) -> None:
    """Until it changes."""
    first = ask.get("/api/v1/batches")
    again = ask.get("/api/v1/batches", headers={"If-None-Match": f'"x", W/{first.headers["ETag"]}'})
    other = ask.get("/api/v1/batches", headers={"If-None-Match": '"x"'})

    assert (again.status_code, again.content) == (304, b"")
    assert (other.status_code, other.headers["ETag"]) == (200, first.headers["ETag"])


def test_only_a_token_with_the_scope_opens(ask: TestClient, engine: Engine) -> None:
    """None, a wrong one, one for something else, an old one, a revoked one."""
    other = _secret(engine, Scope.TALLIES)

    def status(path: str, headers: dict[str, str]) -> int:
        return int(ask.get(path, headers={"Authorization": "", **headers}).status_code)

    assert status("/api/v1/tallies", {}) == 401
    assert status("/api/v1/tallies", {"Authorization": "Bearer omr_x"}) == 401
    assert status("/api/v1/tallies", other) == 200
    assert status("/api/v1/answers", other) == 403
    revoke_token(engine, "other", datetime.now(UTC))
    assert status("/api/v1/tallies", other) == 401


def test_an_old_token_opens_nothing(ask: TestClient, engine: Engine) -> None:
    """From the moment on that it was given out for."""
    old = _secret(engine, Scope.TALLIES, ends_in=timedelta(seconds=-1))

    refused = ask.get("/api/v1/tallies", headers=old)

    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert "omr tokens add" in refused.json()["detail_en"]


def test_who_tries_wrong_tokens_must_wait(ask: TestClient) -> None:
    """Ten are forgiven; after that not even a right one is looked at for a while."""
    tried = [ask.get("/api/v1/batches", headers={"Authorization": f"Bearer {n}"}).status_code for n in range(11)]
    right = ask.get("/api/v1/batches")

    assert tried == [401] * 10 + [429]
    assert (right.status_code, 1 <= int(right.headers["Retry-After"]) <= 61) == (429, True)


def test_waiting_ends_after_a_minute_and_is_for_one_address_alone() -> None:
    """By the clock that is given; no address fills the memory."""
    now = [0.0]
    wrong = WrongTokens(lambda: now[0])
    for second in range(10):
        now[0] = float(second)
        wrong.note("10.0.0.1")

    assert (wrong.wait_s("10.0.0.1"), wrong.wait_s("10.0.0.2")) == (52, 0)
    now[0] = 60.5
    assert wrong.wait_s("10.0.0.1") == 0
    for number in range(3_000):
        wrong.note(f"10.1.{number // 256}.{number % 256}")
    assert wrong.wait_s("10.0.0.1") == 0


@pytest.mark.parametrize("query", ["limit=0", "limit=10001", "offset=-1", "by=person", "from=gestern", "format=xml"])
def test_what_makes_no_sense_is_refused(ask: TestClient, query: str) -> None:
    """Never answered as if it had not been said."""
    answer = ask.get(f"/api/v1/tallies?{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")
    assert query.split("=")[0] in answer.json()["detail_en"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(ask: TestClient, method: str) -> None:
    """The API is there for reading."""
    send: Callable[..., object] = getattr(ask, method)

    assert getattr(send("/api/v1/tallies"), "status_code", None) == 405


def test_quotas_and_closed_periods_can_be_fetched(ask: TestClient, engine: Engine, tmp_path: Path) -> None:
    """As `omr quota` and `omr period list` have them; what is no period is said, and what is no office."""
    (tmp_path / "office.yaml").write_text(
        "unit: X\nquotas: [{form: pks-q, scope: office, per: month, minimum: 2}]\n", "utf-8"
    )
    close_period(engine, "2026-Q3", "{}", 0, "Văn phòng", "", datetime.now(UTC))

    (quota,) = ask.get("/api/v1/quotas?period=2026-Q3").json()["rows"]
    assert (quota["of"], quota["minimum"], quota["done"] + quota["missing"]) == ("", 6, max(6, quota["done"]))
    (period,) = ask.get("/api/v1/periods").json()["rows"]
    assert (period["period"], period["revision"], period["sound"]) == ("2026-Q3", 1, 1)
    assert ask.get("/api/v1/quotas?period=2026-Q2").status_code == 404
    (tmp_path / "office.yaml").write_text("unit: [", "utf-8")
    assert ask.get("/api/v1/quotas").status_code == 409


def test_a_token_for_what_is_published_is_told_no_small_cell(
    ask: TestClient, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a group; of the whole of a report that has ended it gets the same, of other days and of answers nothing."""
    monkeypatch.setattr("app.outside.date", InDecember)
    headers = _secret(engine, Scope.PUBLISHED)
    days = "from=2026-06-15&to=2026-09-14"
    refused = ask.get(f"/api/v1/tallies?{days}", headers=headers)
    assert (refused.status_code, "omr period close" in refused.json()["detail"]) == (422, True)
    close(engine)

    def rows(path: str, **more: dict[str, str]) -> list[dict[str, object]]:
        return list(ask.get(f"/api/v1{path}", **more).json()["rows"])

    # A sheet that is blank altogether is no valid one in what was closed.
    told, all_sheets = rows(f"/tallies?{days}", headers=headers), rows(f"/tallies?{days}")
    assert [row | {"blank": 0} for row in told] == [row | {"blank": 0} for row in all_sheets]
    inside, outside = rows(f"/tallies?{days}&by=channel"), rows(f"/tallies?{days}&by=channel", headers=headers)
    assert any(0 < int(str(row["valid"])) < 5 for row in inside)
    assert {(json.dumps(row["group"]), row["valid"]) for row in outside if row["question"] == "C1"} == {
        ('{"channel": "*"}', 5)
    }
    refused = ask.get("/api/v1/tallies?from=2026-09-01&to=2026-09-14", headers=headers)
    assert (refused.status_code, "2026-Q3" in refused.json()["detail"]) == (422, True)
    assert ask.get(f"/api/v1/tallies?{days}&by=field&by=month", headers=headers).status_code == 422
    (tmp_path / "office.yaml").write_text("unit: [", "utf-8")
    assert ask.get(f"/api/v1/tallies?{days}", headers=headers).status_code == 409
    for path in ("answers", "periods"):
        assert ask.get(f"/api/v1/{path}", headers=headers).status_code == 403
    assert ask.get("/api/v1/tallies?by=field&by=channel&by=month").status_code == 422
    assert {tuple(row["group"]) for row in rows("/tallies?by=field&by=channel")} == {("field", "channel")}  # type: ignore[arg-type]
