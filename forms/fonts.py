"""How wide is a text in print, and where is its ink? Measured with the fonts that are embedded in the PDF."""

import struct
from functools import cache
from importlib.resources import as_file, files
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from forms.typeface import MM_PER_POINT, Face


def width_mm(text: str, face: Face, size_pt: float) -> float:
    """Return how far a text advances, in millimetres."""
    _font(face)
    return float(pdfmetrics.stringWidth(text, face.value, size_pt)) * MM_PER_POINT


class Letter(NamedTuple):
    """How far a letter advances and where its ink is, in parts of the type size, upwards from the baseline."""

    advance_em: float
    left_em: float
    bottom_em: float
    right_em: float
    top_em: float

    @property
    def has_ink(self) -> bool:
        """Whether there is anything to see of it; a space has nothing."""
        return self.right_em > self.left_em


@cache
def letter_of(character: str, face: Face) -> Letter:
    """Return a letter's measures. Source: the OpenType specification, tables ``head``, ``hmtx`` and ``glyf``."""
    font = _font(face).face
    (units_per_em,) = struct.unpack_from(">H", font.get_table("head"), 18)
    place, end = font.glyphPos[font.charToGlyph[ord(character)] :][:2]
    outline = font.get_table("glyf")[place:end]
    box = struct.unpack_from(">xxhhhh", outline) if outline else (0, 0, 0, 0)
    return Letter(width_mm(character, face, 1.0) / MM_PER_POINT, *(units / units_per_em for units in box))


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
