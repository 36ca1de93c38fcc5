"""What comes out of a survey box? The printed sheets, filled in, shuffled, some never handed back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from omr.layout.sheet import SheetLayout
from simulate.chance import Stream, happens
from simulate.grades import GRADES
from simulate.render import render_page
from simulate.sheet import ScannedPage, simulate_page

# Fine enough for a scan at 300 dpi; the pages of a 400 dpi scan are enlarged.
BLANK_DPI = 300.0


@dataclass(frozen=True, slots=True)
class PageJob:
    """One printed page to be filled in and scanned; small, and can be sent to another process.

    `page_index` counts the pages of the PDF from 0, `page_number` those of the sheet from 1. `seed` names the
    sheet: its pages share one, and with it their writer.
    """

    pdf: Path
    page_index: int
    layout: SheetLayout
    page_number: int
    serial: str | None
    grade: str
    seed: int


def simulate_job(job: PageJob) -> ScannedPage:
    """Return the scan of one printed page. The same everywhere; made for `concurrent.futures`.

    Raises
    ------
    KeyError
        When there is no such grade.
    """
    blank = render_page(job.pdf, job.page_index, BLANK_DPI)
    return simulate_page(blank, BLANK_DPI, job.layout, job.page_number, job.serial, GRADES[job.grade], job.seed)


def plan_jobs(
    pdf: Path, layout: SheetLayout, serials: Iterable[str | None], grade: str, seed: int
) -> tuple[PageJob, ...]:
    """Return the jobs of a PDF that holds whole sheets one after another, in the order of their serials."""
    jobs: list[PageJob] = []
    for index, serial in enumerate(serials):
        sheet_seed = int(Stream(seed, (index,)).rng().integers(2**62))
        first = index * len(layout.pages)
        jobs.extend(
            PageJob(pdf, first + offset, layout, page.number, serial, grade, sheet_seed)
            for offset, page in enumerate(layout.pages)
        )
    return tuple(jobs)


def returned(jobs: tuple[PageJob, ...], seed: int, missing_share: float = 0.0) -> tuple[PageJob, ...]:
    """Return the jobs in the order in which they are scanned: sheets shuffled, some missing, pages in order."""
    rng = Stream(seed, (1,)).rng()
    sheets: dict[int, list[PageJob]] = {}
    for job in jobs:
        sheets.setdefault(job.seed, []).append(job)
    kept = [sheet for sheet in sheets.values() if not happens(rng, missing_share)]
    return tuple(job for index in rng.permutation(len(kept)).tolist() for job in kept[index])


def simulate_box(jobs: tuple[PageJob, ...], seed: int, missing_share: float = 0.0) -> Iterator[ScannedPage]:
    """Yield the scans of a whole box, one after another; see `returned` for the order."""
    for job in returned(jobs, seed, missing_share):
        yield simulate_job(job)


def at_grade(jobs: tuple[PageJob, ...], grade: str) -> tuple[PageJob, ...]:
    """Return the same sheets and seeds in another grade."""
    return tuple(replace(job, grade=grade) for job in jobs)
