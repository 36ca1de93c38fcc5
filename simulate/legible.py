"""Could a person read it? A simulated truth is honest only where the marks can be seen on the scan.

A pencil may vanish under a hard threshold and a box may leave the glass. Such scans exist, but nobody could say what
their respondents meant, so none is handed out with a truth.
"""

from math import erf, hypot, sqrt

import numpy as np

from omr.geometry import MM_PER_INCH
from omr.layout.sheet import PageLayout
from simulate.copies import CopyTone
from simulate.options import ScanMode
from simulate.paper import Wear
from simulate.pens import Pen
from simulate.scanners import Scanner
from simulate.warp import Warp

# Levels of 255 between a line and its paper: on a screen, 20 are seen at a glance, less only when looked for.
MIN_CONTRAST = 20.0
# And this many times the noise.
MIN_CONTRAST_TO_NOISE = 2.0
# In one-bit scans, how far ink and paper must lie from the threshold.
MIN_MARGIN = 12.0
# The level below which a screened scan is black for the most part.
_DITHER_LEVEL = 110.0
# The outlines are printed at 60 to 70 % black.
_OUTLINE_DARKNESS = 0.65
# A line as long as a box's side is seen where a short mark would not be.
_MIN_OUTLINE_CONTRAST = 9.0
# How near to the edge of the scan a box may lie.
MIN_EDGE_MM = 4.5


def pen_light(pen: Pen, scanner: Scanner) -> float:
    """Return how much light (0..1 of the paper's) a line of this pen sends where it is darkest, after the lens."""
    # The usual line is a little fainter than the pen at its best; lens and pixels spread a thin one.
    coverage = pen.opacity * (1 - 0.12 * pen.grain) * 0.9
    spread_mm = hypot(scanner.blur_mm, 0.3 * MM_PER_INCH / scanner.dpi) + 1e-6
    coverage *= erf(pen.width_mm / 2 / (spread_mm * sqrt(2)))
    weights = (0.30, 0.59, 0.11) if scanner.mode is ScanMode.COLOUR else scanner.grey_weights
    ink = sum(value / 255 * weight for value, weight in zip(pen.colour, weights, strict=True))
    return 1 - coverage * (1 - ink)


def shows(pen: Pen, copies: tuple[CopyTone, ...], scanner: Scanner) -> bool:
    """Tell whether this pen's lines can be seen after these copies on this scan."""
    ink, paper = pen_light(pen, scanner), 1.0
    for tone in copies:
        table = tone.table()
        ink, paper = (float(table[round(255 * light)]) / 255 for light in (ink, paper))
    dimmest = paper * (1 - abs(scanner.lamp_loss[0])) * (1 - abs(scanner.lamp_loss[1]))
    if scanner.mode is ScanMode.ONE_BIT:
        cut = _DITHER_LEVEL if scanner.dithered else scanner.threshold * scanner.level(1.0)
        margin = max(MIN_MARGIN, scanner.noise)
        return scanner.level(ink) < cut - margin and scanner.level(dimmest) > cut + margin
    dark = dimmest / paper
    contrast = scanner.level(dark * paper) - scanner.level(dark * ink)
    return contrast >= max(MIN_CONTRAST, MIN_CONTRAST_TO_NOISE * scanner.noise)


def outlines_show(outline_mm: float, wear: Wear, scanner: Scanner) -> bool:
    """Tell whether enough is left of the boxes' printed outlines to say which box a mark is in.

    A dotted line is enough; the toner of a page is uneven, so the middle of what is left of it is judged.
    """
    copies = (*wear.copies_before, *wear.copies_after)
    spread_mm = hypot(scanner.blur_mm, 0.3 * MM_PER_INCH / scanner.dpi, *(tone.blur_mm for tone in copies)) + 1e-6
    dark = _OUTLINE_DARKNESS * (1 - wear.toner_loss) * erf(outline_mm / 2 / (spread_mm * sqrt(2)))
    line, paper = 1 - dark, 1.0
    for tone in copies:
        table = tone.table()
        line, paper = (float(table[round(255 * light)]) / 255 for light in (line, paper))
    if scanner.mode is ScanMode.ONE_BIT:
        cut = _DITHER_LEVEL if scanner.dithered else scanner.threshold * scanner.level(1.0)
        return scanner.level(line) < cut
    return scanner.level(paper) - scanner.level(line) >= max(_MIN_OUTLINE_CONTRAST, scanner.noise)


def boxes_inside(layout: PageLayout, geometry: Warp) -> bool:
    """Tell whether every box of the page is on the scan."""
    centres = np.array([(box.box.centre.x_mm, box.box.centre.y_mm) for _, box in layout.boxes()]).reshape(-1, 2)
    seen = geometry.scan_from_sheet(centres)
    return bool(np.all(seen > MIN_EDGE_MM) and np.all(seen < np.array(geometry.size_mm) - MIN_EDGE_MM))
