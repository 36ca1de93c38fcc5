"""What does an office stamp look like? The round seal with its star, and the box that says when a paper came in."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.layout.sheet import PageLayout
from simulate.canvas import Canvas, Rgb
from simulate.chance import happens
from simulate.ink import Grain
from simulate.options import PaperOptions

_REDS: tuple[Rgb, ...] = ((205, 35, 45), (190, 25, 60), (220, 60, 50))
_BLUES: tuple[Rgb, ...] = ((45, 60, 170), (70, 60, 160))
_SUPERSAMPLING = 2


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp on the sheet: where its middle is, how it is turned, and how much ink it left (0..1)."""

    x_mm: float
    y_mm: float
    size_mm: float
    turn_deg: float
    colour: Rgb
    opacity: float
    round: bool
    place: str


def draw_stamps(
    layout: PageLayout, size_mm: tuple[float, float], options: PaperOptions, rng: np.random.Generator
) -> tuple[Stamp, ...]:
    """Return the stamps on a page: by the heading or over the edge, over boxes, or over one corner."""
    width_mm, height_mm = size_mm
    stamps = []
    edge, boxes, corner = (
        happens(rng, options.edge_stamp_share),
        happens(rng, options.box_stamp_share),
        happens(rng, options.corner_stamp_share),
    )
    if edge:
        # On A6 the bounds change places.
        heading = (float(rng.uniform(min(45, width_mm - 65), max(45, width_mm - 65))), float(rng.uniform(8, 26)))
        side = (
            float(rng.choice([3.0, width_mm - 3.0])),
            float(rng.uniform(min(50, height_mm - 60), max(50, height_mm - 60))),
        )
        stamps.append(_stamp(heading if rng.random() < 0.7 else side, "edge", rng))
    if boxes and layout.fields:
        field = layout.fields[int(rng.integers(len(layout.fields)))]
        centre = field.boxes[int(rng.integers(len(field.boxes)))].box.centre
        at = (centre.x_mm + float(rng.normal(0, 12)), centre.y_mm + float(rng.normal(0, 12)))
        stamps.append(_stamp(at, "boxes", rng))
    if corner and layout.fiducials:
        mark = layout.fiducials[int(rng.integers(len(layout.fiducials)))].box.centre
        stamps.append(_stamp((mark.x_mm + float(rng.normal(0, 5)), mark.y_mm + float(rng.normal(0, 5))), "corner", rng))
    return tuple(stamps)


def press(canvas: Canvas, stamp: Stamp, grain: Grain, rng: np.random.Generator) -> None:
    """Press a stamp onto the page, in place: unevenly inked, fainter to one side."""
    half_mm = stamp.size_mm * 0.75
    centre = np.array([[stamp.x_mm, stamp.y_mm]])
    window = canvas.window(centre, half_mm)
    if window is None:
        return
    left, top, right, bottom = window
    face = _face(stamp, canvas.px_per_mm, half_mm, rng)
    origin = np.floor(canvas.to_px(centre[0] - half_mm)).astype(int)
    face = face[top - origin[1] : bottom - origin[1], left - origin[0] : right - origin[0]]
    if face.size == 0:
        return
    height, width = face.shape
    bottom, right = top + height, left + width
    slope = rng.normal(0, 0.25, 2)
    ramp = 1 + slope[0] * np.linspace(-1, 1, width)[None, :] + slope[1] * np.linspace(-1, 1, height)[:, None]
    tooth = (
        0.85
        + 0.22 * grain.crop((height, width), rng, coarse=True)
        + 0.12 * grain.crop((height, width), rng, coarse=False)
    )
    coverage = np.clip(face * ramp * np.clip(tooth, 0, 1.2) * stamp.opacity, 0, 1).astype(np.float32)
    canvas.stain(left, top, coverage, stamp.colour)


def _stamp(at_mm: tuple[float, float], place: str, rng: np.random.Generator) -> Stamp:
    colours = _REDS if rng.random() < 0.85 else _BLUES
    is_round = bool(rng.random() < (0.75 if place == "edge" else 0.6))
    return Stamp(
        *at_mm,
        size_mm=float(rng.uniform(30, 38) if is_round else rng.uniform(34, 52)),
        turn_deg=float(rng.normal(0, 14)),
        colour=colours[int(rng.integers(len(colours)))],
        opacity=float(rng.uniform(0.3, 0.65 if place != "edge" else 0.6)),
        round=is_round,
        place=place,
    )


