"""What has a sheet been through between the printer and the scanner? A plan of its wear, and the drawing of it."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.layout.sheet import PageLayout
from simulate.canvas import Canvas, Rgb
from simulate.chance import Range, happens, pick
from simulate.copies import CopyTone, add_specks, draw_copy_tone, fade_toner, photocopy, show_through
from simulate.folds import Fold, draw_folds, shade_folds
from simulate.ink import Grain
from simulate.options import PaperOptions
from simulate.stamps import Stamp, draw_stamps, press

# The scale of one generation of copies.
_COPY_SCALE = Range(0.99, 1.01)
# A torn corner stays within this of the corner: it may take a corner mark, never a box.
_TORN_MM = Range(6.0, 22.0)


@dataclass(frozen=True, slots=True)
class Wear:
    """All that happens to one page. Strengths are 0..1, 0 for none; `torn_mm` holds a corner's two legs or zeros."""

    print_scale: float
    copies_before: tuple[CopyTone, ...]
    copies_after: tuple[CopyTone, ...]
    toner_loss: float
    show_through: float
    specks: int
    folds: tuple[Fold, ...]
    stamps: tuple[Stamp, ...]
    stains: int
    stapled: bool
    torn_corner: int
    torn_mm: tuple[float, float]
    folded_over: bool

    @property
    def facts(self) -> tuple[str, ...]:
        """What happened, in words."""
        words = [f"fold x{len(self.folds)}"] if self.folds else []
        words += [f"stamp {stamp.place}" for stamp in self.stamps]
        words += [f"photocopy x{len(copies)} {when}" for copies, when in self._copies() if copies]
        if self.print_scale != 1.0:
            words.append(f"print scale {100 * self.print_scale:.1f} %")
        named = (
            ("faint toner", self.toner_loss),
            ("show-through", self.show_through),
            ("stain", self.stains),
            ("staple", self.stapled),
            ("corner folded" if self.folded_over else "corner torn", self.torn_mm[0]),
        )
        return (*words, *(word for word, there in named if there))

    def _copies(self) -> tuple[tuple[tuple[CopyTone, ...], str], ...]:
        return ((self.copies_before, "before"), (self.copies_after, "after"))


def draw_wear(
    layout: PageLayout, size_mm: tuple[float, float], options: PaperOptions, rng: np.random.Generator
) -> Wear:
    """Return what a page goes through."""
    before = tuple(draw_copy_tone(rng) for _ in range(pick(rng, options.copies_before)))
    after = tuple(draw_copy_tone(rng) for _ in range(pick(rng, options.copies_after)))
    scale = pick(rng, options.print_scale).draw(rng)
    for _ in (*before, *after):
        scale *= _COPY_SCALE.draw(rng)
    corner = int(rng.integers(4))
    legs = _torn_legs(layout, size_mm, corner, rng) if happens(rng, options.torn_share) else (0.0, 0.0)
    return Wear(
        print_scale=scale,
        copies_before=before,
        copies_after=after,
        toner_loss=options.toner_loss.draw(rng) if happens(rng, options.faint_toner_share) else 0.0,
        show_through=options.show_through.draw(rng) if happens(rng, options.show_through_share) else 0.0,
        specks=int(rng.integers(3, 60)) if happens(rng, options.speck_share) else 0,
        folds=draw_folds(pick(rng, options.folds), size_mm, options, rng),
        stamps=draw_stamps(layout, size_mm, options, rng),
        stains=int(rng.integers(1, 4)) if happens(rng, options.stain_share) else 0,
        stapled=happens(rng, options.staple_share),
        torn_corner=corner,
        torn_mm=legs,
        folded_over=happens(rng, 0.5),
    )


def wear_blank(canvas: Canvas, wear: Wear, rng: np.random.Generator) -> None:
    """Do to the page, in place, what happens before it is filled in: copies of the master, weak toner."""
    for tone in wear.copies_before:
        photocopy(canvas, tone, rng)
    if wear.toner_loss:
        fade_toner(canvas, wear.toner_loss, rng)
    if wear.show_through:
        show_through(canvas, wear.show_through, rng)


def wear_filled(canvas: Canvas, wear: Wear, grain: Grain, rng: np.random.Generator) -> None:
    """Do to the page, in place, what happens after: folds, stamps, stains, staple, copies, a torn corner."""
    shade_folds(canvas, wear.folds, rng)
    for stamp in wear.stamps:
        press(canvas, stamp, grain, rng)
    for _ in range(wear.stains):
        _stain(canvas, rng)
    if wear.stapled:
        _staple(canvas, rng)
    add_specks(canvas, wear.specks, rng)
    for tone in wear.copies_after:
        photocopy(canvas, tone, rng)


