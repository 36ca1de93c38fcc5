"""Facts about forms that contradict themselves."""

from typing import Any

import pytest

from forms.catalogue import library_forms
from forms.consistency import Contradiction, contradictions
from forms.definition import Survey
from forms.questions import (
    Choice,
    DigitsQuestion,
    Label,
    MultipleQuestion,
    PrefilledQuestion,
    Question,
    RatingQuestion,
    Role,
    Scale,
    Section,
    SingleQuestion,
)

WORDS = Label(vi="Câu")
S5 = Scale(name="S5", choices=(Choice(code="5", label=WORDS), Choice(code="4", label=WORDS)), positive=("5",))


def one(code: str, *choices: Choice, role: Role | None = None) -> SingleQuestion:
    """Return a question with these choices, or with one choice."""
    return SingleQuestion(
        kind="single", code=code, label=WORDS, role=role, choices=choices or (Choice(code="1", label=WORDS),)
    )


def number(code: str, digits: int) -> DigitsQuestion:
    """Return a question for a number."""
    return DigitsQuestion(kind="digits", code=code, label=WORDS, digits=digits)


def found_in(*questions: Question, scales: tuple[Scale, ...] = ()) -> tuple[Contradiction, ...]:
    """Return what is found where each question is in a section of its own."""
    return contradictions(tuple(Section(questions=(question,)) for question in questions), scales)


@pytest.mark.parametrize("survey", library_forms(), ids=lambda survey: survey.id)
def test_the_library_agrees_with_itself(survey: Survey) -> None:
    """Nothing is found in a form that comes with the program."""
    assert contradictions(survey.sections, survey.scales) == ()


@pytest.mark.parametrize(
    ("questions", "at"),
    [
        ((one("A"), one("a")), 1),
        ((one("D2"), number("D", 2)), 1),
        ((number("D", 2), one("d1")), 1),
        ((number("D", 2), one("D")), 1),
        ((number("D", 1), number("D1", 1)), 1),
        ((number("D", 2), one("D3")), None),
        ((one("A"), one("Á")), None),
    ],
)
def test_a_code_means_one_question(questions: tuple[Question, ...], at: int | None) -> None:
    """In large letters or small; a number has a code itself, and so has each of its digits. The later one is told."""
    paths = [found.path for found in found_in(*questions)]

    assert paths == ([] if at is None else [("sections", at, "questions", 0, "code")])


def test_a_role_is_played_once() -> None:
    """Reports would not know which of two is the field; to have none is no role."""
    (found,) = found_in(one("A", role="field"), one("B"), one("C"), one("D", role="field"), one("E", role="officer"))

    assert found.path == ("sections", 3, "questions", 0, "role")
    assert "field" in found.words.vi
    assert "field" in found.words.en


def test_a_choice_is_told_apart_from_the_others() -> None:
    """Of its own question or scale, in large letters or small; the same code in two questions is two choices."""
    a, big_a = Choice(code="a", label=WORDS), Choice(code="A", label=WORDS)
    twice = Scale(name="T", choices=(a, big_a))

    assert found_in(one("A", a), one("B", big_a)) == ()
    (in_question,) = found_in(one("A", a, big_a))
    (in_scale,) = found_in(one("A"), scales=(S5, twice))
    assert in_question.path == ("sections", 0, "questions", 0, "choices", 1, "code")
    assert in_scale.path == ("scales", 1, "choices", 1, "code")


def test_a_scale_is_named_once_and_counts_levels_that_it_has() -> None:
    """The second of two is told, and each level that counts as satisfied and is none."""
    odd = S5.model_copy(update={"positive": ("5", "9", "0")})

    named_twice = found_in(one("A"), scales=(S5, S5))
    counted = found_in(one("A"), scales=(odd,))

    assert [found.path for found in named_twice] == [("scales", 1, "name")]
    assert [(found.path, "“9”" in found.words.vi, "“0”" in found.words.en) for found in counted] == [
        (("scales", 0, "positive"), True, False),
        (("scales", 0, "positive"), False, True),
    ]


def test_who_skips_a_question_goes_forward() -> None:
    """To one that stands later; not to itself, to one before, or to a digit of a number."""
    skipping = Choice(code="1", label=WORDS, skips=("A", "B", "C", "D", "D1"))

    found = found_in(one("A"), one("B", skipping), one("C"), number("D", 2))

    assert {contradiction.path for contradiction in found} == {("sections", 1, "questions", 0, "choices", 0, "skips")}
    assert [code for code in skipping.skips if any(f"“{code}”" in f.words.en for f in found)] == ["A", "B", "D1"]


def test_every_contradiction_leads_to_where_it_stands() -> None:
    """The path of each is followed from the form itself, and it is told in two languages that differ."""
    sections = (
        Section(questions=(one("A", role="field"), one("a", role="field"))),
        Section(
            questions=(
                RatingQuestion(kind="rating", code="R", label=WORDS, scale="S9"),
                MultipleQuestion(
                    kind="multiple", code="M", label=WORDS, max_choices=3, choices=(Choice(code="1", label=WORDS),) * 2
                ),
                PrefilledQuestion(kind="prefilled", code="P", label=WORDS, fills="officer"),
                PrefilledQuestion(kind="prefilled", code="Q", label=WORDS, fills="officer"),
            )
        ),
    )
    scales = (S5, S5.model_copy(update={"positive": ("8",)}))
    form: Any = {"sections": [s.model_dump() for s in sections], "scales": [s.model_dump() for s in scales]}

    found = contradictions(sections, scales)

    assert len(found) == 8
    for contradiction in found:
        place = form
        for step in contradiction.path:
            place = place[step]
        assert contradiction.words.vi != contradiction.words.en
