"""A simulated scan is repeatable, its boxes are where they should be, and its marks can be seen."""

from dataclasses import replace

import numpy as np
import pytest

from omr.geometry import BoxMm
from omr.layout.sheet import BoxShape
from simulate.canvas import Pixels
from simulate.chance import Stream
from simulate.expose import turned
from simulate.grades import GRADES
from simulate.legible import MIN_EDGE_MM
from simulate.options import ScanMode
from simulate.sheet import ScannedPage, SheetPlan, plan_page, render_plan, simulate_page
from simulate.testsheet import draw_blank, plain_sheet
from simulate.truth import MarkKind
from simulate.warp import Feed

SHEET = plain_sheet()
PAGE = SHEET.pages[0]


@pytest.fixture(scope="module")
def blank() -> Pixels:
    """Return the printed page."""
    return draw_blank(SHEET, 1, 200.0, "O1:AAAAAAAAAA:-:01")


def _scan(blank: Pixels, grade: str, seed: int) -> ScannedPage:
    return simulate_page(blank, 200.0, SHEET, 1, "K7QM3F2X9C", GRADES[grade], seed)


@pytest.mark.parametrize("grade", list(GRADES))
def test_a_seed_gives_one_scan(blank: Pixels, grade: str) -> None:
    """The same seed gives the same pixels and truth; another gives others."""
    once, again, other = _scan(blank, grade, 5), _scan(blank, grade, 5), _scan(blank, grade, 6)

    assert np.array_equal(once.pixels, again.pixels)
    assert once.truth == again.truth
    assert once.truth.boxes != other.truth.boxes


def test_the_blank_is_not_drawn_on(blank: Pixels) -> None:
    """The printed page can be used again for the next respondent."""
    before = blank.copy()
    _scan(blank, "hard", 1)

    assert np.array_equal(before, blank)


def test_without_faults_boxes_are_where_the_layout_says(blank: Pixels) -> None:
    """On a scan without skew or wear, outlines stand at mm * dpi / 25.4 within 0.1 mm."""
    grade, stream = GRADES["clean"], Stream(3)
    plan = plan_page(SHEET, PAGE, stream, grade)
    scanner = replace(plan.scanner, noise=0.0, turn_deg=0)
    still = replace(plan.geometry, skew_deg=0.0, shift_mm=(0.0, 0.0), scale_x=1.0, scale_y=1.0, feed=Feed((), ()))
    plan = replace(plan, filling=replace(plan.filling, marks=(), comments=()), scanner=scanner, geometry=still)
    scan, _ = render_plan(blank, 200.0, PAGE, plan, grade, stream)
    px_per_mm = plan.scanner.dpi / 25.4

    for _, mark in PAGE.boxes():
        row = scan[round(mark.box.centre.y_mm * px_per_mm)].astype(float)
        for edge_mm in (mark.box.x_mm, mark.box.right_mm):
            near = np.arange(round((edge_mm - 0.6) * px_per_mm), round((edge_mm + 0.6) * px_per_mm))
            ink = row[near].max() - row[near]
            assert abs(((near + 0.5) * ink).sum() / ink.sum() / px_per_mm - edge_mm) < 0.1


def test_marks_are_in_their_boxes_and_nowhere_else_near_others(blank: Pixels) -> None:
    """In grade clean the ink of each marked box is there, and every other box is as printed."""
    grade = GRADES["clean"]
    for seed in range(8):
        plan = plan_page(SHEET, PAGE, Stream(seed), grade)
        plan = replace(plan, scanner=replace(plan.scanner, noise=0.0))
        empty = replace(plan, filling=replace(plan.filling, marks=()))
        scans = [render_plan(blank, 200.0, PAGE, each, grade, Stream(seed))[0] for each in (plan, empty)]
        lost = scans[1].astype(int) - scans[0]
        for (_, mark), truth in zip(PAGE.boxes(), plan.filling.boxes(PAGE), strict=True):
            ink_mm2 = (lost[_around(plan, mark.box)] > 40).sum() / (300 / 25.4) ** 2
            assert (ink_mm2 > 0.3) == (truth.kind is not MarkKind.NONE)


def _around(plan: SheetPlan, box: BoxMm) -> tuple[slice, slice]:
    """Return the rows and columns of the scan, before it is turned, of the 9 mm around a box."""
    centre = np.array([[box.centre.x_mm, box.centre.y_mm]])
    (x_mm, y_mm), px = plan.geometry.scan_from_sheet(centre)[0], plan.scanner.dpi / 25.4
    rows, columns = ((round((at - 4.5) * px), round((at + 4.5) * px)) for at in (y_mm, x_mm))
    return slice(*rows), slice(*columns)


