"""How does a section begin? With its title on a line of its own, kept with what follows."""

from forms.plan import Drawing
from forms.question_wording import lines_of, refuse_overhang, set_lines
from forms.questions import Label
from forms.strips import Ground, Strip

_FOOT_MM = 1.5


def title_strip(title: Label, name: str, ground: Ground) -> Strip:
    """Return the title as a strip; `name` is the code of the section's first question, for errors.

    Raises
    ------
    NoRoomOnPage
        When a word is wider than the page.
    """
    left_mm = ground.frame.left_mm
    refuse_overhang(name, title, ground.frame.width_mm, ground, ground.measures.section)
    baseline_mm = ground.measures.baseline_mm
    lines = lines_of(title, ground.measures.section, ground, ground.frame.width_mm)
    runs = set_lines(lines, left_mm, baseline_mm, ground)
    return Strip(
        name, len(lines) * baseline_mm + _FOOT_MM, Drawing(runs=runs), gap_mm=ground.density.gap_mm, keeps_next=True
    )
