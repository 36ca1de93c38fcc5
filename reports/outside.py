"""What may somebody outside the office be given? Tallies with small cells hidden, answers that are nobody's alone."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from db.datasets import Respondent
from reports.group_tables import group_counts, hidden_of
from reports.tables import Cell
from reports.tally import QuestionTally, tally_rows


def outside_rows(tallies: Iterable[QuestionTally], least: int) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of `tally_rows`, small cells of groups hidden and those that would give them away.

    A hidden count has no share either, and its group no rate and no mean. Tallies of the whole are as they are.
    """
    for _, some in groupby(tallies, key=lambda tally: (tally.meaning.form, tally.meaning.question)):
        groups = list(some)
        hidden = hidden_of(groups, least) if groups[0].group else frozenset()
        for r, (tally, secret) in enumerate(group_counts(groups, least)):
            for c, row in enumerate(tally_rows([tally])):
                *head, count, valid, blank, no_opinion, several, spoiled, waiting, share, rate, mean = row
                known = (r, c) not in hidden
                figures = (count if known else None, valid, blank, no_opinion, several, spoiled, waiting)
                kept_back = secret and bool(tally.group)
                rates = (None, None) if kept_back else (rate, mean)
                yield (*head, *figures, share if known else None, *rates)


@dataclass(frozen=True, slots=True)
class Identifying:
    """Questions that may tell who somebody is: of the officer, of the field, of respondents about themselves."""

    officer: tuple[str, ...]
    field: tuple[str, ...]
    respondent: tuple[str, ...]


def outsiders_view(
    everybody: Callable[[], Iterable[Respondent]], what: Identifying, least: int
) -> Iterator[Respondent]:
    """Yield respondents as somebody outside may have them, in the same order.

    No officer. Where fewer than `least` share channel, month, field and all that they say of themselves, the field and
    what they say of themselves are left out (k-anonymity: Sweeney 2002).

    Parameters
    ----------
    everybody
        Gives all respondents; called twice, once to count.
    """
    alike = Counter(_key(respondent, what) for respondent in everybody())
    for respondent in everybody():
        few = alike[_key(respondent, what)] < least
        left_out = {*what.officer, *(what.field if few else ()), *(what.respondent if few else ())}
        said = tuple(s for s in respondent.said if s.question not in left_out)
        yield replace(respondent, officer="", field="" if few else respondent.field, said=said)


def _key(respondent: Respondent, what: Identifying) -> tuple[object, ...]:
    asked = {*what.field, *what.respondent}
    own = tuple((s.question, s.chosen) for s in respondent.said if s.question in asked)
    return respondent.channel, f"{respondent.day:%Y-%m}", respondent.field, own
