"""How wide is a text in print? Measured with the fonts that are embedded in the PDF."""

from functools import cache
from importlib.resources import as_file, files

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from forms.typeface import MM_PER_POINT, Face


def width_mm(text: str, face: Face, size_pt: float) -> float:
    """Return how far a text advances, in millimetres."""
    _font(face)
    return float(pdfmetrics.stringWidth(text, face.value, size_pt)) * MM_PER_POINT


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
