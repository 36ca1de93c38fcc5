"""Facts about the web form that citizens see."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.serve.server import Offer, create_public_app
from db.batches import list_batches
from db.engine import Engine
from db.exports import final_answers
from db.responses import ResponseForm, response_answers
from db.sheet_groups import Group
from db.tallies import Selection, count_answers
from omr.layout.serial import layout_id
from tests.db.fixtures import engine
from tests.db.opinions import SURVEY, opinions
from tests.db.values import layout

__all__ = ["engine"]


@pytest.fixture
def client(engine: Engine) -> Iterator[TestClient]:
    """Return a citizen's browser at an office that has papers and a kiosk's file already."""
    opinions(engine)
    offer = Offer(
        engine, {"pks-q": (SURVEY, ResponseForm("pks-q", layout_id(layout())))}, frozenset({"01"}), frozenset({"dd"})
    )
    with TestClient(create_public_app(offer)) as client:
        yield client


def _key(page: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def _counted(engine: Engine, question: str, *by: Group) -> dict[tuple[tuple[str, ...], tuple[str, ...]], int]:
    counts = count_answers(engine, Selection(by=by))
    return {(c.chosen, c.group): c.sheets for c in counts if c.question == question and c.standing == "final"}


def test_an_answer_counts_beside_paper_and_kiosk(client: TestClient, engine: Engine) -> None:
    """One tally over all of them, with the channel it came by and the officer and field of its link."""
    before = _counted(engine, "C1")
    page = client.get("/f/pks-q?channel=qr&officer=01&field=dd")
    client.post("/f/pks-q?channel=qr&officer=01&field=dd", data={"key": _key(page.text), "C1": "5", "MD": ["tt", "cs"]})

    after = _counted(engine, "C1")
    assert after[("5",), ()] == before[("5",), ()] + 1
    channels = {group for _, group in _counted(engine, "C1", Group.CHANNEL)}
    assert channels == {("paper_box",), ("kiosk",), ("qr",)}
    assert _counted(engine, "C1", Group.OFFICER)[("5",), ("01",)] == 1
    assert {a.question: a.chosen for a in response_answers(engine) if a.serial == _key(page.text)} == {
        "LV": (),
        "C1": ("5",),
        "MD": ("tt", "cs"),
    }
    assert list(final_answers(engine))


def test_a_page_that_is_sent_twice_counts_once(client: TestClient, engine: Engine) -> None:
    """Though its sender was impatient; two people's pages are two."""
    for _ in range(2):
        key = _key(client.get("/f/pks-q").text)
        for _ in range(2):
            assert client.post("/f/pks-q", data={"key": key, "C1": "4"}).status_code == 200

    assert sum(a.question == "C1" and a.batch.startswith("pks-q qr") for a in response_answers(engine)) == 2
    assert len([record for record in list_batches(engine) if record.batch.name.startswith("pks-q qr")]) == 1


def test_an_empty_page_is_nobodys_opinion(client: TestClient, engine: Engine) -> None:
    """Nothing is stored of it."""
    before = len(list(response_answers(engine)))
    client.post("/f/pks-q", data={"key": _key(client.get("/f/pks-q").text), "C1": ""})

    assert len(list(response_answers(engine))) == before


def test_nothing_is_chosen_beforehand_and_nothing_tells_who_answers(client: TestClient) -> None:
    """No cookie, no name asked, no script; an answer can be taken back."""
    page = client.get("/f/pks-q")

    assert "checked" not in page.text
    assert "<script" not in page.text
    assert not page.cookies
    assert page.headers["cache-control"] == "no-store"
    assert "unsafe" not in page.headers["content-security-policy"]
    assert page.text.count('value=""') == 2
    assert "Không cần ghi họ tên" in page.text
    assert 'lang="en"' in client.get("/f/pks-q?lang=en").text


@pytest.mark.parametrize(
    "path",
    ["/f/pks-x", "/f/pks-q?officer=99", "/f/pks-q?field=zz", "/f/pks-q?channel=paper_box", "/queue", "/", "/enter/x"],
)
def test_links_invent_nothing_and_the_desk_is_not_here(client: TestClient, path: str) -> None:
    """No officer that the office does not have, no other channel, no other page."""
    answer = client.get(path)
    assert (answer.status_code, "Đường dẫn này không đúng." in answer.text) == (404, True)


def test_a_flood_is_held_back(client: TestClient) -> None:
    """Forty a minute from one address; then it is told to wait."""
    codes = [client.post("/f/pks-q", data={"C1": ""}).status_code for _ in range(41)]

    assert set(codes[:40]) == {200}
    assert codes[40] == 429


def test_a_kiosk_begins_anew(client: TestClient) -> None:
    """After thanks, and when somebody walks away; a telephone does not."""
    assert "/static/kiosk.js" in client.get("/f/pks-q?channel=kiosk").text
    assert client.get("/static/kiosk.js").status_code == 200
    assert 'http-equiv="refresh"' in client.get("/thanks/pks-q?channel=kiosk").text
    assert "kiosk.js" not in client.get("/f/pks-q?channel=qr").text
