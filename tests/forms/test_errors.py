"""Facts about what is said of forms that cannot be printed."""

import pickle
from string import Formatter

import pytest

import forms.errors
from forms.errors import (
    AddressTooLong,
    FormInvalid,
    FormUnknown,
    NoRoomForAddress,
    NoRoomOnPage,
    NUpImpossible,
    PrefillTooLong,
    Problem,
    UnprintableText,
)
from omr.errors import OmrError
from omr.words import Language, Text

PROBLEMS = (
    Problem(3, Text("thiếu mục này", "this key is missing")),
    Problem(12, Text("“{a}” phải là số", "“{a}” is not a number")),
)
# Each error as the code raises it.
RAISED = (
    FormInvalid("mau.yaml", PROBLEMS),
    FormUnknown(name="pks-x", known="pks-q, pks-s"),
    NoRoomOnPage(question="C7", paper="A5", over_mm="3.1", direction_vi="chiều ngang", direction_en="wide"),
    NUpImpossible(n_up=3, paper="A6", possible="1, 2, 4"),
    PrefillTooLong(text="Cán bộ Mẫu", over_mm="2.5"),
    UnprintableText(characters="“票” (U+7968)", text="Phiếu 票"),
    AddressTooLong(url="https://khaosat.example/f"),
    NoRoomForAddress(form="pks-c", side_mm="21"),
)
every = pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)


def test_every_error_of_forms_is_stated_here() -> None:
    """A new one cannot be forgotten below."""
    defined = {e for e in vars(forms.errors).values() if isinstance(e, type) and issubclass(e, OmrError)}

    assert defined - {OmrError} == {type(error) for error in RAISED}


@pytest.mark.parametrize("language", Language)
@every
def test_an_error_is_a_sentence_with_its_evidence(error: OmrError, language: Language) -> None:
    """What was seen stands in it, and there is something to do about it, in both languages."""
    other = "en" if language is Language.VI else "vi"
    said = f"{error.sentence(language)} {error.advice(language)}"

    assert error.advice(language).endswith(".")
    assert error.sentence(language) != error.advice(language)
    assert all(value in said for name, value in error.evidence if not name.endswith(f"_{other}"))


@every
def test_both_languages_name_the_same_evidence(error: OmrError) -> None:
    """Nothing is told in one language and kept back in the other."""
    for said in (error.sentence_text, error.advice_text):
        assert _places(said.vi, "_vi") == _places(said.en, "_en")


@pytest.mark.parametrize("language", Language)
def test_every_mistake_of_a_form_is_a_line_with_its_place(language: Language) -> None:
    """As editors and terminals know it: file, line, what; in the order found, whatever braces were written."""
    first, *found = RAISED[0].sentence(language).splitlines()

    assert "mau.yaml" in first
    assert "2" in first
    assert found == [
        f"  mau.yaml:{problem.line}: {problem.words.vi if language is Language.VI else problem.words.en}"
        for problem in PROBLEMS
    ]


def test_a_form_that_is_none_is_told_to_a_terminal_line_by_line() -> None:
    """What to do stands on a line of its own, and the mistakes are kept as values."""
    error = FormInvalid("mau.yaml", PROBLEMS)

    assert str(error).splitlines()[-1] == "Mend the lines named and try again."
    assert error.problems == PROBLEMS


@every
def test_an_error_comes_whole_out_of_a_worker(error: OmrError) -> None:
    """What another process raised is said in the same words here."""
    again = pickle.loads(pickle.dumps(error))

    assert type(again) is type(error)
    assert str(again) == str(error)


def _places(template: str, own: str) -> set[str]:
    return {name.removesuffix(own) for _, name, _, _ in Formatter().parse(template) if name}
