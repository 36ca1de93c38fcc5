"""What differs from copy to copy? The sheet's names beside its code, and what the office prints on this one."""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.errors import PrefillTooLong
from forms.plan import Caption, PrintPage, PrintPlan, TextRun
from forms.questions import Prefill
from forms.sheet_foot import PHOTOCOPY_WORDS, form_name
from forms.type_setting import set_left, set_right
from omr.layout.code import SheetCode, spoken_serial


@dataclass(frozen=True, slots=True)
class Printed:
    """What the office prints on one sheet besides the form: words in their places, and boxes marked for the citizen.

    `marks` are pairs of a question's code and the choice that is marked.
    """

    words: tuple[tuple[Prefill, str], ...] = ()
    marks: tuple[tuple[str, str], ...] = ()


NOTHING_PRINTED = Printed()


def caption_runs(plan: PrintPlan, caption: Caption, code: SheetCode) -> tuple[TextRun, ...]:
    """Return what is printed beside a code for people to read, line by line."""
    serial = PHOTOCOPY_WORDS if code.serial is None else spoken_serial(code.serial)
    name, layout = form_name(plan.layout.form, plan.version), spoken_serial(code.layout_id)
    lines = (serial, name, layout, f"trang {code.page_number}/{len(plan.pages)}")
    styles = (caption.strong, caption.quiet, caption.quiet, caption.quiet)
    return tuple(
        (set_right if caption.ends_here else set_left)(
            line, style, caption.at.x_mm, caption.at.y_mm + i * caption.leading_mm
        )
        for i, (line, style) in enumerate(zip(lines, styles, strict=True))
    )


def prefilled_runs(page: PrintPage, printed: Printed) -> Iterator[TextRun]:
    """Yield the words that the office prints in their places on a page.

    Raises
    ------
    PrefillTooLong
        When one is longer than its line.
    """
    for place in page.drawing.prefills:
        for fills, text in printed.words:
            if fills == place.fills:
                run = set_left(text, place.style, place.at.x_mm, place.at.y_mm)
                if run.width_mm > place.room_mm:
                    raise PrefillTooLong(text=text, over_mm=f"{run.width_mm - place.room_mm:.1f}")
                yield run
