"""Marks are made where they are meant to be."""

import cv2
import numpy as np
import pytest

from omr.geometry import BoxMm
from simulate.canvas import Canvas, Floats
from simulate.chance import Stream
from simulate.grades import GRADES
from simulate.ink import draw_strokes, make_grain
from simulate.marks import make_mark
from simulate.pens import PenKind, draw_pen
from simulate.places import Place
from simulate.respondents import draw_writer
from simulate.truth import MarkKind

BOX = BoxMm(15.0, 15.0, 4.5, 4.5)
NEIGHBOURS: Floats = np.array([(6.25, 17.25), (28.25, 17.25), (17.25, 6.25), (17.25, 28.25)])
MADE = [kind for kind in MarkKind if kind is not MarkKind.NONE and not kind.cancels]
CANCELLED = [MarkKind.CROSS_RINGED, MarkKind.BLACKOUT, MarkKind.CROSS_AGAIN]


def _place(grade: str) -> Place:
    options = GRADES[grade].respondent
    return Place(BOX, NEIGHBOURS, 0.4, options.max_offset, options.min_inside)


def _points(kind: MarkKind, grade: str, seed: int) -> tuple[Floats, Floats]:
    rng = Stream(seed).rng()
    hand = draw_writer(rng, GRADES[grade].respondent).hand
    shape = make_mark(kind, MarkKind.CROSS, _place(grade), hand, rng)
    made = np.vstack([stroke.points_mm for stroke in shape.made])
    cancelling = [stroke.points_mm for stroke in shape.cancelling]
    return made, np.vstack(cancelling) if cancelling else np.empty((0, 2))


@pytest.mark.parametrize("kind", MADE)
def test_a_mark_of_a_careful_hand_stays_by_its_box(kind: MarkKind) -> None:
    """In grade clean no mark comes within 2 mm of a neighbouring box's edge, and but for a ring it stays inside."""
    for seed in range(40):
        made, _ = _points(kind, "clean", seed)
        reach = np.abs(made - (17.25, 17.25)).max()

        assert reach < (6.5 if kind is MarkKind.RING else 2.9)


@pytest.mark.parametrize("kind", [kind for kind in MADE if kind is not MarkKind.RING])
@pytest.mark.parametrize(("grade", "limit"), [("office", 0.45), ("hard", 0.6)])
def test_a_mark_belongs_to_its_box(kind: MarkKind, grade: str, limit: float) -> None:
    """However hasty the hand, the middle of a mark is near its box and most of its ink nearest to it."""
    for seed in range(60):
        made, _ = _points(kind, grade, seed)
        own = np.hypot(*(made - (17.25, 17.25)).T)
        other = np.hypot(*(made[:, None] - NEIGHBOURS).transpose(2, 0, 1)).min(axis=1)

        assert np.hypot(*(made.mean(axis=0) - (17.25, 17.25))) <= limit * 4.5 + 0.05
        assert np.mean(own < other) >= 0.8
        assert np.mean(np.abs(made - (17.25, 17.25)).max(axis=1) < 2.25) > 0.3


@pytest.mark.parametrize("kind", CANCELLED)
def test_what_takes_a_mark_back_covers_the_box_or_surrounds_it(kind: MarkKind) -> None:
    """The strokes that cancel reach over the box on both sides, and stay off the neighbours."""
    for seed in range(40):
        _, cancelling = _points(kind, "office", seed)

        assert np.ptp(cancelling[:, 0]) > 3.0
        assert np.hypot(*(cancelling[:, None] - NEIGHBOURS).transpose(2, 0, 1)).min() > 2.25


def test_a_ring_leaves_the_box_empty() -> None:
    """A ring goes around the middle of its box on all sides."""
    for seed in range(40):
        made, _ = _points(MarkKind.RING, "hard", seed)
        around = made - (17.25, 17.25)
        angles = np.sort(np.arctan2(around[:, 1], around[:, 0]))

        assert np.hypot(*around.T).min() > 1.3
        assert np.diff(angles).max() < 1.2


@pytest.mark.parametrize("kind", list(PenKind))
def test_every_pen_leaves_ink_of_its_width(kind: PenKind) -> None:
    """A straight line of a pen is about as wide as the pen says and darkens the paper."""
    rng = Stream(4).rng()
    pen = draw_pen(kind, rng)
    canvas = Canvas(np.full((480, 480), 255, np.uint8), (40.0, 40.0), (0.3, 0.59, 0.11))
    hand = draw_writer(rng, GRADES["clean"].respondent).hand
    shape = make_mark(MarkKind.SLASH, MarkKind.SLASH, _place("clean"), hand, rng)
    draw_strokes(canvas, shape.made, pen, make_grain(canvas.px_per_mm, rng), rng)
    lost = (255 - canvas.pixels.astype(float)) / 255
    length_mm = sum(np.hypot(*np.diff(stroke.points_mm, axis=0).T).sum() for stroke in shape.made)
    inked_mm2 = cv2.countNonZero((lost > 0.1).astype(np.uint8)) / 12**2

    assert lost.max() > 0.12
    assert 0.4 * pen.width_mm < inked_mm2 / length_mm < 2.2 * pen.width_mm + 0.25
