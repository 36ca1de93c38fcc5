"""Scanners of the second world give grey, colour or one bit."""

from dataclasses import replace

import numpy as np
import pytest

from simulate.unseen.levels import LEVELS
from simulate.unseen.sensing import OneBit, draw_sensor, sense

_PLAIN = replace(
    draw_sensor(LEVELS["easy"].sensor, np.random.default_rng(0)),
    in_colour=False,
    blur_px=0.5,
    halo=0.0,
    gamma=1.0,
    black=0.0,
    white=1.0,
    noise=0.0,
    stripe=0.0,
    jpeg_quality=85,
)
_LIGHT = np.full((300, 200), 220, np.uint8)
_LIGHT[100:200, 50:150] = 30


@pytest.mark.parametrize("way", list(OneBit))
def test_one_bit_scans_are_black_and_white(way: OneBit) -> None:
    """A one-bit scan holds 0 and 255 only, has no JPEG, and the dark square is darker than the paper."""
    seen, jpeg = sense(_LIGHT, replace(_PLAIN, one_bit=way), np.random.default_rng(1))

    assert jpeg is None
    assert set(np.unique(seen).tolist()) <= {0, 255}
    assert seen[100:110, 60:140].mean() < seen[10:50].mean()


def test_a_plain_scanner_keeps_tones() -> None:
    """Without faults the levels are those of the light, within what JPEG loses."""
    seen, jpeg = sense(_LIGHT, _PLAIN, np.random.default_rng(2))

    assert jpeg is not None
    assert abs(float(seen[120:180, 70:130].mean()) - 30) < 3
    assert abs(float(seen[:80].mean()) - 220) < 3


def test_washed_out_scans_lose_contrast() -> None:
    """A scanner with a high black level shows dark ink as grey."""
    seen, _ = sense(_LIGHT, replace(_PLAIN, black=0.4), np.random.default_rng(3))

    assert float(seen[120:180, 70:130].mean()) > 110
