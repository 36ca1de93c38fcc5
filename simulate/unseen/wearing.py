"""What has the paper been through? Tint, specks, creases, holes, staples, water, coffee, the other side, a copier."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from simulate.chance import happens
from simulate.unseen.options import SheetOptions
from simulate.unseen.pens import Rgb
from simulate.unseen.sheetpaper import SheetPaper

# Shadows are smooth: they are made at this many pixels per millimetre and enlarged.
_COARSE_PX_PER_MM = 2.0
_COARSE_SHAPE = (594, 420)
_TINTS: tuple[Rgb, ...] = ((250.0, 243.0, 222.0), (240.0, 246.0, 238.0), (250.0, 236.0, 236.0), (235.0, 240.0, 250.0))


@dataclass(frozen=True, slots=True)
class Crease:
    """A fold: a line at `at_mm` from the top (or from the left), what it moves beyond it, and its shadow."""

    at_mm: float
    upright: bool
    tilt: float
    moved_mm: tuple[float, float]
    depth: float
    raised: bool


def draw_creases(options: SheetOptions, rng: np.random.Generator) -> tuple[Crease, ...]:
    """Return the folds of a sheet: none, one in the middle, or more."""
    if not happens(rng, options.fold_share):
        return ()
    creases = []
    for i in range(int(rng.integers(1, 4))):
        upright = i > 0 and rng.random() < 0.5
        centre = 105.0 if upright else float(rng.choice([148.0, 99.0, 198.0]))
        reach = options.fold_shift_mm.draw_low(rng)
        angle = rng.uniform(0, 2 * np.pi)
        moved = (reach * float(np.cos(angle)), reach * float(np.sin(angle)))
        creases.append(
            Crease(
                centre + float(rng.normal(0, 6)),
                upright,
                float(rng.normal(0, 0.012)),
                moved,
                options.crease_depth.draw(rng),
                happens(rng, 0.5),
            )
        )
    return tuple(creases)


def wear(
    paper: SheetPaper, creases: tuple[Crease, ...], options: SheetOptions, rng: np.random.Generator
) -> tuple[str, ...]:
    """Do to the paper what happens to paper; return words for it."""
    facts = ["fold"] if creases else []
    back = paper.pixels[:, ::-1].copy() if happens(rng, options.through_share) else None
    if back is not None:
        facts.append("bleed-through")
        _show_through(paper, back, options.through_strength.draw(rng), rng)
    if happens(rng, options.tinted_share):
        facts.append("tinted paper")
        _multiply(paper, _TINTS[int(rng.integers(len(_TINTS)))])
    if happens(rng, options.recycled_share):
        facts.append("recycled paper")
        _recycle(paper, rng)
    for crease in creases:
        _shade_crease(paper, crease, rng)
    for share, name, act in (
        (options.damp_share, "damp stain", _damp),
        (options.coffee_share, "coffee ring", _coffee),
        (options.holes_share, "punch holes", _holes),
        (options.staple_share, "staple", _staple),
        (options.photocopy_share, "photocopy", _photocopy),
    ):
        if happens(rng, share):
            facts.append(name)
            act(paper, rng)
    return tuple(facts)


def _show_through(paper: SheetPaper, back: NDArray[np.uint8], strength: float, rng: np.random.Generator) -> None:
    """Let the other side show: here the same kind of page, mirrored, moved and blurred by the paper."""
    shift = rng.uniform(-9, 9, 2) * paper.px_per_mm
    matrix = np.array([[1, 0, shift[0]], [0, 1, shift[1]]], np.float64)
    grey = back if back.ndim == 2 else np.asarray(cv2.cvtColor(back, cv2.COLOR_BGR2GRAY))
    moved = cv2.warpAffine(grey, matrix, (grey.shape[1], grey.shape[0]), borderValue=(255.0,))
    soft = cv2.GaussianBlur(moved, (0, 0), 0.12 * paper.px_per_mm)
    loss = (255 - np.asarray(soft, np.float32)) / 255
    paper.shade((1 - strength * loss).astype(np.float32))


def _multiply(paper: SheetPaper, rgb: Rgb) -> None:
    light = paper.light(rgb)
    for channel in range(3 if paper.in_colour else 1):
        table = np.rint(np.arange(256) * float(light[channel])).astype(np.uint8)
        part = paper.pixels[:, :, channel] if paper.in_colour else paper.pixels
        part[:] = cv2.LUT(np.ascontiguousarray(part), table)


def _recycle(paper: SheetPaper, rng: np.random.Generator) -> None:
    """Make the paper grey, cloudy and full of fibres."""
    grey = float(rng.uniform(205, 240))
    _multiply(paper, (grey, grey - 1, grey - 5))
    cloud = cv2.resize(rng.random((150, 106), np.float32), _COARSE_SHAPE[::-1], interpolation=cv2.INTER_CUBIC)
    paper.shade(1 - 0.04 * np.asarray(cloud, np.float32))
    height, width = paper.pixels.shape[:2]
    for _ in range(int(rng.integers(150, 700))):
        start = (int(rng.integers(width)), int(rng.integers(height)))
        end = (start[0] + int(rng.normal(0, 5)), start[1] + int(rng.normal(0, 5)))
        level = float(rng.uniform(90, 190))
        cv2.line(paper.pixels, start, end, (level,) * 3, 1, cv2.LINE_AA)


def _shade_crease(paper: SheetPaper, crease: Crease, rng: np.random.Generator) -> None:
    """Draw a fold's shadow: a soft slope on either side and a fine broken line in its middle."""
    height, width = _COARSE_SHAPE
    y, x = np.mgrid[0:height, 0:width] / _COARSE_PX_PER_MM
    away = (x - crease.at_mm - crease.tilt * y) if crease.upright else (y - crease.at_mm - crease.tilt * x)
    slope = np.exp(-np.abs(away) / 2.5) * np.sign(away) * (1 if crease.raised else -1)
    paper.shade((1 - 0.5 * crease.depth * np.clip(slope, 0, 1)).astype(np.float32))
    long_px = paper.pixels.shape[0] if crease.upright else paper.pixels.shape[1]
    along = np.arange(0, long_px, 6)
    across = (crease.at_mm + crease.tilt * along / paper.px_per_mm) * paper.px_per_mm
    across = across + np.cumsum(rng.normal(0, 0.35, len(along)))
    strength = np.clip(crease.depth * (0.6 + rng.normal(0, 0.45, len(along))), 0, 0.9)
    line = np.zeros(paper.pixels.shape[:2], np.uint8)
    for i in range(len(along) - 1):
        ends = [(round(float(across[j])), int(along[j])) for j in (i, i + 1)]
        ends = ends if crease.upright else [(b, a) for a, b in ends]
        cv2.line(line, ends[0], ends[1], (255.0 * strength[i],), 1 + int(rng.random() < 0.5), cv2.LINE_AA)
    low = max(round(float(across.min())) - 8, 0)
    high = round(float(across.max())) + 8
    part = (slice(None), slice(low, high)) if crease.upright else (slice(low, high), slice(None))
    fine = np.asarray(cv2.GaussianBlur(line[part], (0, 0), 0.9), np.float32) / 255
    kept = 1 - fine
    paper.pixels[part] = np.rint(paper.pixels[part] * (kept[:, :, None] if paper.in_colour else kept)).astype(np.uint8)


