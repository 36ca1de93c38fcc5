"""Facts about what a YAML text holds, and on which line."""

import json
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.yaml_text import Plain, parse_yaml

# Letters of the plane that JSON writes as one escape each; half of a pair is no letter.
letters = st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"])
scalars = st.none() | st.booleans() | st.text(letters, max_size=12)
data = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(letters, min_size=1, max_size=8), inner, max_size=4)
    ),
    max_leaves=25,
)


@given(data)
@settings(deadline=None, max_examples=60)
def test_what_is_written_as_json_is_read_as_it_was(written: Plain) -> None:
    """JSON is YAML: texts of any letters, true, false, nothing, lists and keys come back without a problem."""
    read = parse_yaml(json.dumps(written))

    assert read.problems == ()
    assert read.data == written


@given(data)
@settings(deadline=None, max_examples=60)
def test_every_key_is_found_on_its_line(written: Plain) -> None:
    """However deep it stands and whatever stands below it; the line of a list's item is where the item begins."""
    named = _with_names_of_their_own(written, count())
    text = json.dumps(named, indent=1)
    read = parse_yaml(text)

    for path, name in _keys_of(named, ()):
        assert text.splitlines()[read.line_of(path) - 1].lstrip().startswith(f'"{name}"')


def test_a_path_that_is_not_written_leads_to_what_is() -> None:
    """A key that is missing is told where it should stand; steps that only the models know are passed over."""
    read = parse_yaml("title: T\nsections:\n  - questions:\n      - kind: rating\n        code: A\n")

    question = ("sections", 0, "questions", 0)
    assert read.line_of((*question, "label")) == 4
    assert read.line_of((*question, "rating", "code")) == 5
    assert read.line_of(("sections", 7)) == 2
    assert read.line_of(("version",)) == 1
    assert read.line_of(()) == 1


@pytest.mark.parametrize(
    "scalar", ["05", "1.10", "0x1F", "1_000", "1e3", "no", "yes", "off", "2026-09-02", "12:30", "=", "<<", ".inf", "Ư"]
)
def test_a_scalar_keeps_the_letters_that_were_typed(scalar: str) -> None:
    """Codes and versions are no numbers, no dates and no truth; as a value and as a key."""
    assert parse_yaml(f"a: {scalar}\n").data == {"a": scalar}
    assert parse_yaml(f"{scalar}: a\n").data == {scalar: "a"}


@pytest.mark.parametrize(
    ("scalar", "meant"), [("true", True), ("False", False), ("~", None), ("null", None), ("", None)]
)
def test_truth_and_nothing_are_told_from_words(scalar: str, meant: bool | None) -> None:
    """So that they are refused where wording is asked for; in quotes they are words."""
    assert parse_yaml(f"a: {scalar}\n").data == {"a": meant}
    assert parse_yaml(f"a: '{scalar}'\n").data == {"a": scalar}


def test_of_a_key_that_stands_twice_the_first_counts() -> None:
    """The second is told with its line, in both languages, and hides nothing."""
    read = parse_yaml("a: 1\nb: 2\na:\n  c: 3\n")

    (problem,) = read.problems
    assert read.data == {"a": "1", "b": "2"}
    assert (problem.line, read.line_of(("a",))) == (3, 1)
    assert problem.words.vi == "mục “a” có hai lần"
    assert problem.words.en == "the key “a” stands here twice"


def test_aliases_that_multiply_themselves_are_no_form() -> None:
    """Seven lines that stand for half a million items are told in a moment."""
    levels = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 7))

    read = parse_yaml(f"a0: &a0 [x]\n{levels}")

    assert read.problems
    assert all("too deeply or too long" in problem.words.en for problem in read.problems)


@pytest.mark.parametrize(
    ("text", "line"), [("a: 1\nb: [\n", 3), ("a: 1\n\tb: 2\n", 2), ("a: 1\nb: 2\nc: \x07\n", 3), ("a: *b\n", 1)]
)
def test_what_is_no_yaml_is_told_with_its_line(text: str, line: int) -> None:
    """Nothing is read of it."""
    read = parse_yaml(text)

    (problem,) = read.problems
    assert (read.data, problem.line) == (None, line)
    assert problem.words.vi.startswith("không phải là YAML hợp lệ (")


def _with_names_of_their_own(written: Any, numbers: "count[int]") -> Any:
    if isinstance(written, dict):
        return {f"k{next(numbers)}": _with_names_of_their_own(value, numbers) for value in written.values()}
    return [_with_names_of_their_own(item, numbers) for item in written] if isinstance(written, list) else written


def _keys_of(written: Any, path: tuple[str | int, ...]) -> list[tuple[tuple[str | int, ...], str]]:
    if isinstance(written, dict):
        below = [found for key, value in written.items() for found in _keys_of(value, (*path, key))]
        return [((*path, key), key) for key in written] + below
    if isinstance(written, list):
        return [found for i, item in enumerate(written) for found in _keys_of(item, (*path, i))]
    return []
