"""What may somebody outside the office be given? Tallies of enough sheets, by group without small cells."""

from collections.abc import Iterator
from itertools import groupby

from reports.nested import FormCount, is_told, question_count, told_inside
from reports.tables import Cell
from reports.tally import tally_rows
from reports.told_groups import ToldGroups, groups_told

# What a row tells of a question or an instrument of too few sheets: how many, where the valid answers stand.
_AFTER_VALID = 8


def outside_rows(count: FormCount, least: int) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of `tally_rows` of an instrument as outsiders may have them, all of them where `least` is 0.

    Of an instrument of too few sheets one row alone, without question and choice; of a question that too few were
    asked, one without choice: `valid` is how many sheets there are. Groups are as in `told_groups`: a hidden count has
    no share either, and its group no rate and no mean.
    """
    if not is_told(count, least):
        yield _number("", count.form, count.sheets)
        return
    inside = told_inside(count, least)
    for meaning, some in groupby(count.tallies, key=lambda tally: tally.meaning):
        groups = list(some)
        asked = question_count(groups, inside)
        if not is_told(asked, least):
            yield _number(meaning.question, count.form, asked.sheets)
        elif not groups[0].group:
            yield from tally_rows(groups)
        else:
            yield from _rows_of_groups(groups_told(groups, inside, least))


def _rows_of_groups(told: ToldGroups) -> Iterator[tuple[Cell, ...]]:
    for r, tally in enumerate(told.rows):
        for c, row in enumerate(tally_rows([tally])):
            *head, count, valid, blank, no_opinion, several, spoiled, waiting, share, rate, mean = row
            known = (r, c) not in told.hidden
            rates = (None, None) if told.is_kept_back(r) else (rate, mean)
            figures = (count if known else None, valid, blank, no_opinion, several, spoiled, waiting)
            yield (*head, *figures, share if known else None, *rates)


def _number(question: str, form: str, sheets: int) -> tuple[Cell, ...]:
    return form, question, {}, "", None, sheets, *([None] * _AFTER_VALID)
