"""What is wrong with the scan, in words that help the clerk get a better one?"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from omr.detect.corners import lost_marks
from omr.detect.frame import dark_border, other_paper
from omr.detect.greys import Greys, greys_of
from omr.detect.image import GreyImage, Picture
from omr.detect.streaks import find_streaks
from omr.geometry import MM_PER_INCH, SizeMm
from omr.layout.sheet import PageLayout
from omr.reading import Alignment, Finding
from omr.reasons import Reason

# Skew that the paper guides should have kept away; reading bears ten times as much.
_SKEW_WORTH_A_WORD_DEG = 2.0
_LOW_DPI = 140
# Office printers are true to half a per cent, feeders to one.
_SCALE_TOLERANCE = 0.015
# A file's resolution is believed where it makes the picture as wide as paper or glass: A6, A5, A4, Letter, A3.
_WIDTHS_MM = (105.0, 148.0, 210.0, 215.9, 297.0)
_WIDTH_TOLERANCE_MM = 1.5
# Toner and outlines this dark are at the edge of what a scanner set a little lighter keeps. On 200 simulated pages of
# clean desks and offices with good toner the first was never below 0.70, the second never below 0.16.
_FAINT_BLACK, _FAINT_OUTLINE = 0.60, 0.10
# Paper darker than this is no paper: grey recycled paper in a dark scan had 102, the paper of negatives less than 60.
_DARKEST_PAPER = 90


@dataclass(frozen=True, slots=True)
class PageSeen:
    """A page that was read, as far as its faults can be told from it.

    Attributes
    ----------
    pixels
        (H, W) or (H, W, 3) uint8 as decoded, `reduced` pixels of the file's picture across each.
    small
        The page at 95 to 190 dpi.
    black, outline_darkness
        Darkness of the corner marks and of the outlines, 0..1.
    dpi
        Resolution that the file claims, or None where it claims none.
    greys
        Those of the picture.
    """

    pixels: NDArray[np.uint8]
    reduced: int
    small: Picture
    page: PageLayout
    page_size: SizeMm
    alignment: Alignment
    black: float
    outline_darkness: float
    dpi: float | None
    greys: Greys


def findings(seen: PageSeen) -> tuple[Finding, ...]:
    """Return what is worth a word about a page that was read, with its place: what must be mended first, first."""
    settings = _of_settings(seen.alignment, seen.small, seen.greys)
    return (*_of_frame(seen), *_of_glass(seen), *_of_print(seen), *settings)


def settings_findings(
    pixels: NDArray[np.uint8], small: Picture, alignment: Alignment, reduced: int = 1
) -> tuple[Finding, ...]:
    """Return how a page lay and how the scanner was set, for pages without corner marks: the rest needs them.

    Parameters
    ----------
    pixels
        (H, W) or (H, W, 3) uint8 as decoded.
    small
        The page at some 100 dpi.
    """
    return tuple(_of_settings(alignment, small, greys_of(pixels, reduced)))


def is_blank(small: GreyImage) -> bool:
    """Tell whether a page has next to no ink: fewer than 1 in 2,000 sampled pixels darker than its paper.

    A sheet of ours has fifty times as much; the back of one shows at most a faint ghost of its front. A dark page is
    none: nobody looks at blank pages, and a filled sheet may be on it as a negative.
    """
    sample = small[::3, ::3]
    # The outer twentieth is left out: shadows of the paper's edge are no ink.
    h, w = sample.shape
    inner = sample[h // 20 : h - h // 20, w // 20 : w - w // 20]
    if inner.size == 0:
        return True
    paper = float(np.median(inner))
    return paper >= _DARKEST_PAPER and bool((inner < paper * 0.75).mean() < 1 / 2000)


def is_dark(pixels: NDArray[np.uint8]) -> bool:
    """Tell whether a picture, (H, W) or (H, W, 3), is mostly as dark as no paper is: it may be a negative."""
    return float(np.median(pixels[::16, ::16])) < _DARKEST_PAPER


def _of_frame(seen: PageSeen) -> Iterator[Finding]:
    """Yield what hides or takes away part of the sheet."""
    alignment = seen.alignment
    if other_paper(seen.small, seen.page_size):
        yield Finding(Reason.OTHER_PAPER)
    if len(alignment.markers) < len(seen.page.fiducials):
        lost = lost_marks(seen.small, seen.page.fiducials, alignment.markers)
        for edge in lost.beyond:
            yield Finding(Reason.CUT_OFF, (("edge", edge.value),))
        for corner in lost.hidden:
            yield Finding(Reason.CORNER_HIDDEN, (("corner", corner.name.lower()),))
        if lost.unexplained:
            yield Finding(Reason.FEW_MARKERS, (("found", str(len(alignment.markers))),))


def _of_glass(seen: PageSeen) -> Iterator[Finding]:
    """Yield what the scanner drew: streaks, by their place in the picture as it was scanned."""
    for streak in find_streaks(seen.small, seen.page_size):
        reason = Reason.LIGHT_STREAK if streak.light else Reason.STREAK
        place_mm = (streak.place_px + 0.5) / _small_px_per_mm(seen)
        yield Finding(reason, (("edge", "left" if streak.upright else "top"), ("position_mm", f"{place_mm:.1f}")))


def _of_print(seen: PageSeen) -> Iterator[Finding]:
    """Yield what the printer did."""
    scale = seen.alignment.px_per_mm * MM_PER_INCH / seen.dpi if seen.dpi and _is_trusted(seen) else 1.0
    if 0.9 < scale < 1.1 and abs(scale - 1) > _SCALE_TOLERANCE:
        yield Finding(Reason.PRINT_SCALE, (("percent", f"{100 * scale:.0f}"),))
    if (seen.black < _FAINT_BLACK or seen.outline_darkness < _FAINT_OUTLINE) and seen.greys is not Greys.NONE:
        yield Finding(Reason.FAINT_PRINT)


def _of_settings(alignment: Alignment, small: Picture, greys: Greys) -> Iterator[Finding]:
    """Yield how the paper lay and the scanner was set."""
    if greys is Greys.NONE:
        yield Finding(Reason.ONE_BIT)
    seen_dpi = alignment.px_per_mm * MM_PER_INCH
    if seen_dpi < _LOW_DPI:
        yield Finding(Reason.LOW_RESOLUTION, (("dpi", f"{seen_dpi:.0f}"),))
    if abs(alignment.skew_deg) > _SKEW_WORTH_A_WORD_DEG:
        yield Finding(Reason.SKEWED, (("degrees", f"{abs(alignment.skew_deg):.1f}"),))
    border = dark_border(small)
    if border is not None:
        edge, width_mm = border
        yield Finding(Reason.DARK_BORDER, (("edge", edge.value), ("width_mm", f"{width_mm:.0f}")))
    if alignment.turn_deg:
        yield Finding(Reason.TURNED, (("degrees", str(alignment.turn_deg)),))


def _is_trusted(seen: PageSeen) -> bool:
    """Tell whether the resolution that a file claims makes its picture as wide as paper is."""
    short_px = min(seen.pixels.shape[:2]) * seen.reduced
    width_mm = short_px / seen.dpi * MM_PER_INCH if seen.dpi else 0.0
    return any(abs(width_mm - paper_mm) <= _WIDTH_TOLERANCE_MM for paper_mm in _WIDTHS_MM)


def _small_px_per_mm(seen: PageSeen) -> float:
    """Return the resolution of the small copy on the glass: the file's where it is believed, else the print's."""
    of_file = seen.dpi / MM_PER_INCH if seen.dpi and _is_trusted(seen) else seen.alignment.px_per_mm
    shrink = max(seen.small.grey.shape) / (max(seen.pixels.shape[:2]) * seen.reduced)
    return float(of_file * shrink)
