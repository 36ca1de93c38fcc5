"""Where do several sheets stand on one page of A4, and where is it cut? Rows and columns of sheets, edge to edge."""

from dataclasses import dataclass

from forms.errors import NUpImpossible
from forms.plan import Line
from omr.geometry import PointMm, SizeMm
from omr.layout.paper import PAPER_SIZES_MM

# Printers leave 5 mm at the edges white; a tick this long shows, and ends before the marks of the sheets begin.
_TICK_MM = 8.0
# Half an arm of the cross where cuts meet.
_CROSS_MM = 3.0
_CUT_PT, _CUT_INK = 0.25, 0.5
# ISO sheets halve with up to a millimetre left over.
_ROUNDING_MM = 1e-6


@dataclass(frozen=True, slots=True)
class Imposition:
    """A page that carries sheets.

    Attributes
    ----------
    page_size
        Of the paper in the printer.
    fronts, backs
        The top-left corner of each sheet; on the back the columns change sides, so that a sheet's back is behind its
        front when the paper is turned about its left edge.
    cuts
        Where to cut: ticks at the edges and crosses between the sheets.
    """

    page_size: SizeMm
    fronts: tuple[PointMm, ...]
    backs: tuple[PointMm, ...]
    cuts: tuple[Line, ...]


def impose(sheet: SizeMm, n_up: int, paper: str) -> Imposition:
    """Return how `n_up` sheets of a size stand on a page; one stands on a page of its own size.

    Raises
    ------
    NUpImpossible
        When so many do not fit on A4; `paper` is what the sheet is called.
    """
    if n_up == 1:
        return Imposition(sheet, (PointMm(0.0, 0.0),), (PointMm(0.0, 0.0),), ())
    a4 = PAPER_SIZES_MM["A4"]
    for page in (a4, SizeMm(a4.height_mm, a4.width_mm)):
        columns, rows = _how_many(page.width_mm, sheet.width_mm), _how_many(page.height_mm, sheet.height_mm)
        if columns * rows == n_up:
            return _grid(page, sheet, columns, rows)
    raise NUpImpossible(n_up=n_up, paper=paper, possible=_possible(sheet))


def _how_many(page_mm: float, sheet_mm: float) -> int:
    return int((page_mm + _ROUNDING_MM) // sheet_mm)


def _possible(sheet: SizeMm) -> str:
    """Return the numbers of sheets that A4 holds, in words: ``1, 4``."""
    a4 = PAPER_SIZES_MM["A4"]
    counts = {1}
    for page in (a4, SizeMm(a4.height_mm, a4.width_mm)):
        counts.add(max(1, _how_many(page.width_mm, sheet.width_mm) * _how_many(page.height_mm, sheet.height_mm)))
    return ", ".join(str(count) for count in sorted(counts))


def _grid(page: SizeMm, sheet: SizeMm, columns: int, rows: int) -> Imposition:
    left_mm = (page.width_mm - columns * sheet.width_mm) / 2
    top_mm = (page.height_mm - rows * sheet.height_mm) / 2
    xs_mm = [left_mm + column * sheet.width_mm for column in range(columns)]
    ys_mm = [top_mm + row * sheet.height_mm for row in range(rows)]
    fronts = tuple(PointMm(x, y) for y in ys_mm for x in xs_mm)
    backs = tuple(PointMm(x, y) for y in ys_mm for x in reversed(xs_mm))
    inner_xs, inner_ys = xs_mm[1:], ys_mm[1:]
    cuts = [line for x in inner_xs for line in _ticks_down(x, page)]
    cuts += [line for y in inner_ys for line in _ticks_across(y, page)]
    cuts += [line for x in inner_xs for y in inner_ys for line in _cross(x, y)]
    return Imposition(page, fronts, backs, tuple(cuts))


def _ticks_down(x_mm: float, page: SizeMm) -> tuple[Line, Line]:
    bottom_mm = page.height_mm
    return _cut(x_mm, 0.0, x_mm, _TICK_MM), _cut(x_mm, bottom_mm - _TICK_MM, x_mm, bottom_mm)


def _ticks_across(y_mm: float, page: SizeMm) -> tuple[Line, Line]:
    right_mm = page.width_mm
    return _cut(0.0, y_mm, _TICK_MM, y_mm), _cut(right_mm - _TICK_MM, y_mm, right_mm, y_mm)


def _cross(x_mm: float, y_mm: float) -> tuple[Line, Line]:
    return (
        _cut(x_mm - _CROSS_MM, y_mm, x_mm + _CROSS_MM, y_mm),
        _cut(x_mm, y_mm - _CROSS_MM, x_mm, y_mm + _CROSS_MM),
    )


def _cut(x1: float, y1: float, x2: float, y2: float) -> Line:
    return Line(PointMm(x1, y1), PointMm(x2, y2), _CUT_PT, _CUT_INK)
