"""Facts about the reliability diagram."""

from pathlib import Path
from xml.etree import ElementTree

from bench.diagram import write_diagram
from bench.statistics import Bin

_SVG = "{http://www.w3.org/2000/svg}"
# As certain as right, more certain than right, and certain without a doubt and without an error.
_BINS = (Bin(100, 0.9, 0.9), Bin(5_000, 0.999, 0.99), Bin(2_000_000, 1.0, 1.0))


def _words(path: Path) -> str:
    return path.read_text("utf-8")


def test_every_grade_has_its_points_and_its_name(tmp_path: Path) -> None:
    """A bin that says no doubt at all has a place too, though no logarithm does; a grade of no bins is named."""
    write_diagram({"clean": _BINS, "office": _BINS[:1], "hard": (), "another": _BINS}, tmp_path / "d.svg")
    groups = ElementTree.parse(tmp_path / "d.svg").getroot().iter(f"{_SVG}g")
    drawn = [group for group in groups if group.get("id", "").startswith("PathCollection")]

    points = [len(group.findall(f"{_SVG}path") + group.findall(f"{_SVG}g/{_SVG}use")) for group in drawn]
    # The legend repeats them with a point each.
    assert points[:4] == [3, 1, 0, 3]
    for grade in ("clean", "office", "hard", "another"):
        assert f"<!-- {grade} -->" in _words(tmp_path / "d.svg")


def test_the_same_figures_are_the_same_picture(tmp_path: Path) -> None:
    """The file is kept beside the text: it changes when the figures do, not on every day."""
    for name in ("first.svg", "again.svg"):
        write_diagram({"clean": _BINS}, tmp_path / name)
    write_diagram({"clean": _BINS[:2]}, tmp_path / "other.svg")

    assert _words(tmp_path / "first.svg") == _words(tmp_path / "again.svg")
    assert _words(tmp_path / "first.svg") != _words(tmp_path / "other.svg")
