"""Each fault of a scanner does what it should, and nothing else."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from omr.layout.paper import PAPER_SIZES_MM
from simulate.canvas import Pixels
from simulate.chance import Stream
from simulate.expose import expose
from simulate.grades import GRADES
from simulate.options import ScanMode
from simulate.scanners import Scanner, Streak, draw_scanner

PLAIN = replace(
    draw_scanner(GRADES["clean"].scanner, PAPER_SIZES_MM["A4"], Stream(1).rng()),
    noise=0.0, blur_mm=0.0, lamp_loss=(0.0, 0.0), black=0.0, white=1.0, gamma=1.0, jpeg_quality=100,
)  # fmt: skip


def _page(in_colour: bool = False) -> Pixels:
    page = np.full((600, 500), 255, np.uint8)
    cv2.rectangle(page, (100, 100), (200, 300), 60, -1)
    return np.dstack([page] * 3) if in_colour else page


def _scan(scanner: Scanner, in_colour: bool = False) -> Pixels:
    return expose(_page(in_colour), scanner, Stream(9).rng())[0]


def test_a_plain_scanner_gives_back_what_it_sees() -> None:
    """Without faults, levels stay as they are but for the JPEG."""
    assert np.abs(_scan(PLAIN).astype(int) - _page()).max() <= 6


def test_noise_spreads_the_levels() -> None:
    """Noise of 8 levels gives grey paper a spread of about 8."""
    scan = _scan(replace(PLAIN, noise=8.0, white=0.7))

    assert 6 < scan[400:, 300:].std() < 10


def test_blur_softens_an_edge() -> None:
    """A lens out of focus leaves no step of half the range between neighbouring pixels."""
    blurred = _scan(replace(PLAIN, blur_mm=0.15)).astype(int)

    assert np.abs(np.diff(_scan(PLAIN).astype(int), axis=1)).max() > 150
    assert np.abs(np.diff(blurred, axis=1)).max() < 80


def test_contrast_and_gamma_move_the_levels() -> None:
    """Black and white levels bound what is recorded; a gamma above one darkens the middle."""
    flat = _scan(replace(PLAIN, black=0.3, white=0.8))

    assert 190 < flat.max() < 212
    assert flat.min() > 76
    assert _scan(replace(PLAIN, gamma=1.5))[200, 150] < _scan(PLAIN)[200, 150] - 10


def test_the_lamp_fades_to_one_side() -> None:
    """A weak lamp darkens one edge of the paper and leaves the other."""
    scan = _scan(replace(PLAIN, lamp_loss=(0.2, 0.0)))

    assert scan[50, 5] > 250
    assert scan[50, 490] < 212


def test_a_streak_is_a_line_down_the_scan() -> None:
    """Dirt on the glass darkens one column from top to bottom."""
    scan = _scan(replace(PLAIN, streaks=(Streak(30.0, 0.3, 0.3, 0.0, 1.0),)))
    column = round(30 * 300 / 25.4)

    assert scan[:, column].max() < 100
    assert scan[500:, column + 12].min() > 240


def test_a_border_is_black_on_its_sides() -> None:
    """A black frame covers its width and no more."""
    scan = _scan(replace(PLAIN, border_mm=(2.0, 0.0, 0.0, 0.0), background=10))

    assert scan[:, :20].max() < 30
    assert scan[500:, 34:].min() > 240


def test_one_bit_has_two_levels_and_no_jpeg() -> None:
    """A one-bit scan is black and white, cut at the threshold."""
    scan, jpeg = expose(_page(), replace(PLAIN, mode=ScanMode.ONE_BIT, threshold=0.5), Stream(9).rng())

    assert set(np.unique(scan)) == {0, 255}
    assert scan[200, 150] == 0
    assert jpeg is None


def test_dither_shows_grey_as_dots() -> None:
    """A screened scan has white dots in what is dark grey."""
    scan = _scan(replace(PLAIN, mode=ScanMode.ONE_BIT, dithered=True))

    assert 0.05 < (scan[110:290, 110:190] > 0).mean() < 0.5


@pytest.mark.parametrize(("turn_deg", "shape"), [(90, (500, 600)), (180, (600, 500)), (270, (500, 600))])
def test_a_turned_scan_is_the_same_picture_turned(turn_deg: int, shape: tuple[int, int]) -> None:
    """Sheets fed upside down or sideways come out so, clockwise."""
    scan = _scan(replace(PLAIN, turn_deg=turn_deg))

    assert scan.shape == shape
    assert np.abs(np.rot90(scan, turn_deg // 90).astype(int) - _page()).max() <= 6


def test_the_jpeg_is_what_is_seen() -> None:
    """The file of a colour scan holds exactly the pixels that are handed out."""
    scan, jpeg = expose(_page(True), replace(PLAIN, mode=ScanMode.COLOUR, jpeg_quality=60), Stream(9).rng())

    assert jpeg is not None
    decoded = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert decoded is not None
    assert np.array_equal(decoded, scan)


def test_coarser_compression_leaves_a_smaller_file() -> None:
    """Quality 30 takes less room than quality 90."""
    sizes = [
        len(expose(_page(), replace(PLAIN, noise=6.0, jpeg_quality=q), Stream(9).rng())[1] or b"") for q in (30, 90)
    ]

    assert sizes[0] < sizes[1] / 2
