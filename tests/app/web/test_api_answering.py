"""Facts about how the API answers."""

import csv
import io
import json
from collections.abc import Iterator

import pytest
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.testclient import TestClient

from app.web.api_access import ApiProblem
from app.web.api_answering import ApiFormat, ApiPage, ApiRoute, answered
from db.errors import BatchUnknown
from omr.words import Text

_PAGE = ApiPage(("batch", "count"), (("Lô <1>, “a”", 1), ("=1+1", None)), (("offset", 2),), 5)


@pytest.fixture
def ask() -> Iterator[TestClient]:
    """Return a browser before a small API."""
    router = APIRouter(route_class=ApiRoute)

    @router.get("/rows")
    def rows(request: Request, format: ApiFormat = ApiFormat.JSON, last: bool = False) -> Response:
        return answered(request, ApiPage(_PAGE.columns, _PAGE.rows) if last else _PAGE, format)

    @router.get("/problem")
    def problem() -> Response:
        raise ApiProblem(429, Text("Đợi.", "Wait."), 7)

    @router.get("/sentence")
    def sentence() -> Response:
        raise BatchUnknown(name="Lô 9")

    app = FastAPI()
    app.include_router(router)
    with TestClient(app) as client:
        yield client


def test_rows_are_the_same_in_both_formats(ask: TestClient) -> None:
    """JSON keeps numbers and what is missing; CSV is what a spreadsheet opens, with no formula of anybody's."""
    as_json, as_csv = ask.get("/rows"), ask.get("/rows?format=csv")

    assert as_json.json()["rows"] == [{"batch": "Lô <1>, “a”", "count": 1}, {"batch": "=1+1", "count": None}]
    text = as_csv.content.decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    assert [row["count"] for row in table] == ["1", ""]
    assert table[0]["batch"] == "Lô <1>, “a”"
    assert not table[1]["batch"].startswith("=")
    assert as_csv.content.startswith("\ufeff".encode())
    assert as_csv.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "Lô" in as_json.text


def test_the_next_page_is_an_address_that_keeps_what_was_asked(ask: TestClient) -> None:
    """In the document and in a header; the last page has none."""
    answer = ask.get("/rows?format=json&x=a%26b&offset=0")

    assert answer.json()["next"] == "http://testserver/rows?format=json&x=a%26b&offset=2"
    assert answer.headers["Link"] == f'<{answer.json()["next"]}>; rel="next"'
    assert (answer.headers["X-Total-Count"], answer.json()["total"]) == ("5", 5)
    last = ask.get("/rows?last=true")
    assert (last.json()["next"], last.json()["total"]) == (None, None)
    assert {"Link", "X-Total-Count"} & set(last.headers) == set()


@pytest.mark.parametrize("known", ["{}", "W/{}", '"x", {}', '"x",W/{}', "*"])
def test_what_somebody_has_is_not_sent_again(ask: TestClient, known: str) -> None:
    """By its tag, strong or weak, among others; it may be kept by the asker alone and must be asked for again."""
    first = ask.get("/rows")
    again = ask.get("/rows", headers={"If-None-Match": known.format(first.headers["ETag"])})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert (again.headers["Cache-Control"], again.headers["Vary"]) == ("private, no-cache", "Authorization")


def test_another_format_or_page_has_another_tag(ask: TestClient) -> None:
    """What is known of one is not taken for the other."""
    tags = [ask.get(path).headers["ETag"] for path in ("/rows", "/rows?format=csv", "/rows?last=true", "/rows")]

    assert len(set(tags)) == 3
    assert tags[0] == tags[3]
    assert ask.get("/rows?format=csv", headers={"If-None-Match": tags[0]}).status_code == 200


def test_problems_are_documents(ask: TestClient) -> None:
    """With their status, both languages, and when to come again; no proxy keeps them."""
    problem, sentence = ask.get("/problem"), ask.get("/sentence")

    assert json.loads(problem.text) == {
        "title": "Too Many Requests",
        "status": 429,
        "detail": "Đợi.",
        "detail_en": "Wait.",
    }
    assert (problem.status_code, problem.headers["Retry-After"]) == (429, "7")
    assert (sentence.status_code, "Retry-After" in sentence.headers) == (409, False)
    assert "Lô 9" in sentence.json()["detail"]
    assert sentence.json()["detail"] != sentence.json()["detail_en"]
    assert {answer.headers["Cache-Control"] for answer in (problem, sentence)} == {"no-store"}
    assert {answer.headers["Content-Type"] for answer in (problem, sentence)} == {"application/problem+json"}
