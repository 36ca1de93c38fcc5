"""How does a section begin? With its title on a line of its own, kept with what follows."""

from forms.plan import Drawing
from forms.question_wording import refuse_overhang
from forms.questions import Label
from forms.strips import Ground, Strip
from forms.type_setting import BASELINE_MM, SECTION, break_text, set_left

_FOOT_MM = 1.5


def title_strip(title: Label, name: str, ground: Ground) -> Strip:
    """Return the title as a strip; `name` is the code of the section's first question, for errors.

    Raises
    ------
    NoRoomOnPage
        When a word is wider than the page.
    """
    left_mm = ground.frame.left_mm
    refuse_overhang(name, title.vi, ground.frame.width_mm, ground)
    lines = break_text(title.vi, SECTION, ground.frame.width_mm)
    runs = tuple(set_left(line, SECTION, left_mm, (i + 1) * BASELINE_MM) for i, line in enumerate(lines))
    return Strip(
        name, len(lines) * BASELINE_MM + _FOOT_MM, Drawing(runs=runs), gap_mm=ground.density.gap_mm, keeps_next=True
    )
