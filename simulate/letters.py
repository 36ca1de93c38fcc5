"""How are letters written? Vietnamese handwriting as strokes, from a small alphabet of curves.

Glyphs are given in x-heights: baseline 0, small letters 1 high, y up. They are our own and nobody's hand.
"""

import unicodedata

import numpy as np

from simulate.canvas import Floats
from simulate.strokes import Hand, Stroke, curve

_Line = tuple[tuple[float, float], ...]

_BOWL: _Line = ((0.68, 0.9), (0.35, 1.0), (0.05, 0.5), (0.33, 0.0), (0.62, 0.35), (0.70, 1.0))

_GLYPHS: dict[str, tuple[float, tuple[_Line, ...]]] = {
    "a": (0.95, (_BOWL, ((0.70, 1.0), (0.68, 0.3), (0.9, 0.0)))),
    "b": (0.75, (((0.1, 1.9), (0.1, 0.1), (0.4, 0.0), (0.65, 0.4), (0.4, 0.9), (0.12, 0.6)),)),
    "c": (0.75, (((0.65, 0.85), (0.35, 1.0), (0.05, 0.5), (0.35, 0.0), (0.7, 0.2)),)),
    "d": (0.95, (_BOWL, ((0.72, 1.9), (0.70, 0.3), (0.9, 0.0)))),
    "đ": (0.95, (_BOWL, ((0.72, 1.9), (0.70, 0.3), (0.9, 0.0)), ((0.45, 1.5), (1.0, 1.52)))),
    "e": (0.75, (((0.1, 0.5), (0.62, 0.6), (0.4, 1.0), (0.05, 0.5), (0.35, 0.0), (0.7, 0.2)),)),
    "g": (0.85, (_BOWL, ((0.70, 1.0), (0.68, -0.5), (0.35, -0.8), (0.05, -0.5)))),
    "h": (0.80, (((0.1, 1.9), (0.1, 0.0)), ((0.1, 0.5), (0.4, 1.0), (0.62, 0.7), (0.64, 0.0)))),
    "i": (0.38, (((0.1, 1.0), (0.1, 0.2), (0.3, 0.0)), ((0.12, 1.42), (0.14, 1.36)))),
    "k": (0.72, (((0.1, 1.9), (0.1, 0.0)), ((0.6, 1.0), (0.12, 0.45), (0.65, 0.0)))),
    "l": (0.38, (((0.1, 1.9), (0.1, 0.2), (0.3, 0.0)),)),
    "m": (1.05, (((0.08, 1.0), (0.1, 0.0)), ((0.1, 0.6), (0.3, 1.0), (0.45, 0.7), (0.47, 0.0)),
                 ((0.47, 0.6), (0.68, 1.0), (0.85, 0.7), (0.9, 0.0)))),
    "n": (0.78, (((0.08, 1.0), (0.1, 0.0)), ((0.1, 0.6), (0.38, 1.0), (0.58, 0.7), (0.62, 0.0)))),
    "o": (0.75, (((0.38, 1.0), (0.05, 0.5), (0.35, 0.0), (0.65, 0.5), (0.36, 1.0)),)),
    "p": (0.75, (((0.1, 1.0), (0.1, -0.8)), ((0.1, 0.7), (0.4, 1.0), (0.65, 0.5), (0.4, 0.0), (0.12, 0.3)))),
    "q": (0.80, (_BOWL, ((0.70, 1.0), (0.70, -0.8)))),
    "r": (0.52, (((0.1, 1.0), (0.1, 0.0)), ((0.1, 0.6), (0.3, 0.95), (0.5, 0.9)))),
    "s": (0.62, (((0.55, 0.85), (0.3, 1.0), (0.1, 0.75), (0.5, 0.3), (0.3, 0.0), (0.05, 0.15)),)),
    "t": (0.52, (((0.2, 1.55), (0.2, 0.2), (0.45, 0.0)), ((0.0, 1.0), (0.45, 1.02)))),
    "u": (0.82, (((0.1, 1.0), (0.1, 0.3), (0.33, 0.0), (0.6, 0.4)), ((0.62, 1.0), (0.62, 0.2), (0.8, 0.0)))),
    "v": (0.65, (((0.05, 1.0), (0.3, 0.0), (0.6, 1.05)),)),
    "x": (0.65, (((0.05, 1.0), (0.6, 0.0)), ((0.6, 1.0), (0.05, 0.0)))),
    "y": (0.70, (((0.1, 1.0), (0.35, 0.1)), ((0.65, 1.0), (0.3, -0.8), (0.05, -0.7)))),
    "0": (0.80, (((0.4, 1.6), (0.1, 0.8), (0.4, 0.0), (0.7, 0.8), (0.38, 1.6)),)),
    "1": (0.45, (((0.05, 1.2), (0.3, 1.6), (0.3, 0.0)),)),
    "2": (0.75, (((0.1, 1.3), (0.4, 1.6), (0.6, 1.2), (0.08, 0.05), (0.7, 0.05)),)),
    "3": (0.70, (((0.1, 1.5), (0.5, 1.5), (0.3, 0.9), (0.6, 0.4), (0.1, 0.1)),)),
    "5": (0.70, (((0.6, 1.6), (0.15, 1.55), (0.15, 0.9), (0.6, 0.6), (0.4, 0.0), (0.05, 0.1)),)),
    ".": (0.30, (((0.1, 0.05), (0.14, 0.0)),)),
    ",": (0.30, (((0.14, 0.05), (0.05, -0.25)),)),
    " ": (0.70, ()),
}  # fmt: skip

