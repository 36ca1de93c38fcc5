"""Pens of the second world."""

from collections import Counter

import numpy as np
import pytest

from simulate.unseen.pens import Pen, PenKind, draw_pen


def _some(kind: PenKind, count: int = 300) -> list[Pen]:
    rng = np.random.default_rng(1)
    return [draw_pen(kind, rng) for _ in range(count)]


@pytest.mark.parametrize("kind", list(PenKind))
def test_every_pen_can_write(kind: PenKind) -> None:
    """Shares are shares, and its line is between 0.2 and 1.5 mm wide."""
    for pen in _some(kind):
        assert pen.kind is kind
        assert 0.2 <= pen.width_mm <= 1.5
        assert 0.2 <= pen.dark <= 1
        assert all(0 <= share <= 1 for share in (pen.pressure, pen.skip, pen.tooth))
        assert 0 <= pen.bleed_mm < 0.2
        assert all(0 <= value <= 255 for value in pen.rgb)


def test_a_pens_ink_is_what_it_is_called() -> None:
    """Red is red, green green, blue blue; pencils are grey, whatever was drawn for ink."""
    strongest = {"red": 0, "green": 1, "blue": 2, "light-blue": 2, "purple": 2}
    inks = Counter(pen.colour for kind in (PenKind.BALLPOINT, PenKind.GEL, PenKind.FELT) for pen in _some(kind))
    assert set(inks) == {*strongest, "black"}
    assert inks["blue"] > inks["red"] > 0
    for kind in PenKind:
        for pen in _some(kind, 60):
            if kind in (PenKind.PENCIL, PenKind.PENCIL_FAINT):
                assert (pen.colour, max(pen.rgb) - min(pen.rgb) < 10) == ("grey", True)
            elif pen.colour in strongest:
                assert int(np.argmax(pen.rgb)) == strongest[pen.colour]


def test_a_faint_pencil_is_fainter_than_any_other() -> None:
    """And felt broader than a ball; pencils do not creep, and felt does."""
    by_kind = {kind: _some(kind) for kind in PenKind}
    assert max(p.dark for p in by_kind[PenKind.PENCIL_FAINT]) <= min(p.dark for p in by_kind[PenKind.PENCIL]) + 0.01
    assert min(p.width_mm for p in by_kind[PenKind.FELT]) > max(p.width_mm for p in by_kind[PenKind.BALLPOINT])
    assert {p.bleed_mm for p in by_kind[PenKind.PENCIL]} == {0.0}
    assert min(p.bleed_mm for p in by_kind[PenKind.FELT]) > 0.05


def test_a_seed_gives_one_pen() -> None:
    """A pencil takes as many numbers as a pen, so that what is drawn after it does not depend on the kind."""
    one, other = np.random.default_rng(3), np.random.default_rng(3)
    draw_pen(PenKind.PENCIL, one)
    draw_pen(PenKind.FELT, other)

    assert one.random() == other.random()
    assert draw_pen(PenKind.GEL, np.random.default_rng(5)) == draw_pen(PenKind.GEL, np.random.default_rng(5))
