"""Pieces of a page."""

import numpy as np

from omr.detect.image import Picture
from omr.detect.patches import cut_area, cut_patches, darkness_of
from omr.geometry import BoxMm


def test_patches_are_upright_pieces_of_the_sheet() -> None:
    """A patch holds what lies around its place, at its own resolution, white beyond the picture."""
    grey = np.full((400, 400), 255, np.uint8)
    grey[100:140, 200:240] = 0  # 4 mm square at 10 px/mm about (22, 12) mm
    to_px = np.array([[10.0, 0.0, -0.5], [0.0, 10.0, -0.5], [0.0, 0.0, 1.0]])
    patches = cut_patches(grey, to_px, np.array([[22.0, 12.0], [-50.0, -50.0]]), 4.0, 5.0)

    assert patches.shape == (2, 41, 41)
    assert patches[0, 20, 20] == 0
    assert patches[0, 20, 20 + 14] == 255
    assert patches[0, 20 - 14, 20] == 255
    assert (patches[1] == 255).all()


def test_an_area_is_an_upright_piece_of_the_sheet() -> None:
    """Half a pixel from its edges the first and the last pixel have their centres; beyond the picture it is white."""
    grey = np.full((400, 400), 255, np.uint8)
    grey[100:140, 200:240] = 0  # 4 mm square from (20, 10) mm on, at 10 px/mm
    to_px = np.array([[10.0, 0.0, -0.5], [0.0, 10.0, -0.5], [0.0, 0.0, 1.0]])
    picture = Picture(grey, to_px)

    within = cut_area(picture, BoxMm(20.0, 10.0, 4.0, 4.0), 5.0)
    around = cut_area(picture, BoxMm(18.0, 8.0, 8.0, 6.0), 5.0)

    assert (within == 0).all()
    assert around.shape == (30, 40)
    assert (around[10:30, 10:30] == 0).all()
    assert (around == 0).sum() == 20 * 20
    assert (cut_area(picture, BoxMm(-60.0, -60.0, 9.0, 9.0), 5.0) == 255).all()


def test_many_patches_are_cut_as_few_are() -> None:
    """More rows than OpenCV takes in one call give the same patches."""
    grey = np.random.default_rng(0).integers(0, 255, (200, 200)).astype(np.uint8)
    to_px = np.array([[10.0, 0.0, 0.0], [0.0, 10.0, 0.0], [0.0, 0.0, 1.0]])
    places = np.tile(np.array([[9.0, 9.0]]), (900, 1))
    patches = cut_patches(grey, to_px, places, 2.5, 8.0)

    assert (patches == patches[0]).all()
    assert cut_patches(grey, to_px, places[:0], 2.5, 8.0).shape == (0, 41, 41)


def test_darkness_is_told_against_the_paper_of_each_patch() -> None:
    """Grey paper is paper; a box filled black leaves enough of it to tell by."""
    patches = np.full((2, 31, 31), 250, np.uint8)
    patches[1] = 160
    patches[:, 5:26, 5:26] = 0
    darkness = darkness_of(patches)

    assert np.allclose(darkness[:, 0, 0], 0.0)
    assert np.allclose(darkness[:, 15, 15], 1.0)


def test_a_patch_without_paper_is_dark() -> None:
    """Under a stamp or a shadow nothing of it is taken for white."""
    assert float(darkness_of(np.full((1, 9, 9), 24, np.uint8)).min()) > 0.7