def tear(canvas: Canvas, wear: Wear, background: Rgb) -> None:
    """Take a corner off the page, in place, or fold it over: what is seen there is the lid, or the sheet's back."""
    if not wear.torn_mm[0]:
        return
    width_mm, height_mm = canvas.size_mm
    corner = np.array([(0.0, 0.0), (width_mm, 0.0), (width_mm, height_mm), (0.0, height_mm)][wear.torn_corner])
    inward = np.where(corner > 0, -1.0, 1.0)
    along, down = corner + inward * (wear.torn_mm[0], 0), corner + inward * (0, wear.torn_mm[1])
    _fill(canvas, np.array([corner, along, down]), background)
    if wear.folded_over:
        edge = down - along
        tip = corner + 2 * ((along - corner) - edge * float((along - corner) @ edge) / float(edge @ edge))
        _fill(canvas, np.array([tip, along, down]), (236.0, 236.0, 234.0))


def _torn_legs(
    layout: PageLayout, size_mm: tuple[float, float], corner: int, rng: np.random.Generator
) -> tuple[float, float]:
    """Return the legs of a torn corner, short enough that no box is touched, even folded over."""
    x_mm, y_mm = [(0.0, 0.0), (size_mm[0], 0.0), size_mm, (0.0, size_mm[1])][corner]
    reach = min(
        (
            max(abs(px - x_mm), abs(py - y_mm))
            for _, mark in layout.boxes()
            for px in (mark.box.x_mm, mark.box.right_mm)
            for py in (mark.box.y_mm, mark.box.bottom_mm)
        ),
        default=_TORN_MM.high,
    )
    legs = (_TORN_MM.draw(rng), _TORN_MM.draw(rng))
    # A corner folded over reaches no further than its longer leg.
    return legs if max(legs) + 1 < reach else (0.0, 0.0)


def _fill(canvas: Canvas, corners_mm: NDArray[np.float64], colour: Rgb) -> None:
    points = np.rint(canvas.to_px(corners_mm)).astype(np.int32)
    shade = np.rint(canvas.reflectance(colour) * 255).astype(int).tolist()
    cv2.fillPoly(canvas.pixels, [points], shade, cv2.LINE_AA)


def _stain(canvas: Canvas, rng: np.random.Generator) -> None:
    """Lay a ring of tea, a thumb print's smear or a spot of something on the page; light enough to write over."""
    width_mm, height_mm = canvas.size_mm
    centre = np.array([[rng.uniform(0, width_mm), rng.uniform(0, height_mm)]])
    radius_mm = float(rng.uniform(2, 22))
    window = canvas.window(centre, radius_mm * 1.2)
    if window is None:
        return
    left, top, right, bottom = window
    at = canvas.to_px(centre[0])
    x = (np.arange(left, right) - at[0]) / (radius_mm * canvas.px_per_mm)
    y = (np.arange(top, bottom) - at[1]) / (radius_mm * canvas.px_per_mm) * rng.uniform(0.8, 1.25)
    distance = np.sqrt(x[None, :] ** 2 + y[:, None] ** 2).astype(np.float32)
    inside = np.clip((1 - distance) * 12, 0, 1)
    rim = np.exp(-(((distance - 0.93) / 0.05) ** 2))
    coverage = np.float32(rng.uniform(0.03, 0.16)) * inside + np.float32(rng.uniform(0.0, 0.25)) * rim * inside
    canvas.stain(left, top, coverage.astype(np.float32), (150.0, 120.0, 80.0))


def _staple(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw a staple, or the two holes it left, by a top corner."""
    width_mm, _ = canvas.size_mm
    x_mm = float(rng.choice([rng.uniform(6, 16), width_mm - rng.uniform(6, 16)]))
    y_mm = float(rng.uniform(4, 9))
    angle = float(rng.normal(0, 0.5))
    ends = np.array([[-5.5, 0.0], [5.5, 0.0]]) @ np.array(
        [[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]
    )
    points = np.rint(canvas.to_px(ends + np.array([x_mm, y_mm])) * 16).astype(np.int32).tolist()
    dark = [80] * 3 if canvas.in_colour else 80
    if rng.random() < 0.5:
        cv2.line(canvas.pixels, points[0], points[1], dark, max(round(0.5 * canvas.px_per_mm), 1), cv2.LINE_AA, 4)
    else:
        for point in points:
            cv2.circle(canvas.pixels, point, round(0.3 * canvas.px_per_mm * 16), dark, -1, cv2.LINE_AA, 4)
