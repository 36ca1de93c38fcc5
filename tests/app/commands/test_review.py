"""Facts about `omr review`."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from db.engine import open_database
from db.review import queue
from db.surveys import load_layouts
from tests.app.running import Omr
from tests.db.values import accepted, reading, scanned

_KEYS = ["id", "kind", "batch", "source", "source_page", "question", "reasons"]


def test_what_waits_is_listed_for_people(omr: Omr, week: Path) -> None:
    """Each with its number, its place, why it waits, and how to decide."""
    ran = omr("review", "--list")

    (c1,) = [line for line in ran.out.splitlines() if " C1 " in line]
    assert ran.code == 0
    assert "hòm phiếu.pdf" in c1
    assert "2 item(s) waiting." in ran.out
    assert "omr decide" in ran.out


def test_the_list_in_json_is_for_scripts(omr: Omr, week: Path) -> None:
    """Stable names; a whole page has no question."""
    items = json.loads(omr("review", "--list", "--json").out)

    assert [list(item) for item in items] == [_KEYS, _KEYS]
    assert {(item["kind"], item["question"], item["source_page"], *item["reasons"]) for item in items} == {
        ("question", "C1", 1, "faint_mark"),
        ("page", "", 3, "not_a_sheet"),
    }
    assert {item["source"] for item in items} == {"hòm phiếu.pdf"}


@pytest.mark.parametrize(("words", "said"), [((), "✓ Nothing waits.\n"), (("--json",), "[]\n")])
def test_an_empty_queue_is_said(omr: Omr, home: Path, words: tuple[str, ...], said: str) -> None:
    """It is good news, not an error."""
    ran = omr("review", "--list", *words)

    assert (ran.code, ran.out) == (0, said)


def test_comments_are_not_in_the_list(omr: Omr, week: Path) -> None:
    """As many as the desk says: handwriting is typed there, with its picture, and nothing waits for it."""
    engine = open_database(f"sqlite:///{(week / 'omr.sqlite3').as_posix()}")
    page = replace(reading(None, accepted("C1", "5")), written=("YK",))
    scanned(engine, replace(page, code=replace(page.code, layout_id=next(iter(load_layouts(engine))))), path="sau.pdf")
    assert [item.kind for item in queue(engine)][-1] == "comment"
    engine.dispose()
    ran = omr("review", "--list")

    assert "2 item(s) waiting." in ran.out
    assert len(json.loads(omr("review", "--list", "--json").out)) == 2
