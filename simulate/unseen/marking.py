"""How do the planned marks come onto the paper? Placed by the person's habit, taken back by their ways."""

import numpy as np

from omr.geometry import BoxMm
from omr.layout.sheet import PageLayout
from simulate.unseen.curves import Path, hatching, loop
from simulate.unseen.nib import InkPatch, lay_ink
from simulate.unseen.people import Intent, Mark, Person, Undo
from simulate.unseen.shapes import Style, mark_paths
from simulate.unseen.sheetpaper import SheetPaper

# Less of a mark than this inside its box, and a person could not say which box it is in.
_LEAST_INSIDE = 0.34
_WHITE = (250.0, 250.0, 248.0)


def put_marks(paper: SheetPaper, layout: PageLayout, intent: Intent, rng: np.random.Generator) -> None:
    """Draw all marks of a page; the ink of the n-th is owned by n + 1."""
    centres = np.array([(box.box.centre.x_mm, box.box.centre.y_mm) for _, box in layout.boxes()])
    for number, mark in enumerate(intent.marks, start=1):
        _put(paper, mark, intent.person, _nearest_mm(mark.box.box, centres), number, rng)
    for field in intent.struck_out:
        _strike_out(paper, intent.person, tuple(box.box for box in field.boxes), rng)


def _put(paper: SheetPaper, mark: Mark, person: Person, pitch_mm: float, number: int, rng: np.random.Generator) -> None:
    box = mark.box.box
    side_mm = min(box.width_mm, box.height_mm)
    paths = _placed(mark, person, box, pitch_mm, rng)
    paper.ink(lay_ink(paths, person.pen, paper.px_per_mm, rng), person.pen.rgb, number)
    if mark.undo is Undo.WHITE_OUT:
        paper.paint(_fluid(box, paper.px_per_mm, rng), _WHITE)
    elif mark.undo is not None:
        nib = person.pen.width_mm / side_mm
        middle = (box.centre.x_mm, box.centre.y_mm)
        size = (box.width_mm, box.height_mm) if mark.undo not in _RINGS else (side_mm, side_mm)
        taking_back = tuple(path * size + middle for path in _undo_paths(mark.undo, nib, pitch_mm / side_mm, rng))
        paper.ink(lay_ink(taking_back, person.pen, paper.px_per_mm, rng), person.pen.rgb, number)


def _placed(mark: Mark, person: Person, box: BoxMm, pitch_mm: float, rng: np.random.Generator) -> tuple[Path, ...]:
    """Return the paths of a mark in mm, pulled towards its box until a person would be sure of it."""
    side_mm = min(box.width_mm, box.height_mm)
    size = person.size * rng.uniform(0.85, 1.15)
    if mark.style is Style.RING:
        size = min(max(size, 0.85), 1.15)
    elif mark.style.dark:
        size = min(max(size, 0.75), 1.2)
    elif mark.undo is not None:
        size = min(size, 1.1)
    if mark.style is Style.RING:
        size = min(size, 0.95 * (pitch_mm - 0.5 * side_mm) / (0.95 * side_mm))
    cos, sin = np.cos(np.deg2rad(person.lean_deg)), np.sin(np.deg2rad(person.lean_deg))
    turn = np.array([[cos, sin], [-sin, cos]]) * size * side_mm
    unit = [path @ turn for path in mark_paths(mark.style, rng, person.pen.width_mm / side_mm / size)]
    if person.overshoots and not mark.style.dark and mark.style is not Style.RING and mark.undo is None:
        unit = [_overshot(unit[0], side_mm, rng), *unit[1:]]
    offset = (np.array(person.shift) + rng.normal(0, person.scatter, 2)) * side_mm
    if mark.style in (Style.RING, Style.DOT):
        # A dot beside its box is dirt, a ring between two boxes nobody's.
        offset *= 0.4
    middle = np.array([box.centre.x_mm, box.centre.y_mm])
    for _ in range(14):
        paths = tuple(path + middle + offset for path in unit)
        if mark.style is Style.RING or _tellable(np.vstack(paths), box, pitch_mm):
            break
        offset = offset * 0.8
        unit = [path * 0.95 for path in unit]
    return paths


def _tellable(points: Path, box: BoxMm, pitch_mm: float) -> bool:
    x, y = points[:, 0], points[:, 1]
    inside = (x > box.x_mm) & (x < box.right_mm) & (y > box.y_mm) & (y < box.bottom_mm)
    far = np.hypot(x - box.centre.x_mm, y - box.centre.y_mm) > 0.62 * pitch_mm
    return float(inside.mean()) >= _LEAST_INSIDE and float(far.mean()) < 0.3


