"""Whatever the layout, an answer is right or waits for a person."""

from hypothesis import given, settings
from hypothesis import strategies as st

from omr.detect.page import read_page
from omr.layout.code import SheetCode, code_text
from omr.layout.serial import layout_id
from omr.layout.sheet import BoxShape
from omr.reading import AnswerState, PageReading
from simulate.grades import GRADES
from simulate.sheet import simulate_page
from simulate.testsheet import draw_blank, plain_sheet
from tests.omr.detect.model import MODEL
from tests.omr.detect.scans import SERIAL, known


# Derandomised: which pages are tried does not depend on the day, so that a failure is the change's and not chance's.
@settings(max_examples=15, deadline=None, derandomize=True)
@given(
    rows=st.integers(1, 11),
    choices=st.integers(2, 6),
    shape=st.sampled_from(BoxShape),
    grade=st.sampled_from(["clean", "office", "hard"]),
    seed=st.integers(0, 10**6),
)
def test_an_answer_is_right_or_unsure(rows: int, choices: int, shape: BoxShape, grade: str, seed: int) -> None:
    """A sheet of any number of rows and choices, worn and scanned, gives no answer that was not meant."""
    sheet = plain_sheet(rows, choices, shape)
    blank = draw_blank(sheet, dpi=200, code_text=code_text(SheetCode(layout_id(sheet), SERIAL, 1)))
    page = simulate_page(blank, 200, sheet, 1, SERIAL, GRADES[grade], seed)
    reading = read_page(page.pixels, known(sheet), MODEL)

    if grade != "hard":
        assert isinstance(reading, PageReading)
    if isinstance(reading, PageReading):
        accepted = [answer for answer in reading.answers if answer.state is AnswerState.ACCEPTED]
        assert {a.question: a.chosen for a in accepted} == {a.question: page.truth.answer(a.question) for a in accepted}
        assert len(reading.answers) == rows