# Combining marks: circumflex, breve, horn and the five tones, above (or under) a letter 0.7 wide.
_DIACRITICS: dict[str, _Line] = {
    "\u0302": ((0.15, 1.15), (0.38, 1.45), (0.6, 1.15)),
    "\u0306": ((0.15, 1.42), (0.38, 1.18), (0.6, 1.42)),
    "\u031b": ((0.62, 0.95), (0.85, 1.15), (0.8, 1.35)),
    "\u0301": ((0.35, 1.5), (0.6, 1.85)),
    "\u0300": ((0.2, 1.85), (0.45, 1.5)),
    "\u0309": ((0.3, 1.85), (0.5, 1.8), (0.38, 1.5)),
    "\u0303": ((0.15, 1.6), (0.3, 1.75), (0.45, 1.6), (0.62, 1.75)),
    "\u0323": ((0.35, -0.35), (0.38, -0.4)),
}

# What people write, in the words of nobody in particular.
COMMENTS = (
    "cảm ơn cán bộ",
    "tốt",
    "rất hài lòng",
    "chờ lâu quá",
    "cần thêm ghế ngồi",
    "hướng dẫn chưa rõ",
    "thái độ vui vẻ, nhiệt tình",
    "không có ý kiến",
    "làm nhanh hơn",
    "phòng chờ nóng, nên có thêm quạt",
    "đề nghị trả kết quả đúng hẹn",
    "ok",
    "được",
    "giấy tờ còn nhiều",
)


def written(text: str, start_mm: tuple[float, float], hand: Hand, rng: np.random.Generator) -> tuple[Stroke, ...]:
    """Return the strokes of one word or phrase, its baseline beginning at a point; letters it lacks are left out."""
    strokes: list[Stroke] = []
    x_mm, drift = start_mm[0], rng.normal(0, 0.02)
    for character in unicodedata.normalize("NFC", text.lower()):
        base, *marks = list(unicodedata.normalize("NFD", character))
        width, lines = _GLYPHS.get(base, (0.0, ()))
        y_mm = start_mm[1] + (x_mm - start_mm[0]) * drift + rng.normal(0, 0.04) * hand.letter_mm
        size = hand.letter_mm * rng.uniform(0.88, 1.12)
        for line in (*lines, *(_DIACRITICS[mark] for mark in marks if mark in _DIACRITICS)):
            strokes.append(_letter_stroke(line, (x_mm, y_mm), size, hand, rng))
        x_mm += (width + rng.uniform(0.02, 0.18)) * size
    return tuple(strokes)


def written_width_mm(text: str, hand: Hand) -> float:
    """Return about how wide a text will be."""
    plain = (unicodedata.normalize("NFD", character)[0] for character in text.lower())
    return sum((_GLYPHS.get(base, (0.0, ()))[0] + 0.1) * hand.letter_mm for base in plain)


def _letter_stroke(
    line: _Line, at_mm: tuple[float, float], size_mm: float, hand: Hand, rng: np.random.Generator
) -> Stroke:
    points: Floats = np.array(line, dtype=np.float64)
    points = points + rng.normal(0, 0.035 + 0.05 * hand.speed, points.shape)
    lean = np.tan(np.deg2rad(hand.slant_deg))
    x = at_mm[0] + (points[:, 0] + points[:, 1] * lean) * size_mm
    y = at_mm[1] - points[:, 1] * size_mm
    return curve(np.column_stack([x, y]), hand, rng)
