"""Facts about the tallies that somebody outside the office is given."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reports.nested import FormCount
from reports.outside import outside_rows
from reports.tally import TALLY_COLUMNS, ChoiceMeaning, QuestionMeaning, QuestionTally, checked, tally_rows

_MEANING = QuestionMeaning(
    "f", "C1", "Câu", tuple(ChoiceMeaning(str(s), str(s), float(s), positive=s > 1) for s in (3, 2, 1))
)
_COUNT, _SHARE, _RATE = (TALLY_COLUMNS.index(name) for name in ("count", "share", "satisfaction_rate"))
_Row = tuple[object, ...]


def _tally(counts: tuple[int, ...], field: str = "") -> QuestionTally:
    group = (("field", field),) if field else ()
    made = QuestionTally(_MEANING, sum(counts), sum(counts), counts, 0, 0, 0, 0, 0, group)
    checked(made)
    return made


def _rows(*tallies: QuestionTally, sheets: int = 500, inside: tuple[FormCount, ...] = (), least: int = 5) -> list[_Row]:
    return list(outside_rows(FormCount("f", sheets, tallies, inside), least))


def test_small_cells_are_hidden_with_what_gives_them_away() -> None:
    """Two in a field: so is another of the row, and two of another row; rates of both go too."""
    rows = _rows(_tally((40, 20, 2), "1"), _tally((50, 30, 9), "2"), _tally((60, 40, 20), "3"))

    hidden = [(i // 3, i % 3) for i, row in enumerate(rows) if row[_COUNT] is None]
    assert (0, 2) in hidden
    assert len(hidden) == 4
    assert all(row[_SHARE] is None for row in rows if row[_COUNT] is None)
    told = {i // 3 for i, row in enumerate(rows) if row[_RATE] is not None}
    assert told == {0, 1, 2} - {row for row, _ in hidden}


@given(st.lists(st.tuples(*[st.integers(0, 30)] * 3), min_size=2, max_size=5))
def test_no_small_cell_of_a_group_is_told(counts: list[tuple[int, ...]]) -> None:
    """Whatever the groups, unless one is the whole; with no limit, and of the whole, everything is as it was."""
    groups = [_tally(c, f"f{i}") for i, c in enumerate(counts)]

    rows = _rows(*groups)
    if len({str(row[2]) for row in rows if row[5]}) > 1:
        assert all(row[_COUNT] in (None, 0) or int(str(row[_COUNT])) >= 5 for row in rows)
    assert _rows(*groups, sheets=1, least=0) == list(tally_rows(groups))
    whole = _tally((9, 8, 1))
    assert _rows(whole) == list(tally_rows([whole]))


def test_of_an_instrument_of_few_sheets_only_their_number_is_told() -> None:
    """Whole or by group; so of a question that a new version of the form asks, and few were asked."""
    number: list[_Row] = [("f", "", {}, "", None, 4, *[None] * 8)]
    assert _rows(_tally((1, 0, 0)), sheets=4) == _rows(_tally((1, 0, 0), "1"), sheets=4) == number
    assert _rows(_tally((1, 0, 2))) == [("f", "C1", {}, "", None, 3, *[None] * 8)]


def test_a_report_is_told_with_its_number_alone_where_few_came_since_the_one_within() -> None:
    """Twenty in the quarter, twenty-one in the half-year: the twenty-first would be told by subtraction."""
    within = FormCount("f", 20, (_tally((10, 5, 5)),))
    whole = _tally((10, 5, 6))

    assert [row[5] for row in _rows(whole, sheets=21, inside=(within,))] == [21]
    assert len(_rows(replace(whole), sheets=25, inside=(replace(within, sheets=3),))) == 3
