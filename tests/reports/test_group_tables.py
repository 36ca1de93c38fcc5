"""Facts about the tables by field, officer, counter and channel."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from reports.group_tables import group_counts, group_tables
from reports.indices import Denominator
from reports.period_figures import FormFigures, Returned
from reports.report_table import HIDDEN, ReportTable, Share, TableSettings
from reports.tally import QuestionTally
from tests.reports.test_period_figures import LEVELS, told

_INSIDE = TableSettings(hide_under=0)
# Where the levels of a counter's row stand: after its name.
_COUNTED = slice(1, 5)


def _form(**groups: tuple[QuestionTally, ...]) -> FormFigures:
    return FormFigures("pks-q", "Phiếu", Returned(valid=9), (), **groups)  # type: ignore[arg-type]


def _only(form: FormFigures, settings: TableSettings = _INSIDE) -> ReportTable:
    (table,) = group_tables(form, (), settings)
    return table


_count = st.one_of(st.integers(0, 8), st.integers(0, 300))
_groups = st.lists(st.tuples(_count, _count, _count, _count, _count), min_size=1, max_size=5)


@given(_groups, st.integers(1, 10))
def test_no_small_cell_leaves_the_office(rows: list[tuple[int, ...]], least: int) -> None:
    """What is shown is none or enough, and is what was counted; a row that hides anything tells no rate and no mean."""
    counters = tuple(told(*row, group=("counter", str(i))) for i, row in enumerate(rows))

    table = _only(_form(by_counter=counters), TableSettings(hide_under=least))

    # One group that answers, or all together, is the whole, of which everything is told.
    assume(sum(row[-3] not in (0, None) and HIDDEN not in row[1:2] for row in table.rows) > 1)
    for row, tally in zip(table.rows, counters, strict=False):
        spoken = [n for n, choice in zip(tally.counts, LEVELS, strict=True) if not choice.no_opinion]
        for cell, count in zip(row[_COUNTED], spoken, strict=True):
            assert cell == HIDDEN or (cell == count and (count == 0 or count >= least))
        assert row[-3] == tally.valid
        if HIDDEN in row or tally.valid < least:
            assert row[-2:] == (None, None)
    for row in table.rows[len(counters) :]:
        assert row[-3] >= least  # type: ignore[operator]
        assert all(cell in (HIDDEN, 0) or cell >= least for cell in row[_COUNTED])  # type: ignore[operator]
    hides = any(HIDDEN in row for row in table.rows)
    assert ("(ẩn)" in table.note) is hides
    assert (table.checked == -1) is hides


@given(_groups)
def test_inside_every_row_comes_to_its_answers(rows: list[tuple[int, ...]]) -> None:
    """Nothing is hidden, and the check beside each row holds."""
    counters = tuple(told(*row, group=("counter", str(i))) for i, row in enumerate(rows))

    table = _only(_form(by_counter=counters))

    assert [table.headings[i] for i in table.parts] == [c.label for c in LEVELS if not c.no_opinion]
    assert table.headings[table.checked] == "Hợp lệ"
    for row, tally in zip(table.rows, counters, strict=True):
        assert sum(row[i] for i in table.parts) == row[table.checked] == tally.valid  # type: ignore[misc]


def test_of_sheets_there_is_no_check_against_answers() -> None:
    """Levels do not come to the sheets that a rate is of; a check that says so would be a false alarm."""
    table = _only(
        _form(by_counter=(told(9, 0, 0, 0, 0, beside=(6, 0, 0, 0), group=("counter", "1")),)),
        TableSettings(hide_under=0, denominator=Denominator.VALID_SHEETS),
    )

    assert (table.checked, table.rows[0][-3], table.rows[0][-2]) == (-1, 15, 0.6)


def test_a_group_of_few_keeps_its_rate_back_though_no_cell_is_small() -> None:
    """As many as the least are told of; of no answers there is nothing to tell, and nothing to divide by."""
    groups = (told(0, 0, 0, 0, 0), *[told(40, 0, 0, 0, 0)] * 2, told(5, 0, 0, 0, 0), told(4, 0, 0, 0, 0))

    named = tuple(replace(t, group=(("counter", str(i)),)) for i, t in enumerate(groups))

    assert [secret for _, secret in group_counts(named, _form(), 5)] == [False, False, False, True, True]
    assert [secret for _, secret in group_counts(named, _form(), 0)] == [False] * 5
    table = _only(_form(by_counter=named[:1]))
    assert table.rows[0][-3:] == (0, None, None)


def test_groups_of_few_are_told_by_their_number_and_together_by_their_levels() -> None:
    """Four answers that are all one of the two best would have a rate of certainly 100 %."""
    groups = ((90, 40, 0, 8, 7), (3, 1, 0, 0, 0), (8, 6, 0, 0, 0))
    counters = tuple(told(*row, group=("counter", str(i))) for i, row in enumerate(groups))

    table = _only(_form(by_counter=counters), TableSettings(hide_under=5))

    assert table.rows == (
        ("0", 90, 40, 8, 7, 145, table.rows[0][-2], table.rows[0][-1]),
        ("1", *[HIDDEN] * 4, 4, None, None),
        ("2", *[HIDDEN] * 4, 14, None, None),
        ("Các nhóm ít phiếu, gộp lại", 11, 7, 0, 0, 18, 1.0, table.rows[3][-1]),
    )


def test_one_channel_is_no_comparison_and_small_channels_are_not_added_up_level_by_level() -> None:
    """A sum beside one hidden cell would tell it; how many and the rate of all are told."""
    paper, kiosk = told(90, 40, 1, 8, 7, group=("channel", "p")), told(30, 2, 0, 6, 9, group=("channel", "k"))
    assert list(group_tables(_form(by_channel=(paper,)), (), _INSIDE)) == []

    inside, outside = (_only(_form(by_channel=(paper, kiosk)), s) for s in (_INSIDE, TableSettings(hide_under=5)))

    # 162 of 192, which a computer holds exactly.
    assert inside.rows[-1] == ("Gộp", 120, 42, 14, 16, 192, 0.84375, None)
    assert outside.rows[-1] == ("Gộp", None, None, None, None, 192, 0.84375, None)


def test_who_is_not_named_is_told_apart_and_has_no_rank() -> None:
    """The best rate of nobody is nobody's first place; neither is that of whom nobody answered about."""
    officers = tuple(
        told(*counts, group=("officer", code))
        for code, counts in (("", (9, 0, 0, 0, 0)), ("01", (5, 0, 0, 5, 0)), ("02", (0, 0, 3, 0, 0)))
    )

    table = _only(_form(by_officer=officers), TableSettings(hide_under=0, ranked=True))

    assert [(row[0], row[-1]) for row in table.rows] == [("(không ghi)", None), ("01", 1), ("02", None)]


