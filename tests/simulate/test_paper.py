"""Wear changes the paper where it should."""

import numpy as np
import pytest

from simulate.canvas import Canvas
from simulate.chance import Stream
from simulate.copies import add_specks, draw_copy_tone, fade_toner, photocopy, show_through
from simulate.folds import Fold, shade_folds
from simulate.grades import GRADES
from simulate.ink import make_grain
from simulate.paper import draw_wear, tear
from simulate.stamps import Stamp, press
from simulate.testsheet import draw_blank, plain_sheet

SHEET = plain_sheet()
A4 = (210.0, 297.0)


def _canvas(in_colour: bool = False) -> Canvas:
    blank = draw_blank(SHEET, 1, 100.0)
    return Canvas(blank[:, :, ::-1].copy() if in_colour else blank[:, :, 0].copy(), A4, (0.3, 0.59, 0.11))


def test_a_red_stamp_is_red_in_colour_and_lets_print_show() -> None:
    """A seal takes green and blue from the paper, little red, and only where it lies."""
    canvas = _canvas(True)
    before = canvas.pixels.copy()
    rng = Stream(1).rng()
    press(canvas, Stamp(60.0, 120.0, 36.0, 5.0, (205, 35, 45), 0.6, True, "edge"), make_grain(4.0, rng), rng)
    lost = before.astype(int) - canvas.pixels
    rows, columns = np.nonzero(lost[:, :, 1] > 30)

    assert len(rows) > 500
    assert lost[rows, columns, 1].mean() > 2 * lost[rows, columns, 2].mean()
    assert abs(rows.mean() / canvas.px_per_mm - 120) < 4
    assert np.ptp(columns) / canvas.px_per_mm < 45


def test_a_crease_is_a_shade_along_its_line() -> None:
    """A fold darkens the paper near its line and leaves the rest alone."""
    canvas = _canvas()
    before = canvas.pixels.astype(int)
    shade_folds(canvas, (Fold(105.0, 200.0, (0.0, 1.0), 0.5, 2.0, 30.0, 0.5, 1),), Stream(2).rng())
    changed = np.nonzero(np.abs(canvas.pixels.astype(int) - before).max(axis=1) > 8)[0] / canvas.px_per_mm

    assert len(changed)
    assert changed.min() > 196
    assert changed.max() < 204


def test_a_photocopy_hardens_greys() -> None:
    """What is light grey goes to paper and what is dark to toner."""
    canvas = Canvas(np.tile(np.linspace(0, 255, 256, dtype=np.uint8), (64, 1)), (21.0, 5.0), (0.3, 0.59, 0.11))
    photocopy(canvas, draw_copy_tone(Stream(3).rng()), Stream(4).rng())

    assert np.median(canvas.pixels[:, -12:]) > 240
    assert np.median(canvas.pixels[:, :12]) < 40


def test_faint_toner_lightens_print_and_leaves_paper() -> None:
    """Weak toner takes from what is black only."""
    canvas = _canvas()
    before = canvas.pixels.copy()
    fade_toner(canvas, 0.4, Stream(5).rng())

    assert canvas.pixels[before < 60].mean() > before[before < 60].mean() + 25
    assert canvas.pixels[before == 255].min() == 255


def test_show_through_is_no_darker_than_its_strength() -> None:
    """Print from the other side darkens bare paper, by its strength at most."""
    canvas = _canvas()
    before = canvas.pixels.astype(int)
    show_through(canvas, 0.1, Stream(6).rng())
    lost = before - canvas.pixels

    assert lost[before == 255].max() > 5
    assert lost.max() <= 27


def test_specks_are_small() -> None:
    """No speck is larger than 0.4 mm across."""
    canvas = Canvas(np.full((1200, 800), 255, np.uint8), (67.7, 101.6), (0.3, 0.59, 0.11))
    add_specks(canvas, 12, Stream(7).rng())

    assert 0 < (canvas.pixels < 200).sum() < 12 * (0.4 * 11.8) ** 2


@pytest.mark.parametrize("seed", range(60, 100))
def test_a_torn_corner_takes_no_box(seed: int) -> None:
    """Whatever is torn off or folded over, no mark box is covered."""
    wear = draw_wear(SHEET.pages[0], A4, GRADES["hard"].paper, Stream(seed).rng())
    canvas = Canvas(np.full((297, 210), 255, np.uint8), A4, (0.3, 0.59, 0.11))
    tear(canvas, wear, (0.0, 0.0, 0.0))

    for _, mark in SHEET.pages[0].boxes():
        box = mark.box
        assert canvas.pixels[int(box.y_mm) : int(box.bottom_mm) + 1, int(box.x_mm) : int(box.right_mm) + 1].min() == 255


def test_grades_wear_paper_as_promised() -> None:
    """Clean paper has no wear; of office sheets half are folded and some stamped; hard ones are often copied."""
    wears = {
        name: [draw_wear(SHEET.pages[0], A4, grade.paper, Stream(seed).rng()) for seed in range(300)]
        for name, grade in GRADES.items()
    }

    assert not any(wear.facts for wear in wears["clean"])
    assert 0.45 < np.mean([bool(wear.folds) for wear in wears["office"]]) < 0.65
    assert 0.12 < np.mean([bool(wear.stamps) for wear in wears["office"]]) < 0.25
    assert all(not wear.copies_after for wear in wears["office"])
    assert 0.2 < np.mean([bool(wear.copies_after) for wear in wears["hard"]]) < 0.4
