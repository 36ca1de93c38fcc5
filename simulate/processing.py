"""What does a machine make of its own picture before anybody sees it? Sharper edges, whiter paper, other pixels.

Scanners and the programs beside them sharpen, clean the background, take screens away, resize and compress, each in its
own way. None of it belongs to a grade: a reader that is to be surprised by no machine learns from all of it.
"""

from collections.abc import Callable
from typing import TypeAlias

import cv2
import numpy as np

from simulate.canvas import Pixels
from simulate.chance import Range, happens

# How many things are done to a picture, as shares of one, two and three.
_COUNT_SHARES = (0.5, 0.35, 0.15)
_SHARPEN_PX, _SHARPEN_AMOUNT = Range(0.7, 2.0), Range(0.4, 2.0)
# The paper is taken for white a little below what it is, and what is nearly black for black.
_WHITE_SHARE, _BLACK_LEVEL = Range(0.9, 1.02), Range(0, 50)
_SOFTEN_PX = Range(0.5, 1.3)
# Between 140 and 400 dpi, whatever the scan was; a pixel of a coarser one is larger than a pen's line.
_RESIZED_DPI = Range(140, 400)
_QUALITY = Range(15, 60)
# Local thresholds as text modes have: the mean of some 6 mm, less this many levels.
_BLOCK_MM, _BELOW_MEAN = 6.0, Range(10, 24)
# Uneven light and printed backgrounds, as shares of the paper's level.
_CLOUDS, _PATTERN = Range(0.01, 0.05), Range(0.01, 0.03)
_MM_PER_INCH = 25.4

_Step: TypeAlias = Callable[[Pixels, float, np.random.Generator], Pixels]


def processed(pixels: Pixels, dpi: float, faint: bool, rng: np.random.Generator) -> Pixels:
    """Return a scan as another machine might have handed it on.

    Parameters
    ----------
    pixels
        (H, W) or (H, W, 3) uint8; not changed.
    dpi
        Its resolution.
    faint
        Whether its pen is so faint that cleaning the paper would take it away.
    """
    cleaning = () if faint else (_with_clean_paper, _thresholded)
    # In the order that machines do them in: light and optics first, files last.
    steps: tuple[_Step, ...] = (
        _on_uneven_paper,
        _softened,
        _sharpened,
        _despeckled,
        *cleaning[:1],
        _resized,
        *cleaning[1:],
        _compressed,
    )
    count = int(rng.choice(3, p=_COUNT_SHARES)) + 1
    for number in sorted(rng.choice(len(steps), size=count, replace=False)):
        pixels = steps[number](pixels, dpi, rng)
    return pixels


def _sharpened(pixels: Pixels, dpi: float, rng: np.random.Generator) -> Pixels:
    """Mask unsharply: dark lines get light rims."""
    amount = _SHARPEN_AMOUNT.draw(rng)
    soft = cv2.GaussianBlur(pixels, (0, 0), _SHARPEN_PX.draw(rng) * dpi / 300)
    return np.asarray(cv2.addWeighted(pixels, 1 + amount, soft, -amount, 0), np.uint8)


def _softened(pixels: Pixels, dpi: float, rng: np.random.Generator) -> Pixels:
    """Take away the screens of printed pictures."""
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), _SOFTEN_PX.draw(rng) * dpi / 300), np.uint8)


def _despeckled(pixels: Pixels, _dpi: float, _rng: np.random.Generator) -> Pixels:
    return np.asarray(cv2.medianBlur(pixels, 3), np.uint8)


def _with_clean_paper(pixels: Pixels, _dpi: float, rng: np.random.Generator) -> Pixels:
    """Make white what is nearly paper, and black what is nearly black."""
    paper = float(np.median(pixels[::16, ::16]))
    white, black = paper * _WHITE_SHARE.draw(rng), _BLACK_LEVEL.draw(rng)
    levels = (np.arange(256) - black) * (255 / max(white - black, 1.0))
    return np.asarray(cv2.LUT(pixels, np.clip(levels, 0, 255).astype(np.uint8)), np.uint8)


def _resized(pixels: Pixels, dpi: float, rng: np.random.Generator) -> Pixels:
    factor = _RESIZED_DPI.draw(rng) / dpi
    ways = (cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_AREA) + (cv2.INTER_NEAREST,) * (factor > 0.7)
    return np.asarray(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=int(rng.choice(ways))), np.uint8)


def _thresholded(pixels: Pixels, dpi: float, rng: np.random.Generator) -> Pixels:
    """Make it black and white by the paper around, not by one level for the page."""
    grey = pixels if pixels.ndim == 2 else np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8)
    block = int(_BLOCK_MM * dpi / _MM_PER_INCH) | 1
    below = _BELOW_MEAN.draw(rng)
    return np.asarray(
        cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, block, below), np.uint8
    )


def _compressed(pixels: Pixels, _dpi: float, rng: np.random.Generator) -> Pixels:
    _, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(_QUALITY.draw(rng))])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_UNCHANGED), np.uint8)


def _on_uneven_paper(pixels: Pixels, _dpi: float, rng: np.random.Generator) -> Pixels:
    """Lay clouds of light and shade over it, and at times a pattern of fine lines as on printed paper."""
    height, width = pixels.shape[:2]
    clouds = cv2.resize(rng.normal(1.0, _CLOUDS.draw(rng), (9, 7)).astype(np.float32), (width, height))
    shade = np.asarray(clouds, np.float32)
    if happens(rng, 0.4):
        period, slope = rng.uniform(6, 40), rng.uniform(-1, 1)
        phase = (np.arange(width)[None, :] + slope * np.arange(height)[:, None]) * (2 * np.pi / period)
        shade = shade + (_PATTERN.draw(rng) * np.sin(phase)).astype(np.float32)
    shaded = pixels * (shade if pixels.ndim == 2 else shade[..., None])
    return np.asarray(np.clip(shaded, 0, 255), np.uint8)
