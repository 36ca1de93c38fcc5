"""A stroke becomes as much ink as its pen gives."""

from dataclasses import replace

import numpy as np
import pytest

from simulate.canvas import Canvas, Floats
from simulate.chance import Stream
from simulate.ink import draw_strokes, make_grain
from simulate.pens import Pen
from simulate.strokes import Stroke
from tests.simulate.hands import PLAIN_PEN, SMOOTH, white_paper


def _line(*ends: tuple[float, float], pressure: float = 1.0) -> Stroke:
    points: Floats = np.array(ends, dtype=np.float64)
    return Stroke(points, np.full(len(points), pressure))


_ACROSS = _line((5.0, 10.0), (35.0, 10.0))
_DOWN = _line((20.0, 2.0), (20.0, 28.0))


def _drawn(pen: Pen, *strokes: Stroke, strength: float = 1.0, px_per_mm: float = 20.0) -> Canvas:
    canvas = white_paper(px_per_mm=px_per_mm)
    draw_strokes(canvas, strokes, pen, SMOOTH, Stream(1).rng(), strength)
    return canvas


def _width_mm(canvas: Canvas, column_mm: float = 20.0) -> float:
    """Return how wide the ink is where a line crosses a column, by the light that is missing."""
    column = canvas.pixels[:, round(column_mm * canvas.px_per_mm)].astype(float)
    return float((255 - column).sum() / (255 - column.min()) / canvas.px_per_mm)


@pytest.mark.parametrize("width_mm", [0.25, 0.5, 1.2])
@pytest.mark.parametrize("px_per_mm", [11.8, 23.6])
def test_a_stroke_is_as_wide_as_its_pen(width_mm: float, px_per_mm: float) -> None:
    """Within two thirds of a pixel, at 300 and at 600 dpi."""
    canvas = _drawn(replace(PLAIN_PEN, width_mm=width_mm), _ACROSS, px_per_mm=px_per_mm)
    assert _width_mm(canvas) == pytest.approx(width_mm, abs=0.65 / px_per_mm)


def test_ink_lies_where_the_stroke_goes() -> None:
    """Its middle is that of the line, to a twentieth of a millimetre; there is none beside it."""
    rows, columns = np.nonzero(_drawn(PLAIN_PEN, _ACROSS).pixels < 128)
    assert ((rows.mean() + 0.5) / 20, (columns.mean() + 0.5) / 20) == pytest.approx((10.0, 20.0), abs=0.05)
    assert np.ptp(columns) / 20 == pytest.approx(30.5, abs=0.15)


def test_pressure_widens_and_darkens_by_what_the_pen_says() -> None:
    """A pen that gives way by half is half again as wide under twice the pressure; one that does not stays."""
    soft = replace(PLAIN_PEN, pressure_width=0.5, pressure_opacity=0.5, opacity=0.6)
    firm = _line((5.0, 10.0), (35.0, 10.0), pressure=2.0)

    assert _width_mm(_drawn(soft, firm)) == pytest.approx(0.75, abs=0.02)
    assert _width_mm(_drawn(PLAIN_PEN, firm)) == pytest.approx(0.5, abs=0.02)
    assert _drawn(soft, _ACROSS).pixels.min() == pytest.approx(255 * 0.4, abs=1)
    assert _drawn(soft, firm).pixels.min() == pytest.approx(255 * 0.1, abs=1)


def test_a_nib_is_thin_along_its_angle() -> None:
    """A fountain pen's line across its nib's angle is nearly twice as thick as that along it."""
    nib = replace(PLAIN_PEN, nib_ratio=0.5, width_mm=1.0)
    along, across = (
        _line((10.0, 20.0), (10 + 10 * np.cos(-0.8), 20 + 10 * np.sin(-0.8))),
        _line((10.0, 10.0), (10 + 10 * np.cos(np.pi / 2 - 0.8), 10 + 10 * np.sin(np.pi / 2 - 0.8))),
    )
    areas = [float((255 - _drawn(nib, stroke).pixels.astype(float)).sum()) for stroke in (along, across)]

    assert areas[1] / areas[0] == pytest.approx(2.0, abs=0.2)


def test_lines_that_cross_are_darker_there() -> None:
    """Ink over ink takes light twice; a mark of one stroke is even."""
    pen = replace(PLAIN_PEN, opacity=0.5)
    pixels = _drawn(pen, _ACROSS, _DOWN).pixels

    assert pixels[200, 400] == pytest.approx(64, abs=2)
    assert pixels[200, 200] == pytest.approx(128, abs=2)


def test_a_rubbed_out_line_is_as_faint_as_it_is_told() -> None:
    """A tenth of the ink is left."""
    assert _drawn(PLAIN_PEN, _ACROSS, strength=0.1).pixels.min() == pytest.approx(255 * 0.9, abs=1)


def test_ink_that_creeps_covers_more_and_is_as_much() -> None:
    """Bleeding spreads what there is."""
    dry, wet = (255 - _drawn(replace(PLAIN_PEN, bleed_mm=b), _ACROSS).pixels.astype(float) for b in (0.0, 0.1))

    assert (wet > 20).sum() > 1.3 * (dry > 20).sum()
    assert wet.sum() == pytest.approx(dry.sum(), rel=0.02)


def test_grain_and_skips_take_ink_away_by_the_papers_tooth() -> None:
    """The paper decides where: the same sheet, pen and chance draw the same line; nothing else is changed."""
    grain = make_grain(20.0, Stream(3).rng())
    pen = replace(PLAIN_PEN, opacity=0.8, grain=0.7, skip=0.3)
    drawn = []
    for seed in (1, 1, 2):
        canvas = white_paper()
        draw_strokes(canvas, (_ACROSS,), pen, grain, Stream(seed).rng())
        drawn.append(canvas.pixels)

    assert np.array_equal(drawn[0], drawn[1])
    assert not np.array_equal(drawn[0], drawn[2])
    assert drawn[0][198:203, 120:680].std() > 8
    assert (drawn[0][:180] == 255).all()


def test_a_sheets_tooth_has_unit_spread() -> None:
    """Fine and coarse; the coarse changes more slowly, and a piece larger than the tile repeats it."""
    grain = make_grain(12.0, Stream(4).rng())
    assert (grain.fine.std(), grain.coarse.std()) == pytest.approx((1.0, 1.0), abs=0.01)
    assert np.abs(np.diff(grain.coarse)).mean() < 0.5 * np.abs(np.diff(grain.fine)).mean()
    piece = grain.crop((400, 500), Stream(5).rng(), coarse=True)
    assert piece.shape == (400, 500)
    assert np.array_equal(piece[:16], piece[384:])


def test_what_is_off_the_page_is_not_drawn() -> None:
    """Nor is nothing at all."""
    assert (_drawn(PLAIN_PEN, _line((60.0, 60.0), (70.0, 70.0))).pixels == 255).all()
    assert (_drawn(PLAIN_PEN).pixels == 255).all()
    assert (_drawn(PLAIN_PEN, _line((-5.0, 10.0), (5.0, 10.0))).pixels[200, :95] == 0).all()
