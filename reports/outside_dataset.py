"""Which answers may somebody outside the office be given, sheet by sheet? Those in which nobody is alone."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from db.datasets import Respondent

_Own = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Identifying:
    """Questions that may tell who somebody is: of the officer, of the field, of respondents about themselves."""

    officer: tuple[str, ...]
    field: tuple[str, ...]
    respondent: tuple[str, ...]


def outsiders_view(
    everybody: Callable[[], Iterable[Respondent]],
    what: Identifying,
    least: int,
    part_of: Callable[[date], int] = lambda _: 0,
) -> Iterator[Respondent]:
    """Yield respondents as somebody outside may have them, in the same order.

    No officer and no field: whoever counts the rows of one would have the cells that tables hide. Where fewer than
    `least` say the same of themselves, that is left out (k-anonymity: Sweeney 2002), and of so many others that those
    without it are enough too: what the whole says of them is then nobody's alone.

    Parameters
    ----------
    everybody
        Gives all respondents; called twice, once to count.
    part_of
        Numbers the reports that a day may lie in: in each of them, as in all, enough are alike or nobody.
    """
    alike = Counter((_own(r, what), part_of(r.day)) for r in everybody())
    few = _few(alike, least)
    for respondent in everybody():
        own = what.respondent if _own(respondent, what) in few else ()
        left_out = {*what.officer, *what.field, *own}
        said = tuple(s for s in respondent.said if s.question not in left_out)
        yield replace(respondent, officer="", field="", said=said)


def _few(alike: Counter[tuple[_Own, int]], least: int) -> frozenset[_Own]:
    few = {own for (own, _), count in alike.items() if count < least}
    for own in sorted({own for own, _ in alike} - few):
        silent = Counter[int]()
        for (other, part), count in alike.items():
            silent[part] += count if other in few else 0
        if not any(0 < count < least for count in silent.values()):
            break
        few.add(own)
    return frozenset(few)


def _own(respondent: Respondent, what: Identifying) -> _Own:
    return tuple((s.question, s.chosen) for s in respondent.said if s.question in what.respondent)
