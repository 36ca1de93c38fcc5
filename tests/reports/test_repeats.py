"""Facts about rows that were taken before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.responses import Response
from reports.repeats import repeated


def _rows(text: str) -> list[Response]:
    return [Response((("C8", (choice,)),)) for choice in text]


@pytest.mark.parametrize(
    ("new", "stored", "count"),
    [
        ("54", "54", 2),
        ("12345", "54321", 5),
        ("54321", "9954321987", 5),
        ("1543215432", "54321", 5),
        ("123456789", "12345", 5),
        ("5432154321", "99543219999", 5),
    ],
)
def test_a_file_that_was_exported_again_is_known(new: str, stored: str, count: int) -> None:
    """As a whole, in another order, with rows added before or behind, with half of it another."""
    assert repeated(_rows(new), _rows(stored)) == count


@pytest.mark.parametrize(
    ("new", "stored"),
    [("5", "5"), ("5", "54"), ("5554", "5555545"), ("12345", "6789"), ("", "5"), ("543219999999", "1543211111111")],
)
def test_people_who_answer_alike_are_no_repetition(new: str, stored: str) -> None:
    """One row, rows that are all alike, other rows, and less than half of both files."""
    assert repeated(_rows(new), _rows(stored)) == 0


@given(st.lists(st.integers(0, 9), min_size=6, max_size=30), st.lists(st.integers(0, 9), max_size=30), st.data())
def test_half_of_a_file_in_a_row_is_found_wherever_it_stands(
    file: list[int], others: list[int], data: st.DataObject
) -> None:
    """At the beginning, in the middle, at the end, of either file."""
    size = -(-len(file) // 2)
    start = data.draw(st.integers(0, len(file) - size))
    place = data.draw(st.integers(0, len(others)))
    part = file[start : start + size]
    joined = others[:place] + part + others[place:]
    first, second = ["".join(map(str, some)) for some in (file, joined)]

    found = repeated(_rows(first), _rows(second)) or repeated(_rows(second), _rows(first))

    assert not (len(joined) >= len(file) and len(set(part)) >= 5) or found >= size
