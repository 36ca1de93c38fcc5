"""The geometry of a scan is known."""

import numpy as np
import pytest

from simulate.canvas import Canvas
from simulate.chance import Range, Stream
from simulate.folds import draw_folds
from simulate.grades import GRADES
from simulate.warp import Feed, Warp, warp

STILL = Feed((), ())
FLAT = Warp((210.0, 297.0), 0.0, (0.0, 0.0), 1.0, 1.0, STILL, ())


def _bent() -> Warp:
    folds = draw_folds(3, (210.0, 297.0), GRADES["hard"].paper, Stream(2).rng())
    feed = Feed(((0.1, 40.0, 0.3),), ((0.2, 33.0, 1.0), (0.2, 150.0, 2.0)))
    return Warp((210.0, 297.0), 3.0, (2.0, -3.0), 0.97, 0.98, feed, folds)


def test_a_flat_scan_is_the_page() -> None:
    """Without any fault, the scan has the pixels of the page."""
    page = Stream(1).rng().integers(0, 256, (3508, 2480), dtype=np.uint8)
    scan = warp(Canvas(page, (210.0, 297.0), (1.0, 0.0, 0.0)), FLAT, 300 / 25.4, (255, 255, 255))

    # The page's 2480.3 pixels are cut to 2480: the far edge is off by a third of a pixel.
    assert scan.shape == page.shape
    assert (
        np.array_equal(scan[:100, :40] // 8, page[:100, :40] // 8)
        or np.abs(scan[:100, :40].astype(int) - page[:100, :40]).mean() < 3
    )


def test_places_on_the_sheet_and_in_the_scan_answer_each_other() -> None:
    """A place taken to the scan and back is the same to a hundredth of a millimetre."""
    places = Stream(5).rng().uniform((5.0, 5.0), (205.0, 292.0), (200, 2))
    geometry = _bent()
    seen = geometry.scan_from_sheet(places)

    assert np.allclose(np.column_stack(geometry.sheet_from_scan(seen[:, 0], seen[:, 1])), places, atol=0.01)


def test_a_spot_is_seen_where_the_geometry_says() -> None:
    """Spots on the page are found in the scan within 0.05 mm of where the map puts them."""
    page = np.full((2339, 1654), 255, np.uint8)
    canvas = Canvas(page, (210.0, 297.0), (1.0, 0.0, 0.0))
    places = np.array([(x, y) for x in (30.0, 105.0, 180.0) for y in (40.0, 150.0, 260.0)])
    for x_px, y_px in np.rint(canvas.to_px(places)).astype(int):
        page[y_px - 3 : y_px + 4, x_px - 3 : x_px + 4] = 0
    drawn = (np.rint(canvas.to_px(places)) + 0.5) / canvas.scale_px_per_mm
    geometry = _bent()
    scan = 255 - warp(canvas, geometry, 300 / 25.4, (255, 255, 255)).astype(float)

    for x_mm, y_mm in geometry.scan_from_sheet(drawn):
        column, row = round(x_mm * 11.811), round(y_mm * 11.811)
        patch = scan[row - 14 : row + 15, column - 14 : column + 15]
        rows, columns = np.mgrid[row - 14 : row + 15, column - 14 : column + 15]
        centre = np.array([(columns * patch).sum(), (rows * patch).sum()]) / patch.sum()
        found = (centre + 0.5) / (np.array(scan.shape[::-1]) / (210.0, 297.0))
        assert np.hypot(*(found - (x_mm, y_mm))) < 0.05


@pytest.mark.parametrize("seed", range(5))
def test_a_fold_moves_print_but_loses_none(seed: int) -> None:
    """Along the normal of a fold of 2 mm, places keep their order: nothing vanishes in the crease."""
    options = GRADES["hard"].paper
    for fold in draw_folds(3, (210.0, 297.0), options, Stream(seed).rng()):
        at = np.linspace(-60, 60, 2000)
        moved = at + fold.displacement_mm(fold.x_mm + at * fold.normal[0], fold.y_mm + at * fold.normal[1])

        assert np.diff(moved).min() > 0.4 * (at[1] - at[0])
        assert np.abs(moved - at).max() <= options.fold_shift_mm.high / 2


def test_ranges_of_the_grades_grow() -> None:
    """What is hard is at least as bad as what is usual, and that as what is clean."""
    clean, office, hard = (GRADES[name] for name in ("clean", "office", "hard"))

    def width(span: Range) -> float:
        return span.high - span.low

    for worse, better in ((office, clean), (hard, office)):
        assert width(worse.scanner.skew_deg) > width(better.scanner.skew_deg)
        assert worse.scanner.wobble_mm.high > better.scanner.wobble_mm.high
        assert worse.respondent.max_offset > better.respondent.max_offset
        assert worse.paper.fold_shift_mm.high > better.paper.fold_shift_mm.high
