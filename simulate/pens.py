"""Which pens are there, and what does one of them look like on paper?"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from simulate.canvas import Rgb
from simulate.chance import Range


class PenKind(StrEnum):
    """A kind of pen as found on the desk of an office or in a handbag."""

    BALLPOINT_BLUE = "ballpoint blue"
    BALLPOINT_BLACK = "ballpoint black"
    GEL_BLUE = "gel blue"
    GEL_BLACK = "gel black"
    FELT_TIP = "felt-tip"
    PENCIL = "pencil"
    PENCIL_FAINT = "pencil faint"
    PENCIL_HARD = "pencil hard"
    FOUNTAIN = "fountain"
    MARKER = "marker"
    RED_PEN = "red pen"


@dataclass(frozen=True, slots=True)
class Pen:
    """One pen. `opacity` and the shares are 0..1.

    `pressure_width` and `pressure_opacity` say how far pressure changes the line; `grain` how much the paper's
    tooth shows in it; `skip` how often the ball misses; `bleed_mm` how far ink creeps into the paper; `nib_ratio`
    is the thickness across the nib's angle over that along it.
    """

    kind: PenKind
    colour: Rgb
    width_mm: float
    opacity: float
    pressure_width: float
    pressure_opacity: float
    grain: float
    skip: float
    bleed_mm: float
    nib_ratio: float = 1.0


@dataclass(frozen=True, slots=True)
class _Make:
    """The range of pens of one kind.

    Widths are those of the trade: a fine ball leaves 0.25 mm, a broad one 0.5 mm. Opacities were set by eye, beside
    scans of filled questionnaires.
    """

    colours: tuple[Rgb, ...]
    width_mm: Range
    opacity: Range
    pressure: tuple[float, float]
    grain: Range
    skip: Range
    bleed_mm: Range
    nib_ratio: float = 1.0


_BLUES: tuple[Rgb, ...] = ((38, 52, 140), (30, 40, 110), (60, 80, 170), (25, 30, 90), (70, 70, 160))
_BLACKS: tuple[Rgb, ...] = ((35, 33, 38), (20, 20, 22), (55, 52, 60), (40, 38, 55))
_BALL = (Range(0.24, 0.48), Range(0.72, 0.95), (0.28, 0.30), Range(0.10, 0.35), Range(0.0, 0.25), Range(0, 0.02))
_GEL = (Range(0.28, 0.62), Range(0.90, 1.0), (0.10, 0.06), Range(0.02, 0.12), Range(0.0, 0.04), Range(0.01, 0.04))

_MAKES: dict[PenKind, _Make] = {
    PenKind.BALLPOINT_BLUE: _Make(_BLUES, *_BALL),
    PenKind.BALLPOINT_BLACK: _Make(_BLACKS, *_BALL),
    PenKind.GEL_BLUE: _Make(_BLUES, *_GEL),
    PenKind.GEL_BLACK: _Make(_BLACKS, *_GEL),
    PenKind.FELT_TIP: _Make(
        _BLUES[:2] + _BLACKS[:2],
        Range(0.5, 1.2),
        Range(0.85, 1.0),
        (0.20, 0.08),
        Range(0.03, 0.15),
        Range(0.0, 0.05),
        Range(0.04, 0.10),
    ),
    PenKind.PENCIL: _Make(
        ((60, 60, 64), (75, 75, 80), (50, 50, 52)),
        Range(0.38, 0.85),
        Range(0.42, 0.72),
        (0.30, 0.55),
        Range(0.35, 0.7),
        Range(0.0, 0.08),
        Range(0.0, 0.02),
    ),
    PenKind.PENCIL_FAINT: _Make(
        ((85, 85, 90), (95, 95, 98)),
        Range(0.35, 0.75),
        Range(0.26, 0.40),
        (0.25, 0.45),
        Range(0.40, 0.75),
        Range(0.0, 0.10),
        Range(0.0, 0.02),
    ),
    PenKind.PENCIL_HARD: _Make(
        ((95, 95, 100), (110, 110, 112)),
        Range(0.30, 0.6),
        Range(0.14, 0.30),
        (0.20, 0.40),
        Range(0.35, 0.7),
        Range(0.0, 0.08),
        Range(0.0, 0.01),
    ),
    PenKind.FOUNTAIN: _Make(
        ((20, 28, 95), (35, 45, 130), (25, 25, 30)),
        Range(0.35, 0.75),
        Range(0.75, 1.0),
        (0.35, 0.15),
        Range(0.02, 0.12),
        Range(0.0, 0.06),
        Range(0.02, 0.07),
        0.55,
    ),
    PenKind.MARKER: _Make(
        (*_BLACKS[:2], (30, 40, 120)),
        Range(0.9, 1.4),
        Range(0.80, 1.0),
        (0.12, 0.05),
        Range(0.05, 0.20),
        Range(0.0, 0.10),
        Range(0.05, 0.12),
    ),
    PenKind.RED_PEN: _Make(
        ((190, 35, 40), (170, 25, 45), (205, 50, 50)),
        Range(0.26, 0.5),
        Range(0.78, 0.97),
        (0.22, 0.20),
        Range(0.08, 0.25),
        Range(0.0, 0.10),
        Range(0.0, 0.02),
    ),
}


def draw_pen(kind: PenKind, rng: np.random.Generator) -> Pen:
    """Return a pen of a kind: its colour, width and ways."""
    make = _MAKES[kind]
    base = make.colours[int(rng.integers(len(make.colours)))]
    red, green, blue = (float(np.clip(value + rng.normal(0, 7), 8, 225)) for value in base)
    return Pen(
        kind=kind,
        colour=(red, green, blue),
        width_mm=make.width_mm.draw(rng),
        opacity=make.opacity.draw(rng),
        pressure_width=make.pressure[0],
        pressure_opacity=make.pressure[1],
        grain=make.grain.draw(rng),
        skip=make.skip.draw_low(rng),
        bleed_mm=make.bleed_mm.draw(rng),
        nib_ratio=make.nib_ratio,
    )
