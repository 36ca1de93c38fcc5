"""Facts about reading form definitions."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.errors import FormInvalid
from forms.load import load_survey
from omr.words import Language

GOOD = """\
id: nho
version: 1
title: Phiếu nhỏ
instruction: Đánh dấu X vào ô.
sections:
  - questions:
      - kind: single
        code: A
        label: Câu thứ nhất
        choices:
          - {code: 1, label: Có}
          - {code: 02, label: no}
      - kind: rating
        code: B
        label: Câu thứ hai
        scale: S5
      - {kind: multiple, code: C, label: Câu thứ ba, max_choices: 1, choices: [{code: x, label: Một}]}
      - {kind: digits, code: D, label: Số, digits: 2}
      - {kind: comment, code: E, label: Góp ý, lines: 2}
"""


def problems_of(text: str) -> list[tuple[int, str]]:
    """Return line and English words of everything that is wrong with a text."""
    with pytest.raises(FormInvalid) as caught:
        load_survey(text, "mau.yaml")
    error = caught.value
    assert error.sentence(Language.VI).count("mau.yaml:") == len(error.problems)
    return [(problem.line, problem.words.en) for problem in error.problems]


def line_of(needle: str, text: str = GOOD) -> int:
    """Return the line, from 1, on which a piece of text stands."""
    return text[: text.index(needle)].count("\n") + 1


def test_codes_and_words_keep_their_letters() -> None:
    """Numbers are taken as written, and the words yes and no are words."""
    survey = load_survey(GOOD, "mau.yaml")

    choices = survey.answerables()[0].choices

    assert [(choice.code, choice.label.vi) for choice in choices] == [("1", "Có"), ("02", "no")]
    assert survey.version == "1"


def test_a_built_in_scale_becomes_part_of_the_form() -> None:
    """A form that names a built-in scale carries it, so that its stored JSON stands alone."""
    survey = load_survey(GOOD, "mau.yaml")

    assert [scale.name for scale in survey.scales] == ["S5"]


def test_an_own_scale_wins() -> None:
    """A form's own scale is used even when it has the name of a built-in one."""
    own = "scales:\n  - {name: S5, choices: [{code: a, label: A}, {code: b, label: B}]}\n"

    survey = load_survey(GOOD + own, "mau.yaml")

    assert [choice.code for choice in survey.answerables()[1].choices] == ["a", "b"]


def test_text_is_composed() -> None:
    """Letters typed with combining marks become the composed letters that print well."""
    survey = load_survey(unicodedata.normalize("NFD", GOOD), "mau.yaml")

    assert survey == load_survey(GOOD, "mau.yaml")


