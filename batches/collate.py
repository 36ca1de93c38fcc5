"""Which pages make one sheet? By serial, in any order and across files and batches; what is odd about them is named.

A sheet is one paper. Photocopies of a master carry no serial: the pages that follow one another make a sheet.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

from db.sheets import SheetPage
from omr.reasons import Reason


class SheetState(StrEnum):
    """What a sheet of a batch is worth; each is in one state only."""

    ACCEPTED = "accepted"
    """Every question is settled."""
    WAITING = "waiting"
    """A person is asked about a question, or which of several papers counts."""
    INCOMPLETE = "incomplete"
    """A side is missing; what is there counts."""
    DUPLICATE = "duplicate"
    """The paper was read before, or a person chose another one."""
    ELSEWHERE = "elsewhere"
    """Its first page is in another batch, where the sheet counts."""
    WITHDRAWN = "withdrawn"
    """Its batch was taken out of the tallies."""


class Oddity(StrEnum):
    """Something about the pages of a batch that a person should know."""

    MISSING_PAGE = "missing_page"
    DOUBLED_PAGE = "doubled_page"
    TWO_PAPERS = "two_papers"
    UNKNOWN_LAYOUT = "unknown_layout"
    OLDER_LAYOUT = "older_layout"
    NO_SUCH_PAGE = "no_such_page"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper: its pages in scanning order, and the sides that no page shows."""

    serial: str | None
    form: str | None
    layout_id: str | None
    pages: tuple[SheetPage, ...]
    missing: tuple[int, ...]
    state: SheetState


@dataclass(frozen=True, slots=True)
class NamedPage:
    """An oddity, and the page where it was seen. `side` is the side of the sheet that it is about, 0 for none."""

    oddity: Oddity
    page: SheetPage
    side: int = 0


def collate(pages: Sequence[SheetPage]) -> tuple[Sheet, ...]:
    """Return the sheets that the read pages of a batch make, in the order of their first page.

    Parameters
    ----------
    pages
        The pages of the batch and those of its sheets in other batches, in scanning order; see `db.sheets`.
    """
    read = [page for page in pages if page.outcome != "rejected"]
    papers = [*_numbered(page for page in read if page.serial), *_unnumbered(page for page in read if not page.serial)]
    sheets = (_sheet(tuple(paper)) for paper in papers if any(page.here for page in paper))
    return tuple(sorted(sheets, key=lambda sheet: sheet.pages[0].page_id))


def oddities(pages: Sequence[SheetPage], newest: Iterable[str] = ()) -> tuple[NamedPage, ...]:
    """Return what is odd about the pages of a batch.

    Parameters
    ----------
    newest
        The latest layout of every form: a sheet of another one was printed before the form changed.
    """
    named = [
        NamedPage(Oddity.MISSING_PAGE, sheet.pages[0], side)
        for sheet in collate(pages)
        if sheet.state is SheetState.INCOMPLETE
        for side in sheet.missing
    ]
    current = frozenset(newest)
    named += [NamedPage(o, page, page.form_page or 0) for page in pages if page.here for o in _about(page, current)]
    return tuple(sorted(named, key=lambda n: n.page.page_id))


def incomplete_pages(pages: Sequence[SheetPage]) -> tuple[int, ...]:
    """Return the first page of each sheet that lacks a side."""
    return tuple(sheet.pages[0].page_id for sheet in collate(pages) if sheet.state is SheetState.INCOMPLETE)


def _about(page: SheetPage, newest: frozenset[str]) -> Iterator[Oddity]:
    if page.outcome == "duplicate":
        yield Oddity.DOUBLED_PAGE
    if page.outcome == "held":
        yield Oddity.TWO_PAPERS
    if page.reason is Reason.UNKNOWN_LAYOUT:
        yield Oddity.UNKNOWN_LAYOUT
    if page.reason is Reason.NO_SUCH_PAGE:
        yield Oddity.NO_SUCH_PAGE
    if page.outcome != "rejected" and newest and page.layout_id not in newest:
        yield Oddity.OLDER_LAYOUT


def _numbered(pages: Iterable[SheetPage]) -> list[list[SheetPage]]:
    """Put pages of one serial and standing together: those that count by copy, others as they come."""
    papers: dict[tuple[str | None, str, int], list[SheetPage]] = {}
    seen: dict[tuple[str | None, str, int | None], Iterator[int]] = defaultdict(lambda: count(1))
    for page in pages:
        number = next(seen[page.serial, page.outcome, page.form_page])
        copy_number = page.copy_number if page.outcome == "read" else number
        papers.setdefault((page.serial, page.outcome, copy_number), []).append(page)
    return list(papers.values())


def _unnumbered(pages: Iterable[SheetPage]) -> list[list[SheetPage]]:
    """Put pages without a serial together that follow one another: a side that is there already begins a new sheet."""
    papers: list[list[SheetPage]] = []
    for page in pages:
        last = papers[-1] if papers else []
        if not last or not _follows(page, last):
            papers.append([])
        papers[-1].append(page)
    return papers


def _follows(page: SheetPage, paper: Sequence[SheetPage]) -> bool:
    before = paper[-1]
    return (
        page.source == before.source
        and page.layout_id == before.layout_id
        and page.outcome == before.outcome
        and page.form_page not in {p.form_page for p in paper}
    )


def _sheet(pages: tuple[SheetPage, ...]) -> Sheet:
    first = pages[0]
    sides = {page.form_page for page in pages}
    missing = tuple(side for side in range(1, first.side_count + 1) if side not in sides)
    return Sheet(first.serial, first.form, first.layout_id, pages, missing, _state(pages, missing))


def _state(pages: Sequence[SheetPage], missing: Sequence[int]) -> SheetState:
    by_outcome = {
        "withdrawn": SheetState.WITHDRAWN,
        "duplicate": SheetState.DUPLICATE,
        "held": SheetState.WAITING,
    }
    if not pages[0].here:
        return SheetState.ELSEWHERE
    if pages[0].outcome in by_outcome:
        return by_outcome[pages[0].outcome]
    if missing and not any(page.accepted_incomplete for page in pages):
        return SheetState.INCOMPLETE
    return SheetState.WAITING if any(page.questions_waiting for page in pages) else SheetState.ACCEPTED
