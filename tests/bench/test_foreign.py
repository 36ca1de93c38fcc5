"""Facts about the forms that other tools drew."""

from dataclasses import replace

import pytest

from batches.model import load_adopted_model
from bench.foreign import FORMS, Foreign, adopted, filled_page, read_pile
from bench.scored import Outcome
from omr.detect.adopted import read_adopted
from omr.detect.blank import AdoptedForm
from omr.layout.serial import layout_id
from omr.reading import AnswerState, PageReading
from simulate.truth import MarkKind


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_box_is_found_on_the_blank(form: Foreign) -> None:
    """And nothing else is taken for one: letters, lines of tables, dots to write on; rows are questions."""
    fields = adopted(form.name).layout.pages[0].fields

    assert sum(len(field.boxes) for field in fields) == form.boxes
    assert len({len(field.boxes) for field in fields}) == 1


def test_questions_in_two_columns_are_numbered_down_the_first() -> None:
    """As they are on the sheet: the eleventh stands at the top of the second column."""
    fields = adopted("ovals").layout.pages[0].fields

    assert {field.boxes[0].box.x_mm < 100 for field in fields[:10]} == {True}
    assert fields[10].boxes[0].box.x_mm > 100
    assert abs(fields[10].boxes[0].box.y_mm - fields[0].boxes[0].box.y_mm) < 1


def test_a_ring_is_an_answer_where_the_form_asks_for_one() -> None:
    """Most circled numbers are read there; on a form that says nothing of rings each waits for a person."""
    asks = adopted("numbers")
    silent = replace(asks.layout, rings_choose=False)
    says_nothing = AdoptedForm(layout_id(silent), silent, asks.pictures)
    assert asks.layout_id != says_nothing.layout_id
    scanned = filled_page(FORMS[2], asks, "clean", 12)
    circled = {box.question for box in scanned.truth.boxes if box.kind is MarkKind.RING}
    assert len(circled) >= 4
    for form, least, most in ((asks, 0.7, 1.0), (says_nothing, 0.0, 0.3)):
        outcome = read_adopted(scanned.pixels, (form,), load_adopted_model())
        assert isinstance(outcome, PageReading)
        accepted = {a.question: a.chosen for a in outcome.answers if a.state is AnswerState.ACCEPTED}
        assert all(accepted[q] == meant for q, meant in scanned.truth.answers if q in accepted)
        assert least <= len(circled & accepted.keys()) / len(circled) <= most


def test_a_pile_of_all_of_them_is_read_without_a_silent_error() -> None:
    """Each page as its own form, though nobody says which it is."""
    pages = read_pile("office", range(381_000_000, 381_000_002), 1)

    assert [page.form for page in pages] == [form.name for form in FORMS] * 2
    assert not any(page.mistaken for page in pages)
    outcomes = [question.outcome(0.999) for page in pages for question in page.questions]
    assert Outcome.SILENT_ERROR not in outcomes
    assert len(outcomes) == 2 * (9 + 20 + 10)
