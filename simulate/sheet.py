"""How does a blank page become a scanned sheet with a known truth? Writer, paper and scanner, one after another."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from omr.geometry import MM_PER_INCH
from omr.layout.sheet import PageLayout, SheetLayout
from simulate.canvas import Canvas, Pixels
from simulate.chance import Stream
from simulate.expose import expose
from simulate.grades import GRADES
from simulate.ink import make_grain
from simulate.legible import boxes_inside, outlines_show, pen_light, shows
from simulate.options import Grade, ScanMode
from simulate.paper import Wear, draw_wear, tear, wear_blank, wear_filled
from simulate.respondents import Filling, fill_in
from simulate.scanners import Scanner, draw_scanner
from simulate.truth import SheetTruth
from simulate.warp import Warp, warp
from simulate.writing import write_on

# Below this a pen's line is too coarse to be drawn well, whatever the scan's resolution.
_MIN_WORKING_DPI = 200.0
# How often another machine is tried before the plainest one is taken.
_ATTEMPTS = 18
# What shows through stays this far below the pen's own ink, or nobody could tell them apart.
_MAX_SHOW_THROUGH = 0.35

# Streams of chance below a sheet's seed; 0 is the respondent's own.
_RESPONDENT, _WRITING, _WEAR, _WEARING, _SCANNER, _EXPOSURE = range(6)


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page as a scanner delivers it, and its truth.

    `pixels` is uint8, (H, W) grey, or (H, W, 3) in OpenCV's order blue, green, red; one-bit scans are grey of 0 and
    255. `jpeg` is the very file that the scanner wrote of them, without a resolution, None for a one-bit scan.
    """

    pixels: Pixels
    dpi: float
    truth: SheetTruth
    jpeg: bytes | None
    jpeg_quality: int

    @property
    def one_bit(self) -> bool:
        """Tell whether the scan has only black and white."""
        return self.jpeg is None


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """All that was drawn by chance for one page, before a pixel is touched."""

    filling: Filling
    wear: Wear
    scanner: Scanner
    geometry: Warp


def simulate_page(  # noqa: PLR0913, PLR0917 - what a scanned page depends on, one by one
    blank: Pixels,
    blank_dpi: float,
    sheet: SheetLayout,
    page_number: int,
    serial: str | None,
    grade: Grade,
    seed: int,
) -> ScannedPage:
    """Fill in, wear and scan one page of a sheet.

    Parameters
    ----------
    blank
        The printed page, (H, W, 3) RGB or (H, W) grey uint8, covering the whole paper; not changed.
    blank_dpi
        Its resolution; 300 is best.
    seed
        Names the sheet: pages with one seed have one writer. Any integer.

    Raises
    ------
    ValueError
        When the sheet has no such page.
    """
    layout = sheet.page(page_number)
    if layout is None:
        raise ValueError(f"form {sheet.form} has no page {page_number}")
    stream = Stream(seed)
    plan = plan_page(sheet, layout, stream, grade)
    pixels, jpeg = render_plan(blank, blank_dpi, layout, plan, grade, stream)
    truth = SheetTruth(
        serial=serial,
        form=sheet.form,
        page_number=page_number,
        grade=grade.name,
        seed=seed,
        answers=plan.filling.answers,
        boxes=plan.filling.boxes(layout),
        facts=(*plan.wear.facts, *plan.scanner.facts),
        pen=plan.filling.writer.pen.kind.value,
        writer_kind=plan.filling.writer.kind,
        dpi=plan.scanner.dpi,
        turn_deg=plan.scanner.turn_deg,
    )
    return ScannedPage(pixels, plan.scanner.dpi, truth, jpeg, plan.scanner.jpeg_quality)


def plan_page(sheet: SheetLayout, layout: PageLayout, stream: Stream, grade: Grade) -> SheetPlan:
    """Return what happens to a page; the marks can be seen on the scan and every box is on it."""
    number = layout.number
    filling = fill_in(layout, stream.child(_RESPONDENT), grade)
    size_mm = (sheet.page_size.width_mm, sheet.page_size.height_mm)
    wear = draw_wear(layout, size_mm, grade.paper, stream.child(_WEAR, number).rng())
    scanner, wear = _fitting_scanner(sheet, layout, (filling, wear), stream, grade)
    geometry = _geometry(size_mm, wear, scanner)
    visible = 1 - pen_light(filling.writer.pen, scanner)
    wear = replace(wear, show_through=min(wear.show_through, _MAX_SHOW_THROUGH * visible))
    return SheetPlan(filling, wear, scanner, geometry)


