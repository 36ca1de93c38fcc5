"""Facts about `omr audit` and `omr four-eyes`."""

import csv
import io
import json
from pathlib import Path

from tests.app.running import Omr


def _listed(omr: Omr) -> list[dict[str, object]]:
    return list(json.loads(omr("review", "--list", "--json").out))


def test_a_sample_is_drawn_read_and_told(omr: Omr, week: Path) -> None:
    """To a script audited items are audits; a person sees a question. The figures say how sure they are."""
    assert "Nothing checked yet" in omr("audit").out
    drawn = json.loads(omr("audit", "--sample", "1", "--seed", "3", "--json", "--who", "Quản trị").out)
    assert [(row["batch"] == "", row["drawn"], row["checked"]) for row in drawn] == [(True, 1, 0), (False, 1, 0)]

    (item,) = (entry for entry in _listed(omr) if entry["kind"] == "audit")
    assert item["reasons"] == []
    assert omr("decide", item["id"], "spoiled", "--who", "Người kiểm tra").code == 0
    told = json.loads(omr("audit", "--json").out)[0]
    assert (told["checked"], told["disagreements"], told["rate"], told["upper_bound_95"]) == (1, 1, 1.0, 1.0)
    assert "1 read otherwise" in omr("audit").out


def test_a_question_can_be_set_to_need_two(omr: Omr, week: Path) -> None:
    """One person's word leaves it waiting; the rule is listed and lifted."""
    item = next(entry for entry in _listed(omr) if entry["kind"] == "question")
    assert omr("four-eyes", "pks-q", item["question"], "--who", "Quản trị").code == 0
    assert omr("four-eyes").out.strip() == f"pks-q {item['question']}"
    omr("decide", item["id"], "spoiled", "--who", "A")
    assert item["id"] in [entry["id"] for entry in _listed(omr)]
    omr("decide", item["id"], "spoiled", "--who", "B")
    assert item["id"] not in [entry["id"] for entry in _listed(omr)]

    assert omr("four-eyes", "pks-q", item["question"], "--off").code == 0
    assert "No question" in omr("four-eyes").out
    assert omr("four-eyes", "pks-q", "KHÔNG").code == 106


def test_the_trail_is_exported(omr: Omr, week: Path) -> None:
    """A row for each decision, from what to what."""
    item = next(entry for entry in _listed(omr) if entry["kind"] == "question")
    omr("decide", item["id"], "spoiled", "--who", "A")
    rows = list(csv.DictReader(io.StringIO(omr("export", "decisions").out.removeprefix("\ufeff"))))

    assert [(row["who"], row["question"], row["after"], row["holds"]) for row in rows] == [
        ("A", item["question"], "spoiled", "1")
    ]
    assert omr("export", "accesses").out.removeprefix("\ufeff").strip() == "at,who,batch,source,source_page,question"
    assert omr("export", "comments").code == 0
