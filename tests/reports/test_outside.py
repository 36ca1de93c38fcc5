"""Facts about what is given to somebody outside the office."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from db.datasets import Respondent, Said, SheetPlace
from reports.outside import Identifying, outside_rows, outsiders_view
from reports.tally import TALLY_COLUMNS, ChoiceMeaning, QuestionMeaning, QuestionTally, checked, tally_rows

_MEANING = QuestionMeaning(
    "f", "C1", "Câu", tuple(ChoiceMeaning(str(s), str(s), float(s), positive=s > 1) for s in (3, 2, 1))
)
_COUNT, _SHARE, _RATE = (TALLY_COLUMNS.index(name) for name in ("count", "share", "satisfaction_rate"))


def _tally(counts: tuple[int, ...], field: str = "") -> QuestionTally:
    group = (("field", field),) if field else ()
    made = QuestionTally(_MEANING, sum(counts), sum(counts), counts, 0, 0, 0, 0, 0, group)
    checked(made)
    return made


def test_small_cells_are_hidden_with_what_gives_them_away() -> None:
    """Two in a field: so is another of the row, and two of another row; rates of both go too."""
    groups = [_tally((40, 20, 2), "1"), _tally((50, 30, 9), "2"), _tally((60, 40, 20), "3")]
    rows = list(outside_rows(groups, 5))

    hidden = [(i // 3, i % 3) for i, row in enumerate(rows) if row[_COUNT] is None]
    assert (0, 2) in hidden
    assert len(hidden) >= 4
    assert all(row[_SHARE] is None for row in rows if row[_COUNT] is None)
    told = {i // 3 for i, row in enumerate(rows) if row[_RATE] is not None}
    assert told == {0, 1, 2} - {row for row, _ in hidden}


@given(st.lists(st.tuples(*[st.integers(0, 30)] * 3), min_size=1, max_size=5))
def test_no_small_cell_is_told(counts: list[tuple[int, ...]]) -> None:
    """Whatever the groups; with no limit, and of the whole, everything is as it was."""
    groups = [_tally(c, f"f{i}") for i, c in enumerate(counts)]

    told = [count for row in outside_rows(groups, 5) if isinstance(count := row[_COUNT], int)]
    assert all(count == 0 or count >= 5 for count in told)
    assert list(outside_rows(groups, 0)) == list(tally_rows(groups))
    whole = [_tally(counts[0])]
    assert list(outside_rows(whole, 5)) == list(tally_rows(whole))


def _person(field: str, age: str, officer: str = "01") -> Respondent:
    chosen = {"CB": officer, "LV": field, "NT": age, "C1": "5"}
    said = tuple(Said(question, (choice,), "final") for question, choice in chosen.items())
    return Respondent("f", "paper_box", date(2026, 9, 1), field, officer, said, SheetPlace("", "", "", 0, ""))


def test_nobody_is_alone_in_what_they_say_of_themselves() -> None:
    """One of an age in a field loses both; five alike keep them; nobody has an officer; the answers stay."""
    everybody = [_person("1", "a")] * 5 + [_person("2", "b"), _person("1", "b")]
    told = list(outsiders_view(lambda: everybody, Identifying(("CB",), ("LV",), ("NT",)), 5))

    assert [[s.question for s in person.said] for person in told] == [["LV", "NT", "C1"]] * 5 + [["C1"]] * 2
    assert [(person.field, person.officer) for person in told] == [("1", "")] * 5 + [("", "")] * 2
