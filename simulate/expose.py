"""What does the scanner make of the light it sees? Lamp, lens, sensor, streaks, threshold and compression."""

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.geometry import MM_PER_INCH
from simulate.canvas import Pixels
from simulate.options import ScanMode
from simulate.scanners import Scanner

_NOISE_TILE_PX = 512
_BAYER = np.array(
    [[0, 32, 8, 40, 2, 34, 10, 42], [48, 16, 56, 24, 50, 18, 58, 26], [12, 44, 4, 36, 14, 46, 6, 38],
     [60, 28, 52, 20, 62, 30, 54, 22], [3, 35, 11, 43, 1, 33, 9, 41], [51, 19, 59, 27, 49, 17, 57, 25],
     [15, 47, 7, 39, 13, 45, 5, 37], [63, 31, 55, 23, 61, 29, 53, 21]]
)  # fmt: skip


def expose(seen: Pixels, scanner: Scanner, rng: np.random.Generator) -> tuple[Pixels, bytes | None]:
    """Return the picture that the scanner delivers, and its JPEG file where it compresses so.

    Parameters
    ----------
    seen
        (H, W) or (H, W, 3) BGR uint8: the paper under the glass, geometry done; may be drawn on.

    Returns
    -------
    pixels
        What a reader of the file sees, turned as the scanner turns it; one-bit as 0 and 255.
    """
    px_per_mm = scanner.dpi / MM_PER_INCH
    picture = _lit(seen, scanner)
    picture = _focused(picture, scanner.blur_mm * px_per_mm)
    picture = _toned(picture, scanner)
    _add_noise(picture, scanner, rng)
    _draw_streaks(picture, scanner, px_per_mm)
    _draw_border(picture, scanner, px_per_mm)
    if scanner.mode is ScanMode.ONE_BIT:
        return turned(_one_bit(picture, scanner), scanner.turn_deg), None
    picture = turned(picture, scanner.turn_deg)
    ok, encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, scanner.jpeg_quality])
    if not ok:
        raise ValueError(f"a picture of shape {picture.shape} cannot be written as JPEG")
    flag = cv2.IMREAD_COLOR if picture.ndim == 3 else cv2.IMREAD_GRAYSCALE
    return np.asarray(cv2.imdecode(encoded, flag), dtype=np.uint8), encoded.tobytes()


def tone_table(scanner: Scanner) -> Pixels:
    """Return the scanner's curve as 256 levels."""
    return np.array([round(scanner.level(value / 255)) for value in range(256)], dtype=np.uint8)


def turned(picture: Pixels, turn_deg: int) -> Pixels:
    """Return the picture turned clockwise by 0, 90, 180 or 270 degrees."""
    codes = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    return np.asarray(cv2.rotate(picture, codes[turn_deg]), dtype=np.uint8) if turn_deg else picture


def _toned(picture: Pixels, scanner: Scanner) -> Pixels:
    table = tone_table(scanner)
    if picture.ndim == 3:
        tinted = np.column_stack([np.rint(table * share) for share in scanner.tint[::-1]]).astype(np.uint8)
        return np.asarray(cv2.LUT(picture, tinted[None]), dtype=np.uint8)
    return np.asarray(cv2.LUT(picture, table), dtype=np.uint8)


def _lit(picture: Pixels, scanner: Scanner) -> Pixels:
    loss_x, loss_y = scanner.lamp_loss
    if max(abs(loss_x), abs(loss_y)) < 0.004:
        return picture
    height_px, width_px = picture.shape[:2]
    # The lamp is weaker towards one side, a little curved.
    x, y = np.linspace(0, 1, 64), np.linspace(0, 1, 96)
    fall_x = abs(loss_x) * (x if loss_x > 0 else 1 - x) ** 1.5
    fall_y = abs(loss_y) * (y if loss_y > 0 else 1 - y)
    lamp = np.rint(255 * (1 - fall_x[None, :]) * (1 - fall_y[:, None])).astype(np.uint8)
    full = cv2.resize(lamp, (width_px, height_px), interpolation=cv2.INTER_LINEAR)
    full = cv2.merge([full, full, full]) if picture.ndim == 3 else full
    return np.asarray(cv2.multiply(picture, full, scale=1 / 255), dtype=np.uint8)


def _focused(picture: Pixels, sigma_px: float) -> Pixels:
    if sigma_px < 0.3:
        return picture
    side = 3 if sigma_px < 0.8 else 2 * int(np.ceil(2.5 * sigma_px)) + 1
    return np.asarray(cv2.GaussianBlur(picture, (side, side), sigma_px), dtype=np.uint8)


def _add_noise(picture: Pixels, scanner: Scanner, rng: np.random.Generator) -> None:
    """Add the sensor's noise in place: one tile of it, laid at places drawn anew."""
    if scanner.noise < 0.3:
        return
    tile = rng.standard_normal((_NOISE_TILE_PX, _NOISE_TILE_PX, *picture.shape[2:]), dtype=np.float32)
    grains = np.rint(tile * np.float32(scanner.noise)).astype(np.int16)
    height_px, width_px = picture.shape[:2]
    repeats = (1, -(-width_px // _NOISE_TILE_PX) + 1) + (1,) * (picture.ndim - 2)
    wide = np.tile(grains, repeats)
    for top in range(0, height_px, _NOISE_TILE_PX):
        rows = picture[top : top + _NOISE_TILE_PX]
        start = int(rng.integers(_NOISE_TILE_PX))
        piece = wide[: rows.shape[0], start : start + width_px]
        piece = piece[::-1] if rng.random() < 0.5 else piece
        rows[:] = cv2.add(rows, np.ascontiguousarray(piece), dtype=cv2.CV_8U)


def _draw_streaks(picture: Pixels, scanner: Scanner, px_per_mm: float) -> None:
    height_px, width_px = picture.shape[:2]
    for streak in scanner.streaks:
        left = int(np.clip(round((streak.x_mm - streak.width_mm / 2) * px_per_mm), 0, width_px - 1))
        right = max(round((streak.x_mm + streak.width_mm / 2) * px_per_mm), left + 1)
        rows = slice(round(streak.top * height_px), round(streak.bottom * height_px))
        band = picture[rows, left:right].astype(np.float32)
        band = band * streak.light if streak.light < 1 else 255 - (255 - band) * (2 - streak.light)
        picture[rows, left:right] = np.clip(band, 0, 255).astype(np.uint8)


def _draw_border(picture: Pixels, scanner: Scanner, px_per_mm: float) -> None:
    left, top, right, bottom = (round(width_mm * px_per_mm) for width_mm in scanner.border_mm)
    level = scanner.background
    height_px, width_px = picture.shape[:2]
    picture[:top] = level
    picture[height_px - bottom :] = level
    picture[:, :left] = level
    picture[:, width_px - right :] = level


def _one_bit(picture: Pixels, scanner: Scanner) -> Pixels:
    if not scanner.dithered:
        level = scanner.threshold * scanner.level(1.0)
        return np.asarray(cv2.threshold(picture, level, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)
    height_px, width_px = picture.shape
    screen: NDArray[np.uint8] = (_BAYER * 3 + 24).astype(np.uint8)
    screen = np.tile(screen, (-(-height_px // 8), -(-width_px // 8)))[:height_px, :width_px]
    return np.asarray(cv2.compare(picture, screen, cv2.CMP_GT), dtype=np.uint8)
