"""How does wording become lines of type? Breaking at words, and lines set left, right or centred."""

import re

from forms.errors import UnprintableText
from forms.fonts import missing_letters, width_mm
from forms.plan import TextRun, TextStyle

# A line may break at a space, but not at a no-break space.
_SPACES = re.compile(r" +")


def text_width_mm(text: str, style: TextStyle) -> float:
    """Return how far a text runs in a style.

    Raises
    ------
    UnprintableText
        When the typeface lacks one of its characters.
    """
    missing = missing_letters(text, style.face)
    if missing:
        names = ", ".join(f"“{character}” (U+{ord(character):04X})" for character in missing)
        raise UnprintableText(characters=names, text=text)
    return width_mm(text, style.face, style.size_pt)


def break_text(text: str, style: TextStyle, room_mm: float) -> tuple[str, ...]:
    """Return the fewest lines that fit, broken at spaces and of lengths as even as they can be.

    A word that is wider than the room stands on a line of its own and sticks out; `overhang_mm` tells by how much.
    """
    lines = _fill(text, style, room_mm)
    if len(lines) < 2:
        return lines
    narrow_mm, wide_mm = 0.0, room_mm
    # Eight halvings bring the narrowest measure that keeps the number of lines to within half a millimetre.
    for _ in range(8):
        middle_mm = (narrow_mm + wide_mm) / 2
        if len(_fill(text, style, middle_mm)) == len(lines):
            wide_mm = middle_mm
        else:
            narrow_mm = middle_mm
    return _fill(text, style, wide_mm)


def break_words(text: str, style: TextStyle, room_mm: float) -> tuple[str, ...]:
    """Return the fewest lines that fit, the later lines the longer: a heading over a column, *Rất / hài lòng*.

    Vietnamese puts the qualifier first, so filling from the end keeps the words together that belong together.
    """
    backwards = " ".join(reversed(_SPACES.split(text)))
    lines = _fill(backwards, style, room_mm)
    return tuple(" ".join(reversed(_SPACES.split(line))) for line in reversed(lines))


def overhang_mm(text: str, style: TextStyle, room_mm: float) -> float:
    """Return how much wider than the room the widest word is; 0 where all fit."""
    return max(0.0, *(text_width_mm(word, style) - room_mm for word in _SPACES.split(text)))


def set_left(text: str, style: TextStyle, x_mm: float, baseline_mm: float) -> TextRun:
    """Return a line that begins at x."""
    return TextRun(x_mm, baseline_mm, text, style, text_width_mm(text, style))


def set_right(text: str, style: TextStyle, right_mm: float, baseline_mm: float) -> TextRun:
    """Return a line that ends at x."""
    run_mm = text_width_mm(text, style)
    return TextRun(right_mm - run_mm, baseline_mm, text, style, run_mm)


def set_centred(text: str, style: TextStyle, centre_mm: float, baseline_mm: float) -> TextRun:
    """Return a line whose middle is at x."""
    run_mm = text_width_mm(text, style)
    return TextRun(centre_mm - run_mm / 2, baseline_mm, text, style, run_mm)


def _fill(text: str, style: TextStyle, room_mm: float) -> tuple[str, ...]:
    lines: list[str] = []
    for word in _SPACES.split(text):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width_mm(longer, style) <= room_mm:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