@pytest.mark.parametrize(
    ("old", "new", "where", "words"),
    [
        ("code: B", "code: a", "code: B", "question a, key “code”: “a” is used already"),
        ("{code: 02,", "{code: 1,", "{code: 02,", "question A, key “code”: “1” is used already"),
        ("code: B", "code: D2", "kind: digits", "question D, key “code”: “D” is used already"),
        ("scale: S5", "scale: S9", "scale: S5", "question B, key “scale”: there is no scale “S9”"),
        (
            "max_choices: 1",
            "max_choices: 4",
            "kind: multiple",
            "question C, key “max_choices”: there are only 1 choices",
        ),
        ("digits: 2", "digits: hai", "kind: digits", "question D, key “digits”: “hai” is not a whole number"),
        ("digits: 2", "digits: true", "kind: digits", "question D, key “digits”: this must be a whole number"),
        ("label: no", "label: true", "label: no", "question A, key “label”: this must be text"),
        ("label: no", "label: [a]", "label: no", "question A, key “label”: this must be text"),
        ("label: Số", "label: ''", "kind: digits", "question D, key “vi”: the text is empty"),
        (
            "label: Số",
            'label: "a\\u200bb"',
            "kind: digits",
            "question D, key “vi”: there are unprintable",
        ),
        ("code: A", "code: =A", "code: A", "question =A, key “code”: “=A” is not allowed"),
        ("lines: 2", "line: 2", "kind: comment", "question E, key “line”: there is no key of this name"),
        ("kind: rating", "kind: rank", "kind: rating", "question B, key “kind”: the kind “rank” must be one of"),
        (
            "[{code: x, label: Một}]",
            "[]",
            "kind: multiple",
            "question C, key “choices”: there must be at least 1",
        ),
        ("title: Phiếu nhỏ", "titel: Phiếu", "id: nho", "key “title”: this key is missing"),
        ("version: 1", "version: 1\nversion: 2", "title: Phiếu", "the key “version” stands here twice"),
        ("title: Phiếu nhỏ", "title: a: b", "title: Phiếu", "this is not valid YAML"),
        ("title: Phiếu nhỏ", "title: \x07", "title: Phiếu", "this is not valid YAML"),
        ("id: nho", "? [a]\n: b", "id: nho", "a key must be a word"),
        ("title: Phiếu nhỏ", "title: &t [*t]", "title: Phiếu", "this is nested too deeply or too long"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, where: str, words: str) -> None:
    """A mistake is told with its line, its question and its key."""
    problems = problems_of(GOOD.replace(old, new, 1))

    assert any(line == line_of(where) and said.startswith(words) for line, said in problems), problems


def test_too_many_choices_are_refused() -> None:
    """A question may have 36 choices and no more."""
    choices = ", ".join(f"{{code: c{i}, label: Số {i}}}" for i in range(37))

    problems = problems_of(GOOD.replace("[{code: x, label: Một}]", f"[{choices}]"))

    assert problems == [(line_of("kind: multiple"), "question C, key “choices”: there may be at most 36 of these")]


def test_several_mistakes_are_told_at_once() -> None:
    """All mistakes are told together, in the order of their lines."""
    text = (
        GOOD.replace("label: Câu thứ nhất", "labl: x").replace("digits: 2", "digits: 99").replace("id: nho", "id: N H")
    )

    lines = [line for line, _ in problems_of(text)]

    assert len(lines) == 4
    assert lines == sorted(lines)


@pytest.mark.parametrize("text", ["", "chỉ là chữ", "- a", "[", "[" * 1200, "a: 1\n---\nb: 2"])
def test_what_is_no_form_is_told_so(text: str) -> None:
    """A text that is not a set of keys is refused with a sentence."""
    assert len(problems_of(text)) == 1


@given(
    st.integers(0, len(GOOD) - 1), st.sampled_from(["", ":", "\n", "- ", "{", "'", "\t", "&a ", "~", "!!int ", "0x"])
)
@settings(deadline=None, max_examples=60)
def test_a_damaged_definition_never_breaks_the_reader(place: int, stray: str) -> None:
    """Whatever a slip of the hand does to a definition, it is a form or it is told what is wrong."""
    text = GOOD[:place] + stray + GOOD[place + 1 :]
    try:
        survey = load_survey(text, "mau.yaml")
    except FormInvalid:
        return

    assert survey.sections


def test_a_question_to_skip_must_come_later() -> None:
    """Skipping a question that is not there, or came before, is told at its line."""
    text = GOOD.replace("{code: 1, label: Có}", "{code: 1, label: Có, skips: [B, Z]}")

    assert problems_of(text) == [
        (line_of("skips", text), "question A, key “skips”: there is no question “Z” after this one")
    ]


def test_a_place_to_fill_in_comes_once() -> None:
    """Two places for the officer are one too many."""
    place = "      - {kind: prefilled, code: %s, fills: officer, label: Mã}\n"
    text = GOOD + place % "P" + place % "R"

    assert problems_of(text) == [(line_of("code: R", text), "question R, key “fills”: “officer” is used already")]


def test_a_weight_is_more_than_nothing() -> None:
    """A question that counts nothing is a mistake."""
    text = GOOD.replace("scale: S5", "scale: S5\n        weight: 0")

    assert problems_of(text) == [(line_of("weight", text), "question B, key “weight”: this must be more than 0.0")]
