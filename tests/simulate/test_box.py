"""A whole box of sheets comes back shuffled, with some missing."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simulate.box import at_grade, plan_jobs, returned, simulate_box, simulate_job
from simulate.files import write_pdf
from simulate.grades import GRADES
from simulate.render import render_page, render_pdf
from simulate.sheet import simulate_page
from simulate.testsheet import draw_blank, plain_sheet

SHEET = plain_sheet(3, 4)
SERIALS = tuple(f"S{number}" for number in range(40))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a PDF of two printed pages."""
    path = tmp_path_factory.mktemp("printed") / "sheets.pdf"
    page = simulate_page(draw_blank(SHEET, 1, 150.0), 150.0, SHEET, 1, None, GRADES["clean"], 1)
    write_pdf((page, page), path)
    return path


def test_pages_of_a_pdf_are_rendered_whole(printed: Path) -> None:
    """Each page is a colour picture of the paper's size at the resolution asked for."""
    pictures = list(render_pdf(printed, 75.0))

    assert len(pictures) == 2
    assert np.array_equal(pictures[1], render_page(printed.read_bytes(), 1, 75.0))
    assert pictures[0].dtype == np.uint8
    assert pictures[0].shape == pytest.approx((297 * 75 / 25.4, 210 * 75 / 25.4, 3), abs=1.01)


def test_a_box_is_shuffled_and_some_sheets_never_come_back() -> None:
    """About the asked share is missing; the others come once each, in another order."""
    jobs = plan_jobs(Path("x.pdf"), SHEET, SERIALS, "clean", 3)
    back = returned(jobs, 3, 0.3)
    serials = [str(job.serial) for job in back]

    assert 20 <= len(set(serials)) == len(serials) <= 35
    assert serials != sorted(serials)
    assert back == returned(jobs, 3, 0.3)
    assert len(returned(jobs, 3)) == 40


def test_the_pages_of_sheets_of_two_sides_follow_one_another() -> None:
    """As they do in the PDF, each with its own number, both with the seed of their sheet."""
    both = replace(SHEET, pages=(SHEET.pages[0], replace(SHEET.pages[0], number=2)))
    jobs = plan_jobs(Path("x.pdf"), both, SERIALS[:3], "clean", 3)

    assert [job.page_index for job in jobs] == [0, 1, 2, 3, 4, 5]
    assert [job.page_number for job in jobs] == [1, 2] * 3
    assert [job.seed for job in jobs[::2]] == [job.seed for job in jobs[1::2]]


def test_every_sheet_has_its_own_seed_and_page() -> None:
    """No two respondents are the same person, and each job names its page of the PDF."""
    jobs = plan_jobs(Path("x.pdf"), SHEET, SERIALS, "clean", 3)

    assert len({job.seed for job in jobs}) == 40
    assert [job.page_index for job in jobs] == list(range(40))
    assert {job.grade for job in at_grade(jobs, "hard")} == {"hard"}


def test_a_job_gives_the_page_it_names(printed: Path) -> None:
    """A box of two sheets gives two scans with their serials, the same as job by job."""
    jobs = plan_jobs(printed, SHEET, ("S1", "S2"), "clean", 4)
    scans = list(simulate_box(jobs, 4))

    assert {scan.truth.serial for scan in scans} == {"S1", "S2"}
    alone = simulate_job(returned(jobs, 4)[0])
    assert np.array_equal(alone.pixels, scans[0].pixels)
