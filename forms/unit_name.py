"""Where does the name of the office go? Into the line of the head that was left to be filled in by hand.

What is printed there changes nothing of the layout: sheets with and without the name are read alike.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from forms.definition import Survey
from forms.heading import FILL_IN
from forms.plan import Line, PrintPage, PrintPlan, TextRun
from forms.questions import Label
from forms.type_setting import text_width_mm

# The line that says whose committee it is; others with dots ask for something else.
_OF_THE_UNIT = re.compile(r"(UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\b", re.IGNORECASE)
# A longer name is set smaller, to this share of the size; one that is longer still is left to be written by hand.
_SMALLEST_SHARE = 0.6


def named_line(words: str, unit: str) -> str:
    """Return a line of an office with its name where that is to be filled in; as it is without a name."""
    return unit if unit and _is_unfilled(words) else words


def named_lines(lines: Sequence[Label], unit: str) -> tuple[Label, ...]:
    """Return the lines of an office with its name; what they say in other languages stays."""
    return tuple(line.model_copy(update={"vi": named_line(line.vi, unit)}) for line in lines)


def named_plan(plan: PrintPlan, survey: Survey, unit: str) -> PrintPlan:
    """Return a plan with the name of the office at the head; as it is where the form has no place for it."""
    unfilled = {FILL_IN.sub("", line.vi).rstrip() for line in survey.office if _is_unfilled(line.vi)}
    if not unit or not unfilled:
        return plan
    first, *others = plan.pages
    return replace(plan, pages=(_named_page(first, unfilled, unit), *others))


def _is_unfilled(words: str) -> bool:
    return _OF_THE_UNIT.match(words) is not None and FILL_IN.search(words) is not None


def _named_page(page: PrintPage, unfilled: set[str], unit: str) -> PrintPage:
    drawing = page.drawing
    for run in drawing.runs:
        dots = next((line for line in drawing.lines if line.dotted and line.start.y_mm == run.baseline_mm), None)
        if run.text not in unfilled or dots is None:
            continue
        named = _set(run, dots, unit)
        if named is not None:
            runs = tuple(named if other is run else other for other in drawing.runs)
            lines = tuple(line for line in drawing.lines if line is not dots)
            return replace(page, drawing=replace(drawing, runs=runs, lines=lines))
    return page


def _set(run: TextRun, dots: Line, unit: str) -> TextRun | None:
    """Return the name where the words and the dots were, None where it is too long for that."""
    room_mm = dots.end.x_mm - run.x_mm
    width_mm = text_width_mm(unit, run.style)
    share = min(1.0, room_mm / width_mm)
    if share < _SMALLEST_SHARE:
        return None
    style = replace(run.style, size_pt=run.style.size_pt * share)
    return replace(run, text=unit, style=style, width_mm=width_mm * share)