def _face(stamp: Stamp, px_per_mm: float, half_mm: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """Return the inked face (0..1), turned, its middle in the middle of a square of 2 `half_mm`."""
    scale = px_per_mm * _SUPERSAMPLING
    side = int(np.ceil(2 * half_mm * scale)) + _SUPERSAMPLING
    face = np.zeros((side, side), dtype=np.uint8)
    (_round_face if stamp.round else _square_face)(face, stamp.size_mm, scale, rng)
    turn = cv2.getRotationMatrix2D((side / 2, side / 2), stamp.turn_deg, 1.0)
    turned = cv2.warpAffine(face, turn, (side, side), flags=cv2.INTER_LINEAR)
    small = cv2.resize(turned, (side // _SUPERSAMPLING, side // _SUPERSAMPLING), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.float32) / np.float32(255)


def _round_face(face: NDArray[np.uint8], size_mm: float, scale: float, rng: np.random.Generator) -> None:
    middle = face.shape[0] / 2
    centre = (int(middle), int(middle))
    radius = size_mm / 2 * scale
    cv2.circle(face, centre, int(radius), 255, max(int(0.8 * scale), 1), cv2.LINE_AA)
    cv2.circle(face, centre, int(radius * 0.93), 255, max(int(0.25 * scale), 1), cv2.LINE_AA)
    cv2.circle(face, centre, int(radius * 0.60), 255, max(int(0.25 * scale), 1), cv2.LINE_AA)
    angles = np.arange(10) * np.pi / 5 - np.pi / 2
    reach = np.where(np.arange(10) % 2 == 0, 0.34, 0.14) * radius
    star = middle + np.column_stack([np.cos(angles), np.sin(angles)]) * reach[:, None]
    cv2.fillPoly(face, [np.rint(star).astype(np.int32)], 255, cv2.LINE_AA)
    count = int(rng.integers(20, 30))
    for angle in np.linspace(np.pi * 0.80, np.pi * 2.2, count):
        if rng.random() < 0.86:
            _glyph(
                face, middle + radius * 0.77 * np.array([np.cos(angle), np.sin(angle)]), angle + np.pi / 2, scale, rng
            )
    for at in np.linspace(-0.42, 0.42, 9):
        if rng.random() < 0.9:
            _glyph(face, middle + radius * np.array([at, 0.47]), 0.0, scale * 0.7, rng)


def _square_face(face: NDArray[np.uint8], size_mm: float, scale: float, rng: np.random.Generator) -> None:
    middle = face.shape[0] / 2
    half = np.array([size_mm, size_mm * rng.uniform(0.42, 0.55)]) * scale / 2
    low, high = (middle - half).astype(int), (middle + half).astype(int)
    thickness = max(int(0.5 * scale), 1)
    cv2.rectangle(face, (int(low[0]), int(low[1])), (int(high[0]), int(high[1])), 255, thickness)
    rows = int(rng.integers(3, 5))
    for row in range(rows):
        y = low[1] + (high[1] - low[1]) * (row + 0.5) / rows
        words = int(rng.integers(9, 18))
        for x in np.linspace(low[0] + 2.2 * scale, high[0] - 2.2 * scale, words):
            if rng.random() < 0.82:
                _glyph(face, np.array([x, y]), 0.0, scale * (1.15 if row == 0 else 0.8), rng)
        if row < rows - 1 and rng.random() < 0.4:
            line = int(low[1] + (high[1] - low[1]) * (row + 1) / rows)
            cv2.line(face, (int(low[0]), line), (int(high[0]), line), 255, max(thickness // 2, 1))


def _glyph(
    face: NDArray[np.uint8], at: NDArray[np.float64], turn: float, scale: float, rng: np.random.Generator
) -> None:
    """Draw something that looks like a capital letter: a few strokes in a box of 1.5 by 2.6 mm."""
    cos, sin = np.cos(turn), np.sin(turn)
    grid = np.array([(x, y) for y in (-1.3, 0.0, 1.3) for x in (-0.75, 0.75)]) * scale
    grid = at + grid @ np.array([[cos, sin], [-sin, cos]])
    bars = [(0, 4), (1, 5), (0, 1), (2, 3), (4, 5), (0, 5), (1, 4)]
    for index in rng.permutation(len(bars))[: int(rng.integers(2, 5))]:
        start, end = (tuple(int(v) for v in np.rint(grid[i])) for i in bars[index])
        cv2.line(face, start, end, 255, max(int(0.35 * scale), 1), cv2.LINE_AA)
