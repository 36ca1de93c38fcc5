"""The second world's paper takes ink and paint, and knows whose ink lies where."""

import numpy as np
import pytest

from simulate.unseen.nib import InkPatch
from simulate.unseen.sheetpaper import LAMPS, SheetPaper

_BLACK, _RED = (0.0, 0.0, 0.0), (255.0, 0.0, 0.0)


def _paper(in_colour: bool = False) -> SheetPaper:
    shape = (20, 30, 3) if in_colour else (20, 30)
    return SheetPaper(np.full(shape, 255, np.uint8), np.zeros((20, 30), np.uint8), 10.0, LAMPS[0])


def _patch(left: int, top: int, cover: float = 1.0, side: int = 4) -> InkPatch:
    return InkPatch(left, top, np.full((side, side), cover, np.float32))


def test_ink_over_ink_is_darker_and_its_owner_is_the_last() -> None:
    """Half of the light each time; a mark of no number is nobody's."""
    paper = _paper()
    paper.ink(_patch(2, 3, 0.5), _BLACK, 1)
    paper.ink(_patch(4, 3, 0.5), _BLACK, 2)
    paper.ink(_patch(20, 3, 0.5), _BLACK)

    assert [int(paper.pixels[4, x]) for x in (2, 4, 6, 8)] == [128, 64, 128, 255]
    assert paper.owner[4, [2, 4, 7, 8, 21]].tolist() == [1, 2, 2, 0, 0]


def test_what_is_painted_over_is_nobodys_any_more() -> None:
    """Where most of it is covered; thin paint leaves the mark."""
    paper = _paper()
    paper.ink(_patch(2, 2, side=8), _BLACK, 1)
    paper.paint(_patch(2, 2), (250.0, 250.0, 250.0))
    paper.paint(_patch(6, 6, 0.4), (250.0, 250.0, 250.0))

    assert (int(paper.pixels[3, 3]), int(paper.owner[3, 3])) == (250, 0)
    assert (int(paper.pixels[7, 7]), int(paper.owner[7, 7])) == (100, 1)


@pytest.mark.parametrize(("left", "top"), [(-2, -2), (28, 18), (-2, 18), (28, -2)])
def test_a_patch_over_the_edge_is_cut_there(left: int, top: int) -> None:
    """What is on the paper is drawn in its place."""
    paper = _paper()
    paper.ink(_patch(left, top), _BLACK, 3)
    rows, columns = np.nonzero(paper.pixels < 255)

    assert len(rows) == 4
    assert set(rows) == ({0, 1} if top < 0 else {18, 19})
    assert set(columns) == ({0, 1} if left < 0 else {28, 29})
    assert (paper.owner > 0).sum() == 4


def test_what_is_cut_off_is_the_part_that_is_off() -> None:
    """A patch that is dark on its right alone is dark at the left edge, not bare."""
    cover = np.zeros((4, 4), np.float32)
    cover[2:, 2:] = 1.0
    paper = _paper()
    paper.ink(InkPatch(-2, -2, cover), _BLACK)

    assert (paper.pixels[:2, :2] == 0).all()


def test_off_the_paper_there_is_nothing() -> None:
    """Nothing changes, and nothing breaks."""
    paper = _paper()
    for left, top in ((-4, 0), (30, 0), (0, -4), (0, 20), (99, 99)):
        paper.ink(_patch(left, top), _BLACK, 1)
        paper.paint(_patch(left, top), _BLACK)
    assert (paper.pixels == 255).all()
    assert not paper.owner.any()


def test_colours_are_seen_by_the_lamp() -> None:
    """Red ink takes blue and green in colour, seven tenths in grey."""
    colour, grey = _paper(True), _paper()
    for paper in (colour, grey):
        paper.ink(_patch(0, 0), _RED)
    assert colour.pixels[1, 1].tolist() == [0, 0, 255]
    assert int(grey.pixels[1, 1]) == round(0.30 * 255)
    assert all(sum(lamp) == pytest.approx(1.0, abs=0.01) for lamp in LAMPS)


@pytest.mark.parametrize("in_colour", [False, True])
def test_shade_darkens_the_whole_page_by_its_light(in_colour: bool) -> None:
    """A map of any size; one leaves the paper as it is, nothing leaves the colour alone."""
    paper = _paper(in_colour)
    light = np.ones((2, 3), np.float32)
    light[:, 0] = 0.5
    paper.shade(light)
    assert [int(paper.pixels[10, x].min()) for x in (0, 29)] == pytest.approx([128, 255], abs=1)
    full = _paper(in_colour)
    full.shade(np.zeros((2, 2), np.float32), _RED)
    assert full.pixels[5, 5].tolist() == ([0, 0, 255] if in_colour else pytest.approx(0.30 * 255, abs=1))
