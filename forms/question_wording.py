"""How is a question's wording set, and what when a word is wider than its room?"""

from forms.errors import NoRoomOnPage
from forms.plan import Drawing
from forms.questions import Label
from forms.strips import Ground
from forms.type_setting import BASELINE_MM, SMALL, STRONG, break_text, overhang_mm, set_left


def set_question(label: Label, hint: str | None, ground: Ground, room_mm: float) -> tuple[Drawing, float]:
    """Return the wording of a question with its hint beneath, and the baseline of its last line.

    The first line stands one baseline below the strip's top, at the left edge of the wording.
    """
    lines = tuple((line, STRONG) for line in break_text(label.vi, STRONG, room_mm))
    lines += tuple((line, SMALL) for line in break_text(hint, SMALL, room_mm)) if hint else ()
    runs = tuple(
        set_left(line, style, ground.text_left_mm, (i + 1) * BASELINE_MM) for i, (line, style) in enumerate(lines)
    )
    return Drawing(runs=runs), len(runs) * BASELINE_MM


def refuse_overhang(name: str, text: str, room_mm: float, ground: Ground) -> None:
    """Refuse a text with a word that is wider than its room.

    Raises
    ------
    NoRoomOnPage
        By how many millimetres it is too wide.
    """
    # Judged in the heavier weight, which is the wider one.
    over_mm = overhang_mm(text, STRONG, room_mm)
    if over_mm > 0:
        raise too_wide(name, ground.frame.paper, over_mm)


def too_wide(name: str, paper: str, over_mm: float) -> NoRoomOnPage:
    """Return the error that says by how much something is too wide for the paper."""
    return NoRoomOnPage(
        question=name, paper=paper, over_mm=f"{over_mm:.1f}", direction_vi="chiều ngang", direction_en="wide"
    )


def too_high(name: str, paper: str, over_mm: float) -> NoRoomOnPage:
    """Return the error that says by how much something is too high for the paper."""
    return NoRoomOnPage(
        question=name, paper=paper, over_mm=f"{over_mm:.1f}", direction_vi="chiều dọc", direction_en="high"
    )
