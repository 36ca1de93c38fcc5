"""Were these rows taken before? A file that was exported again is told from people who happen to answer alike."""

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

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
    run = SequenceMatcher(None, rows, stored, autojunk=False).find_longest_match()
    varied = len(set(rows[run.a : run.a + run.size])) >= _DISTINCT_ROWS
    if varied and run.size >= _LEAST_SHARE * min(len(rows), len(stored)):
        return run.size
    return 0