def render_plan(
    blank: Pixels, blank_dpi: float, layout: PageLayout, plan: SheetPlan, grade: Grade, stream: Stream
) -> tuple[Pixels, bytes | None]:
    """Return the picture that the scanner delivers of a planned page, and its JPEG file where there is one."""
    number = layout.number
    canvas = _paper(blank, blank_dpi, plan)
    wearing = stream.child(_WEARING, number).rng()
    writing = stream.child(_WRITING, number).rng()
    grain = make_grain(canvas.px_per_mm, wearing)
    wear_blank(canvas, plan.wear, wearing)
    write_on(canvas, layout, plan.filling, grade.respondent, grain, writing)
    wear_filled(canvas, plan.wear, grain, wearing)
    background = float(plan.scanner.background)
    tear(canvas, plan.wear, (background, background, background))
    outside = (plan.scanner.background,) * 3
    seen = warp(canvas, plan.geometry, plan.scanner.dpi / MM_PER_INCH, outside)
    return expose(seen, plan.scanner, stream.child(_EXPOSURE, number).rng())


def _fitting_scanner(
    sheet: SheetLayout, layout: PageLayout, page: tuple[Filling, Wear], stream: Stream, grade: Grade
) -> tuple[Scanner, Wear]:
    """Return a machine on whose scan the marks, the outlines and every box can be seen, and the paper's wear.

    Another setting of the same kind of machine is tried first, then any machine, then paper that was not copied and
    has fresh toner, and at last the plainest machine.
    """
    filling, wear = page
    options = grade.scanner
    size_mm = (sheet.page_size.width_mm, sheet.page_size.height_mm)
    for attempt in range(_ATTEMPTS):
        scanner = draw_scanner(options, sheet.page_size, stream.child(_SCANNER, layout.number, attempt).rng())
        if (
            shows(filling.writer.pen, wear.copies_after, scanner)
            and outlines_show(sheet.outline_mm, wear, scanner)
            and boxes_inside(layout, _geometry(size_mm, wear, scanner))
        ):
            break
        if attempt == 0:
            options = replace(grade.scanner, modes=((scanner.mode, 1.0),))
        elif attempt == _ATTEMPTS // 3:
            options = grade.scanner
        elif attempt == _ATTEMPTS // 2:
            wear = replace(wear, copies_before=(), copies_after=(), toner_loss=0.0)
        elif attempt == _ATTEMPTS - 3:
            options = GRADES["clean"].scanner
    return scanner, wear


def _geometry(size_mm: tuple[float, float], wear: Wear, scanner: Scanner) -> Warp:
    return Warp(
        size_mm=size_mm,
        skew_deg=scanner.skew_deg,
        shift_mm=scanner.shift_mm,
        scale_x=wear.print_scale * scanner.stretch[0],
        scale_y=wear.print_scale * scanner.stretch[1],
        feed=scanner.feed,
        folds=wear.folds,
    )


def _paper(blank: Pixels, blank_dpi: float, plan: SheetPlan) -> Canvas:
    """Return a fresh copy of the page at the working resolution, grey unless the scan is in colour."""
    in_colour = plan.scanner.mode is ScanMode.COLOUR
    if blank.ndim == 3:
        blank = np.asarray(cv2.cvtColor(blank, cv2.COLOR_RGB2BGR if in_colour else cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    elif in_colour:
        blank = np.asarray(cv2.cvtColor(blank, cv2.COLOR_GRAY2BGR), dtype=np.uint8)
    else:
        blank = blank.copy()
    working_dpi = min(max(plan.scanner.dpi, _MIN_WORKING_DPI), blank_dpi)
    if working_dpi < blank_dpi:
        size_px = (round(blank.shape[1] * working_dpi / blank_dpi), round(blank.shape[0] * working_dpi / blank_dpi))
        blank = np.asarray(cv2.resize(blank, size_px, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return Canvas(blank, plan.geometry.size_mm, plan.scanner.grey_weights)
