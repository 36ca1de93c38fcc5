"""How wide is a text in print, and where is its ink? Measured with the fonts that are embedded in the PDF."""

import struct
from functools import cache
from importlib.resources import as_file, files

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from forms.typeface import MM_PER_POINT, Face


def width_mm(text: str, face: Face, size_pt: float) -> float:
    """Return how far a text advances, in millimetres."""
    _font(face)
    return float(pdfmetrics.stringWidth(text, face.value, size_pt)) * MM_PER_POINT


@cache
def letter_em(character: str, face: Face) -> tuple[float, float, float, float, float]:
    """Return how far a letter advances, and the box of its ink: left, bottom, right and top in parts of the type size.

    Left is told from where the letter begins, bottom and top from the baseline, upwards. A letter without ink has a box
    without area. Source: the OpenType specification, tables ``hmtx`` and ``glyf``.
    """
    font = _font(face)
    outlines, em = font.face.get_table("glyf"), 1000.0
    place, end = font.face.glyphPos[font.face.charToGlyph[ord(character)] :][:2]
    advance = width_mm(character, face, 1.0) / MM_PER_POINT
    if place == end:
        return advance, 0.0, 0.0, 0.0, 0.0
    _, left, bottom, right, top = struct.unpack_from(">hhhhh", outlines, place)
    return advance, left / em, bottom / em, right / em, top / em


def missing_letters(text: str, face: Face) -> str:
    """Return the characters of a text that the face cannot print, each once."""
    known = _font(face).face.charToGlyph
    return "".join(sorted({character for character in text if ord(character) not in known}))


def register_faces() -> None:
    """Make every face known to reportlab, which embeds the letters that are used."""
    for face in Face:
        _font(face)


@cache
def _font(face: Face) -> TTFont:
    with as_file(files("forms") / "fonts" / f"{face.value}.ttf") as path:
        font = TTFont(face.value, str(path))
    pdfmetrics.registerFont(font)
    return font
