"""How is a line, a letter or a code put into a PDF? Drawing in millimetres from the top-left corner of a sheet.

reportlab counts points from the bottom-left: `SheetCanvas` is where that is turned round.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import segno
from reportlab.pdfgen.canvas import Canvas

from forms.plan import Drawing, Line, Outline, TextRun
from forms.typeface import MM_PER_POINT
from omr.geometry import BoxMm
from omr.layout.fiducials import TAG_CELLS, Fiducial
from omr.layout.sheet import BoxShape

# 29 alphanumeric characters at level Q fill version 2: 25 x 25 modules.
_QR_VERSION = 2
_QR_MODULES = 25
_QR_ERROR = "q"
# Dots a hair apart, drawn with round ends.
_DOT_GAP_PT = 2.4

# Cells of a square that are printed together: row, first column, how many.
_CellRun = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class SheetCanvas:
    """A canvas that is drawn on in millimetres from the top-left corner of the page."""

    canvas: Canvas
    height_mm: float

    def place(self, x_mm: float, y_mm: float) -> tuple[float, float]:
        """Return a place in points from the bottom-left corner: the only flip."""
        return x_mm / MM_PER_POINT, (self.height_mm - y_mm) / MM_PER_POINT

    def text(self, run: TextRun) -> None:
        """Draw a line of text."""
        self.canvas.setFillGray(1 - run.style.ink)
        self.canvas.setFont(run.style.face.value, run.style.size_pt)
        self.canvas.drawString(*self.place(run.x_mm, run.baseline_mm), run.text)

    def line(self, line: Line) -> None:
        """Draw a straight line or a row of dots."""
        self.canvas.setStrokeGray(1 - line.ink)
        self.canvas.setLineWidth(line.thickness_pt)
        self.canvas.setLineCap(1)
        self.canvas.setDash(*([0, _DOT_GAP_PT],) if line.dotted else ())
        self.canvas.line(*self.place(line.start.x_mm, line.start.y_mm), *self.place(line.end.x_mm, line.end.y_mm))
        self.canvas.setDash()

    def outline(self, outline: Outline) -> None:
        """Draw the outline of a box or an oval."""
        self.canvas.setStrokeGray(1 - outline.ink)
        self.canvas.setLineWidth(outline.thickness_pt)
        box = outline.box
        if outline.shape is BoxShape.BUBBLE:
            self.canvas.ellipse(*self.place(box.x_mm, box.bottom_mm), *self.place(box.right_mm, box.y_mm))
        else:
            self.canvas.rect(*self._corner_and_size(box))

    def fill(self, boxes: Sequence[BoxMm], ink: float) -> None:
        """Fill boxes as one path, so that no viewer shows a seam between neighbours."""
        path = self.canvas.beginPath()
        for box in boxes:
            path.rect(*self._corner_and_size(box))
        self.canvas.setFillGray(1 - ink)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def fill_cells(self, box: BoxMm, cells: int, runs: tuple[_CellRun, ...]) -> None:
        """Fill runs of cells of a square of `cells` x `cells`, as one path in whole numbers: short, and quick."""
        x_pt, y_pt = self.place(box.x_mm, box.y_mm)
        cell_pt = box.width_mm / MM_PER_POINT / cells
        self.canvas.saveState()
        self.canvas.setFillGray(0)
        self.canvas.transform(cell_pt, 0, 0, -cell_pt, x_pt, y_pt)
        self.canvas.addLiteral(" ".join(f"{column} {row} {length} 1 re" for row, column, length in runs) + " f")
        self.canvas.restoreState()

    def _corner_and_size(self, box: BoxMm) -> tuple[float, float, float, float]:
        x_pt, y_pt = self.place(box.x_mm, box.bottom_mm)
        return x_pt, y_pt, box.width_mm / MM_PER_POINT, box.height_mm / MM_PER_POINT

    def wording(self, drawing: Drawing) -> None:
        """Draw lines, outlines and text."""
        for line in drawing.lines:
            self.line(line)
        for outline in drawing.outlines:
            self.outline(outline)
        for run in drawing.runs:
            self.text(run)

    def tag(self, mark: Fiducial) -> None:
        """Draw a corner mark: a black square, and its white cells over it."""
        cells = TAG_CELLS[mark.corner]
        cell_mm = mark.box.width_mm / len(cells)
        white = tuple(
            BoxMm(mark.box.x_mm + column * cell_mm, mark.box.y_mm + row * cell_mm, cell_mm, cell_mm)
            for row, line in enumerate(cells)
            for column, cell in enumerate(line)
            if cell == "0"
        )
        self.fill((mark.box,), ink=1.0)
        self.fill(white, ink=0.0)

    def qr(self, boxes: Sequence[BoxMm], text: str) -> None:
        """Draw a QR code of a text in each box."""
        modules = _dark_modules(text)
        for box in boxes:
            self.fill_cells(box, _QR_MODULES, modules)

    def address(self, box: BoxMm, url: str) -> None:
        """Draw the QR code of an address, which is none of ours: as many modules as it takes."""
        code = segno.make_qr(url, error="l")
        self.fill_cells(box, int(code.symbol_size(border=0)[0]), _dark_modules_of(code))


def _dark_modules(text: str) -> tuple[_CellRun, ...]:
    """Return the dark modules of a code of ours, neighbours in a row taken together."""
    return _dark_modules_of(
        segno.make_qr(text, version=_QR_VERSION, error=_QR_ERROR, mode="alphanumeric", boost_error=False)
    )


def _dark_modules_of(code: segno.QRCode) -> tuple[_CellRun, ...]:
    return tuple(run for row, modules in enumerate(code.matrix) for run in _dark_runs(row, modules))


def _dark_runs(row: int, modules: Iterable[int]) -> Iterator[_CellRun]:
    column = 0
    for dark, group in groupby(modules):
        length = len(tuple(group))
        if dark:
            yield row, column, length
        column += length
