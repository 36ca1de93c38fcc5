"""What one box holds, and what is remarked on it."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from omr.detect.confidence import judge_marks
from omr.detect.context import INPUTS
from omr.detect.look import Look, LookNetwork
from omr.detect.model import MarkModel, together
from omr.geometry import PointMm, PointPx
from omr.reading import MarkFeatures, MarkReading, MarkState
from omr.reasons import Reason

EMPTY = MarkFeatures(*[0.0] * 28)._replace(white_fraction=1.0, white_areas=1.0)
CROSS = EMPTY._replace(
    ink_fraction=0.3,
    darkness_mean=0.25,
    darkness_peak=0.9,
    smooth_peak=0.8,
    extent_mm=5.0,
    stroke_width_mm=0.6,
    solid_fraction=0.02,
    core_fraction=0.5,
    corner_fraction=0.4,
    spread_fraction=0.7,
    margin_ink_fraction=0.05,
    ring_fraction=0.2,
    line_fraction=0.3,
    components=1,
    tone=0.8,
    white_fraction=0.2,
    white_areas=4,
    roundness=0.9,
)


def reading(features: MarkFeatures, outline_score: float = 1.0) -> MarkReading:
    """Return a box with these features."""
    return MarkReading("C1", "1", PointPx(0, 0), PointMm(0, 0), outline_score, features)


def by_ink() -> MarkModel:
    """Return a model that finds a box marked when it has ink, and is unsure at a share of 0.0625."""
    weights = np.zeros((INPUTS, 3))
    weights[1, 1] = 80.0
    network = ((weights, np.array([20.0, 0.0, 0.0])),)
    return MarkModel("ink", np.zeros(INPUTS), np.ones(INPUTS), together([network]), 1.0, 0.99)


def test_plain_boxes_are_plain() -> None:
    """An empty box is empty, a crossed one marked; neither calls for a word."""
    empty, cross = judge_marks([reading(EMPTY), reading(CROSS)], np.array([0, 0]), by_ink())

    assert (empty.state, empty.reasons) == (MarkState.EMPTY, ())
    assert (cross.state, cross.reasons) == (MarkState.MARKED, ())
    assert abs(empty.p_empty + empty.p_marked + empty.p_cancelled - 1) < 1e-9


def test_half_filled_box_is_unsure() -> None:
    """A box whose ink lies between empty and marked is left to a person."""
    (verdict,) = judge_marks([reading(CROSS._replace(ink_fraction=0.0625))], np.array([0]), by_ink())

    assert verdict.state is MarkState.UNSURE
    assert Reason.FAINT_MARK in verdict.reasons


def test_a_box_that_was_not_seen_is_unsure() -> None:
    """Without its outline nobody knows whether the right place was measured."""
    (verdict,) = judge_marks([reading(EMPTY, outline_score=0.02)], np.array([0]), by_ink())

    assert verdict.state is MarkState.UNSURE
    assert verdict.reasons == (Reason.BOX_NOT_FOUND,)


def test_what_a_person_would_point_at_is_said() -> None:
    """Rings, blackening, creases and ink beside a box have each their word."""
    cases = {
        Reason.CORRECTION: CROSS._replace(ring_fraction=0.9),
        Reason.HEAVY_MARK: CROSS._replace(solid_fraction=0.8),
        Reason.FOREIGN_INK: CROSS._replace(line_fraction=0.95, stroke_width_mm=0.2),
        Reason.MARK_BESIDE_BOX: EMPTY._replace(margin_ink_fraction=0.2),
    }
    for reason, features in cases.items():
        (verdict,) = judge_marks([reading(features)], np.array([0]), by_ink())
        assert reason in verdict.reasons


def test_no_boxes_no_verdicts() -> None:
    """A page of text areas alone has nothing to judge."""
    assert judge_marks([], np.array([], np.int64), by_ink()) == ()


def test_doubtful_boxes_are_judged_by_the_second_look() -> None:
    """It is shown these alone, and what it says of them stands."""
    asked: list[int] = []

    def see(which: NDArray[np.int64]) -> NDArray[np.float32]:
        asked.extend(which.tolist())
        return np.zeros((len(which), 1, 1, 2), np.float32)

    # Says "cancelled" of whatever it is shown.
    dense = np.zeros((2 + INPUTS + 3, 3), np.float32), np.array([0.0, 0.0, 9.0], np.float32)
    model = replace(by_ink(), look=Look((LookNetwork((), (dense,)),), 1.0, 0.999))
    doubtful = CROSS._replace(ink_fraction=0.0625)
    readings = [reading(CROSS), reading(EMPTY), reading(doubtful), reading(EMPTY)]

    verdicts = judge_marks(readings, np.array([0, 0, 1, 1]), model, see)

    assert asked == [2]
    assert [verdict.state for verdict in verdicts] == [
        MarkState.MARKED,
        MarkState.EMPTY,
        MarkState.CANCELLED,
        MarkState.EMPTY,
    ]
    assert judge_marks(readings, np.array([0, 0, 1, 1]), model)[2].state is MarkState.UNSURE
