"""A scanner is drawn once, within what the options allow."""

from dataclasses import replace

import numpy as np
import pytest

from omr.layout.paper import PAPER_SIZES_MM
from simulate.chance import Range, Stream
from simulate.grades import GRADES
from simulate.options import ScanMode, ScannerOptions
from simulate.scanners import Scanner, Streak, draw_scanner

_A4 = PAPER_SIZES_MM["A4"]
_HARD = GRADES["hard"].scanner


def _some(options: ScannerOptions, count: int = 400) -> list[Scanner]:
    return [draw_scanner(options, _A4, Stream(seed).rng()) for seed in range(count)]


@pytest.mark.parametrize("grade", list(GRADES))
def test_a_scanner_is_set_as_its_grade_allows(grade: str) -> None:
    """No skew, noise, blur, stretch or compression outside its range; waves add up to no more than the wobble."""
    options = GRADES[grade].scanner
    for scanner in _some(options):
        assert options.skew_deg.low <= scanner.skew_deg <= options.skew_deg.high
        assert options.noise.low <= scanner.noise <= options.noise.high
        assert options.blur_mm.low <= scanner.blur_mm <= options.blur_mm.high
        assert options.jpeg_quality.low - 0.5 <= scanner.jpeg_quality <= options.jpeg_quality.high + 0.5
        assert abs(scanner.stretch[1] - 1) <= options.stretch
        assert abs(scanner.stretch[0] - 1) <= 0.3 * options.stretch + 1e-12
        assert max(abs(loss) for loss in scanner.lamp_loss) <= options.lamp_loss.high
        assert scanner.black < scanner.white
        assert scanner.dpi in dict(options.dpi)
        assert sum(scanner.grey_weights) == pytest.approx(1.0, abs=0.01)


def test_most_sheets_lie_nearly_straight() -> None:
    """Skew is a triangle about the middle: three quarters of the sheets lie within half of it, to both sides alike."""
    skews = np.array([scanner.skew_deg for scanner in _some(replace(_HARD, skew_deg=Range(-4.0, 4.0)), 2000)])

    assert np.mean(np.abs(skews) < 2) == pytest.approx(0.75, abs=0.04)
    assert abs(skews.mean()) < 0.15


def test_faults_come_as_often_as_they_are_told() -> None:
    """All or none of them where the share is one or nothing; a border and its level go together."""
    always, never = (
        _some(replace(_HARD, streak_share=share, border_share=share, dither_share=share), 150) for share in (1.0, 0.0)
    )
    assert all(1 <= len(scanner.streaks) <= 3 for scanner in always)
    assert all(scanner.background < 70 for scanner in always)
    assert not any(scanner.streaks or any(scanner.border_mm) or scanner.dithered for scanner in never)
    assert all(scanner.background >= 225 for scanner in never)
    assert all(scanner.dithered == (scanner.mode is ScanMode.ONE_BIT and scanner.dpi >= 300) for scanner in always)
    for streak in (streak for scanner in always for streak in scanner.streaks):
        assert 2 <= streak.x_mm <= 208
        assert 0 <= streak.top <= streak.bottom <= 1
        assert streak.light < 0.8 or streak.light > 1.1


def test_a_light_is_recorded_between_black_and_white() -> None:
    """By the gamma; what is brighter than white is white, what is darker than black is black."""
    plain = replace(_some(_HARD, 1)[0], black=0.0, white=1.0, gamma=1.0)
    flat = replace(plain, black=0.2, white=0.8, gamma=2.0)

    assert [plain.level(light) for light in (-1.0, 0.0, 0.5, 1.0, 2.0)] == [0.0, 0.0, 127.5, 255.0, 255.0]
    assert [flat.level(light) for light in (0.0, 0.5, 1.0)] == pytest.approx([51.0, 255 * 0.35, 204.0])


def test_a_machine_is_told_in_words() -> None:
    """Its mode, skew and compression always; streaks, a black border and a screen where there are any."""
    plain = replace(
        _some(GRADES["clean"].scanner, 1)[0],
        mode=ScanMode.GREY,
        skew_deg=-1.25,
        jpeg_quality=80,
        streaks=(),
        border_mm=(0.0, 0.0, 0.0, 0.0),
        background=250,
        dithered=False,
    )
    assert plain.facts == ("grey", "skew -1.2", "jpeg q80")
    worn = replace(plain, streaks=(Streak(9.0, 0.1, 0.5, 0.0, 1.0),) * 2, background=20, dithered=True)
    assert worn.facts[3:] == ("streak x2", "black border", "dithered")


def test_one_stream_gives_one_machine() -> None:
    """And paper is never tinted beyond a few per cent."""
    assert draw_scanner(_HARD, _A4, Stream(3).rng()) == draw_scanner(_HARD, _A4, Stream(3).rng())
    tints = np.array([scanner.tint for scanner in _some(_HARD)])
    assert tints.max() <= 1
    assert tints.min() > 0.88