def _damp(paper: SheetPaper, rng: np.random.Generator) -> None:
    """Leave a dried stain of water: a little darker, and darkest at its edge."""
    field = cv2.resize(rng.random((7, 5), np.float32), _COARSE_SHAPE[::-1], interpolation=cv2.INTER_CUBIC)
    level = float(np.quantile(field, rng.uniform(0.75, 0.93)))
    inside = np.clip((field - level) * 20, 0, 1)
    edge = np.exp(-(((field - level) * 60) ** 2))
    paper.shade((1 - 0.06 * inside - 0.14 * edge).astype(np.float32), (190.0, 170.0, 130.0))


def _coffee(paper: SheetPaper, rng: np.random.Generator) -> None:
    """Leave the ring of a cup."""
    y, x = np.mgrid[0 : _COARSE_SHAPE[0], 0 : _COARSE_SHAPE[1]] / _COARSE_PX_PER_MM
    centre, radius = rng.uniform((20, 40), (190, 260)), rng.uniform(32, 44)
    distance = np.hypot(x - centre[0], y - centre[1]) - radius
    angle = np.arctan2(y - centre[1], x - centre[0])
    broken = 0.6 + 0.4 * np.sin(angle * 2 + rng.uniform(0, 6)) * np.sin(angle + rng.uniform(0, 6))
    ring = np.exp(-((distance / rng.uniform(0.6, 1.6)) ** 2)) * broken
    paper.shade((1 - rng.uniform(0.2, 0.6) * np.clip(ring, 0, 1)).astype(np.float32), (120.0, 75.0, 35.0))


