"""Paper of the second world: worn, and never blacked out by its wear."""

from dataclasses import replace

import numpy as np
import pytest

from simulate.unseen.levels import LEVELS
from simulate.unseen.sheetpaper import LAMPS, SheetPaper
from simulate.unseen.wearing import draw_creases, wear

_NONE = replace(
    LEVELS["rough"].sheet,
    tinted_share=0.0,
    recycled_share=0.0,
    fold_share=0.0,
    holes_share=0.0,
    staple_share=0.0,
    damp_share=0.0,
    coffee_share=0.0,
    through_share=0.0,
    photocopy_share=0.0,
)


def _paper() -> SheetPaper:
    pixels = np.full((3508, 2480), 255, np.uint8)
    return SheetPaper(pixels, np.zeros(pixels.shape, np.uint8), 300 / 25.4, LAMPS[0])


def test_unworn_paper_stays_white() -> None:
    """Where nothing happens to a sheet, nothing changes."""
    paper = _paper()

    assert wear(paper, (), _NONE, np.random.default_rng(0)) == ()
    assert paper.pixels.min() == 255


_TROUBLES = {
    "tint": replace(_NONE, tinted_share=1.0),
    "recycled": replace(_NONE, recycled_share=1.0),
    "damp": replace(_NONE, damp_share=1.0),
    "coffee": replace(_NONE, coffee_share=1.0),
    "copy": replace(_NONE, photocopy_share=1.0),
    "fold": replace(_NONE, fold_share=1.0),
}


@pytest.mark.parametrize("trouble", list(_TROUBLES))
def test_wear_is_seen_but_leaves_the_paper_light(trouble: str) -> None:
    """Each trouble darkens something, and less than a hundredth of the page is darker than half grey."""
    for seed in range(2):
        rng, paper = np.random.default_rng(seed), _paper()
        facts = wear(paper, draw_creases(_TROUBLES[trouble], rng), _TROUBLES[trouble], rng)
        assert len(facts) == 1
        assert paper.pixels.min() < 253
        assert (paper.pixels < 110).mean() < 0.01
