"""Facts about `omr rollup`: what it warns of. Its sums are those of `reports.rollup`."""

from datetime import date
from pathlib import Path

import pytest

from app.language import speak
from omr.words import Language
from reports.rollup import Rollup, UnitCounts
from reports.rollup_file import write_rollup
from tests.app.running import Omr
from tests.reports.test_period_figures import told


def _ward(folder: Path, unit: str, waiting: int, month: int = 9) -> Path:
    tally = told(4, 3, 0, 2, 1, beside=(0, 0, 0, waiting), group=("channel", "paper_box"))
    path = folder / f"{unit} {month}.json"
    with path.open("wb") as stream:
        write_rollup(Rollup((UnitCounts(unit, date(2026, month, 1), date(2026, month, 28), (tally,)),)), stream)
    return path


def test_who_still_has_answers_waiting_is_named(omr: Omr, tmp_path: Path) -> None:
    """With how many in all; a ward where nothing waits is not."""
    files = [_ward(tmp_path, "Phường A", 2), _ward(tmp_path, "Phường B", 0), _ward(tmp_path, "Xã [C]", 1232)]
    ran = omr("rollup", *files)

    assert ran.code == 0
    assert "1,234 question(s) still wait in: Phường A, Xã [C];" in ran.err
    assert "Phường B" not in ran.err


@pytest.mark.parametrize("waiting", [(7, 0), (0, 7), (4, 3)])
def test_a_ward_with_two_periods_waits_with_both(omr: Omr, tmp_path: Path, waiting: tuple[int, int]) -> None:
    """Whichever of them it is that has answers waiting; named once."""
    files = [_ward(tmp_path, "Phường A", count, month) for count, month in zip(waiting, (8, 9), strict=True)]
    ran = omr("rollup", *files)

    assert "7 question(s) still wait in: Phường A;" in ran.err
    assert "01/08/2026-28/08/2026; 01/09/2026-28/09/2026" in ran.err


def test_what_is_of_one_period_and_final_is_not_warned_of(omr: Omr, tmp_path: Path) -> None:
    """The file is said with how many units it holds; into a pipe goes the result alone, in either language."""
    files = [_ward(tmp_path, name, 0) for name in ("Phường A", "Phường B")]
    written = omr("rollup", *files, "--out", tmp_path / "tỉnh.json")
    speak(Language.VI)
    piped = omr("--lang", "vi", "rollup", *files, "--format", "csv")

    assert written.err.splitlines() == [f"✓ 2 unit(s) of 2 file(s) to {tmp_path / 'tỉnh.json'}."]
    assert (piped.err, "unit=Phường B" in piped.out) == ("", True)
