"""What does the office print on a sheet of this form? Words in their places, and boxes marked for the citizen."""

from typing import ClassVar

from app.roster import PrintedFor
from forms.definition import DigitsQuestion, SingleQuestion, Survey
from forms.printed import Printed
from forms.questions import Prefill
from omr.errors import OmrError
from omr.words import Text


class NoPlaceToPrint(OmrError):
    """A form has no place for what is to be printed on it. Evidence: form, what, text."""

    exit_code: ClassVar[int] = 19
    sentence_text = Text(
        "Mẫu {form} không có chỗ để in {what} “{text}”.", "The form {form} has no place for the {what} “{text}”."
    )
    advice_text = Text(
        "Thêm câu kind: prefilled vào mẫu, hoặc bỏ tùy chọn ấy.",
        "Add a question of kind: prefilled to the form, or leave the option out.",
    )


def printed_on(survey: Survey, whose: PrintedFor) -> Printed:
    """Return what is printed on each of these sheets.

    A place of kind ``prefilled`` takes the words. Where the form asks the citizen instead, by digits or by a list, the
    boxes are marked: an officer's code of digits, a field's code among the choices.

    Raises
    ------
    NoPlaceToPrint
        When the form has neither.
    """
    words: list[tuple[Prefill, str]] = []
    marks: list[tuple[str, str]] = []
    filled = {question.fills for question in survey.prefilled()}
    values: tuple[tuple[Prefill, str], ...] = (
        ("officer", whose.officer),
        ("counter", whose.counter),
        ("field", whose.field),
    )
    for what, text in values:
        if not text:
            continue
        if what in filled:
            words.append((what, text))
            continue
        boxes = _marks(survey, what, text)
        if not boxes and what in whose.needed:
            raise NoPlaceToPrint(form=survey.id, what=what, text=text)
        marks += boxes
    return Printed(tuple(words), tuple(marks))


def _marks(survey: Survey, what: Prefill, text: str) -> tuple[tuple[str, str], ...]:
    """Return the boxes that say so, as pairs of a question's code and a choice; none where the form cannot."""
    question = None if what == "counter" else survey.with_role(what)
    match question:
        case DigitsQuestion() if text.isdecimal() and text.isascii() and len(text) <= question.digits:
            digits = text.zfill(question.digits)
            return tuple((question.digit_code(place), digit) for place, digit in enumerate(digits, start=1))
        case SingleQuestion() if any(choice.code == text for choice in question.choices):
            return ((question.code, text),)
    return ()
