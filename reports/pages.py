"""The table of pages: what became of each scanned page, and what to do about those that were not read."""

from collections.abc import Iterable, Iterator

from db.exports import StoredPage
from omr.words import Language
from reports.tables import Cell

PAGE_COLUMNS = ("batch", "source", "source_page", "outcome", "reason", "advice")


def page_rows(pages: Iterable[StoredPage], language: Language) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows. `reason` is the reason's code, empty where the page was read; `advice` a sentence."""
    for page in pages:
        reason = page.reason
        advice = reason.advice(language, page.evidence) if reason is not None else ""
        yield (page.batch, page.source, page.source_page, page.outcome, reason.value if reason else "", advice)
