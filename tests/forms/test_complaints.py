"""Facts about what the author of a form is told."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from forms.catalogue import find_form
from forms.complaints import complaint
from forms.definition import Survey

FORM: dict[str, Any] = find_form("pks-s").model_dump(mode="json", exclude_unset=True)
LEFT_OUT = object()
# What a slip of the hand leaves behind.
junk = st.sampled_from(
    (None, True, False, 0, -1, 1.5, 10**6, float("nan"), "", "  ", "hai", "a;b", "1e400", "\u200b", "x" * 400, "blank")
) | st.sampled_from(([], {}, [[]], ["a"], {"a": "b"}, {"vi": None}, {"kind": "rank"}))


def paths_of(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to everything in a form."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(found for step, value in inner for found in paths_of(value, (*path, step)))]


PATHS = paths_of(FORM)[1:]


def damaged(path: tuple[Any, ...], value: object) -> Any:
    """Return the form with one thing in it replaced, or left out where the value says so."""
    form = deepcopy(FORM)
    place: Any = form
    for step in path[:-1]:
        place = place[step]
    if value is LEFT_OUT:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return form


@given(st.sampled_from(PATHS), junk | st.just(LEFT_OUT))
@settings(deadline=None, max_examples=120)
def test_whatever_is_wrong_with_a_form_is_said_in_both_languages(path: tuple[Any, ...], value: object) -> None:
    """No slip brings out words that are not ours, or a place in them that nothing fills."""
    try:
        Survey.model_validate(damaged(path, value))
    except ValidationError as error:
        for detail in error.errors():
            if detail["type"] == "inconsistent":
                continue
            words = complaint(detail["type"], detail.get("ctx", {}), detail["input"], detail["msg"])
            assert words.vi not in (words.en, detail["msg"]), detail["type"]


@pytest.mark.parametrize(
    ("kind", "context", "both"),
    [
        ("string_too_long", {"max_length": 300}, "300"),
        ("too_short", {"min_length": 2, "actual_length": 1}, "2"),
        ("too_long", {"max_length": 36, "actual_length": 37}, "36"),
        ("greater_than_equal", {"ge": 1}, "1"),
        ("greater_than", {"gt": 0.0}, "0.0"),
        ("less_than_equal", {"le": 8}, "8"),
        ("literal_error", {"expected": "'A4', 'A5' or 'A6'"}, "'A4', 'A5' or 'A6'"),
        ("union_tag_invalid", {"tag": "rank", "expected_tags": "'single', 'rating'"}, "“rank”"),
        ("unprintable", {"characters": "U+200B"}, "U+200B"),
        ("reserved_code", {"code": "blank"}, "“blank”"),
        ("int_parsing", {}, "“hai”"),
        ("int_parsing_size", {}, "“hai”"),
        ("string_pattern_mismatch", {"pattern": "^x{1,2}$"}, "“hai”"),
    ],
)
def test_what_was_written_and_what_may_be_is_told(kind: str, context: dict[str, Any], both: str) -> None:
    """The same bound, name or letter stands in both languages."""
    words = complaint(kind, context, "hai", "Input should be valid")

    assert both in words.vi
    assert both in words.en


def test_a_kind_of_mistake_that_is_new_is_told_in_its_own_words() -> None:
    """In English rather than not at all."""
    words = complaint("brand_new", {}, "x", "Input should be {odd}")

    assert (words.vi, words.en) == ("Input should be {odd}",) * 2


@pytest.mark.parametrize("written", ["x" * 41, "{" * 5000, [0] * 100, {"a": "b" * 100}])
def test_what_is_long_is_quoted_by_its_beginning(written: object) -> None:
    """A sentence stays one that can be read; forty letters are quoted whole, braces and all."""
    words = complaint("int_parsing", {}, written, "")

    assert f"“{str(written)[:40]}…”" in words.vi
    assert len(words.en) < 100
    assert f"“{'{' * 40}”" in complaint("int_parsing", {}, "{" * 40, "").en
