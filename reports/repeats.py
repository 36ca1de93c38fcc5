"""Were these rows taken before? A file that was exported again is told from people who happen to answer alike."""

from collections import Counter
from collections.abc import Iterator, Sequence

from db.responses import Response

# One row that equals another is two people of one mind; two in the same order are worth a question when they are the
# whole of both files.
_FEWEST_ROWS = 2
# So many rows that differ from one another do not follow each other by chance in two files: of one question with five
# choices, the case with the least to tell rows apart by, it happens once in some hundred thousand places.
_DISTINCT_ROWS = 5
# A file that goes on where the last one ended shares no rows with it; one that begins anew shares all of the shorter.
_LEAST_SHARE = 0.5


def repeated(rows: Sequence[Response], stored: Sequence[Response]) -> int:
    """Return how many rows of a file are those of an earlier one, 0 where what they share may be chance.

    Those are all rows in the same order; all rows in another order, or half of the shorter file in a row, where these
    rows differ enough among themselves.
    """
    if min(len(rows), len(stored)) < _FEWEST_ROWS:
        return 0
    if tuple(rows) == tuple(stored):
        return len(rows)
    if len(set(rows)) >= _DISTINCT_ROWS and Counter(rows) == Counter(stored):
        return len(rows)
    known: dict[Response, int] = {}
    short, long = sorted((_numbered(rows, known), _numbered(stored, known)), key=len)
    # Rows all alike have a run at every place: they are not even looked through.
    if len(set(short)) < _DISTINCT_ROWS:
        return 0
    # Half of the shorter file in a row is a run through its middle, or through the row before.
    runs = (run for middle in {(len(short) - 1) // 2, len(short) // 2} for run in _runs(short, long, middle))
    enough = (run for run in runs if len(run) >= _LEAST_SHARE * len(short))
    return max((len(run) for run in enough if len(set(short[run.start : run.stop])) >= _DISTINCT_ROWS), default=0)


def _numbered(rows: Sequence[Response], known: dict[Response, int]) -> list[int]:
    """Return rows as numbers, equal ones the same: these are compared fast."""
    return [known.setdefault(row, len(known)) for row in rows]


def _runs(short: Sequence[int], long: Sequence[int], middle: int) -> Iterator[range]:
    """Yield the runs of rows of the shorter file around one of them that stand in the longer one too."""
    for place in (i for i, row in enumerate(long) if row == short[middle]):
        first, last = middle, middle
        while first > 0 and place - (middle - first) > 0 and short[first - 1] == long[place - (middle - first) - 1]:
            first -= 1
        while (
            last + 1 < len(short)
            and place + last - middle + 1 < len(long)
            and (short[last + 1] == long[place + last - middle + 1])
        ):
            last += 1
        yield range(first, last + 1)
