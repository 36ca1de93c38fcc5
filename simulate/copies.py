"""What do a printer and a copier leave of a page? Faint toner, generations of copies, print showing through."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from simulate.canvas import Canvas, Pixels
from simulate.chance import Range

_SPECK_MM = Range(0.06, 0.28)


@dataclass(frozen=True, slots=True)
class CopyTone:
    """One pass through a copier: levels (0..1) to `black` become black, from `white` on white, `gamma` between."""

    black: float
    white: float
    gamma: float
    blur_mm: float
    specks: int

    def table(self) -> Pixels:
        """Return the curve as 256 levels."""
        level = np.clip((np.linspace(0, 1, 256) - self.black) / (self.white - self.black), 0, 1) ** self.gamma
        # A copier's white is the paper, its black the toner.
        return np.rint(22 + level * (250 - 22)).astype(np.uint8)


def draw_copy_tone(rng: np.random.Generator) -> CopyTone:
    """Return the setting of a copier."""
    return CopyTone(
        black=float(rng.uniform(0.08, 0.30)),
        white=float(rng.uniform(0.80, 0.94)),
        gamma=float(rng.uniform(0.7, 1.3)),
        blur_mm=float(rng.uniform(0.02, 0.07)),
        specks=int(rng.integers(0, 120)),
    )


def photocopy(canvas: Canvas, tone: CopyTone, rng: np.random.Generator) -> None:
    """Copy the page, in place: colours become grey, greys harden, specks of toner are added."""
    pixels = canvas.pixels
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY) if canvas.in_colour else pixels, dtype=np.uint8)
    sigma_px = tone.blur_mm * canvas.px_per_mm
    if sigma_px > 0.3:
        grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), sigma_px), dtype=np.uint8)
    grey = np.asarray(cv2.LUT(grey, tone.table()), dtype=np.uint8)
    pixels[:] = grey[:, :, None] if canvas.in_colour else grey
    add_specks(canvas, tone.specks, rng)


def add_specks(canvas: Canvas, count: int, rng: np.random.Generator) -> None:
    """Scatter specks of toner or dust over the page, in place; none is large enough to be taken for a mark."""
    height_px, width_px = canvas.pixels.shape[:2]
    for x, y, size, shade in zip(
        rng.integers(0, width_px, count).tolist(),
        rng.integers(0, height_px, count).tolist(),
        (_SPECK_MM.low + (_SPECK_MM.high - _SPECK_MM.low) * rng.random(count) ** 3).tolist(),
        rng.integers(30, 150, count).tolist(),
        strict=True,
    ):
        radius = max(round(size / 2 * canvas.px_per_mm * 16), 6)
        colour = (shade, shade, shade) if canvas.in_colour else shade
        cv2.circle(canvas.pixels, (x * 16, y * 16), radius, colour, -1, cv2.LINE_AA, 4)


def fade_toner(canvas: Canvas, loss: float, rng: np.random.Generator) -> None:
    """Print with little toner, in place: all of it fainter by `loss` (0..1), in streaks down the paper and in spots."""
    height_px, width_px = canvas.pixels.shape[:2]
    streaks = np.interp(np.linspace(0, 30, width_px // 8), np.arange(31), rng.uniform(0.3, 1.2, 31))
    spots = rng.uniform(0.55, 1.1, (height_px // 12, width_px // 12)).astype(np.float32)
    kept = 1 - np.clip(loss * streaks, 0, 0.8)[None, :] * np.ones((height_px // 8, 1))
    rough = np.asarray(cv2.resize(spots, (kept.shape[1], kept.shape[0])))
    kept = np.clip(kept + loss * 0.5 * (rough - 0.85), 0.15, 1)
    share = np.asarray(cv2.resize(np.rint(kept * 255).astype(np.uint8), (width_px, height_px)))
    toner = np.asarray(cv2.bitwise_not(canvas.pixels))
    if canvas.in_colour:
        share = np.asarray(cv2.cvtColor(share, cv2.COLOR_GRAY2BGR))
    canvas.pixels[:] = cv2.bitwise_not(np.asarray(cv2.multiply(toner, share, scale=1 / 255)))


def show_through(canvas: Canvas, strength: float, rng: np.random.Generator) -> None:
    """Let the other side show through, in place: the print mirrored, blurred, and no darker than `strength` (0..1)."""
    height_px, width_px = canvas.pixels.shape[:2]
    grey = cv2.cvtColor(canvas.pixels, cv2.COLOR_BGR2GRAY) if canvas.in_colour else canvas.pixels
    small = np.asarray(cv2.resize(grey, (width_px // 4, height_px // 4), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    _back_marks(small, 0.25 * canvas.px_per_mm, rng)
    blurred = cv2.GaussianBlur(cv2.flip(small, 1), (0, 0), 0.10 * canvas.px_per_mm)
    # The other side is another page, or lay differently: never line for line behind this one.
    shift = rng.integers(-canvas.pixels.shape[0] // 40, canvas.pixels.shape[0] // 40, 2).tolist()
    back = np.roll(np.asarray(blurred), shift, (0, 1))
    light = 255 - (255 - back) * strength
    seen = np.asarray(cv2.resize(np.rint(light).astype(np.uint8), (width_px, height_px)))
    if canvas.in_colour:
        seen = np.asarray(cv2.cvtColor(seen, cv2.COLOR_GRAY2BGR))
    canvas.pixels[:] = cv2.multiply(canvas.pixels, seen, scale=1 / 255)


def _back_marks(small: NDArray[np.uint8], px_per_mm: float, rng: np.random.Generator) -> None:
    """Draw on the other side, in place, what a felt pen wrote there."""
    height_px, width_px = small.shape
    for _ in range(int(rng.integers(0, 10))):
        at = rng.uniform((0, 0), (width_px, height_px))
        for _ in range(int(rng.integers(1, 4))):
            ends = np.rint(at + rng.normal(0, 2.2 * px_per_mm, (2, 2))).astype(int).tolist()
            cv2.line(small, ends[0], ends[1], 40, max(round(0.8 * px_per_mm), 1))
