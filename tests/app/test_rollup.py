"""Facts about `omr export rollup` and `omr rollup`."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from db.engine import open_database
from tests.app.running import Omr, Ran
from tests.db.opinions import opinions

_DAYS = ("--from", "2026-06-15", "--to", "2026-09-14")


@pytest.fixture
def office(home: Path) -> Path:
    """Return the home of an office with a box of opinions."""
    engine = open_database(f"sqlite:///{(home / 'omr.sqlite3').as_posix()}")
    opinions(engine)
    engine.dispose()
    return home


def _rows(ran: Ran) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ran.out.removeprefix("\ufeff"))))


def _ward(omr: Omr, folder: Path, name: str) -> Path:
    path = folder / f"{name}.json"
    assert omr("export", "rollup", "--unit", name, *_DAYS, "--out", path).code == 0
    return path


def test_two_wards_are_twice_the_counts_of_one(omr: Omr, office: Path, tmp_path: Path) -> None:
    """The sum first, then each unit; the sum is that of `omr export tallies`."""
    files = [_ward(omr, tmp_path, name) for name in ("Phường A", "Phường B")]
    table = _rows(omr("rollup", *files, "--format", "csv"))
    tallies = _rows(omr("export", "tallies", *_DAYS))

    keys = ("question", "choice", "count", "valid", "blank", "waiting")
    own = [tuple(row[key] for key in keys) for row in tallies]
    total = [row for row in table if not row["group"]]
    assert [tuple(row[key] for key in keys) for row in table if row["group"] == "unit=Phường A"] == own
    assert [int(row["count"]) for row in total] == [2 * int(row["count"]) for row in tallies]
    assert [row["share"] for row in total] == [row["share"] for row in tallies]


def test_what_was_rolled_up_can_be_rolled_up_again(omr: Omr, office: Path, tmp_path: Path) -> None:
    """A district over wards, a province over districts; the split by unit is kept."""
    files = [_ward(omr, tmp_path, name) for name in ("Phường A", "Phường B", "Xã C")]
    omr("rollup", *files[:2], "--out", tmp_path / "both.json")
    again = omr("rollup", tmp_path / "both.json", files[2], "--out", tmp_path / "all.json")

    units = [unit["unit"] for unit in json.loads((tmp_path / "all.json").read_text("utf-8"))["units"]]
    assert (again.code, units) == (0, ["Phường A", "Phường B", "Xã C"])
    assert "still wait" in again.err


def test_a_wards_file_names_no_sheet_and_no_officer(omr: Omr, office: Path, tmp_path: Path) -> None:
    """Counts leave the office, people do not."""
    text = _ward(omr, tmp_path, "Phường A").read_text("utf-8")

    for secret in ("0000000000", "hòm 1.pdf", "Hòm 1", "k-1", "Người kiểm tra"):
        assert secret not in text


def test_what_cannot_be_added_up_is_refused_by_its_own_exit_code(omr: Omr, office: Path, tmp_path: Path) -> None:
    """A file twice, a file that was changed, a file that is none."""
    path = _ward(omr, tmp_path, "Phường A")
    changed = tmp_path / "changed.json"
    changed.write_text(path.read_text("utf-8").replace('"blank": 1', '"blank": 2'), "utf-8")
    shutil.copy(path, tmp_path / "copy.json")

    assert omr("rollup", path, tmp_path / "copy.json", "--out", tmp_path / "x.json").code == 97
    assert omr("rollup", changed).code == 95
    assert omr("rollup", tmp_path / "missing.json").code == 95
    assert not (tmp_path / "x.json").exists()


@pytest.mark.parametrize(
    "words",
    [(), ("--unit", "A"), ("--unit", " ", *_DAYS), ("--unit", "A", "--from", "2026-09-14", "--to", "2026-06-15")],
)
def test_a_wards_file_says_whose_and_of_which_days(omr: Omr, office: Path, words: tuple[str, ...]) -> None:
    """Nobody can add up what does not."""
    assert omr("export", "rollup", *words).code == 2


def test_questions_that_name_an_officer_stay_in_the_office(omr: Omr, week: Path, tmp_path: Path) -> None:
    """The counter sheet asks for the officer's number, digit by digit; the tallies have it, the ward's file has not."""
    asked = {row["question"] for row in _rows(omr("export", "tallies"))}
    path = _ward(omr, tmp_path, "Phường A")

    (unit,) = json.loads(path.read_text("utf-8"))["units"]
    assert asked - {tally["meaning"]["question"] for tally in unit["tallies"]} == {"CB1", "CB2"}
