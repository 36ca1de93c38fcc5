"""People of the second world mean what their marks say."""

from dataclasses import replace

import numpy as np

from simulate.testsheet import plain_sheet
from simulate.unseen.levels import LEVELS
from simulate.unseen.people import Undo, draw_intent, draw_person

PAGE = plain_sheet(rows=12).pages[0]
_HAND = LEVELS["rough"].hand


def test_a_correction_leaves_one_answer() -> None:
    """Where every question is corrected, each has one mark taken back and another that is meant."""
    rng = np.random.default_rng(0)
    options = replace(
        _HAND,
        correction_question_share=1.0,
        taken_back_question_share=0.0,
        several_question_share=0.0,
        struck_out_question_share=0.0,
    )
    person = replace(draw_person(options, rng), blank_share=0.0)
    intent = draw_intent(PAGE, person, options, rng)

    assert all(len(meant) == 1 for _, meant in intent.answers(PAGE))
    assert sum(truth.cancelled for truth in intent.boxes(PAGE)) == 12


def test_a_blackout_never_stands_beside_a_fill() -> None:
    """What is meant beside a blackout is a mark that a person tells from it."""
    rng = np.random.default_rng(1)
    options = replace(_HAND, correction_question_share=1.0, taken_back_question_share=0.0)
    for _ in range(40):
        marks = draw_intent(PAGE, draw_person(options, rng), options, rng).marks
        black = {m.field.question for m in marks if m.undo in (Undo.BLACKOUT, Undo.ZIGZAG)}
        assert not any(m.style.dark for m in marks if m.undo is None and m.field.question in black)


def test_blank_people_mark_nothing() -> None:
    """Somebody who answers nothing leaves no mark."""
    rng = np.random.default_rng(2)
    person = replace(draw_person(_HAND, rng), blank_share=1.0)
    intent = draw_intent(PAGE, person, replace(_HAND, struck_out_question_share=0.0), rng)

    assert intent.marks == ()
    assert all(meant == () for _, meant in intent.answers(PAGE))
