"""A stamp is where, as large and of the colour that it is said to be."""

from dataclasses import replace

import numpy as np
import pytest

from simulate.canvas import Canvas, Pixels
from simulate.chance import Stream
from simulate.grades import GRADES
from simulate.ink import make_grain
from simulate.stamps import Stamp, draw_stamps, press
from simulate.testsheet import plain_sheet
from tests.simulate.hands import SMOOTH, white_paper

_PAGE = plain_sheet().pages[0]
_SEAL = Stamp(50.0, 40.0, 34.0, 0.0, (205.0, 35.0, 45.0), 0.6, True, "edge")
_BOX = replace(_SEAL, round=False, size_mm=40.0, colour=(45.0, 60.0, 170.0))


def _pressed(stamp: Stamp, seed: int = 1, in_colour: bool = False) -> Canvas:
    canvas = white_paper((100.0, 80.0), 10.0, in_colour)
    press(canvas, stamp, SMOOTH, Stream(seed).rng())
    return canvas


def _extent(pixels: Pixels) -> tuple[float, float, float, float]:
    rows, columns = np.nonzero(pixels < 245)
    return columns.min() / 10, rows.min() / 10, (columns.max() + 1) / 10, (rows.max() + 1) / 10


def test_a_seal_is_as_large_as_it_is_said_to_be_about_its_middle() -> None:
    """34 mm from edge to edge, and its line."""
    left, top, right, bottom = _extent(_pressed(_SEAL).pixels)

    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((50.0, 40.0), abs=0.3)
    assert (right - left, bottom - top) == pytest.approx((34.8, 34.8), abs=0.5)


def test_a_box_is_wider_than_high_and_turns() -> None:
    """40 mm wide and about half as high; turned by a quarter it is as high as it was wide."""
    left, top, right, bottom = _extent(_pressed(_BOX).pixels)
    assert right - left == pytest.approx(40.5, abs=0.6)
    assert 0.4 < (bottom - top) / (right - left) < 0.58
    left, top, right, bottom = _extent(_pressed(replace(_BOX, turn_deg=90.0)).pixels)
    assert bottom - top == pytest.approx(40.5, abs=0.6)


@pytest.mark.parametrize("stamp", [_SEAL, _BOX])
def test_a_stamp_has_its_colour(stamp: Stamp) -> None:
    """What it takes away most is what its colour lacks; where there is no face the paper stays white."""
    canvas = _pressed(stamp, in_colour=True)
    lost = (255 - canvas.pixels.astype(float)).sum(axis=(0, 1))[::-1]
    expected = 255 - np.array(stamp.colour)

    assert lost / lost.sum() == pytest.approx(expected / expected.sum(), abs=0.01)
    assert (canvas.pixels[:100] == 255).all()


def test_ink_is_as_strong_as_it_is_said_to_be() -> None:
    """Twice the opacity takes twice the light, in the mean."""
    faint, strong = (
        np.mean([255 - _pressed(replace(_SEAL, opacity=opacity), seed).pixels.mean() for seed in range(6)])
        for opacity in (0.3, 0.6)
    )
    assert strong / faint == pytest.approx(2.0, abs=0.15)


@pytest.mark.parametrize("middle", [(0.0, 0.0), (100.0, 80.0), (2.0, 70.0), (97.0, 5.0)])
def test_a_stamp_over_the_edge_is_cut_there(middle: tuple[float, float]) -> None:
    """What is on the sheet is where it would be on a larger one."""
    stamp = replace(_SEAL, x_mm=middle[0], y_mm=middle[1])
    large = white_paper((300.0, 280.0), 10.0)
    press(large, replace(stamp, x_mm=middle[0] + 100, y_mm=middle[1] + 100), SMOOTH, Stream(1).rng())
    cut = large.pixels[1000:1800, 1000:2000] < 235
    dark = _pressed(stamp).pixels < 235

    assert dark.any()
    assert (cut & dark).sum() / (cut | dark).sum() > 0.8


def test_off_the_sheet_there_is_none() -> None:
    """Nothing is drawn, and nothing breaks."""
    assert (_pressed(replace(_SEAL, x_mm=-60.0)).pixels == 255).all()


def test_stamps_are_where_offices_put_them() -> None:
    """As often as the options say: by the heading or the side, near a box, near a corner mark."""
    options = replace(GRADES["hard"].paper, edge_stamp_share=1.0, box_stamp_share=1.0, corner_stamp_share=1.0)
    size = (210.0, 297.0)
    for seed in range(60):
        edge, boxes, corner = draw_stamps(_PAGE, size, options, Stream(seed).rng())
        assert (edge.place, boxes.place, corner.place) == ("edge", "boxes", "corner")
        assert edge.y_mm <= 26 or edge.x_mm in (3.0, 207.0)
        near = min(np.hypot(boxes.x_mm - b.box.centre.x_mm, boxes.y_mm - b.box.centre.y_mm) for _, b in _PAGE.boxes())
        assert near < 50
        marks = [mark.box.centre for mark in _PAGE.fiducials]
        assert min(np.hypot(corner.x_mm - m.x_mm, corner.y_mm - m.y_mm) for m in marks) < 25
        assert all(30 <= stamp.size_mm <= 52 and 0.3 <= stamp.opacity <= 0.65 for stamp in (edge, boxes, corner))
    none = replace(options, edge_stamp_share=0.0, box_stamp_share=0.0, corner_stamp_share=0.0)
    assert draw_stamps(_PAGE, size, none, Stream(1).rng()) == ()
    # On A6 too, where the usual places change sides.
    (small, *_) = draw_stamps(_PAGE, (105.0, 148.0), options, Stream(1).rng())
    assert 0 <= small.x_mm <= 105


def test_one_stream_presses_one_stamp() -> None:
    """To the last pixel, on paper with a tooth."""
    grain = make_grain(10.0, Stream(3).rng())
    pages = []
    for seed in (4, 4, 5):
        canvas = white_paper((100.0, 80.0), 10.0)
        press(canvas, _SEAL, grain, Stream(seed).rng())
        pages.append(canvas.pixels)
    assert np.array_equal(pages[0], pages[1])
    assert not np.array_equal(pages[0], pages[2])
