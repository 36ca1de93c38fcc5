"""Facts about what is counted of a period before any table is made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.indices import Denominator, Pooling
from reports.period_figures import (
    Returned,
    factors_of,
    levels_of,
    opinions,
    rate_of,
    without_blank_sheets,
)
from reports.periods import Period, find_period
from reports.tally import ChoiceMeaning, QuestionMeaning, QuestionTally, TallyDoesNotAddUp, checked

# No opinion stands between the levels: what is counted by place must not be shifted by it.
LEVELS = (
    ChoiceMeaning("5", "Rất hài lòng", 5.0, True),
    ChoiceMeaning("4", "Hài lòng", 4.0, True),
    ChoiceMeaning("KYK", "Không có ý kiến", None, False, True),
    ChoiceMeaning("3", "Bình thường", 3.0),
    ChoiceMeaning("1", "Không hài lòng", 1.0),
)


def told(
    *counts: int,
    question: str = "C8",
    beside: tuple[int, int, int, int] = (0, 0, 0, 0),
    group: tuple[str, str] | None = None,
    factor: str = "",
    form: str = "pks-q",
) -> QuestionTally:
    """Return a tally by the counts of `LEVELS`; `beside` are blank, several, spoiled and waiting."""
    role = "overall" if question == "C8" else ""
    meaning = QuestionMeaning(form, question, f"Câu {question}", LEVELS, factor=factor, role=role)
    made = QuestionTally(
        meaning,
        sum(counts) + sum(beside),
        sum(counts) - counts[2],
        counts,
        counts[2],
        *beside,
        (group,) if group else (),
    )
    checked(made)
    return made


def period(name: str = "2026-Q3") -> Period:
    """Return a period of the usual calendar."""
    found = find_period(name)
    assert found is not None
    return found


_few = st.integers(0, 40)
tallies = st.builds(
    lambda counts, beside: told(*counts, beside=beside),
    st.tuples(_few, _few, _few, _few, _few),
    st.tuples(_few, _few, _few, _few),
)


@pytest.mark.parametrize(
    ("returned", "back", "rate"),
    [
        (Returned(), 0, None),
        (Returned(issued=0, valid=3), 3, None),
        (Returned(issued=4), 0, 0.0),
        # From a kiosk nothing comes back that went out: 60 papers of 150, and 99 answers.
        (Returned(issued=150, valid=150, blank=9, without_paper=99), 159, 0.4),
        # Photocopies come back too: more than went out.
        (Returned(issued=4, valid=5, blank=1, unreadable=1, other_forms=1, unseen=2), 10, 2.5),
    ],
)
def test_what_came_back_is_of_what_went_out(returned: Returned, back: int, rate: float | None) -> None:
    """Where nothing went out there is no rate; what nobody has seen has come back, and is not invalid yet."""
    assert (returned.returned, returned.response_rate) == (back, rate)
    assert returned.valid + returned.invalid + returned.unseen == back


def test_an_answer_that_waits_is_of_no_valid_sheet() -> None:
    """Of 20 sheets 4 wait: the rate of sheets is of 16, that of answers of the 10 that say a level."""
    tally = told(6, 2, 3, 1, 1, beside=(2, 1, 0, 4))

    assert (rate_of(tally).positive, rate_of(tally).n) == (8, 10)
    assert (rate_of(tally, Denominator.VALID_SHEETS).positive, rate_of(tally, Denominator.VALID_SHEETS).n) == (8, 16)


@given(tallies)
def test_levels_come_to_the_answers_and_opinions_to_all_but_the_blank(tally: QuestionTally) -> None:
    """No opinion is no level, and yet somebody's opinion for a quota; so is what waits or cannot be told."""
    assert sum(count for _, count in levels_of(tally)) == tally.valid == rate_of(tally).n
    assert opinions(tally) == tally.valid + tally.no_opinion + tally.several + tally.spoiled + tally.waiting
    assert 0 <= rate_of(tally).positive <= rate_of(tally).n


def test_a_factor_goes_by_the_questions_that_were_answered() -> None:
    """One that nobody answered neither pulls it down nor counts; of nothing but such there is no index."""
    asked = (
        told(8, 0, 0, 2, 0, question="A", factor="F1"),
        told(0, 0, 5, 0, 0, question="B", factor="F1", beside=(5, 0, 0, 0)),
        told(1, 0, 0, 0, 1, question="C", factor="F1"),
        told(0, 0, 4, 0, 0, question="D", factor="F2"),
        told(9, 0, 0, 0, 0, question="E"),
    )

    assert factors_of(asked, Pooling.POOLED, Denominator.VALID_ANSWERS) == {"F1": (12, 0.75), "F2": (0, None)}
    by_rates = factors_of(asked, Pooling.MEAN_OF_RATES, Denominator.VALID_ANSWERS)
    assert by_rates["F1"][1] == pytest.approx((0.8 + 0.5) / 2)
    # Of sheets those that say nothing count as not satisfied.
    by_sheets = factors_of(asked, Pooling.POOLED, Denominator.VALID_SHEETS)
    assert by_sheets == {"F1": (22, 9 / 22), "F2": (4, 0.0)}


def test_blank_sheets_are_taken_from_their_own_form_and_question_alone() -> None:
    """Another instrument with a question of the same code keeps its blanks, and so does another question."""
    own, other = told(4, 0, 0, 0, 0, beside=(3, 0, 0, 0)), told(1, 0, 0, 0, 0, beside=(3, 0, 0, 0), form="pks-c")
    second = told(2, 0, 0, 0, 0, question="C1", beside=(5, 0, 0, 0))

    lessened = without_blank_sheets((own, other, second), {("pks-q", "C8"): 2, ("pks-q", "C9"): 5})

    assert [(t.sheets, t.blank, t.valid) for t in lessened] == [(5, 1, 4), (4, 3, 1), (7, 5, 2)]


def test_more_blank_sheets_than_blanks_are_refused() -> None:
    """An answer that comes between two counts makes no number of blanks below none; the sentence says of which."""
    tally = told(4, 0, 0, 0, 0, beside=(3, 0, 0, 0))

    assert without_blank_sheets((tally,), {("pks-q", "C8"): 3})[0].blank == 0
    with pytest.raises(TallyDoesNotAddUp) as found:
        without_blank_sheets((tally,), {("pks-q", "C8"): 4})

    assert dict(found.value.evidence) == {"form": "pks-q", "question": "C8", "sum": "8", "sheets": "7"}
