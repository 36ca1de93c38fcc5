"""Facts about `omr import`."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.app.running import Omr

_HEAD = ["source_id", "received_on", "field", "officer", "LV", "DT", "C1", "C8"]
_ROWS = [["a1", "2026-09-01", "3", "07", "3", "1", "5", "5"], ["a2", "2026-09-02", "1", "07", "1", "1", "4", "2"]]


@pytest.fixture
def kiosk(tmp_path: Path) -> Path:
    """Return a file as a kiosk writes it."""
    path = tmp_path / "kiosk.csv"
    path.write_text("\n".join(",".join(row) for row in [_HEAD, *_ROWS]), "utf-8-sig")
    return path


def _tally(omr: Omr, *options: object) -> list[dict[str, Any]]:
    rows = json.loads(omr("export", "tallies", "--format", "json", *options).out)
    return [row for row in rows if row["question"] == "C8" and row["choice"] == "5"]


def test_responses_are_counted_with_the_sheets(omr: Omr, week: Path, kiosk: Path) -> None:
    """Two sheets and two responses; the split by channel is a group of its own."""
    before = _tally(omr)[0]["valid"]
    assert omr("import", kiosk, "--form", "pks-q", "--channel", "kiosk").code == 0

    (row,) = _tally(omr)
    assert (row["valid"], row["group"]) == (before + 2, {})
    groups = {json.dumps(r["group"]): r["valid"] for r in _tally(omr, "--by", "channel")}
    assert groups == {'{"channel": "kiosk"}': 2, '{"channel": "paper_box"}': before}
    assert {r["group"]["field"] for r in _tally(omr, "--by", "field", "--to", "2026-09-03")} == {"1", "3"}
    assert _tally(omr, "--from", "2026-09-02", "--to", "2026-09-02")[0]["count"] == 0


def test_the_same_file_is_not_taken_twice(omr: Omr, home: Path, kiosk: Path) -> None:
    """A dry run stores nothing; the second real run is refused with the batch that has the answers."""
    assert omr("import", kiosk, "--form", "pks-q", "--channel", "qr", "--dry-run").code == 0
    first = json.loads(omr("import", kiosk, "--form", "pks-q", "--channel", "qr", "--json").out)
    again = omr("import", kiosk, "--form", "pks-q", "--channel", "qr")

    assert first["responses"] == 2
    assert again.code == 70
    assert first["batch"] in again.err


def test_the_worked_example_comes_out(omr: Omr, home: Path, tmp_path: Path) -> None:
    """Of 400: 268, 112, 10, 3 and 1 answers, 4 blank, 2 several; 380 of 394 are satisfied, the mean is 4,63."""
    answers = ["5"] * 268 + ["4"] * 112 + ["3"] * 10 + ["2"] * 3 + ["1"] + [""] * 4 + ["5;4"] * 2
    rows = [f"r{i},05,{answer}" for i, answer in enumerate(answers)]
    (tmp_path / "q3.csv").write_text("\n".join(["source_id,CB,C8", *rows]), "utf-8")
    assert omr("import", tmp_path / "q3.csv", "--form", "pks-q", "--channel", "kiosk").code == 0

    (row,) = _tally(omr)
    assert (row["valid"], row["blank"], row["several"], row["count"]) == (394, 4, 2, 268)
    assert row["satisfaction_rate"] == pytest.approx(380 / 394)
    assert row["mean_score"] == pytest.approx(4.63, abs=0.005)
    assert {json.dumps(r["group"]) for r in _tally(omr, "--by", "officer")} == {'{"officer": "05"}'}


def test_a_workbook_is_a_table_too(omr: Omr, home: Path, tmp_path: Path) -> None:
    """Numbers and days in cells are read as the codes and days that they are."""
    import datetime

    book = openpyxl.Workbook()
    book.active.append(["received_on", "C1", "C8"])
    book.active.append([datetime.date(2026, 9, 1), 5, 4.0])
    book.save(tmp_path / "kiosk.xlsx")

    ran = omr("import", tmp_path / "kiosk.xlsx", "--form", "pks-q", "--channel", "online", "--json")
    assert (ran.code, json.loads(ran.out)["responses"]) == (0, 1)


def test_what_is_wrong_is_said_by_row_and_the_rest_is_taken(omr: Omr, home: Path, tmp_path: Path) -> None:
    """Nothing is guessed; a file that is no table, a map that is none, a form that nobody has are refused."""
    (tmp_path / "a.csv").write_text("C1,C8,IP\n9,5,x\n5,5,y\n", "utf-8")
    ran = omr("import", tmp_path / "a.csv", "--form", "pks-q", "--channel", "phone", "--json")

    assert (ran.code, [row["row"] for row in json.loads(ran.out)["refused"]]) == (121, [2])
    assert json.loads(ran.out)["unused_columns"] == ["IP"]
    (tmp_path / "b.csv").write_text("x,y\n1,2\n", "utf-8")
    assert omr("import", tmp_path / "b.csv", "--form", "pks-q", "--channel", "phone").code == 69
    (tmp_path / "c.xlsx").write_text("no workbook", "utf-8")
    assert omr("import", tmp_path / "c.xlsx", "--form", "pks-q", "--channel", "phone").code == 69
    (tmp_path / "m.yaml").write_text("columns: [a]", "utf-8")
    options = ("--form", "pks-q", "--channel", "phone", "--map", tmp_path / "m.yaml")
    assert omr("import", tmp_path / "b.csv", *options).code == 71
    assert omr("import", tmp_path / "b.csv", "--form", "none", "--channel", "phone").code == 11
