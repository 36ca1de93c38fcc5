"""Pens are those of the trade."""

import numpy as np
import pytest

from simulate.chance import Stream
from simulate.pens import Pen, PenKind, draw_pen


def _some(kind: PenKind, count: int = 200) -> list[Pen]:
    rng = Stream(1).rng()
    return [draw_pen(kind, rng) for _ in range(count)]


@pytest.mark.parametrize("kind", list(PenKind))
def test_every_pen_can_write(kind: PenKind) -> None:
    """Its colours are colours, its shares shares, and its line is between 0.2 and 1.5 mm wide."""
    for pen in _some(kind):
        assert pen.kind is kind
        assert all(8 <= value <= 225 for value in pen.colour)
        assert 0.2 <= pen.width_mm <= 1.5
        assert 0.1 < pen.opacity <= 1
        assert all(0 <= share <= 1 for share in (pen.grain, pen.skip, pen.pressure_width, pen.pressure_opacity))
        assert 0 <= pen.bleed_mm < 0.2
        assert 0 < pen.nib_ratio <= 1


def test_pens_differ_as_they_do_on_a_desk() -> None:
    """A marker is broader than a ball, a hard pencil paler than a soft one, gel darkest; only a nib has an angle."""

    def mean(kind: PenKind, name: str) -> float:
        return float(np.mean([getattr(pen, name) for pen in _some(kind)]))

    assert mean(PenKind.MARKER, "width_mm") > mean(PenKind.FELT_TIP, "width_mm") > mean(PenKind.GEL_BLUE, "width_mm")
    balls = [pen.width_mm for kind in (PenKind.BALLPOINT_BLUE, PenKind.BALLPOINT_BLACK) for pen in _some(kind)]
    # A fine ball leaves a quarter of a millimetre, a broad one half.
    assert (min(balls), max(balls)) == pytest.approx((0.25, 0.5), abs=0.03)
    pencils = (PenKind.PENCIL, PenKind.PENCIL_FAINT, PenKind.PENCIL_HARD)
    opacities = [mean(kind, "opacity") for kind in (PenKind.GEL_BLACK, PenKind.BALLPOINT_BLACK, *pencils)]
    assert opacities == sorted(opacities, reverse=True)
    assert mean(PenKind.PENCIL, "grain") > mean(PenKind.BALLPOINT_BLUE, "grain") > mean(PenKind.GEL_BLUE, "grain")
    assert {kind for kind in PenKind if mean(kind, "nib_ratio") < 1} == {PenKind.FOUNTAIN}


def test_a_pens_name_is_its_colour() -> None:
    """Blue ones are bluer than red, red ones redder than blue, black ones and pencils neither by much."""
    for kind in PenKind:
        for red, _, blue in (pen.colour for pen in _some(kind, 60)):
            if "blue" in kind.value:
                assert blue > red + 15
            elif kind is PenKind.RED_PEN:
                assert red > blue + 80
            elif "black" in kind.value or "pencil" in kind.value:
                assert abs(red - blue) < 60


def test_one_stream_gives_one_pen() -> None:
    """And no two of another."""
    assert draw_pen(PenKind.GEL_BLUE, Stream(4).rng()) == draw_pen(PenKind.GEL_BLUE, Stream(4).rng())
    assert len({pen.width_mm for pen in _some(PenKind.GEL_BLUE)}) == 200
