"""Rings around boxes: what takes a mark back here, and is the mark elsewhere."""

import pytest

from omr.detect.rings import circled, is_blackened_out, is_ringed
from omr.reasons import Reason
from tests.omr.detect.judging import SINGLE, judged, with_features


@pytest.mark.parametrize(
    ("seen", "reasons", "ringed"),
    [
        ({"ring_fraction": 0.9, "ink_fraction": 0.2}, (), True),
        ({"ring_fraction": 0.5, "ink_fraction": 0.2}, (), False),
        ({"ring_fraction": 0.9, "ink_fraction": 0.0}, (), False),
        ({"ring_fraction": 0.9, "ink_fraction": 0.9, "solid_fraction": 0.9}, (), False),
        ({"ring_fraction": 0.9, "ink_fraction": 0.9, "solid_fraction": 0.9}, (Reason.CORRECTION,), True),
    ],
)
def test_a_ring_is_told_from_a_large_fill(seen: dict[str, float], reasons: tuple[Reason, ...], ringed: bool) -> None:
    """It lies around a mark; what is around a box that is blackened like the others of its sheet is the rest of it."""
    assert is_ringed(with_features(judged(0.9999, reasons=reasons), **seen)) is ringed


@pytest.mark.parametrize(
    ("p_cancelled", "seen", "blackened"),
    [
        (0.9, {"solid_fraction": 0.9}, True),
        (0.1, {"solid_fraction": 0.9}, False),
        (0.9, {"solid_fraction": 0.1}, False),
        (0.9, {"solid_fraction": 0.9, "ring_fraction": 0.9}, False),
    ],
)
def test_what_is_blackened_to_take_it_back_is_solid_and_not_ringed(
    p_cancelled: float, seen: dict[str, float], blackened: bool
) -> None:
    """A blackened box that is an answer is none."""
    assert is_blackened_out(with_features(judged(0.0, p_cancelled=p_cancelled), **seen)) is blackened


def test_a_lone_clean_ring_is_found() -> None:
    """Of two there is none that is meant, nor of one beside ink, nor of one that holds a mark."""
    ring = with_features(judged(0.3), ring_fraction=0.95, ink_fraction=0.03)
    crossed = with_features(judged(0.9), ring_fraction=0.95, ink_fraction=0.2)
    half = with_features(judged(0.0), ring_fraction=0.5)
    empty = judged(0.0)

    assert circled(SINGLE, (empty, ring, empty)) == 1
    assert circled(SINGLE, (ring, ring, empty)) is None
    assert circled(SINGLE, (crossed, empty, empty)) is None
    assert circled(SINGLE, (ring, half, empty)) is None
    assert circled(SINGLE, (ring, judged(0.9999), empty)) is None
