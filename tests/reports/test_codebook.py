"""Facts about what the columns of a dataset are said to hold."""

from hypothesis import given
from hypothesis import strategies as st

from omr.words import Language
from reports.codebook import (
    CODEBOOK_COLUMNS,
    STATE_TEXTS,
    Kind,
    State,
    Variable,
    answer_variable,
    codebook_rows,
    flag_variable,
    missing_word,
    state_variable,
)
from reports.tally import ChoiceMeaning, QuestionMeaning
from tests.reports.test_dataset import MD


def _question(*codes: str, no_opinion: str = "") -> QuestionMeaning:
    choices = tuple(ChoiceMeaning(code, f"Mức {code}", no_opinion=code == no_opinion) for code in codes)
    return QuestionMeaning("f", "C1", "Nơi chờ", choices)


def _numbers(*codes: str, no_opinion: str = "") -> list[int]:
    return [
        value.number for value in answer_variable("C1", _question(*codes, no_opinion=no_opinion), Language.VI).values
    ]


_codes = st.lists(
    st.one_of(
        st.sampled_from([*(state.value for state in State), "blank_", "0", "05", "²", "٣"]), st.text("ab12", min_size=1)
    ),
    min_size=1,
    max_size=7,
    unique=True,
)


@given(_codes, st.booleans())
def test_no_two_answers_have_one_word_or_one_number(codes: list[str], silent: bool) -> None:
    """And those below zero, which programs leave out, are exactly those that say nothing."""
    meaning = _question(*codes, no_opinion=codes[-1] if silent else "")

    values = answer_variable("C1", meaning, Language.VI).values

    assert [value.written for value in values[: len(codes)]] == codes
    assert len({value.written for value in values}) == len({value.number for value in values}) == len(codes) + 4
    assert all(value.missing == (value.number < 0) for value in values)
    assert [value.written for value in values if value.missing][-4:] == [
        missing_word(meaning, state) for state in (State.BLANK, State.SEVERAL, State.SPOILED, State.WAITING)
    ]


def test_a_level_is_the_number_that_is_its_code_where_all_are_numbers() -> None:
    """Levels 5 to 1 count down as printed, though no opinion has letters; else each has its place."""
    assert _numbers("5", "4", "KYK", no_opinion="KYK")[:3] == [5, 4, -5]
    assert _numbers("0", "10")[:2] == [0, 10]
    # 05 and 5 would be one number.
    assert _numbers("05", "5")[:2] == [1, 2]
    assert _numbers("²", "3")[:2] == [1, 2]
    assert _numbers("tt", "5")[:2] == [1, 2]


def test_a_question_of_several_answers_is_never_answered_with_too_many() -> None:
    """It is answered or says why not; each choice is one or none, and says which it is of."""
    state, flag = state_variable("MD", MD, Language.EN), flag_variable("MD_cs", MD, "cs", Language.EN)

    assert [(value.written, value.number, value.missing) for value in state.values] == [
        ("valid", 1, False), ("no_opinion", -5, True), ("blank", -1, True), ("spoiled", -3, True),
        ("waiting", -4, True),
    ]  # fmt: skip
    assert [(value.written, value.label, value.number) for value in flag.values] == [
        ("0", "Not chosen", 0), ("1", "Chosen", 1),
    ]  # fmt: skip
    assert (flag.label, flag.question, flag.choice) == ("Ưu tiên: Cơ sở", "MD", "cs")


def test_every_state_has_its_words_in_both_languages() -> None:
    """None is called what another is."""
    assert [state for state, _ in STATE_TEXTS] == list(State)
    for language in Language:
        assert len({text.to(language) for _, text in STATE_TEXTS} - {""}) == len(State)


def test_a_column_whose_values_are_not_told_is_in_the_codebook_too() -> None:
    """With one row, as wide as the others."""
    free = Variable("batch", "Lô", Kind.TEXT)
    rows = [
        dict(zip(CODEBOOK_COLUMNS, row, strict=True))
        for row in codebook_rows([free, flag_variable("x", MD, "tt", Language.VI)])
    ]

    assert [(row["variable"], row["value"], row["number"], row["missing"]) for row in rows] == [
        ("batch", "", None, None),
        ("x", "0", 0, 0),
        ("x", "1", 1, 0),
    ]


def test_two_ways_to_have_no_opinion_are_two_numbers() -> None:
    """The first has the usual one; all of them are missing ones, within what SPSS is told."""
    choices = tuple(ChoiceMeaning(code, code, no_opinion=code in "KB") for code in ("5", "K", "4", "B"))

    values = answer_variable("C1", QuestionMeaning("f", "C1", "Nơi chờ", choices), Language.VI).values

    assert [(value.written, value.number, value.missing) for value in values[:4]] == [
        ("5", 5, False), ("K", -5, True), ("4", 4, False), ("B", -6, True),
    ]  # fmt: skip
    assert len({value.number for value in values}) == len(values)
    assert min(value.number for value in values) >= -9