def _overshot(path: Path, side_mm: float, rng: np.random.Generator) -> Path:
    """Return the path with its last part flying on, as far as into the next box."""
    away = path[-1] - path[0]
    away = away / (float(np.hypot(*away)) + 1e-9)
    return np.vstack([path, path[-1] + away * side_mm * rng.uniform(0.2, 0.8)])


_RINGS = (Undo.RING, Undo.RING_OPEN, Undo.RING_WIDE)


def _undo_paths(undo: Undo, nib: float, pitch: float, rng: np.random.Generator) -> tuple[Path, ...]:
    """Return what takes a mark back, in boxes about the middle of the box; `pitch` is to the next box."""
    room = max(pitch - 0.55, 0.8)
    if undo is Undo.RING:
        radius = min(rng.uniform(0.72, 1.0), room)
        return (loop(rng, rng.uniform(350, 450), (radius, radius * rng.uniform(0.85, 1.0))) + rng.normal(0, 0.06, 2),)
    if undo is Undo.RING_OPEN:
        radius = min(rng.uniform(0.75, 0.95), room)
        return (loop(rng, rng.uniform(250, 325), (radius, radius)),)
    if undo is Undo.RING_WIDE:
        radius = min(rng.uniform(1.0, 1.3), pitch - rng.uniform(0.42, 0.55))
        return (loop(rng, rng.uniform(350, 400), (max(radius, 0.75), min(max(radius, 0.75), 0.9))),)
    if undo is Undo.BLACKOUT:
        both = [hatching(rng, (1.1, 1.05), nib * 0.7 + 0.02, tilt) for tilt in (rng.uniform(-20, 20), 90.0)]
        return (*both, hatching(rng, (1.0, 1.0), nib * 0.9 + 0.02, rng.uniform(30, 60)))
    if undo is Undo.ZIGZAG:
        extent = min(1.5, 2 * pitch - 1.1)
        return (
            hatching(rng, (extent, 1.0), rng.uniform(0.12, 0.2), rng.uniform(-35, 35)),
            hatching(rng, (extent, 0.8), rng.uniform(0.12, 0.2), rng.uniform(-35, 35)),
        )
    tilt = rng.uniform(-0.25, 0.25)
    reach = min(0.95, room)
    lines = [np.array([(-reach, level - tilt), (reach, level + tilt)]) for level in (-0.22, 0.0, 0.2)]
    return tuple(line + rng.normal(0, 0.05, (2, 2)) for line in lines)


def _fluid(box: BoxMm, px_per_mm: float, rng: np.random.Generator) -> InkPatch:
    """Return a dab of correction fluid over a box."""
    grow_mm = float(rng.uniform(0.3, 1.0))
    left, top = round((box.x_mm - grow_mm) * px_per_mm), round((box.y_mm - grow_mm) * px_per_mm)
    width = round((box.width_mm + 2 * grow_mm) * px_per_mm)
    height = round((box.height_mm + 2 * grow_mm) * px_per_mm)
    y, x = np.mgrid[0:height, 0:width]
    radius = (np.abs(2 * x / width - 1) ** 4 + np.abs(2 * y / height - 1) ** 4) ** 0.25
    cover = np.clip((1.0 + rng.normal(0, 0.02) - radius) * 12, 0, 1) * rng.uniform(0.93, 1.0)
    return InkPatch(left, top, cover.astype(np.float32))


def _strike_out(paper: SheetPaper, person: Person, boxes: tuple[BoxMm, ...], rng: np.random.Generator) -> None:
    """Draw a line through all boxes of a question: they do not want to answer it."""
    start = (min(box.x_mm for box in boxes) - rng.uniform(1, 4), boxes[0].centre.y_mm + rng.normal(0, 0.4))
    end = (max(box.right_mm for box in boxes) + rng.uniform(1, 4), boxes[-1].centre.y_mm + rng.normal(0, 0.4))
    paper.ink(lay_ink((np.array([start, end]),), person.pen, paper.px_per_mm, rng), person.pen.rgb)


def _nearest_mm(box: BoxMm, centres: Path) -> float:
    distance = np.hypot(centres[:, 0] - box.centre.x_mm, centres[:, 1] - box.centre.y_mm)
    others = distance[distance > 0.1]
    return float(others.min()) if len(others) else 3 * box.width_mm
