"""What is wrong with the scan, in words that help the clerk get a better one?"""

import numpy as np

from omr.detect.image import GreyImage
from omr.reading import Alignment, Finding
from omr.reasons import Reason

# Skew that the paper guides should have kept away; reading bears ten times as much.
_SKEW_WORTH_A_WORD_DEG = 2.0
_LOW_DPI = 140
# Office printers are true to half a per cent, feeders to one.
_SCALE_TOLERANCE = 0.015
# Toner this much lighter than black is at the edge of what 1-bit scans keep.
_FAINT_BLACK = 0.55


def findings(grey: GreyImage, alignment: Alignment, black: float, dpi: float | None) -> tuple[Finding, ...]:
    """Return what is worth a word about a page that was read.

    Parameters
    ----------
    black
        Darkness of the printed black, 0..1.
    dpi
        Resolution that the file claims, or None where it claims none.
    """
    found = []
    if len(alignment.markers) < 4:
        found.append(Finding(Reason.FEW_MARKERS, (("found", str(len(alignment.markers))),)))
    if alignment.turn_deg:
        found.append(Finding(Reason.TURNED, (("degrees", str(alignment.turn_deg)),)))
    if abs(alignment.skew_deg) > _SKEW_WORTH_A_WORD_DEG:
        found.append(Finding(Reason.SKEWED, (("degrees", f"{abs(alignment.skew_deg):.1f}"),)))
    seen_dpi = alignment.px_per_mm * 25.4
    if seen_dpi < _LOW_DPI:
        found.append(Finding(Reason.LOW_RESOLUTION, (("dpi", f"{seen_dpi:.0f}"),)))
    if dpi and 0.9 < seen_dpi / dpi < 1.1 and abs(seen_dpi / dpi - 1) > _SCALE_TOLERANCE:
        found.append(Finding(Reason.PRINT_SCALE, (("percent", f"{100 * seen_dpi / dpi:.0f}"),)))
    if _is_one_bit(grey):
        found.append(Finding(Reason.ONE_BIT))
    elif black < _FAINT_BLACK:
        found.append(Finding(Reason.FAINT_PRINT))
    return tuple(found)


def is_blank(small: GreyImage) -> bool:
    """Tell whether a page has next to no ink: fewer than 1 in 2,000 sampled pixels darker than its paper.

    A sheet of ours has fifty times as much; the back of one shows at most a faint ghost of its front.
    """
    sample = small[::3, ::3]
    # The outer twentieth is left out: shadows of the paper's edge are no ink.
    h, w = sample.shape
    inner = sample[h // 20 : h - h // 20, w // 20 : w - w // 20]
    if inner.size == 0:
        return True
    paper = float(np.median(inner))
    return bool((inner < paper * 0.75).mean() < 1 / 2000)


def _is_one_bit(grey: GreyImage) -> bool:
    """Tell whether a picture holds black and white only, on a sample of its pixels."""
    sample = grey[:: max(1, grey.shape[0] // 200), :: max(1, grey.shape[1] // 200)]
    return bool(((sample < 8) | (sample > 247)).all())
