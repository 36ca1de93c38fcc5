"""Facts about a folder that a scanner writes into."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from batches.watch import Sighting, look, watch, whole_files

Step = Callable[[], object]


def _watched(folder: Path, *steps: Step, take: Callable[[Sequence[Path]], None]) -> list[bool]:
    """Watch a folder where something happens between looks, until nothing more does; returns when it was gone."""
    left = list(steps)
    gone: list[bool] = []

    def wait(_seconds: float) -> bool:
        if not left:
            return True
        left.pop(0)()
        return False

    watch(folder, take, wait, 0.0, gone.append)
    return gone


def test_a_file_is_taken_when_it_has_stopped_growing(tmp_path: Path) -> None:
    """Not while the scanner writes; and once it is moved away, not again."""
    path, taken = tmp_path / "quét.pdf", []

    def grow() -> None:
        with path.open("ab") as stream:
            stream.write(b"x" * 1000)

    def take(paths: Sequence[Path]) -> None:
        taken.append([(p.name, p.stat().st_size) for p in paths])
        for p in paths:
            p.unlink()

    _watched(tmp_path, grow, grow, grow, lambda: None, lambda: None, take=take)

    assert taken == [[("quét.pdf", 3000)]]


def test_a_file_that_could_not_be_moved_is_handed_over_again(tmp_path: Path) -> None:
    """Somebody has it open: it is tried until it goes."""
    (tmp_path / "a.tif").write_bytes(b"x")
    taken: list[int] = []

    _watched(tmp_path, lambda: None, lambda: None, lambda: None, take=lambda paths: taken.append(len(paths)))

    assert taken == [1, 1, 1]


def test_a_folder_that_vanishes_and_comes_back_is_watched_on(tmp_path: Path) -> None:
    """A share that is off for a while; it is said once each way."""
    folder = tmp_path / "share"
    folder.mkdir()
    taken: list[str] = []

    def back() -> None:
        folder.mkdir()
        (folder / "b.jpg").write_bytes(b"x")

    gone = _watched(
        folder,
        lambda: shutil.rmtree(folder),
        lambda: None,
        back,
        lambda: None,
        take=lambda paths: taken.extend(p.name for p in paths),
    )

    assert gone == [True, False]
    assert taken == ["b.jpg"]


def test_only_scans_are_looked_at(tmp_path: Path) -> None:
    """Not what is hidden, half written by a copy, of another kind, or already put aside."""
    for name in (".a.pdf", "~$b.pdf", "c.txt", "d.PDF", "e.pdf.part"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "done").mkdir()
    (tmp_path / "done" / "f.pdf").write_bytes(b"x")
    (tmp_path / "g.pdf").mkdir()

    seen = look(tmp_path)

    assert seen is not None
    assert [path.name for path in seen] == ["d.PDF"]
    assert look(tmp_path / "nowhere") is None


@pytest.mark.parametrize(
    ("before", "whole"), [(Sighting(5, 1), True), (Sighting(4, 1), False), (Sighting(5, 0), False), (None, False)]
)
def test_whole_is_what_was_seen_twice_the_same(before: Sighting | None, whole: bool) -> None:
    """Another size, another time or no sight before: not yet."""
    path = Path("a.pdf")

    assert whole_files({path: before} if before else {}, {path: Sighting(5, 1)}) == ((path,) if whole else ())


def test_packed_folders_are_seen(tmp_path: Path) -> None:
    """They are read as what they are, nothing, and put aside with a word; notes of others stay unseen."""
    for name in ("a.zip", "b.7z", "c.pdf", "d.txt"):
        (tmp_path / name).write_bytes(b"x")

    assert sorted(path.name for path in look(tmp_path) or {}) == ["a.zip", "b.7z", "c.pdf"]
