"""Truth is handed out only of what a person could read."""

from dataclasses import replace

import pytest

from omr.layout.paper import PAPER_SIZES_MM
from simulate.chance import Stream
from simulate.copies import CopyTone
from simulate.grades import GRADES
from simulate.legible import MIN_EDGE_MM, boxes_inside, outlines_show, pen_light, shows
from simulate.options import ScanMode
from simulate.paper import Wear, draw_wear
from simulate.scanners import Scanner, draw_scanner
from simulate.testsheet import plain_sheet
from simulate.warp import Feed, Warp
from tests.simulate.hands import EYE, PLAIN_PEN

_SCANNER: Scanner = replace(
    draw_scanner(GRADES["clean"].scanner, PAPER_SIZES_MM["A4"], Stream(1).rng()),
    mode=ScanMode.GREY,
    grey_weights=EYE,
    dpi=300.0,
    blur_mm=0.02,
    noise=2.0,
    black=0.0,
    white=1.0,
    gamma=1.0,
    lamp_loss=(0.0, 0.0),
    threshold=0.6,
    dithered=False,
)
_RED = replace(PLAIN_PEN, colour=(220.0, 30.0, 30.0))
_FAINT = replace(PLAIN_PEN, opacity=0.06)
_HARSH = CopyTone(black=0.1, white=0.8, gamma=1.0, blur_mm=0.0, specks=0)
_PAGE = plain_sheet().pages[0]
_CLEAN: Wear = draw_wear(_PAGE, (210.0, 297.0), GRADES["clean"].paper, Stream(1).rng())


def test_a_line_sends_as_much_light_as_its_ink_leaves() -> None:
    """A broad black pen nearly none, a thin or pale one more; red ink vanishes under a red lamp."""
    assert pen_light(PLAIN_PEN, _SCANNER) == pytest.approx(0.1, abs=0.01)
    thin, pale = replace(PLAIN_PEN, width_mm=0.05), replace(PLAIN_PEN, opacity=0.4)
    assert pen_light(thin, _SCANNER) > 0.3
    assert pen_light(pale, _SCANNER) == pytest.approx(1 - 0.4 * 0.9, abs=0.01)
    red_lamp = replace(_SCANNER, grey_weights=(1.0, 0.0, 0.0))
    assert pen_light(_RED, red_lamp) > 0.85
    assert pen_light(_RED, replace(red_lamp, mode=ScanMode.COLOUR)) < 0.45


def test_what_is_too_faint_is_not_seen() -> None:
    """Under twenty levels, or under twice the noise."""
    assert shows(PLAIN_PEN, (), _SCANNER)
    assert not shows(_FAINT, (), _SCANNER)
    grey = replace(PLAIN_PEN, opacity=0.15)
    assert shows(grey, (), _SCANNER)
    assert not shows(grey, (), replace(_SCANNER, noise=20.0))
    assert not shows(_RED, (), replace(_SCANNER, grey_weights=(1.0, 0.0, 0.0), noise=25.0))


def test_a_copier_can_lose_what_a_scanner_would_have_seen() -> None:
    """A pencil above the copier's white is gone; black ink comes through."""
    pencil = replace(PLAIN_PEN, opacity=0.18)
    assert shows(pencil, (), _SCANNER)
    assert not shows(pencil, (_HARSH,), _SCANNER)
    assert shows(PLAIN_PEN, (_HARSH, _HARSH), _SCANNER)


def test_one_bit_asks_for_ink_and_paper_on_either_side() -> None:
    """Of the threshold, or of the screen's level; a weak lamp can make the paper black."""
    bit = replace(_SCANNER, mode=ScanMode.ONE_BIT)
    half = replace(PLAIN_PEN, opacity=0.4)
    assert shows(PLAIN_PEN, (), bit)
    assert not shows(half, (), bit)
    assert shows(half, (), replace(bit, threshold=0.8))
    assert not shows(half, (), replace(bit, threshold=0.8, dithered=True))
    assert not shows(PLAIN_PEN, (), replace(bit, threshold=0.8, lamp_loss=(0.2, 0.1)))


def test_outlines_must_be_left_to_say_which_box() -> None:
    """Thin toner, a hairline or copies take them away."""
    assert outlines_show(0.18, _CLEAN, _SCANNER)
    assert not outlines_show(0.18, replace(_CLEAN, toner_loss=0.95), _SCANNER)
    assert not outlines_show(0.004, _CLEAN, _SCANNER)
    bit = replace(_SCANNER, mode=ScanMode.ONE_BIT, threshold=0.6)
    assert outlines_show(0.3, _CLEAN, bit)
    assert not outlines_show(0.05, _CLEAN, bit)
    assert not outlines_show(0.05, replace(_CLEAN, copies_after=(_HARSH, _HARSH)), bit)


@pytest.mark.parametrize(("shift_mm", "inside"), [(0.0, True), (16.0, True), (34.0, False), (-130.0, False)])
def test_every_box_must_be_on_the_scan(shift_mm: float, inside: bool) -> None:
    """With a margin to its edge; a sheet that slid too far has boxes off the glass."""
    geometry = Warp((210.0, 297.0), 0.0, (shift_mm, 0.0), 1.0, 1.0, Feed((), ()), ())
    places = [box.box.centre.x_mm + shift_mm for _, box in _PAGE.boxes()]

    assert boxes_inside(_PAGE, geometry) is inside
    assert (MIN_EDGE_MM < min(places) < max(places) < 210 - MIN_EDGE_MM) is inside