def _holes(paper: SheetPaper, rng: np.random.Generator) -> None:
    """Punch two holes at the left; the black or the white behind shows."""
    behind = float(rng.choice([20.0, 252.0]))
    for offset_mm in (-40.0, 40.0):
        centre = (round(11.5 * paper.px_per_mm), round((148.5 + offset_mm) * paper.px_per_mm))
        cv2.circle(paper.pixels, centre, round(3.0 * paper.px_per_mm), (behind,) * 3, -1, cv2.LINE_AA)


def _staple(paper: SheetPaper, rng: np.random.Generator) -> None:
    """Leave a staple in a corner, a bright wire with its shadow."""
    start = np.array([rng.uniform(6, 16) if rng.random() < 0.7 else rng.uniform(190, 200), rng.uniform(5, 14)])
    angle = rng.uniform(-0.9, 0.9)
    end = start + 11 * np.array([np.cos(angle), np.sin(angle)])
    for shift_mm, level in ((0.25, 95.0), (0.0, 190.0)):
        ends = [tuple(np.rint((point + shift_mm) * paper.px_per_mm).astype(int).tolist()) for point in (start, end)]
        cv2.line(paper.pixels, ends[0], ends[1], (level,) * 3, round(0.45 * paper.px_per_mm), cv2.LINE_AA)


def _photocopy(paper: SheetPaper, rng: np.random.Generator) -> None:
    """Copy the sheet: steeper tones, dust, grey edges, no colour."""
    grey = np.asarray(cv2.cvtColor(paper.pixels, cv2.COLOR_BGR2GRAY)) if paper.in_colour else paper.pixels
    grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.6, 1.3)), np.uint8)
    paper_level = float(np.median(grey[::16, ::16]))
    middle, steep = rng.uniform(0.55, 0.8), rng.uniform(4, 9)
    tone = np.arange(256) / paper_level
    curve = 1 / (1 + np.exp(-steep * (tone - middle)))
    low, high = 1 / (1 + np.exp(steep * middle)), 1 / (1 + np.exp(-steep * (1 - middle)))
    table = np.clip(255 * (curve - low) / (high - low), rng.uniform(5, 60), 255).astype(np.uint8)
    copy = np.asarray(cv2.LUT(grey, table), np.uint8)
    height, width = copy.shape
    for _ in range(int(rng.integers(30, 400))):
        centre = (int(rng.integers(width)), int(rng.integers(height)))
        cv2.circle(copy, centre, int(rng.integers(1, 3)), (float(rng.uniform(20, 140)),), -1, cv2.LINE_AA)
    paper.pixels[:] = copy[:, :, None] if paper.in_colour else copy
