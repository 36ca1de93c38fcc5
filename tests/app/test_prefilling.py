"""Facts about what the office prints on a form."""

import numpy as np
import pytest

from app.prefilling import NoPlaceToPrint, printed_on
from app.roster import PrintedFor
from batches.model import load_model
from forms.arrange import arrange
from forms.catalogue import find_form
from forms.draw import PrintOptions, draw_pdf
from forms.printed import Printed
from omr.detect.page import read_page
from omr.layout.serial import layout_id
from omr.reading import PageReading
from simulate.render import render_pdf


def test_a_place_takes_the_words() -> None:
    """Where the form has places for them, officer and counter are printed as words."""
    printed = printed_on(find_form("pks-c"), PrintedFor("CB-7", "3"))

    assert printed == Printed(words=(("officer", "CB-7"), ("counter", "3")))


def test_boxes_are_marked_where_the_form_asks() -> None:
    """A code of one digit is filled up with a nought; a field is the code of a choice."""
    printed = printed_on(find_form("pks-q"), PrintedFor("7", field="10"))

    assert printed == Printed(marks=(("CB1", "0"), ("CB2", "7"), ("LV", "10")))


@pytest.mark.parametrize(
    "whose",
    [
        PrintedFor("123", needed=("officer",)),
        PrintedFor("A7", needed=("officer",)),
        PrintedFor(counter="3", needed=("counter",)),
        PrintedFor(field="77", needed=("field",)),
    ],
)
def test_what_has_no_place_is_refused(whose: PrintedFor) -> None:
    """A code too long, one of letters, a counter that is not asked for, a field that is no choice."""
    with pytest.raises(NoPlaceToPrint):
        printed_on(find_form("pks-q"), whose)


def test_what_nobody_asked_for_is_left_out() -> None:
    """A counter that only the table of officers knows is printed where there is a place."""
    assert printed_on(find_form("pks-q"), PrintedFor(counter="3")) == Printed()


def test_printed_marks_are_read_as_answers() -> None:
    """A sheet with the officer's code marked by the printer is read with that code and nothing else."""
    survey = find_form("pks-q")
    plan = arrange(survey)
    printed = printed_on(survey, PrintedFor("07", field="3"))
    (page,) = render_pdf(draw_pdf(plan, ["M0MNGRAWJF"], options=PrintOptions(printed=(printed,))), 200)

    reading = read_page(np.ascontiguousarray(page[:, :, ::-1]), {layout_id(plan.layout): plan.layout}, load_model())

    assert isinstance(reading, PageReading)
    chosen = {answer.question: answer.chosen for answer in reading.answers}
    assert (chosen["CB1"], chosen["CB2"], chosen["LV"]) == (("0",), ("7",), ("3",))
    assert all(not answer for question, answer in chosen.items() if question not in ("CB1", "CB2", "LV"))
