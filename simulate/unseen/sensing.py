"""What does the scanner make of the light? Blur, halo, tones, stripes, noise, streaks, one bit or JPEG."""

from dataclasses import dataclass, replace
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from simulate.chance import happens, pick
from simulate.unseen.options import SensorOptions

Pixels = NDArray[np.uint8]

_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) * 16 + 8


class OneBit(StrEnum):
    """How grey becomes black and white."""

    OTSU = "otsu"
    FIXED = "fixed"
    LOCAL = "local"
    DIFFUSED = "diffused"
    SCREENED = "screened"


@dataclass(frozen=True, slots=True)
class Sensor:
    """One scanner as it is set. Levels 0..1, noise in levels of 255; `one_bit` None where it gives tones."""

    dpi: float
    in_colour: bool
    one_bit: OneBit | None
    threshold: float
    blur_px: float
    halo: float
    gamma: float
    black: float
    white: float
    noise: float
    stripe: float
    streaks: int
    border: int
    jpeg_quality: int


def draw_sensor(options: SensorOptions, rng: np.random.Generator) -> Sensor:
    """Return a scanner."""
    one_bit = OneBit(str(rng.choice([str(way) for way in OneBit]))) if happens(rng, options.one_bit_share) else None
    dpi = pick(rng, options.dpi)
    return Sensor(
        dpi=max(dpi, 200.0) if one_bit else dpi,
        in_colour=happens(rng, options.colour_share) and one_bit is None,
        one_bit=one_bit,
        threshold=float(rng.uniform(0.45, 0.75)),
        blur_px=options.blur_px.draw(rng),
        halo=options.halo.draw(rng) if happens(rng, options.halo_share) else 0.0,
        gamma=options.gamma.draw(rng),
        black=options.black.draw(rng),
        white=options.white.draw(rng),
        noise=options.noise.draw_low(rng),
        stripe=options.stripe.draw_low(rng),
        streaks=int(rng.integers(1, 4)) if happens(rng, options.streak_share) else 0,
        border=int(rng.choice([12, 30, 70, 200])) if happens(rng, options.border_share) else 255,
        jpeg_quality=round(options.jpeg_quality.draw(rng)),
    )


def plainer(sensor: Sensor) -> Sensor:
    """Return the same scanner set so that faint marks show: tones, no hard clipping, little noise."""
    return replace(
        sensor, one_bit=None, gamma=1.0, black=0.05, white=0.95, noise=min(sensor.noise, 2.0), blur_px=0.5, streaks=0
    )


def sense(light: Pixels, sensor: Sensor, rng: np.random.Generator) -> tuple[Pixels, bytes | None]:
    """Return what the scanner delivers of the light that falls into it, and its JPEG file where it makes one."""
    seen = np.asarray(cv2.GaussianBlur(light, (0, 0), sensor.blur_px), np.uint8)
    seen = _toned(seen, sensor)
    _stripe(seen, sensor, rng)
    _streak(seen, sensor, rng)
    if sensor.noise > 0.4:
        seen = _noisy(seen, sensor.noise, rng)
    if sensor.halo > 0:
        soft = cv2.GaussianBlur(seen, (0, 0), 1.2)
        seen = np.asarray(cv2.addWeighted(seen, 1 + sensor.halo, soft, -sensor.halo, 0), np.uint8)
    if sensor.one_bit is not None:
        return _black_and_white(seen, sensor), None
    done, data = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, sensor.jpeg_quality])
    if not done:
        raise RuntimeError("OpenCV could not write a JPEG")
    shown = cv2.imdecode(data, cv2.IMREAD_COLOR if seen.ndim == 3 else cv2.IMREAD_GRAYSCALE)
    return np.asarray(shown, np.uint8), data.tobytes()


def _toned(seen: Pixels, sensor: Sensor) -> Pixels:
    tone = (np.arange(256) / 255) ** sensor.gamma
    table = np.clip(255 * (sensor.black + tone * (sensor.white - sensor.black)), 0, 255)
    return np.asarray(cv2.LUT(seen, np.rint(table).astype(np.uint8)), np.uint8)


def _stripe(seen: Pixels, sensor: Sensor, rng: np.random.Generator) -> None:
    """Give each column of the sensor its own gain, and each of its chips another."""
    if sensor.stripe < 0.002:
        return
    width = seen.shape[1]
    chips = np.repeat(rng.normal(0, sensor.stripe, 12), -(-width // 12))[:width]
    gain = (1 + chips + rng.normal(0, sensor.stripe / 2, width)).clip(0.7, 1.1).astype(np.float64)
    factor = np.rint(gain * 128).astype(np.uint8)
    full = np.broadcast_to(factor[None, :], seen.shape[:2])
    full = np.ascontiguousarray(full if seen.ndim == 2 else np.broadcast_to(full[:, :, None], seen.shape))
    cv2.multiply(seen, full, dst=seen, scale=1 / 128)


def _streak(seen: Pixels, sensor: Sensor, rng: np.random.Generator) -> None:
    """Draw the shadows of dirt on the glass from top to bottom, and the marks of a roller."""
    height, width = seen.shape[:2]
    for _ in range(sensor.streaks):
        x, thick = int(rng.integers(width)), int(rng.integers(1, 5))
        top, bottom = (0, height) if rng.random() < 0.6 else sorted(rng.integers(0, height, 2).tolist())
        part = seen[top:bottom, x : x + thick]
        part[:] = np.rint(part * rng.uniform(0.2, 0.85)).astype(np.uint8)


def _noisy(seen: Pixels, noise: float, rng: np.random.Generator) -> Pixels:
    """Add grain; one tile of it is laid again and again, which nobody sees."""
    height, width = seen.shape[:2]
    tile = rng.normal(0, noise, (613, 587)).astype(np.float32)
    grain = np.tile(tile, (-(-height // 613), -(-width // 587)))[:height, :width]
    if seen.ndim == 3:
        grain = np.dstack([grain, np.roll(grain, 101, axis=1), np.roll(grain, 211, axis=0)])
    return np.asarray(cv2.add(seen, grain, dtype=cv2.CV_8U), np.uint8)


def _black_and_white(seen: Pixels, sensor: Sensor) -> Pixels:
    if sensor.one_bit is OneBit.OTSU:
        return np.asarray(cv2.threshold(seen, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1], np.uint8)
    if sensor.one_bit is OneBit.FIXED:
        cut = sensor.threshold * float(np.median(seen[::16, ::16]))
        return np.asarray(cv2.threshold(seen, cut, 255, cv2.THRESH_BINARY)[1], np.uint8)
    if sensor.one_bit is OneBit.LOCAL:
        size = round(sensor.dpi / 6) | 1
        local = cv2.adaptiveThreshold(seen, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, size, 22)
        return np.asarray(local, np.uint8)
    if sensor.one_bit is OneBit.DIFFUSED:
        return np.array(Image.fromarray(seen).convert("1").convert("L"), dtype=np.uint8)
    height, width = seen.shape
    screen = np.tile(_BAYER, (-(-height // 4), -(-width // 4)))[:height, :width]
    return np.where(seen > screen, 255, 0).astype(np.uint8)
