"""How is wording set in one language or two, and what when a word is wider than its room?"""

from forms.errors import NoRoomOnPage
from forms.plan import Drawing, TextRun, TextStyle
from forms.questions import Choice, Label
from forms.strips import Ground
from forms.type_setting import break_text, overhang_mm, set_left, text_width_mm

# Lines of type, each in its style.
Lines = tuple[tuple[str, TextStyle], ...]
# Between a question and its hint on one line.
_HINT_GAP_MM = 2.5


def set_question(label: Label, hint: Label | None, ground: Ground, room_mm: float) -> tuple[Drawing, float]:
    """Return the wording of a question with its hint beneath, and the baseline of its last line.

    The first line stands one baseline below the strip's top, at the left edge of the wording.
    """
    lines = lines_of(label, ground.measures.strong, ground, room_mm)
    beside = None if hint is None else _beside_label(lines, hint, ground, room_mm)
    if hint is not None and beside is None:
        lines += lines_of(hint, ground.measures.small, ground, room_mm)
    runs = set_lines(lines, ground.text_left_mm, ground.measures.baseline_mm, ground)
    last_mm = len(runs) * ground.measures.baseline_mm
    return Drawing(runs=runs if beside is None else (*runs, beside)), last_mm


def _beside_label(lines: Lines, hint: Label, ground: Ground, room_mm: float) -> TextRun | None:
    """Return a hint on the line of its question, on small paper where it fits."""
    if not ground.frame.is_tight or ground.bilingual or len(lines) > 1:
        return None
    left_mm = text_width_mm(*lines[0]) + _HINT_GAP_MM
    run = set_left(hint.vi, ground.measures.small, ground.text_left_mm + left_mm, ground.measures.baseline_mm)
    return run if left_mm + run.width_mm <= room_mm else None


def lines_of(label: Label, style: TextStyle, ground: Ground, room_mm: float) -> Lines:
    """Return a wording as lines that fit its room; on a form in two languages the English is small print below."""
    lines = tuple((line, style) for line in break_text(label.vi, style, room_mm))
    english = english_of(label, ground)
    if english is None:
        return lines
    small = ground.measures.small
    return lines + tuple((line, small) for line in break_text(english, small, room_mm))


def english_of(label: Label, ground: Ground) -> str | None:
    """Return the English that is printed beside a wording, or None where there is none."""
    return label.en if ground.bilingual and label.en != label.vi else None


def label_of(choice: Choice) -> Label:
    """Return a choice as it is printed: with what need not be answered by who takes it."""
    if not choice.skips:
        return choice.label
    codes = ", ".join(choice.skips)
    english = None if choice.label.en is None else f"{choice.label.en} (skip {codes})"
    return Label(vi=f"{choice.label.vi} (bỏ qua {codes})", en=english)


def set_lines(lines: Lines, left_mm: float, first_baseline_mm: float, ground: Ground) -> tuple[TextRun, ...]:
    """Return lines one under the other on the baseline grid."""
    return tuple(
        set_left(line, style, left_mm, first_baseline_mm + i * ground.measures.baseline_mm)
        for i, (line, style) in enumerate(lines)
    )


def refuse_overhang(name: str, label: Label, room_mm: float, ground: Ground, style: TextStyle | None = None) -> None:
    """Refuse a wording with a word that is wider than its room.

    Raises
    ------
    NoRoomOnPage
        By how many millimetres it is too wide.
    """
    # Where nothing is said of how it is set, judged in the heavier weight of questions, which is the wider one.
    over_mm = overhang_mm(label.vi, style or ground.measures.strong, room_mm)
    english = english_of(label, ground)
    if english is not None:
        over_mm = max(over_mm, overhang_mm(english, ground.measures.small, room_mm))
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
