"""What a respondent planned gets onto the paper."""

from dataclasses import replace

import numpy as np
import pytest

from simulate.canvas import Pixels
from simulate.chance import Stream
from simulate.comments import PlannedComment
from simulate.grades import GRADES
from simulate.respondents import Filling, PlannedMark, Writer
from simulate.testsheet import plain_sheet
from simulate.truth import MarkKind
from simulate.writing import write_on
from tests.simulate.hands import PLAIN_PEN, SMOOTH, STEADY, white_paper

_PAGE = plain_sheet(rows=3).pages[0]
_OPTIONS = replace(GRADES["clean"].respondent, stray_share=0.0, tail_share=0.0)
_PX = 8.0


def _filling(*marks: tuple[int, int, MarkKind, MarkKind], comments: tuple[PlannedComment, ...] = ()) -> Filling:
    planned = tuple(
        PlannedMark(_PAGE.fields[row], _PAGE.fields[row].boxes[box], kind, base) for row, box, kind, base in marks
    )
    return Filling(Writer(PLAIN_PEN, STEADY, MarkKind.CROSS, 0.0), (), planned, comments)


def _written(filling: Filling, seed: int = 1, **other: float) -> Pixels:
    canvas = white_paper((210.0, 297.0), _PX)
    options = replace(_OPTIONS, **other)  # type: ignore[arg-type]
    write_on(canvas, _PAGE, filling, options, SMOOTH, Stream(seed).rng())
    return canvas.pixels


def _dark(pixels: Pixels, row: int, box: int, level: int = 128) -> float:
    inner = _PAGE.fields[row].boxes[box].box
    top, bottom, left, right = (round(v * _PX) for v in (inner.y_mm, inner.bottom_mm, inner.x_mm, inner.right_mm))
    return float((pixels[top:bottom, left:right] < level).mean())


@pytest.mark.parametrize("kind", [MarkKind.CROSS, MarkKind.TICK, MarkKind.FILL, MarkKind.SLASH, MarkKind.DOT])
def test_ink_is_in_the_box_that_is_meant(kind: MarkKind) -> None:
    """And in no other, whatever mark it is."""
    for seed in range(5):
        pixels = _written(_filling((1, 2, kind, kind)), seed)
        shares = {(row, box): _dark(pixels, row, box) for row in range(3) for box in range(5)}
        assert shares.pop((1, 2)) > 0.02
        assert set(shares.values()) == {0.0}


def test_what_was_rubbed_out_is_a_shadow() -> None:
    """Nothing darker than two fifths of the ink is left, not even where lines cross, and something is."""
    for seed in range(10):
        pixels = _written(_filling((0, 0, MarkKind.ERASED, MarkKind.CROSS)), seed)
        assert _dark(pixels, 0, 0, 150) == 0.0
        assert _dark(pixels, 0, 0, 250) > 0.02


def test_what_was_painted_over_is_white_again() -> None:
    """The ink under it is gone but for its edge; the paint does not reach the next box."""
    for seed in range(10):
        pixels = _written(_filling((0, 0, MarkKind.WHITE_OUT, MarkKind.FILL)), seed)
        middle = _PAGE.fields[0].boxes[0].box.centre
        y, x = round(middle.y_mm * _PX), round(middle.x_mm * _PX)
        assert pixels[y - 6 : y + 7, x - 6 : x + 7].min() > 215
        assert _dark(pixels, 0, 1, 255) == 0.0


def test_a_mark_that_was_taken_back_is_still_there() -> None:
    """Its lines and what was drawn about them: more ink than the mark alone."""
    alone = _written(_filling((0, 1, MarkKind.CROSS, MarkKind.CROSS)))
    for kind in (MarkKind.CROSS_RINGED, MarkKind.BLACKOUT, MarkKind.CROSS_AGAIN):
        both = _written(_filling((0, 1, kind, MarkKind.CROSS)))
        assert (both < 128).sum() > 1.5 * (alone < 128).sum()
        assert _dark(both, 0, 1) > 0.02


def test_comments_are_written_where_they_were_planned() -> None:
    """From the beginning of the line, on its baseline."""
    pixels = _written(_filling(comments=(PlannedComment("tốt", 60.0, 240.0),)))
    rows, columns = np.nonzero(pixels < 128)

    assert columns.min() / _PX == pytest.approx(60.0, abs=1.0)
    assert rows.max() / _PX == pytest.approx(240.0, abs=0.8)
    assert rows.min() / _PX > 240 - 2.4 * STEADY.letter_mm


def test_slips_of_the_pen_are_points() -> None:
    """Smaller than a mark, none in a box of somebody who answered nothing."""
    page = plain_sheet(rows=14, pitch_y_mm=13.0).pages[0]
    options = replace(_OPTIONS, stray_share=1.0)
    drawn = 0
    for seed in range(60):
        canvas = white_paper((210.0, 297.0), _PX)
        write_on(canvas, page, _filling(), options, SMOOTH, Stream(seed).rng())
        assert (canvas.pixels < 128).sum() / _PX**2 < 6 * 1.5
        drawn += int((canvas.pixels < 200).any())
        for _, box in page.boxes():
            top, bottom, left, right = (
                round(v * _PX) for v in (box.box.y_mm, box.box.bottom_mm, box.box.x_mm, box.box.right_mm)
            )
            assert canvas.pixels[top:bottom, left:right].min() == 255
    assert drawn > 50


def test_nothing_planned_is_nothing_written() -> None:
    """The paper stays white; and the same plan and stream leave the same ink."""
    assert (_written(_filling()) == 255).all()
    filling = _filling((0, 0, MarkKind.CROSS, MarkKind.CROSS), (2, 4, MarkKind.BLACKOUT, MarkKind.TICK))
    assert np.array_equal(_written(filling, 7), _written(filling, 7))
    assert not np.array_equal(_written(filling, 7), _written(filling, 8))
