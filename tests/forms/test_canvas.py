"""Facts about drawing in millimetres, seen as a scanner would see it."""

import io
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from forms.canvas import SheetCanvas
from forms.fonts import register_faces
from forms.plan import Line, Outline, TextStyle
from forms.type_setting import set_left
from forms.typeface import Face
from omr.geometry import BoxMm, PointMm
from omr.layout.sheet import BoxShape

_DPI = 300
_PX_PER_MM = _DPI / 25.4
_WIDTH_MM, _HEIGHT_MM = 60.0, 40.0

Picture = npt.NDArray[np.uint8]


def drawn(draw: Callable[[SheetCanvas], None]) -> Picture:
    """Return a small page on which something is drawn, (H, W) uint8."""
    register_faces()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(_WIDTH_MM / 25.4 * 72, _HEIGHT_MM / 25.4 * 72), invariant=1)
    draw(SheetCanvas(canvas, _HEIGHT_MM))
    canvas.save()
    with pdfium.PdfDocument(stream.getvalue()) as document:
        pixels: Picture = document[0].render(scale=_DPI / 72).to_numpy().copy()
    return np.ascontiguousarray(pixels.mean(axis=2).astype(np.uint8))


def inked(picture: Picture) -> BoxMm:
    """Return the room that everything dark takes."""
    rows, columns = np.nonzero(picture < 200)
    left, top = columns.min() / _PX_PER_MM, rows.min() / _PX_PER_MM
    return BoxMm(left, top, (columns.max() + 1) / _PX_PER_MM - left, (rows.max() + 1) / _PX_PER_MM - top)


@given(st.floats(0, 300), st.floats(0, 300), st.floats(0, 300))
def test_a_place_counts_from_the_other_corner(x_mm: float, y_mm: float, height_mm: float) -> None:
    """To the right as before, up instead of down, and an inch is 72 points."""
    x_pt, y_pt = SheetCanvas(Canvas(io.BytesIO()), height_mm).place(x_mm, y_mm)

    assert x_pt / 72 * 25.4 == pytest.approx(x_mm)
    assert y_pt / 72 * 25.4 + y_mm == pytest.approx(height_mm)


@pytest.mark.parametrize("face", list(Face))
def test_letters_stand_within_the_room_of_their_line(face: Face) -> None:
    """Capitals with two marks, and tails: what is kept clear of boxes is what is printed."""
    run = set_left("ẬỖgjpÝ", TextStyle(face, 20.0), 10.0, 25.0)

    room = inked(drawn(lambda sheet: sheet.text(run)))

    assert run.box.grown(0.1).contains(room)
    assert room.y_mm < 25.0 - 0.74 * 20.0 * 25.4 / 72
    assert room.bottom_mm > 25.0


@pytest.mark.parametrize("ink", [0.5, 0.8, 1.0])
def test_words_and_lines_are_as_black_as_is_asked(ink: float) -> None:
    """Grey that is told from pen, and black, whatever was drawn before."""

    def draw(sheet: SheetCanvas) -> None:
        for blackness in (0.2, ink):
            sheet.line(Line(PointMm(10.0, 8.0), PointMm(50.0, 8.0), 6.0, blackness))
            sheet.text(set_left("I", TextStyle(Face.BOLD, 60.0, blackness), 10.0, 35.0))

    upper, lower = np.vsplit(drawn(draw), [round(12.0 * _PX_PER_MM)])

    assert (upper.min(), lower.min()) == pytest.approx((255 * (1 - ink),) * 2, abs=1)


def test_dots_leave_white_between_them_and_end_with_their_line() -> None:
    """A row of dots is written on; the outline of a box that is drawn after it is whole."""

    def draw(sheet: SheetCanvas) -> None:
        sheet.line(Line(PointMm(10.0, 10.0), PointMm(50.0, 10.0), 0.75, 1.0, dotted=True))
        sheet.outline(Outline(BoxMm(10.0, 30.0, 40.0, 8.0), BoxShape.BOX, 0.75, 1.0))

    picture = drawn(draw)

    dots, edge = (picture[round((y - 1) * _PX_PER_MM) : round((y + 1) * _PX_PER_MM)].min(axis=0) for y in (10.0, 30.0))
    dark = np.flatnonzero(edge < 128)
    assert dark.size == dark[-1] - dark[0] + 1
    assert (dark[0] / _PX_PER_MM, dark[-1] / _PX_PER_MM) == pytest.approx((10.0, 50.0), abs=0.3)
    begins = np.flatnonzero(np.diff((dots < 200).astype(int)) == 1)
    assert len(begins) > 40
    assert max(b - a for a, b in pairwise(begins)) - min(b - a for a, b in pairwise(begins)) <= 2
    assert (begins[0] / _PX_PER_MM, begins[-1] / _PX_PER_MM) == pytest.approx((10.0, 50.0), abs=1.0)


@pytest.mark.parametrize("shape", list(BoxShape))
def test_an_outline_is_drawn_on_the_edge_of_its_box(shape: BoxShape) -> None:
    """Half its line outside and half inside; an oval leaves the corners white, a box does not."""
    box = BoxMm(10.0, 8.0, 20.0, 12.0)

    picture = drawn(lambda sheet: sheet.outline(Outline(box, shape, 1.0, 1.0)))

    room, half_line_mm = inked(picture), 0.5 * 25.4 / 72
    assert room.grown(0.1).contains(box.grown(half_line_mm))
    assert box.grown(half_line_mm + 0.1).contains(room)
    corner = picture[
        round(8.0 * _PX_PER_MM) - 3 : round(9.0 * _PX_PER_MM), round(10.0 * _PX_PER_MM) - 3 : round(11.0 * _PX_PER_MM)
    ]
    assert bool(corner.min() == 255) is (shape is BoxShape.BUBBLE)


@pytest.mark.parametrize(
    "url", ["https://khaosat.example/f/a", "https://khaosat.example/f/pks-q?channel=qr&x=" + "y" * 99]
)
def test_the_code_of_an_address_fills_its_box(url: str) -> None:
    """Of however many modules it is, a telephone reads the very address."""
    box = BoxMm(10.0, 5.0, 30.0, 30.0)

    picture = drawn(lambda sheet: sheet.address(box, url))

    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == url
    room = inked(picture)
    assert (room.x_mm, room.y_mm, room.width_mm, room.height_mm) == pytest.approx((10.0, 5.0, 30.0, 30.0), abs=0.15)