def test_a_field_without_dossiers_has_no_share_of_them() -> None:
    """None settled is not the same as nobody knows, and neither is divided by; blank sheets are no opinions."""
    fields = tuple(told(4, 0, 1, 0, 0, beside=(7, 1, 0, 2), group=("field", code)) for code in ("1", "2", "3", ""))

    table = _only(
        _form(by_field=fields), TableSettings(fields={"1": "Hộ tịch"}, dossiers={"1": 16, "2": 0}, hide_under=0)
    )

    assert [row[:4] for row in table.rows] == [
        ("Hộ tịch", 16, 8, Share(2, 1, 0.5)),
        ("2", 0, 8, Share(2, 1, None)),
        ("3", None, 8, None),
        ("(không ghi)", None, 8, None),
    ]


def test_fields_are_called_as_the_office_does_else_as_the_form_and_stand_in_its_order() -> None:
    """What the form does not list comes last, in the order that it had."""
    tallies = tuple(told(5, 4, 3, 2, 1, group=("field", code)) for code in ("", "10", "2", "dd", "1"))
    form = replace(_form(by_field=tallies), fields=(("1", "Hộ tịch"), ("2", "Chứng thực"), ("10", "Khác")))
    table = _only(form, TableSettings(hide_under=0, fields={"2": "Chứng thực, sao y"}))

    assert [row[0] for row in table.rows] == ["Hộ tịch", "Chứng thực, sao y", "Khác", "(không ghi)", "dd"]
