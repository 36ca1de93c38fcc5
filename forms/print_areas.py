"""Where is ink before anybody writes? The words and lines near the boxes of a page, as rectangles drawn close.

Reading takes what is dark elsewhere for pen: an underlined or ticked word is known by what lies around its letters.
"""

from collections.abc import Iterator

from forms.fonts import letter_of
from forms.plan import Drawing, Line, PrefillPlace, TextRun
from forms.typeface import MM_PER_POINT
from omr.geometry import BoxMm

# Print further above or below every box is no concern of any.
_NEAR_MM = 9.0
# Neighbours in a word whose ink begins and ends within this height of one another share a rectangle.
_LEVEL_EM = 0.1


def print_areas(drawing: Drawing) -> tuple[BoxMm, ...]:
    """Return where words, lines and outlines are or may be printed no further than 9 mm above or below a mark box."""
    bands = {
        (mark.box.y_mm - _NEAR_MM, mark.box.bottom_mm + _NEAR_MM) for field in drawing.fields for mark in field.boxes
    }
    areas = (
        *(area for run in drawing.runs for area in _of_words(run)),
        *map(_of_line, drawing.lines),
        *(outline.box.grown(outline.thickness_pt * MM_PER_POINT / 2) for outline in drawing.outlines),
        *map(_of_place, drawing.prefills),
    )
    return tuple(a for a in areas if any(top_mm < a.bottom_mm and a.y_mm < end_mm for top_mm, end_mm in bands))


def _of_words(run: TextRun) -> Iterator[BoxMm]:
    """Yield the ink of a line of text: of each word, neighbours of one height together."""
    em_mm = run.style.size_pt * MM_PER_POINT
    x_mm, piece = run.x_mm, None
    for character in run.text:
        letter = letter_of(character, run.style.face)
        ink = BoxMm(
            x_mm + letter.left_em * em_mm,
            run.baseline_mm - letter.top_em * em_mm,
            (letter.right_em - letter.left_em) * em_mm,
            (letter.top_em - letter.bottom_em) * em_mm,
        )
        x_mm += letter.advance_em * em_mm
        if piece is not None and (not letter.has_ink or not _are_level(piece, ink, _LEVEL_EM * em_mm)):
            yield piece
            piece = None
        if letter.has_ink:
            piece = ink if piece is None else _around(piece, ink)
    if piece is not None:
        yield piece


def _are_level(one: BoxMm, other: BoxMm, within_mm: float) -> bool:
    return abs(one.y_mm - other.y_mm) <= within_mm and abs(one.bottom_mm - other.bottom_mm) <= within_mm


def _of_line(line: Line) -> BoxMm:
    half_mm = line.thickness_pt * MM_PER_POINT / 2
    left_mm, right_mm = sorted((line.start.x_mm, line.end.x_mm))
    top_mm, bottom_mm = sorted((line.start.y_mm, line.end.y_mm))
    return BoxMm(left_mm, top_mm, right_mm - left_mm, bottom_mm - top_mm).grown(half_mm)


def _of_place(place: PrefillPlace) -> BoxMm:
    """Return where any words that the office prints on a sheet may be."""
    return TextRun(place.at.x_mm, place.at.y_mm, "", place.style, place.room_mm).box


def _around(one: BoxMm, other: BoxMm) -> BoxMm:
    """Return the smallest rectangle that holds both."""
    x_mm, y_mm = min(one.x_mm, other.x_mm), min(one.y_mm, other.y_mm)
    right_mm, bottom_mm = max(one.right_mm, other.right_mm), max(one.bottom_mm, other.bottom_mm)
    return BoxMm(x_mm, y_mm, right_mm - x_mm, bottom_mm - y_mm)
