"""How does a planned filling get onto the paper? Marks, what took them back, comments and slips of the pen."""

from dataclasses import dataclass

import numpy as np

from omr.layout.sheet import PageLayout
from simulate.canvas import Canvas, Floats
from simulate.chance import happens
from simulate.ink import Grain, draw_strokes
from simulate.letters import written
from simulate.marks import MarkShape, make_mark
from simulate.options import RespondentOptions
from simulate.places import Place
from simulate.respondents import Filling, PlannedMark
from simulate.strokes import Hand, Stroke, curve
from simulate.truth import MarkKind

# A slip of the pen is smaller than any mark that is meant: a point of at most this.
_STRAY_DOT_MM = 0.45


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is needed to draw: the page, its layout, its paper's tooth, and one stream of chance."""

    canvas: Canvas
    layout: PageLayout
    grain: Grain
    rng: np.random.Generator


def write_on(
    canvas: Canvas,
    layout: PageLayout,
    filling: Filling,
    options: RespondentOptions,
    grain: Grain,
    rng: np.random.Generator,
) -> None:
    """Draw all that a respondent writes on a page, in place."""
    desk = _Desk(canvas, layout, grain, rng)
    centres = np.array([(box.box.centre.x_mm, box.box.centre.y_mm) for _, box in layout.boxes()]).reshape(-1, 2)
    for mark in filling.marks:
        shape = _make(mark, centres, filling, options, rng)
        _draw_mark(desk, mark, shape, filling)
        if happens(rng, options.tail_share / 4):
            _ink(desk, (_tail(shape.made[-1], filling.writer.hand, rng),), filling)
    for comment in filling.comments:
        _ink(desk, written(comment.text, (comment.x_mm, comment.y_mm), filling.writer.hand, rng), filling)
    if happens(rng, options.stray_share):
        _draw_strays(desk, filling)


def _make(
    mark: PlannedMark, centres: Floats, filling: Filling, options: RespondentOptions, rng: np.random.Generator
) -> MarkShape:
    box = mark.box.box
    centre = np.array([box.centre.x_mm, box.centre.y_mm])
    away = np.hypot(*(centres - centre).T)
    place = Place(
        box,
        centres[(away > 1e-6) & (away < 5 * box.width_mm)],
        filling.writer.pen.width_mm,
        options.max_offset,
        options.min_inside,
    )
    return make_mark(mark.kind, mark.base, place, filling.writer.hand, rng)


def _draw_mark(desk: _Desk, mark: PlannedMark, shape: MarkShape, filling: Filling) -> None:
    if mark.kind is MarkKind.ERASED:
        draw_strokes(
            desk.canvas, shape.made, filling.writer.pen, desk.grain, desk.rng, float(desk.rng.uniform(0.08, 0.2))
        )
        _smudge(desk, mark)
        return
    _ink(desk, shape.made, filling)
    if mark.kind is MarkKind.WHITE_OUT:
        _white_out(desk, mark)
    _ink(desk, shape.cancelling, filling)


def _ink(desk: _Desk, strokes: tuple[Stroke, ...], filling: Filling) -> None:
    draw_strokes(desk.canvas, strokes, filling.writer.pen, desk.grain, desk.rng)


def _soft_patch(desk: _Desk, mark: PlannedMark, radius: float) -> tuple[int, int, Floats] | None:
    """Return a patch around a box: left, top, and distances from its middle in `radius` boxes, made uneven."""
    box = mark.box.box
    side_mm = min(box.width_mm, box.height_mm) * radius
    centre = np.array([box.centre.x_mm, box.centre.y_mm]) + desk.rng.normal(0, 0.25, 2)
    window = desk.canvas.window(centre[None], 1.6 * side_mm)
    if window is None:
        return None
    left, top, right, bottom = window
    at = desk.canvas.to_px(centre)
    scale = side_mm * desk.canvas.px_per_mm
    x, y = (np.arange(left, right) - at[0]) / scale, (np.arange(top, bottom) - at[1]) / scale
    stretch = desk.rng.uniform(0.85, 1.2)
    distance = (np.abs(x[None, :] * stretch) ** 3 + np.abs(y[:, None]) ** 3) ** (1 / 3)
    return left, top, distance + 0.05 * desk.grain.crop((bottom - top, right - left), desk.rng, coarse=True)


def _white_out(desk: _Desk, mark: PlannedMark) -> None:
    patch = _soft_patch(desk, mark, 0.78)
    if patch is not None:
        left, top, distance = patch
        shade = float(desk.rng.uniform(236, 255))
        rim = 0.18 * np.exp(-(((distance - 1.0) / 0.06) ** 2))
        desk.canvas.stain(left, top, rim.astype(np.float32), (90.0, 90.0, 90.0))
        full = np.clip((1 - distance) * 12, 0, 1) * desk.rng.uniform(0.93, 1.0)
        desk.canvas.cover(left, top, full.astype(np.float32), (shade, shade, shade - 3))


def _smudge(desk: _Desk, mark: PlannedMark) -> None:
    patch = _soft_patch(desk, mark, 0.7)
    if patch is not None:
        left, top, distance = patch
        grey = np.clip(1.1 - distance, 0, 1) * desk.rng.uniform(0.02, 0.07)
        desk.canvas.stain(left, top, grey.astype(np.float32), (70.0, 70.0, 74.0))


def _tail(stroke: Stroke, hand: Hand, rng: np.random.Generator) -> Stroke:
    """Return the thin line of a pen that was dragged away before it was lifted."""
    end = stroke.points_mm[-1]
    direction = rng.normal(0, 1, 2)
    direction = direction / np.hypot(*direction) * rng.uniform(3, 11)
    points = np.array([end, end + direction * 0.5 + rng.normal(0, 0.6, 2), end + direction])
    line = curve(points, hand, rng)
    return Stroke(line.points_mm, np.clip(line.pressure * np.linspace(0.6, 0.2, len(line.pressure)), 0.15, 1))


def _draw_strays(desk: _Desk, filling: Filling) -> None:
    """Draw points where the pen rested or fell; inside a box only where its question has a plain mark elsewhere."""
    rng = desk.rng
    width_mm, height_mm = desk.canvas.size_mm
    inks_with_dots = filling.writer.kind is MarkKind.DOT or any(mark.kind is MarkKind.DOT for mark in filling.marks)
    answered = [mark.field for mark in filling.marks if not mark.kind.cancels]
    for _ in range(int(rng.integers(1, 7))):
        at = rng.uniform((12.0, 30.0), (width_mm - 12, height_mm - 20))
        if answered and not inks_with_dots and rng.random() < 0.4:
            field = answered[int(rng.integers(len(answered)))]
            box = field.boxes[int(rng.integers(len(field.boxes)))].box
            at = np.array([box.centre.x_mm, box.centre.y_mm]) + rng.normal(0, 0.35 * box.width_mm, 2)
        elif _in_a_box(desk.layout, at):
            continue
        point = at + rng.normal(0, 0.15, (3, 2)) * min(_STRAY_DOT_MM / filling.writer.pen.width_mm, 1)
        _ink(desk, (Stroke(point, rng.uniform(0.3, 0.8, 3)),), filling)


def _in_a_box(layout: PageLayout, at_mm: Floats) -> bool:
    return any(
        box.box.x_mm - 1 < at_mm[0] < box.box.right_mm + 1 and box.box.y_mm - 1 < at_mm[1] < box.box.bottom_mm + 1
        for _, box in layout.boxes()
    )
