"""How might another hand and pen have left the same ink? Real ink, moved, thinned, weakened, or cut into lines."""

from dataclasses import dataclass

import cv2
import numpy as np

from omr.geometry import BoxMm
from simulate.chance import pick
from simulate.truth import MarkKind
from simulate.unseen.nib import Cover, InkPatch, lay_ink
from simulate.unseen.pens import Pen, PenKind
from simulate.unseen.realink import Cutting, laid
from simulate.unseen.shapes import Style, mark_paths

# What is left of the ink: all of a fill, or of its middle as much as a cross or a tick takes.
_STYLES = (
    (None, 0.4),
    (Style.CROSS_STRAIGHT, 0.25),
    (Style.CROSS_CURVED, 0.1),
    (Style.TICK_SHORT, 0.15),
    (Style.SLASH, 0.1),
)


@dataclass(frozen=True, slots=True)
class Habit:
    """How the ink of one page is varied.

    `shift` is in boxes, `strength` a factor of darkness, `growth_mm` what its edges gain, `style` None for ink as it
    is, or the mark that is cut out of it with lines of `line_mm`.
    """

    style: Style | None
    line_mm: float
    shift: tuple[float, float]
    scatter: float
    strength: float
    growth_mm: float
    size: float

    @property
    def kind(self) -> MarkKind:
        """What kind of mark it is for the truth."""
        return self.style.kind if self.style else MarkKind.FILL

    @property
    def words(self) -> str:
        """The habit for a line of the report."""
        shift = float(np.hypot(*self.shift))
        look = f"lines {self.line_mm:.2f} mm" if self.style else f"growth {self.growth_mm:+.2f} mm"
        return f"shift {shift:.2f}, strength {self.strength:.2f}, {look}, size {self.size:.2f}"


def draw_habit(rng: np.random.Generator) -> Habit:
    """Return how the ink of one page is varied; a shift of up to half a box."""
    angle, reach = rng.uniform(0, 2 * np.pi), 0.5 * float(rng.random()) ** 1.5
    return Habit(
        style=pick(rng, _STYLES),
        line_mm=float(rng.uniform(0.3, 1.1)),
        shift=(reach * float(np.cos(angle)), reach * float(np.sin(angle))),
        scatter=float(rng.uniform(0, 0.08)),
        strength=float(rng.uniform(0.3, 1.3)),
        growth_mm=float(rng.uniform(-0.35, 0.3)),
        size=float(rng.uniform(0.7, 1.2)),
    )


def varied(cutting: Cutting, box: BoxMm, habit: Habit, px_per_mm: float, rng: np.random.Generator) -> InkPatch:
    """Return real ink as another pen and hand might have left it."""
    across, down = rng.choice([-1, 1], 2)
    shift = np.array(habit.shift) + rng.normal(0, habit.scatter, 2)
    at = (float(shift[0]), float(shift[1]))
    if habit.style is not None:
        lines = _lines(habit.style, box, (habit, at), px_per_mm, rng)
        return _filled(lines, cutting.cover[::down, ::across], habit.strength)
    patch = laid(cutting.cover[::down, ::across], box, at, habit.size, px_per_mm)
    radius, cover = round(abs(habit.growth_mm) * px_per_mm), patch.cover
    if radius:
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (radius | 1, radius | 1))
        grown = np.asarray(cv2.dilate(cover, kernel) if habit.growth_mm > 0 else cv2.erode(cover, kernel), np.float32)
        # Ink that would vanish altogether stays as it was.
        cover = grown if float(grown.sum()) > 0.25 * float(cover.sum()) else cover
    return InkPatch(patch.left_px, patch.top_px, np.clip(cover * habit.strength, 0, 0.97).astype(np.float32))


def _lines(
    style: Style, box: BoxMm, how: tuple[Habit, tuple[float, float]], px_per_mm: float, rng: np.random.Generator
) -> InkPatch:
    habit, shift = how
    pen = Pen(PenKind.GEL, "black", (0.0, 0.0, 0.0), habit.line_mm, 1.0, 0.2, 0.0, 0.0, 0.0)
    middle = np.array([box.centre.x_mm + shift[0] * box.width_mm, box.centre.y_mm + shift[1] * box.height_mm])
    side_mm = min(box.width_mm, box.height_mm) * habit.size
    return lay_ink(tuple(path * side_mm + middle for path in mark_paths(style, rng, 0.1)), pen, px_per_mm, rng)


def _filled(lines: InkPatch, cover: Cover, strength: float) -> InkPatch:
    """Return a mark's lines filled with what a real pen left in the middle of a real box."""
    height, width = cover.shape
    ink = np.ascontiguousarray(cover[height // 4 : -(height // 4), width // 4 : -(width // 4)])
    texture = np.asarray(cv2.resize(ink, lines.cover.shape[::-1], interpolation=cv2.INTER_CUBIC), np.float32)
    dark = np.clip(0.25 + texture, 0, 1) * strength
    return InkPatch(lines.left_px, lines.top_px, np.clip(lines.cover * dark, 0, 0.97).astype(np.float32))
