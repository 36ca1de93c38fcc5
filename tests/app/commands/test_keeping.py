"""Facts about what `omr purge` and `omr doctor` say. What they do is in the facts about keeping data safe."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.app.running import Omr


@pytest.fixture
def scanned(omr: Omr, home: Path, tmp_path: Path) -> Path:
    """Return the store of an office that has scanned a white page in March 2025 and noise in September."""
    Image.new("L", (400, 300), 255).save(tmp_path / "trắng.png")
    noise = np.random.default_rng(5).integers(0, 255, (400, 300), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / "nhiễu [1].png")
    for name, day in (("trắng.png", "2025-03-14"), ("nhiễu [1].png", "2025-09-01")):
        assert omr("scan", tmp_path / name, "--workers", 0, "--opened-at", day).code == 0
    return home / "originals"


def _kept(store: Path) -> int:
    return len(list(store.glob("*/*")))


@pytest.mark.parametrize(("typed", "left"), [(False, 2), (True, 1)])
def test_pictures_go_only_when_a_person_agrees(
    omr: Omr, scanned: Path, monkeypatch: pytest.MonkeyPatch, typed: bool, left: int
) -> None:
    """Asked once, after it was said what would go and what must stay; no is no."""
    asked: list[str] = []

    def confirm(question: str) -> bool:
        asked.append(question)
        return typed

    monkeypatch.setattr("typer.confirm", confirm)
    ran = omr("purge", "--before", "2026-01-01")

    assert ran.code == 0
    assert len(asked) == 1
    assert "1 files in 1 batches before 01/01/2026" in ran.err
    assert "1 files stay: items of theirs wait: nhiễu [1].png" in ran.err
    assert _kept(scanned) == left
    assert ("are removed" in ran.err) is typed


def test_where_nothing_is_old_enough_nobody_is_asked(omr: Omr, scanned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The question would only frighten."""
    monkeypatch.setattr("typer.confirm", lambda _: pytest.fail("asked"))
    ran = omr("purge", "--before", "2025-03-14")

    assert (ran.code, "0 files in 0 batches before 14/03/2025" in ran.err) == (0, True)
    assert _kept(scanned) == 2


@pytest.mark.parametrize("day", ["14/03/2025", "2025-02-30", "hôm qua", ""])
def test_a_day_that_is_none_removes_nothing(omr: Omr, scanned: Path, day: str) -> None:
    """Nor one that could be read in two ways."""
    assert omr("purge", "--before", day, "--yes").code == 2
    assert _kept(scanned) == 2


def test_a_purge_says_who_did_it(omr: Omr, scanned: Path) -> None:
    """Nobody is nobody: then nothing is removed."""
    assert omr("purge", "--before", "2026-01-01", "--yes", "--who", " ").code == 26
    assert _kept(scanned) == 2


def test_the_doctor_speaks_of_each_thing_in_a_line(omr: Omr, home: Path) -> None:
    """In the language asked for; a tick or a cross ahead, whatever the terminal can show."""
    for language, names in (
        ("vi", ["cơ sở dữ liệu", "tệp gốc", "đĩa", "phông chữ", "poppler"]),
        ("en", ["database", "originals", "disk", "typefaces", "poppler"]),
    ):
        lines = omr("--lang", language, "doctor").out.splitlines()
        assert [line[2:].split(":")[0] for line in lines] == names
        assert {line[0] for line in lines} <= {"✓", "✗"}


def test_the_doctor_tells_of_a_damaged_database_and_of_the_rest(omr: Omr, scanned: Path) -> None:
    """Instead of breaking off: with what to do, and an exit code for scripts."""
    path = scanned.parent / "omr.sqlite3"
    data = bytearray(path.read_bytes())
    data[5 * 4096 : 9 * 4096] = bytes([0xA5]) * 4 * 4096
    path.write_bytes(data)
    ran = omr("doctor")

    assert ran.code == 1
    assert ran.out.startswith("✗ database")
    assert "✓ originals: 2 files" in ran.out
