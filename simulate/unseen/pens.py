"""Which pens does the second world write with?"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from simulate.chance import Range, Shares, pick

Rgb = tuple[float, float, float]


class PenKind(StrEnum):
    """A kind of pen."""

    BALLPOINT = "ballpoint"
    GEL = "gel"
    FELT = "felt"
    PENCIL = "pencil"
    PENCIL_FAINT = "faint pencil"


@dataclass(frozen=True, slots=True)
class Pen:
    """One pen. `dark` is how much light a full line takes away, 0..1, before its colour.

    `pressure` is how far pressure changes width and darkness (0..1), `skip` how often the line breaks, `tooth` how
    much of the paper's grain shows, `bleed_mm` how far ink creeps.
    """

    kind: PenKind
    colour: str
    rgb: Rgb
    width_mm: float
    dark: float
    pressure: float
    skip: float
    tooth: float
    bleed_mm: float


# Measured by nobody: picked beside scans, a little away from what the fitted simulator uses.
_INKS: Shares[tuple[str, Rgb]] = (
    (("blue", (24.0, 44.0, 150.0)), 0.35),
    (("light-blue", (60.0, 105.0, 205.0)), 0.08),
    (("black", (26.0, 26.0, 30.0)), 0.28),
    (("red", (200.0, 30.0, 45.0)), 0.10),
    (("green", (20.0, 120.0, 70.0)), 0.08),
    (("purple", (95.0, 35.0, 140.0)), 0.11),
)
_GRAPHITE: Rgb = (38.0, 39.0, 42.0)


@dataclass(frozen=True, slots=True)
class _Make:
    width_mm: Range
    dark: Range
    pressure: Range
    skip: Range
    tooth: Range
    bleed_mm: Range


_MAKES = {
    PenKind.BALLPOINT: _Make(
        Range(0.22, 0.5), Range(0.7, 0.97), Range(0.2, 0.6), Range(0.0, 0.3), Range(0.1, 0.5), Range(0.0, 0.015)
    ),
    PenKind.GEL: _Make(
        Range(0.45, 0.72), Range(0.88, 1.0), Range(0.0, 0.2), Range(0.0, 0.05), Range(0.0, 0.12), Range(0.01, 0.04)
    ),
    PenKind.FELT: _Make(
        Range(0.9, 1.4), Range(0.8, 1.0), Range(0.05, 0.3), Range(0.0, 0.1), Range(0.0, 0.2), Range(0.06, 0.16)
    ),
    PenKind.PENCIL: _Make(
        Range(0.3, 0.9), Range(0.4, 0.75), Range(0.4, 0.9), Range(0.0, 0.15), Range(0.4, 0.85), Range(0.0, 0.0)
    ),
    PenKind.PENCIL_FAINT: _Make(
        Range(0.28, 0.6), Range(0.22, 0.4), Range(0.2, 0.6), Range(0.0, 0.2), Range(0.3, 0.7), Range(0.0, 0.0)
    ),
}


def draw_pen(kind: PenKind, rng: np.random.Generator) -> Pen:
    """Return a pen of a kind."""
    make = _MAKES[kind]
    colour, rgb = pick(rng, _INKS)
    if kind in (PenKind.PENCIL, PenKind.PENCIL_FAINT):
        colour, rgb = "grey", _GRAPHITE
    return Pen(
        kind=kind,
        colour=colour,
        rgb=rgb,
        width_mm=make.width_mm.draw(rng),
        dark=make.dark.draw(rng),
        pressure=make.pressure.draw(rng),
        skip=make.skip.draw_low(rng),
        tooth=make.tooth.draw(rng),
        bleed_mm=make.bleed_mm.draw(rng),
    )
