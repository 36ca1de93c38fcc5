"""Which of the papers that carry one serial count? The rule alone; `db.settle` applies it.

Pages of one serial and one side that show the same paper are one paper: the first stands for it, the others are
duplicates. Two different papers of one serial both wait until a person chooses; a form that was photocopied after
numbering has as many papers as copies, and then all of them count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter


class Choice(StrEnum):
    """What a person said of a paper that came second: the one before it counts, this one does, or both do."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"


class Standing(StrEnum):
    """What a page that was read is worth: the outcome that is stored with it."""

    READ = "read"
    DUPLICATE = "duplicate"
    HELD = "held"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Paper:
    """One reading of one side of a serial.

    `same_as` is the first page that shows the same paper, the page itself where there is none; `choice` what a person
    last said of this page.
    """

    page_id: int
    form_page: int
    same_as: int
    withdrawn: bool
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What a page is worth now. `against` is the page that a person is asked to hold it against, if one is asked."""

    page_id: int
    standing: Standing
    copy_number: int = 1
    against: int | None = None


def settle(papers: Sequence[Paper]) -> tuple[Settled, ...]:
    """Return the standing of every page of one serial, in the order given, which is that of scanning."""
    photocopied = any(paper.choice is Choice.BOTH for paper in papers if not paper.withdrawn)
    sides = groupby(sorted(papers, key=attrgetter("form_page")), key=attrgetter("form_page"))
    settled = {s.page_id: s for _, side in sides for s in _settle_side(tuple(side), photocopied)}
    return tuple(settled[paper.page_id] for paper in papers)


def _settle_side(papers: Sequence[Paper], photocopied: bool) -> Iterator[Settled]:
    different: dict[int, Paper] = {}
    for paper in papers:
        if paper.withdrawn:
            yield Settled(paper.page_id, Standing.WITHDRAWN)
        elif paper.same_as in different:
            yield Settled(paper.page_id, Standing.DUPLICATE)
        else:
            different[paper.same_as] = paper
    yield from _settle_different(tuple(different.values()), photocopied)


def _settle_different(papers: Sequence[Paper], photocopied: bool) -> Iterator[Settled]:
    """Settle papers that are all different: one choice after another, in the order of scanning."""
    kept = _kept(papers, photocopied)
    for number, paper in enumerate(papers):
        against = papers[0].page_id if number else None
        if kept is None:
            yield Settled(paper.page_id, Standing.HELD, against=against)
        elif paper in kept:
            yield Settled(paper.page_id, Standing.READ, kept.index(paper) + 1, against)
        else:
            yield Settled(paper.page_id, Standing.DUPLICATE, against=against)


def _kept(papers: Sequence[Paper], photocopied: bool) -> list[Paper] | None:
    """Return the papers that count, in order; None while a person has not yet chosen."""
    kept = list(papers[:1])
    for paper in papers[1:]:
        match paper.choice or (Choice.BOTH if photocopied else None):
            case None:
                return None
            case Choice.SECOND:
                kept = [paper]
            case Choice.BOTH:
                kept.append(paper)
            case Choice.FIRST:
                pass
    return kept
