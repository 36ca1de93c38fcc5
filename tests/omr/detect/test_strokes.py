"""What the ink in a patch is made of."""

import cv2
import numpy as np
import pytest

from omr.detect.register import PX_PER_MM
from omr.detect.strokes import (
    darkest_fiftieth,
    edge_directions,
    extents_mm,
    line_fractions,
    offsets_mm,
    pieces_of_paper,
    red_share,
    roundnesses,
    solid_ink,
    standing_out,
    tones_of,
    widths_and_pieces,
)
from omr.detect.zones import zones_of
from omr.layout.sheet import BoxShape

SIDE_PX = 49
MIDDLE = SIDE_PX // 2
ZONES = zones_of((BoxShape.BOX, 4.5, 4.5), SIDE_PX)
# Strokes of some half a millimetre from corner to corner of the inside.
FALLING, RISING = ((15, 15), (33, 33)), ((15, 33), (33, 15))


def _drawn(*lines: tuple[tuple[int, int], tuple[int, int]], width_px: int = 3) -> np.ndarray:
    """Return the ink of one patch, (1, P, P)."""
    ink = np.zeros((SIDE_PX, SIDE_PX), np.uint8)
    for start, end in lines:
        cv2.line(ink, start, end, 1, width_px)
    return ink[None] > 0


NOTHING = _drawn()
SLASH, CROSS = _drawn(FALLING), _drawn(FALLING, RISING)
FILL = _drawn(((15, MIDDLE), (33, MIDDLE)), width_px=19)


def test_wider_strokes_are_told_from_thinner_ones() -> None:
    """They come out some half a millimetre wider than they are: no pixel of ink is less than one from the paper."""
    ink = np.concatenate([_drawn(((15, MIDDLE), (33, MIDDLE)), width_px=width) for width in (3, 5, 7, 9)])
    widths_mm, pieces = widths_and_pieces(ink)

    assert widths_mm == pytest.approx(np.array([3, 5, 7, 9]) / PX_PER_MM + 0.47, abs=0.13)
    assert pieces.tolist() == [1, 1, 1, 1]


def test_pieces_of_ink_are_counted_patch_by_patch() -> None:
    """Two dashes are two, three pixels are noise, and no ink has no width."""
    dashes = _drawn(((15, 18), (33, 18)), ((15, 30), (33, 30)))
    specks = NOTHING.copy()
    specks[0, 20, 20:23] = True
    widths_mm, pieces = widths_and_pieces(np.concatenate([NOTHING, dashes, specks, CROSS]))

    assert pieces.tolist() == [0, 2, 0, 1]
    assert widths_mm[0] == 0


def test_a_cross_leaves_four_pieces_of_paper() -> None:
    """A slash two, nothing one, a fill none to speak of."""
    ink = np.concatenate([NOTHING, SLASH, CROSS, FILL | ZONES.inside]) & ZONES.inside
    largest, pieces = pieces_of_paper(ink, ZONES.inside)

    assert pieces.tolist() == [1, 2, 4, 0]
    assert largest[0] == 1.0
    assert 0.3 < largest[1] < 0.5
    assert largest[3] == 0.0


def test_extent_offset_and_roundness_tell_a_slash_from_a_dot() -> None:
    """In millimetres, the diagonal of all ink, how far off the middle it lies, and how long it is for its width."""
    dot = np.zeros_like(NOTHING)
    dot[0, 10:16, 20:26] = True
    ink = np.concatenate([SLASH, dot, NOTHING])

    assert extents_mm(ink)[0] == pytest.approx(np.hypot(23, 23) / PX_PER_MM)
    assert extents_mm(ink)[1:] == pytest.approx([np.hypot(6, 6) / PX_PER_MM, 0.0])
    assert offsets_mm(ink) == pytest.approx([0.0, np.hypot(1.5, 11.5) / PX_PER_MM, 0.0], abs=1e-6)
    slash, round_dot, nothing = roundnesses(ink)
    assert slash < 0.2
    assert round_dot == pytest.approx(1.0)
    assert nothing == 0.0


def test_edges_tell_one_way_from_two_and_along_from_across() -> None:
    """A slash has edges one way, along the diagonal; a cross along both; a plus along neither."""
    plus = _drawn(((MIDDLE, 15), (MIDDLE, 33)), ((15, MIDDLE), (33, MIDDLE)))
    ink = np.concatenate([SLASH, CROSS, plus])
    soft = np.stack([cv2.GaussianBlur(patch.astype(np.float32), (0, 0), 1.0) for patch in ink])
    one_way, diagonal, sharpness = edge_directions(soft, ZONES.inside)

    assert one_way[0] > 0.7
    assert one_way[1] < 0.2
    assert diagonal[0] > 0.5
    assert diagonal[1] > 0.5
    assert diagonal[2] < -0.2
    assert (sharpness > 0.3).all()


def test_a_line_through_the_box_fills_a_row() -> None:
    """Which a cross does not; the printed outline counts for nothing."""
    line = _drawn(((0, MIDDLE), (SIDE_PX - 1, MIDDLE)))
    outline = np.abs(np.indices((SIDE_PX, SIDE_PX)) - MIDDLE).max(axis=0)[None] == round(2.25 * PX_PER_MM)

    through, cross, printed = line_fractions(np.concatenate([line, CROSS, outline]), ZONES)
    assert through == 1.0
    assert cross < 0.5
    assert printed == 0.0


def test_solid_ink_is_wide_in_every_direction() -> None:
    """A pen's stroke is not, a blackened box is."""
    assert not solid_ink(SLASH).any()
    assert solid_ink(FILL)[0, 18:31, 18:31].all()


def test_tone_is_that_of_the_ink_alone() -> None:
    """How dark a pen is, however little of it there is."""
    inside = np.array([[0.0, 0.5, 0.7, 0.05], [0.0, 0.1, 0.1, 0.0]], np.float32)

    assert tones_of(inside) == pytest.approx([0.6, 0.0])


def test_the_darkest_fiftieth_is_no_single_pixel() -> None:
    """One hot pixel in a hundred is passed over, a stroke is not."""
    inside = np.zeros((2, 100), np.float32)
    inside[0, 7], inside[1, 40:48] = 1.0, 0.6

    assert darkest_fiftieth(inside) == pytest.approx([0.0, 0.6])


def test_what_stands_out_is_a_stroke_and_no_shade() -> None:
    """A box as dark all over has nothing that stands out, and noise is averaged away."""
    darkness = np.zeros((3, SIDE_PX, SIDE_PX), np.float32)
    darkness[0] = 0.3
    darkness[1][SLASH[0]] = 0.2
    darkness[2] = 0.05 * np.random.default_rng(0).standard_normal((SIDE_PX, SIDE_PX))

    shade, stroke, noise = standing_out(darkness, ZONES.deep)
    assert shade == pytest.approx(0.0, abs=1e-6)
    assert stroke == pytest.approx(0.2, abs=0.02)
    assert noise < 0.05


def test_red_ink_is_told_by_its_colour() -> None:
    """Of the ink alone; blue ink is none of it, nor is red paper beside the ink."""
    colours = np.full((3, SIDE_PX, SIDE_PX, 3), 240, np.uint8)
    colours[0][SLASH[0]] = (50, 40, 190)
    colours[1][SLASH[0]] = (150, 60, 40)
    colours[2][~SLASH[0]] = (120, 120, 240)
    colours[2][SLASH[0]] = (40, 40, 40)

    assert red_share(colours, np.concatenate([SLASH] * 3)) == pytest.approx([1.0, 0.0, 0.0])
