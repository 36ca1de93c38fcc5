"""What was noticed about the scans of a batch as a whole? "23 pages have the same streak at 4.2 cm"."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from omr.reading import Finding
from omr.reasons import Reason

# The scanner's glass and a clerk's ruler agree to about a millimetre; a cloth cleans more than two.
_SAME_PLACE_MM = 2.0
_POSITION = "position_mm"
# Other measures differ from page to page, and one cause has made them: they do not tell findings apart.
_NAMES_OF_PLACES = ("edge", "corner")


def summed(pages: Iterable[Sequence[Finding]]) -> tuple[tuple[Finding, int], ...]:
    """Return what was noticed about pages, each thing once, with the number of pages that have it.

    Things are the same when they have one reason and one place: streaks at most 2 mm apart are one streak. What stands
    for all of them is the one in the middle by its measure, so its evidence is that of a real page.

    Parameters
    ----------
    pages
        The findings of each page.

    Returns
    -------
    tuple
        Findings and pages, the most pages first; then in the order of `Reason`, then by place.
    """
    numbered = [(number, finding) for number, findings in enumerate(pages) for finding in findings]
    numbered.sort(key=lambda item: (_order(item[1]), item[0]))
    same = (
        group
        for _, alike in groupby(numbered, key=lambda item: _kind(item[1]))
        for group in _split_by_position(tuple(alike))
    )
    counted = [(group[(len(group) - 1) // 2][1], len({number for number, _ in group})) for group in same]
    return tuple(sorted(counted, key=lambda item: -item[1]))


def _kind(finding: Finding) -> tuple[int, tuple[str, ...]]:
    """Return what findings must have in common to be the same, but for their position."""
    evidence = dict(finding.evidence)
    names = (*_NAMES_OF_PLACES, "degrees") if finding.reason is Reason.TURNED else _NAMES_OF_PLACES
    return _RANKS[finding.reason], tuple(evidence.get(name, "") for name in names)


def _order(finding: Finding) -> tuple[tuple[int, tuple[str, ...]], tuple[float, ...], tuple[tuple[str, str], ...]]:
    """Return a key that puts the same findings together, by rising position or measure."""
    return _kind(finding), _measures(finding), finding.evidence


def _measures(finding: Finding) -> tuple[float, ...]:
    return tuple(_as_number(value) for name, value in finding.evidence if name not in _NAMES_OF_PLACES)


def _as_number(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return 0.0


def _split_by_position(alike: tuple[tuple[int, Finding], ...]) -> Iterator[list[tuple[int, Finding]]]:
    """Yield groups of findings whose positions lie within 2 mm, from sorted ones; all of them where they have none."""
    group: list[tuple[int, Finding]] = []
    for item in alike:
        if group and _position_mm(item[1]) - _position_mm(group[0][1]) > _SAME_PLACE_MM:
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _position_mm(finding: Finding) -> float:
    return _as_number(dict(finding.evidence).get(_POSITION, ""))


_RANKS = {reason: rank for rank, reason in enumerate(Reason)}
