"""A fold bends the sheet: what it moves, and what it leaves dark."""

import numpy as np
import pytest

from simulate.canvas import Floats
from simulate.chance import Range, Stream
from simulate.folds import Fold, draw_folds, shade_folds
from simulate.grades import GRADES
from tests.simulate.hands import white_paper

_LEVEL = Fold(20.0, 15.0, (0.0, 1.0), 2.0, 2.0, 30.0, 0.6, 1)
_A4 = (210.0, 297.0)


def test_print_moves_by_half_the_shift_to_either_side() -> None:
    """On the crease by nothing; a little beyond it by nearly half, each side the other way; far away not at all."""
    x: Floats = np.full(5, 50.0)
    y: Floats = 15.0 + np.array([0.0, 6.0, -6.0, 400.0, 1.0])
    moved = _LEVEL.displacement_mm(x, y)

    assert moved[0] == 0
    assert moved[1] == pytest.approx(1.0 * np.tanh(3.0) * np.exp(-0.2), abs=1e-9)
    assert moved[2] == -moved[1]
    assert abs(moved[3]) < 1e-5
    assert 0 < moved[4] < moved[1]


def test_distances_are_across_the_crease() -> None:
    """Along it nothing changes, however it lies; a leaning one is told by its normal."""
    upright = Fold(20.0, 15.0, (1.0, 0.0), 2.0, 2.0, 30.0, 0.6, 1)
    leaning = Fold(20.0, 15.0, (0.6, 0.8), 2.0, 2.0, 30.0, 0.6, 1)
    x, y = np.array([20.0, 23.0]), np.array([99.0, 15.0])

    assert upright.across_mm(x, y).tolist() == [0.0, 3.0]
    assert leaning.across_mm(np.array([20.0 - 8.0]), np.array([15.0 + 6.0])) == pytest.approx([0.0])
    assert leaning.across_mm(np.array([20.6]), np.array([15.8])) == pytest.approx([1.0])


@pytest.mark.parametrize("side", [1, -1])
def test_the_shade_lies_on_the_dark_side(side: int) -> None:
    """Within three millimetres of the crease; the other side and the rest of the paper stay white."""
    canvas = white_paper()
    shade_folds(canvas, (Fold(20.0, 15.0, (0.0, 1.0), 0.5, 2.0, 30.0, 0.6, side),), Stream(1).rng())
    light = canvas.pixels.mean(axis=1)
    below, above = light[round(15.5 * 20) : round(16.5 * 20)].mean(), light[round(13.5 * 20) : round(14.5 * 20)].mean()

    assert (below < above - 5) if side == 1 else (above < below - 5)
    assert (canvas.pixels[: 20 * 11] == 255).all()
    assert (canvas.pixels[20 * 19 :] == 255).all()


def test_an_upright_crease_runs_down_the_sheet() -> None:
    """From its top to its foot, where it passes."""
    canvas = white_paper()
    shade_folds(canvas, (Fold(12.0, 15.0, (1.0, 0.0), 0.5, 2.0, 30.0, 0.8, 1),), Stream(2).rng())
    dark = canvas.pixels.min(axis=0) < 250

    assert np.flatnonzero(dark).min() / 20 == pytest.approx(12.0, abs=0.8)
    assert (canvas.pixels[:, 240:250].min(axis=1) < 250).mean() > 0.9


def test_stronger_creases_are_darker() -> None:
    """None where the strength is nothing."""
    lost = []
    for strength in (0.0, 0.3, 0.9):
        canvas = white_paper()
        shade_folds(canvas, (Fold(20.0, 15.0, (0.0, 1.0), 0.5, 2.0, 30.0, strength, 1),), Stream(3).rng())
        lost.append(float((255 - canvas.pixels.astype(float)).sum()))
    assert lost[0] == 0
    assert lost[1] < 0.5 * lost[2]


def test_folds_are_where_people_fold() -> None:
    """Halves, thirds and quarters for most, straight across or down; as many as asked, none moving more than it may."""
    options = GRADES["hard"].paper
    folds = [fold for seed in range(300) for fold in draw_folds(2, _A4, options, Stream(seed).rng())]
    assert len(folds) == 600
    parts = np.array([f.y_mm / 297 if abs(f.normal[1]) > 0.5 else f.x_mm / 210 for f in folds])
    usual = np.abs(parts[:, None] - [0.25, 1 / 3, 0.5, 2 / 3, 0.75]).min(axis=1) < 0.03
    assert usual.mean() > 0.8
    assert all(np.hypot(*fold.normal) == pytest.approx(1.0) for fold in folds)
    assert all(min(abs(fold.normal[0]), abs(fold.normal[1])) < 0.06 for fold in folds)
    shifts = np.array([fold.shift_mm for fold in folds])
    assert np.abs(shifts).max() <= options.fold_shift_mm.high
    assert 0.4 < (shifts > 0).mean() < 0.6
    assert {fold.dark_side for fold in folds} == {-1, 1}
    assert draw_folds(0, _A4, options, Stream(1).rng()) == ()
    assert isinstance(options.fold_shift_mm, Range)
