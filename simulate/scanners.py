"""Which scanner, how is it set, and what is wrong with it? One machine's plan, drawn once per page."""

from dataclasses import dataclass

import numpy as np

from omr.geometry import SizeMm
from simulate.canvas import Rgb
from simulate.chance import either, happens, pick
from simulate.options import ScanMode, ScannerOptions
from simulate.warp import Feed

# What the lamps and sensors of grey scanners see of red, green and blue: most weigh as the eye does, cheap ones
# light with green alone, some with red, under which red ink fades and blue ink darkens.
_LAMPS: tuple[tuple[Rgb, float], ...] = (
    ((0.30, 0.59, 0.11), 0.62),
    ((0.10, 0.80, 0.10), 0.22),
    ((0.34, 0.33, 0.33), 0.12),
    ((0.75, 0.20, 0.05), 0.04),
)
# A wave of the feeder is as long as the turn of a roller: 25 to 60 mm across, and of the whole drum.
_WAVES_MM = ((22.0, 45.0), (45.0, 110.0), (110.0, 320.0))


@dataclass(frozen=True, slots=True)
class Streak:
    """A line that dirt on the glass leaves down the scan. `light` (0..2) multiplies what lies under it."""

    x_mm: float
    width_mm: float
    light: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Scanner:
    """One pass through one machine. Levels are 0..1 of white; lengths on the sheet in mm.

    `turn_deg` is clockwise, done after everything else. `threshold` (0..1 of the paper's white) is used in one-bit
    mode alone. `tint` multiplies red, green and blue of a colour scan: yellowed paper, a cold lamp. `border_mm` is
    the width of a frame in the background's level at left, top, right and bottom.
    """

    dpi: float
    mode: ScanMode
    grey_weights: Rgb
    skew_deg: float
    shift_mm: tuple[float, float]
    stretch: tuple[float, float]
    feed: Feed
    blur_mm: float
    noise: float
    black: float
    white: float
    gamma: float
    lamp_loss: tuple[float, float]
    streaks: tuple[Streak, ...]
    background: int
    border_mm: tuple[float, float, float, float]
    threshold: float
    dithered: bool
    jpeg_quality: int
    turn_deg: int
    tint: Rgb

    def level(self, light: float) -> float:
        """Return the level (0..255, before noise) at which a light of 0..1 from the paper is recorded."""
        level = self.black + (self.white - self.black) * float(max(light, 0.0) ** self.gamma)
        return 255 * min(max(level, 0.0), 1.0)

    @property
    def facts(self) -> tuple[str, ...]:
        """The machine in words."""
        words = [self.mode.value, f"skew {self.skew_deg:.1f}", f"jpeg q{self.jpeg_quality}"]
        words += [f"streak x{len(self.streaks)}"] if self.streaks else []
        words += ["black border"] if any(self.border_mm) or self.background < 128 else []
        words += ["dithered"] if self.dithered else []
        return tuple(words)


def draw_scanner(options: ScannerOptions, size: SizeMm, rng: np.random.Generator) -> Scanner:
    """Return a machine and how it takes this page."""
    wobble_mm = options.wobble_mm.draw_low(rng)
    bordered = happens(rng, options.border_share)
    dpi, mode = pick(rng, options.dpi), pick(rng, options.modes)
    return Scanner(
        dpi=dpi,
        mode=mode,
        grey_weights=pick(rng, _LAMPS),
        skew_deg=_skew(options, rng),
        shift_mm=(float(rng.normal(0, options.shift_mm / 2.5)), float(rng.normal(0, options.shift_mm / 2.5))),
        stretch=(
            1 + float(rng.uniform(-options.stretch, options.stretch)) * 0.3,
            1 + float(rng.uniform(-options.stretch, options.stretch)),
        ),
        feed=Feed(_waves(wobble_mm * 0.4, rng), _waves(wobble_mm, rng)),
        blur_mm=options.blur_mm.draw(rng),
        noise=options.noise.draw_low(rng),
        black=options.black_level.draw_low(rng),
        white=options.white_level.draw(rng),
        gamma=options.gamma.draw(rng),
        lamp_loss=(options.lamp_loss.draw_low(rng) * either(rng), options.lamp_loss.draw_low(rng) * either(rng) / 2),
        streaks=_streaks(size, rng) if happens(rng, options.streak_share) else (),
        background=int(rng.integers(0, 70)) if bordered else int(rng.integers(225, 256)),
        border_mm=_border(rng) if bordered else (0.0, 0.0, 0.0, 0.0),
        threshold=float(rng.uniform(0.5, 0.92)),
        dithered=mode is ScanMode.ONE_BIT and dpi >= 300 and happens(rng, options.dither_share),
        jpeg_quality=round(options.jpeg_quality.draw(rng)),
        turn_deg=pick(rng, options.turns),
        tint=_tint(rng),
    )


def _skew(options: ScannerOptions, rng: np.random.Generator) -> float:
    # Most sheets lie nearly straight: a triangle over the range, not a plateau.
    middle, half = (
        (options.skew_deg.low + options.skew_deg.high) / 2,
        (options.skew_deg.high - options.skew_deg.low) / 2,
    )
    return middle + half * float(rng.uniform(0, 1) - rng.uniform(0, 1))


def _tint(rng: np.random.Generator) -> Rgb:
    # From yellowed paper to blue-white: red and blue fall away by up to a few per cent, one at the cost of the other.
    warmth = float(rng.normal(0, 0.015))
    return (1 - max(-warmth, 0.0), 1 - abs(warmth) / 3, 1 - max(warmth, 0.0) * 1.6)


def _waves(total_mm: float, rng: np.random.Generator) -> tuple[tuple[float, float, float], ...]:
    shares = rng.dirichlet((1.0, 1.5, 2.0)) * total_mm
    return tuple(
        (float(share), float(rng.uniform(*span)), float(rng.uniform(0, 2 * np.pi)))
        for share, span in zip(shares, _WAVES_MM, strict=True)
    )


def _streaks(size: SizeMm, rng: np.random.Generator) -> tuple[Streak, ...]:
    streaks = []
    for _ in range(int(rng.integers(1, 4))):
        whole = happens(rng, 0.75)
        top = 0.0 if whole else float(rng.uniform(0, 0.6))
        streaks.append(
            Streak(
                x_mm=float(rng.uniform(2, size.width_mm - 2)),
                width_mm=float(rng.uniform(0.08, 0.40)),
                light=float(rng.uniform(0.15, 0.8)) if happens(rng, 0.8) else float(rng.uniform(1.1, 1.8)),
                top=top,
                bottom=1.0 if whole else float(rng.uniform(top, 1)),
            )
        )
    return tuple(streaks)


def _border(rng: np.random.Generator) -> tuple[float, float, float, float]:
    sides = [float(rng.uniform(0.3, 4.0)) if happens(rng, 0.5) else 0.0 for _ in range(4)]
    return (sides[0], sides[1], sides[2], sides[3])