@pytest.mark.parametrize("grade", ["office", "hard"])
def test_every_choice_can_be_seen(blank: Pixels, grade: str) -> None:
    """Each box meant as chosen or taken back differs from the same box left empty, by what an eye sees."""
    for seed in range(10):
        plan = plan_page(SHEET, PAGE, Stream(seed), GRADES[grade])
        empty = replace(plan, filling=replace(plan.filling, marks=()))
        scans = [render_plan(blank, 200.0, PAGE, each, GRADES[grade], Stream(seed))[0] for each in (plan, empty)]
        with_marks, without = (turned(scan, -plan.scanner.turn_deg % 360).astype(int) for scan in scans)
        lost = (without - with_marks).reshape(*with_marks.shape[:2], -1).max(axis=2)
        px = plan.scanner.dpi / 25.4
        for mark in plan.filling.marks:
            if mark.kind in (MarkKind.ERASED, MarkKind.WHITE_OUT):
                continue
            assert (lost[_around(plan, mark.box.box)] > 15).sum() / px**2 > 0.25, (
                seed,
                mark.kind,
                plan.filling.writer.pen,
            )


@pytest.mark.parametrize("seed", range(40))
def test_every_box_is_on_the_scan(seed: int) -> None:
    """However skewed the sheet, its boxes stay inside the scanned area."""
    plan = plan_page(SHEET, PAGE, Stream(seed), GRADES["hard"])
    centres = np.array([(mark.box.centre.x_mm, mark.box.centre.y_mm) for _, mark in PAGE.boxes()])
    seen = plan.geometry.scan_from_sheet(centres)

    assert seen.min() > MIN_EDGE_MM
    assert (seen < (210 - MIN_EDGE_MM, 297 - MIN_EDGE_MM)).all()


def test_scanners_of_a_grade_are_as_promised() -> None:
    """Clean scans are grey at 300 dpi and upright; office never one-bit, a tenth upside down; hard often one-bit."""
    scanners = {
        name: [plan_page(SHEET, PAGE, Stream(seed), grade).scanner for seed in range(200)]
        for name, grade in GRADES.items()
    }

    assert {(s.dpi, s.mode, s.turn_deg) for s in scanners["clean"]} == {(300.0, ScanMode.GREY, 0)}
    assert ScanMode.ONE_BIT not in {s.mode for s in scanners["office"]}
    assert 0.05 < np.mean([s.turn_deg == 180 for s in scanners["office"]]) < 0.16
    assert {s.dpi for s in scanners["hard"]} == {150.0, 200.0, 300.0, 400.0}
    assert 0.12 < np.mean([s.mode is ScanMode.ONE_BIT for s in scanners["hard"]]) < 0.35
    assert all(25 <= s.jpeg_quality <= 92 for each in scanners.values() for s in each)


def test_a_scan_has_the_size_of_the_paper(blank: Pixels) -> None:
    """A scan covers A4 at its resolution, whichever way it lies."""
    for seed in range(6):
        page = _scan(blank, "hard", seed)
        sides = sorted(page.pixels.shape[:2])

        assert sides == [round(210 * page.dpi / 25.4), round(297 * page.dpi / 25.4)]


def test_a_page_that_the_sheet_lacks_is_refused(blank: Pixels) -> None:
    """Asking for page 2 of a sheet of one page is an error of the caller."""
    with pytest.raises(ValueError, match="no page 2"):
        simulate_page(blank, 200.0, SHEET, 2, None, GRADES["clean"], 1)


def test_bubbles_are_marked_too() -> None:
    """A sheet of ovals is filled in like one of squares."""
    sheet = plain_sheet(4, 4, BoxShape.BUBBLE)
    page = simulate_page(draw_blank(sheet, 1, 150.0), 150.0, sheet, 1, None, GRADES["office"], 8)

    assert len(page.truth.boxes) == 16
    assert any(box.kind is not MarkKind.NONE for box in page.truth.boxes)


@pytest.mark.parametrize("seed", range(12))
def test_outlines_of_boxes_are_seen(blank: Pixels, seed: int) -> None:
    """On every hard scan, most empty boxes still show some of their printed outline."""
    plan = plan_page(SHEET, PAGE, Stream(seed), GRADES["hard"])
    bare = replace(plan, filling=replace(plan.filling, marks=(), comments=()))
    scan, _ = render_plan(blank, 200.0, PAGE, bare, GRADES["hard"], Stream(seed))
    scan = turned(scan, -plan.scanner.turn_deg % 360)
    grey = scan if scan.ndim == 2 else scan[:, :, 1]

    seen = [float(np.ptp(grey[_around(plan, mark.box)].astype(int))) for _, mark in PAGE.boxes()]
    assert np.mean([contrast > 12 for contrast in seen]) > 0.7
