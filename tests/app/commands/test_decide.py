"""Facts about `omr decide`."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.app.running import Omr
from tests.db.values import FIRST

_WHO = "Tổ Một cửa"


def _item(omr: Omr, question: str) -> int:
    items = json.loads(omr("review", "--list", "--json").out)
    return next(int(item["id"]) for item in items if item["question"] == question)


def _c1(omr: Omr) -> tuple[str, str, str]:
    rows = csv.DictReader(io.StringIO(omr("export", "answers").out.removeprefix("\ufeff")))
    row = next(row for row in rows if (row["serial"], row["question"]) == (FIRST, "C1"))
    return row["answer"], row["state"], row["decided_by"]


def test_a_decision_is_the_answer_from_then_on(omr: Omr, week: Path) -> None:
    """It leaves the queue and stands in the export, with the name."""
    item = _item(omr, "C1")

    ran = omr("decide", item, "4", "--who", _WHO)

    assert (ran.code, ran.out) == (0, f"✓ Item {item}: 4 ({_WHO}).\n")
    assert _c1(omr) == ("4", "reviewed", _WHO)
    assert [entry["kind"] for entry in json.loads(omr("review", "--json").out)] == ["page"]


def test_a_second_thought_takes_the_place_of_the_first(omr: Omr, week: Path) -> None:
    """Decisions are appended; the latest holds."""
    item = _item(omr, "C1")

    omr("decide", item, "4", "--who", _WHO)
    omr("decide", item, "2", "--who", "Người kiểm tra", "--why", "nhìn kỹ lại")

    assert _c1(omr) == ("2", "reviewed", "Người kiểm tra")


@pytest.mark.parametrize(("word", "answer"), [("blank", ""), ("spoiled", "spoiled")])
def test_nothing_and_not_to_be_told_are_answers(omr: Omr, week: Path, word: str, answer: str) -> None:
    """A person may see that nothing was meant, or that nobody can tell."""
    assert omr("decide", _item(omr, "C1"), word, "--who", _WHO).code == 0

    assert _c1(omr) == (answer, "reviewed", _WHO)


@pytest.mark.parametrize("answer", ["6", "5;4", "discard", "", ";"])
def test_an_answer_that_the_question_does_not_take_is_a_sentence(omr: Omr, week: Path, answer: str) -> None:
    """It says what could be answered, and nothing is recorded."""
    ran = omr("decide", _item(omr, "C1"), answer, "--who", _WHO)

    assert ran.code == 25
    assert "5, 4, 3, 2, 1" in ran.err
    assert _c1(omr)[1] == "review"


def test_a_page_can_only_be_discarded(omr: Omr, week: Path) -> None:
    """It has no question that could be answered."""
    page = _item(omr, "")

    assert omr("decide", page, "5", "--who", _WHO).code == 25
    assert omr("decide", page, "discard", "--who", _WHO).code == 0
    assert [entry["kind"] for entry in json.loads(omr("review", "--json").out)] == ["question"]


def test_a_name_with_brackets_stays_a_name(omr: Omr, week: Path) -> None:
    """What a person types is never taken for markup."""
    ran = omr("decide", _item(omr, "C1"), "4", "--who", "[/x] tổ [1]")

    assert ran.code == 0
    assert "[/x] tổ [1]" in ran.out
    assert _c1(omr)[2] == "[/x] tổ [1]"
