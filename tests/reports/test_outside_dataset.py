"""Facts about the answers that somebody outside the office is given, sheet by sheet."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from db.datasets import Respondent, Said, SheetPlace
from reports.outside_dataset import Identifying, outsiders_view

_WHAT = Identifying(("CB",), ("LV",), ("NT",))


def _person(field: str, age: str, day: int = 1) -> Respondent:
    chosen = {"CB": "01", "LV": field, "NT": age, "C1": "5"}
    said = tuple(Said(question, (choice,), "final") for question, choice in chosen.items())
    return Respondent("f", "paper_box", date(2026, 9, day), field, "01", said, SheetPlace("", "", "", 0, ""))


def _ages(people: list[Respondent], least: int = 5, parted: bool = False) -> list[str]:
    told = outsiders_view(lambda: people, _WHAT, least, (lambda day: day.day) if parted else (lambda _: 0))
    return ["".join(s.chosen[0] for s in person.said if s.question == "NT") for person in told]


def test_nobody_has_an_officer_or_a_field() -> None:
    """Whoever counts the rows of one would have the cells that tables hide; ratings stay."""
    (told,) = outsiders_view(lambda: [_person("1", "a")], _WHAT, 1)

    assert (told.field, told.officer, [s.question for s in told.said]) == ("", "", ["NT", "C1"])


def test_nobody_is_alone_in_what_they_say_of_themselves_or_in_having_it_left_out() -> None:
    """One of an age loses it, and so do those of another: of one alone the whole would tell."""
    people = [_person("1", "a")] * 6 + [_person("1", "b")] * 7 + [_person("2", "c")]

    assert _ages(people) == [""] * 6 + ["b"] * 7 + [""]
    assert _ages(people[:-1]) == ["a"] * 6 + ["b"] * 7


def test_enough_are_alike_in_the_report_within_too() -> None:
    """Six of an age in the half-year of which five in the quarter: one is left, whose age is told by subtraction."""
    people = [_person("1", "a")] * 5 + [_person("1", "a", day=2)] + [_person("1", "b", day=2)] * 6

    assert _ages(people, parted=True) == [""] * 12
    assert _ages(people) == ["a"] * 6 + ["b"] * 6


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=40), st.integers(1, 6))
def test_ages_are_enough_or_left_out(ages: list[str], least: int) -> None:
    """So are those without one, unless all are."""
    told = _ages([_person("1", age) for age in ages], least)

    assert all(told.count(age) >= least for age in set(told) if age)
    assert set(told) == {""} or told.count("") == 0 or told.count("") >= least
    assert all(after in ("", before) for before, after in zip(ages, told, strict=True))
