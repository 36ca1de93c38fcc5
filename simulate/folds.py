"""What does a fold do? It bends the sheet under the scanner's glass: a shaded crease, and print that moves about it."""

from dataclasses import dataclass

import numpy as np

from simulate.canvas import Canvas, Floats
from simulate.chance import either
from simulate.options import PaperOptions

# A sheet folded to pass a slot: halves, thirds and quarters, rarely elsewhere.
_PLACES = (0.5, 0.5, 0.5, 1 / 3, 2 / 3, 0.25, 0.75)


@dataclass(frozen=True, slots=True)
class Fold:
    """A crease across the whole sheet.

    It passes through (`x_mm`, `y_mm`); `normal` is the unit vector across it. Print moves along the normal by up to
    `shift_mm`, turning over within `width_mm` of the crease and dying out over `reach_mm`. `strength` (0..1) is how
    dark the shade and how white the cracked toner; `dark_side` says which side lies in shadow.
    """

    x_mm: float
    y_mm: float
    normal: tuple[float, float]
    shift_mm: float
    width_mm: float
    reach_mm: float
    strength: float
    dark_side: int

    def across_mm(self, x_mm: Floats, y_mm: Floats) -> Floats:
        """Return signed distances from the crease."""
        return (x_mm - self.x_mm) * self.normal[0] + (y_mm - self.y_mm) * self.normal[1]

    def displacement_mm(self, x_mm: Floats, y_mm: Floats) -> Floats:
        """Return how far print is moved along the normal at places of the flat sheet."""
        across = self.across_mm(x_mm, y_mm)
        return np.asarray(
            0.5 * self.shift_mm * np.tanh(across / self.width_mm) * np.exp(-np.abs(across) / self.reach_mm)
        )


def draw_folds(
    count: int, size_mm: tuple[float, float], options: PaperOptions, rng: np.random.Generator
) -> tuple[Fold, ...]:
    """Return creases for a sheet of a size: mostly parallel, at times crossing."""
    first_across = rng.random() < 0.75
    folds = []
    for index in range(count):
        level = first_across if index == 0 or rng.random() < 0.55 else not first_across
        tilt = rng.normal(0, 0.012)
        normal = (float(np.sin(tilt)), float(np.cos(tilt))) if level else (float(np.cos(tilt)), float(np.sin(tilt)))
        part = float(rng.choice(_PLACES)) if rng.random() < 0.85 else float(rng.uniform(0.15, 0.85))
        shift_mm = options.fold_shift_mm.draw_low(rng) * either(rng)
        folds.append(
            Fold(
                x_mm=size_mm[0] * part + float(rng.normal(0, 2)),
                y_mm=size_mm[1] * part + float(rng.normal(0, 3)),
                normal=normal,
                shift_mm=shift_mm,
                # Never sharper than this: paper bends, nothing printed on it is lost.
                width_mm=float(rng.uniform(1.2, 4.0)) + 1.2 * abs(shift_mm),
                reach_mm=float(rng.uniform(15, 60)),
                strength=options.crease_strength.draw(rng),
                dark_side=either(rng),
            )
        )
    return tuple(folds)


def shade_folds(canvas: Canvas, folds: tuple[Fold, ...], rng: np.random.Generator) -> None:
    """Draw the creases: a thin broken line where toner cracked, and a soft shade to one side."""
    for fold in folds:
        half_mm = 3.5
        width_mm, height_mm = canvas.size_mm
        corners = np.array([(x, y) for x in (0.0, width_mm) for y in (0.0, height_mm)])
        along = np.array([-fold.normal[1], fold.normal[0]])
        line = np.array([fold.x_mm, fold.y_mm]) + np.outer((corners - (fold.x_mm, fold.y_mm)) @ along, along)
        window = canvas.window(np.clip(line, 0, (width_mm, height_mm)), half_mm)
        if window is not None:
            _shade(canvas, fold, window, rng)


def _shade(canvas: Canvas, fold: Fold, window: tuple[int, int, int, int], rng: np.random.Generator) -> None:
    left, top, right, bottom = window
    x_mm = (np.arange(left, right, dtype=np.float32) + np.float32(0.5)) / np.float32(canvas.px_per_mm)
    y_mm = (np.arange(top, bottom, dtype=np.float32) + np.float32(0.5)) / np.float32(canvas.px_per_mm)
    # The line itself wanders a little, so it is laid along its longer side with a smooth offset.
    level = abs(fold.normal[1]) > abs(fold.normal[0])
    count = len(x_mm) if level else len(y_mm)
    knots = rng.normal(0, 0.10, count // 60 + 4)
    wander = np.interp(np.linspace(0, len(knots) - 1, count), np.arange(len(knots)), knots).astype(np.float32)
    across = (
        (x_mm[None, :] - np.float32(fold.x_mm)) * np.float32(fold.normal[0])
        + (y_mm[:, None] - np.float32(fold.y_mm)) * np.float32(fold.normal[1])
        + (wander[None, :] if level else wander[:, None])
    )
    sided = across * np.float32(fold.dark_side)
    soft = np.where(sided > 0, np.exp(-sided / np.float32(1.0)), 0).astype(np.float32)
    broken = np.interp(np.linspace(0, 40, count), np.arange(41), rng.uniform(0, 1.2, 41)).astype(np.float32)
    sharp = np.exp(-((across / np.float32(0.13)) ** 2)) * (broken[None, :] if level else broken[:, None])
    strength = np.float32(fold.strength)
    canvas.stain(left, top, strength * (np.float32(0.35) * soft + np.float32(0.55) * sharp), (110.0, 110.0, 108.0))
    cracked = np.exp(-((across / np.float32(0.10)) ** 2)) * (1.2 - (broken[None, :] if level else broken[:, None]))
    canvas.cover(left, top, np.clip(strength * cracked, 0, 0.8).astype(np.float32), (238.0, 238.0, 236.0))
