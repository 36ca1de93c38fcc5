"""Does the box add up? Pages against files, sheets against what became of them, serials against what was printed.

pages scanned + further sheets on them = read + rejected (by reason) + blank backs + separator pages
sheets        = accepted + waiting for a person + incomplete + duplicates (+ counted elsewhere + withdrawn)
printed       = returned + never seen

Figures that do not add up are never shown: the check ends in an error.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from batches.collate import Sheet, SheetState
from db.sheets import PrintedForm, SheetPage
from db.summaries import BatchDoesNotAddUp
from omr.reasons import Reason


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The three equations of a batch.

    Attributes
    ----------
    pages_scanned
        Pages that the files have.
    beside
        Sheets that lay on a page beside the first: each is a page of its own in what follows.
    rejected
        Pages that were not read, by reason, the most frequent first; blank backs and separators stand apart.
    sheets
        How many sheets are in each state.
    """

    batch: str
    pages_scanned: int
    beside: int
    pages_read: int
    rejected: tuple[tuple[Reason, int], ...]
    blank_backs: int
    separators: int
    sheets: tuple[tuple[SheetState, int], ...]
    printed: tuple[PrintedForm, ...]

    @property
    def pages_rejected(self) -> int:
        """Pages that were not read and are neither blank nor separators."""
        return sum(count for _, count in self.rejected)

    @property
    def sheets_seen(self) -> int:
        """Papers in the batch that were read."""
        return sum(count for _, count in self.sheets)

    def sheets_in(self, state: SheetState) -> int:
        """Return how many sheets are in a state."""
        return dict(self.sheets).get(state, 0)


def reconcile(
    batch: str,
    pages_scanned: int,
    pages: Sequence[SheetPage],
    sheets: Sequence[Sheet],
    printed: Sequence[PrintedForm],
) -> Reconciliation:
    """Return the equations of a batch, checked.

    Parameters
    ----------
    pages_scanned
        What the files have, counted apart from the pages.
    pages, sheets
        The pages of the batch (others are left out), and the sheets that were made of them.

    Raises
    ------
    BatchDoesNotAddUp
        When anything is counted twice or not at all.
    """
    here = [page for page in pages if page.here]
    reasons = Counter(page.reason for page in here if page.reason is not None)
    blank_backs = reasons.pop(Reason.BLANK_PAGE, 0)
    separators = reasons.pop(Reason.SEPARATOR_PAGE, 0)
    states = Counter(sheet.state for sheet in sheets)
    result = Reconciliation(
        batch=batch,
        pages_scanned=pages_scanned,
        beside=sum(page.part > 1 for page in here),
        pages_read=sum(page.outcome != "rejected" for page in here),
        rejected=tuple(reasons.most_common()),
        blank_backs=blank_backs,
        separators=separators,
        sheets=tuple((state, states[state]) for state in SheetState if states[state]),
        printed=tuple(printed),
    )
    _check_pages(result)
    _check_sheets(result, here, sheets)
    _check_printed(result)
    return result


def _check_pages(r: Reconciliation) -> None:
    parts = r.pages_read + r.pages_rejected + r.blank_backs + r.separators
    if parts != r.pages_scanned + r.beside:
        raise BatchDoesNotAddUp(
            batch=r.batch,
            what=f"{r.pages_read} + {r.pages_rejected} + {r.blank_backs} + {r.separators} ≠ "
            f"{r.pages_scanned} + {r.beside}",
        )


def _check_sheets(r: Reconciliation, here: Sequence[SheetPage], sheets: Sequence[Sheet]) -> None:
    """Every page that was read is in one sheet, and no side of a serial counts twice in one copy."""
    placed = Counter(page.page_id for sheet in sheets for page in sheet.pages if page.here)
    read = Counter(page.page_id for page in here if page.outcome != "rejected")
    if placed != read:
        odd = sorted((placed - read) + (read - placed))
        raise BatchDoesNotAddUp(batch=r.batch, what=f"page {odd[0]}: {placed[odd[0]]} ≠ {read[odd[0]]}")
    sides = Counter(
        (page.serial, page.copy_number, page.form_page) for page in here if page.outcome == "read" and page.serial
    )
    for (serial, _, side), count in sides.items():
        if count > 1:
            raise BatchDoesNotAddUp(batch=r.batch, what=f"{serial}/{side}: {count} > 1")


def _check_printed(r: Reconciliation) -> None:
    for form in r.printed:
        whole = form.returned + form.never_seen
        if whole != form.printed or not form.returned_here <= form.printed:
            raise BatchDoesNotAddUp(
                batch=r.batch, what=f"{form.form}: {form.returned} + {form.never_seen} ≠ {form.printed}"
            )
