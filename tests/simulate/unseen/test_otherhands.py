"""Real ink as another hand and pen might have left it."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from omr.geometry import BoxMm
from simulate.truth import MarkKind
from simulate.unseen.nib import InkPatch
from simulate.unseen.otherhands import Habit, draw_habit, varied
from simulate.unseen.realink import Cutting
from simulate.unseen.shapes import Style

_PX = 12.0
_BOX = BoxMm(50.0, 30.0, 4.0, 4.0)
_PLAIN = Habit(None, 0.5, (0.0, 0.0), 0.0, 1.0, 0.0, 1.0)


def _cutting() -> Cutting:
    cover = np.zeros((64, 64), np.float32)
    cover[20:44, 20:44] = 0.8
    return Cutting(cover, True)


def _left(habit: Habit, seed: int = 1) -> InkPatch:
    return varied(_cutting(), _BOX, habit, _PX, np.random.default_rng(seed))


def _extent_mm(patch: InkPatch, level: float = 0.3) -> tuple[float, float, float, float]:
    """Return the middle and the size of the ink on the sheet."""
    rows, columns = np.nonzero(patch.cover > level)
    left, top = columns.min() + patch.left_px, rows.min() + patch.top_px
    right, bottom = columns.max() + 1 + patch.left_px, rows.max() + 1 + patch.top_px
    return (left + right) / 2 / _PX, (top + bottom) / 2 / _PX, (right - left) / _PX, (bottom - top) / _PX


def test_ink_that_is_left_as_it_is_is_in_the_middle_of_its_box() -> None:
    """As large as it was beside its own box, as dark as it was."""
    patch = _left(_PLAIN)
    # 24 of 64 pixels, of which a box has 64 / 1.6.
    assert _extent_mm(patch) == pytest.approx((52.0, 32.0, 24 / 40 * 4, 24 / 40 * 4), abs=0.12)
    assert float(np.median(patch.cover[patch.cover > 0.5])) == pytest.approx(0.8, abs=0.02)


def test_a_habit_moves_grows_and_weakens_ink_by_what_it_says() -> None:
    """By parts of the box, by millimetres in all, by a factor; never darker than ink can be."""
    plain = _extent_mm(_left(_PLAIN))
    moved = _extent_mm(_left(replace(_PLAIN, shift=(0.25, -0.5))))
    assert (moved[0] - plain[0], moved[1] - plain[1]) == pytest.approx((1.0, -2.0), abs=0.1)
    for growth_mm in (-0.35, 0.3):
        grown = _extent_mm(_left(replace(_PLAIN, growth_mm=growth_mm)))
        assert grown[2] - plain[2] == pytest.approx(growth_mm, abs=0.1)
    assert float(_left(replace(_PLAIN, strength=0.5)).cover.max()) == pytest.approx(0.4, abs=0.05)
    assert float(_left(replace(_PLAIN, strength=2.0)).cover.max()) == pytest.approx(0.97)
    assert _extent_mm(_left(replace(_PLAIN, size=0.7)))[2] == pytest.approx(0.7 * plain[2], abs=0.12)


def test_ink_never_thins_away() -> None:
    """A hair that would vanish stays as it was."""
    cover = np.zeros((64, 64), np.float32)
    cover[:, 31:33] = 0.8
    patch = varied(Cutting(cover, True), _BOX, replace(_PLAIN, growth_mm=-0.35), _PX, np.random.default_rng(1))
    assert float(patch.cover.max()) > 0.3


@pytest.mark.parametrize("style", [Style.CROSS_STRAIGHT, Style.TICK_SHORT, Style.SLASH])
def test_lines_that_are_cut_out_of_a_fill_are_those_of_a_mark(style: Style) -> None:
    """About their box, with paper between them; thicker lines hold more ink."""
    habit = replace(_PLAIN, style=style)
    thin, thick = (_left(replace(habit, line_mm=line_mm)) for line_mm in (0.3, 1.1))
    x, y, width, height = _extent_mm(thin, 0.1)

    assert (x, y) == pytest.approx((52.0, 32.0), abs=2.0)
    assert max(width, height) < 8
    assert float(thick.cover.sum()) > 1.5 * float(thin.cover.sum())
    assert (thin.cover < 0.05).mean() > 0.3
    assert habit.kind is style.kind


def test_habits_are_within_what_people_do() -> None:
    """Shifted by half a box at most; two fifths leave the ink as it is, and a truth says fill of it."""
    habits = [draw_habit(np.random.default_rng(seed)) for seed in range(600)]
    styles = Counter(habit.style for habit in habits)
    assert styles[None] / 600 == pytest.approx(0.4, abs=0.06)
    assert max(np.hypot(*habit.shift) for habit in habits) <= 0.5
    assert all(0.3 <= habit.strength <= 1.3 and 0.7 <= habit.size <= 1.2 for habit in habits)
    assert {habit.kind for habit in habits if habit.style is None} == {MarkKind.FILL}
    assert draw_habit(np.random.default_rng(3)) == draw_habit(np.random.default_rng(3))


def test_a_habit_is_told_in_words() -> None:
    """Its shift, its strength, and its lines where it has some, else its growth."""
    assert _PLAIN.words == "shift 0.00, strength 1.00, growth +0.00 mm, size 1.00"
    told = replace(_PLAIN, style=Style.SLASH, shift=(0.3, 0.4), line_mm=0.75).words
    assert told == "shift 0.50, strength 1.00, lines 0.75 mm, size 1.00"
