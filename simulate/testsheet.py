"""What does a plain sheet look like, for tests that need one and no PDF? Tags, codes, rows of boxes, a little text."""

import cv2
import numpy as np
import segno

from omr.geometry import BoxMm
from omr.layout.fiducials import TAG_CELLS, standard_codes, standard_fiducials
from omr.layout.paper import PAPER_SIZES_MM
from omr.layout.sheet import BoxShape, Field, FieldKind, MarkBox, PageLayout, SheetLayout, TextArea
from simulate.canvas import Pixels
from simulate.chance import Stream

BOX_MM = 4.5
OUTLINE_MM = 0.18
# 65 % black.
OUTLINE_LEVEL = 89
_PITCH_X_MM = 13.0
_PITCH_Y_MM = 14.0
_FIRST_X_MM = 120.0
_FIRST_Y_MM = 60.0
_SUPERSAMPLING = 4


def plain_sheet(
    rows: int = 8,
    choices: int = 5,
    shape: BoxShape = BoxShape.BOX,
    kind: FieldKind = FieldKind.SINGLE,
    pitch_y_mm: float = _PITCH_Y_MM,
) -> SheetLayout:
    """Return the layout of an A4 sheet with `rows` questions C1, C2, ... of `choices` boxes, best first."""
    size = PAPER_SIZES_MM["A4"]
    height_mm = BOX_MM if shape is BoxShape.BOX else 3.0
    pitch_mm = min(_PITCH_X_MM, (size.width_mm - 24 - _FIRST_X_MM) / max(choices - 1, 1))
    fields = tuple(
        Field(
            f"C{row + 1}",
            kind,
            tuple(
                MarkBox(
                    str(choices - i),
                    shape,
                    BoxMm(_FIRST_X_MM + i * pitch_mm, _FIRST_Y_MM + row * pitch_y_mm, BOX_MM, height_mm),
                )
                for i in range(choices)
            ),
        )
        for row in range(rows)
    )
    area = TextArea("YK", BoxMm(40.0, 225.0, 140.0, 36.0))
    page = PageLayout(1, fields, (area,), standard_fiducials(size), standard_codes(size))
    return SheetLayout("plain", size, OUTLINE_MM, (page,))


def draw_blank(sheet: SheetLayout, page_number: int = 1, dpi: float = 300.0, code_text: str = "") -> Pixels:
    """Return the printed page, (H, W, 3) RGB uint8; both codes are drawn where `code_text` is given.

    Raises
    ------
    ValueError
        When the sheet has no such page.
    """
    page = sheet.page(page_number)
    if page is None:
        raise ValueError(f"form {sheet.form} has no page {page_number}")
    size_px = (round(sheet.page_size.width_mm * dpi / 25.4), round(sheet.page_size.height_mm * dpi / 25.4))
    fine = np.full((size_px[1] * _SUPERSAMPLING, size_px[0] * _SUPERSAMPLING), 255, dtype=np.uint8)
    scale = (fine.shape[1] / sheet.page_size.width_mm, fine.shape[0] / sheet.page_size.height_mm)
    for fiducial in page.fiducials:
        _cells(fine, fiducial.box, np.array([[int(c) for c in row] for row in TAG_CELLS[fiducial.corner]]), scale)
    for code in page.codes if code_text else ():
        modules = segno.make_qr(code_text, error="q", boost_error=False).matrix
        _cells(fine, code, np.array([list(row) for row in modules]), scale)
    for _, box in page.boxes():
        _outline(fine, box, sheet.outline_mm, scale)
    for area in page.text_areas:
        _outline(fine, MarkBox("", BoxShape.BOX, area.box), 0.1, scale)
    _text(fine, page, scale[0])
    grey = cv2.resize(fine, size_px, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), dtype=np.uint8)


def _cells(
    fine: Pixels, box: BoxMm, cells: "np.ndarray[tuple[int, ...], np.dtype[np.int_]]", scale: tuple[float, float]
) -> None:
    rows = np.rint((box.y_mm + np.arange(len(cells) + 1) * box.height_mm / len(cells)) * scale[1]).astype(int)
    columns = np.rint((box.x_mm + np.arange(len(cells) + 1) * box.width_mm / len(cells)) * scale[0]).astype(int)
    for row, column in zip(*np.nonzero(cells), strict=True):
        fine[rows[row] : rows[row + 1], columns[column] : columns[column + 1]] = 0


def _outline(fine: Pixels, mark: MarkBox, width_mm: float, scale: tuple[float, float]) -> None:
    """Draw an outline whose line's middle is the box."""
    box = mark.box
    if mark.shape is BoxShape.BUBBLE:
        centre = (round((box.centre.x_mm * scale[0] - 0.5) * 16), round((box.centre.y_mm * scale[1] - 0.5) * 16))
        axes = (round(box.width_mm / 2 * scale[0] * 16), round(box.height_mm / 2 * scale[1] * 16))
        cv2.ellipse(fine, centre, axes, 0, 0, 360, OUTLINE_LEVEL, round(width_mm * scale[0]), cv2.LINE_8, 4)
        return
    for grow_mm, level in ((width_mm / 2, OUTLINE_LEVEL), (-width_mm / 2, 255)):
        outer = box.grown(grow_mm)
        rows = slice(round(outer.y_mm * scale[1]), round(outer.bottom_mm * scale[1]))
        columns = slice(round(outer.x_mm * scale[0]), round(outer.right_mm * scale[0]))
        fine[rows, columns] = level


def _text(fine: Pixels, page: PageLayout, px_per_mm: float) -> None:
    """Set words of a made-up language beside the questions: something that is no mark."""
    rng = Stream(7, (page.number,)).rng()
    syllables = ("tho", "ma", "qui", "lan", "nhe", "bac", "dieu", "so", "hai", "long", "cu", "tra")
    lines = [(42.0, 24.0, 6.0, 3), (42.0, 40.0, 3.0, 9), (42.0, 222.0, 3.0, 7)]
    lines += [(24.0, field.boxes[0].box.bottom_mm - 0.7, 3.0, 9) for field in page.fields]
    for x_mm, y_mm, letter_mm, count in lines:
        words = " ".join(syllables[int(i)] for i in rng.integers(0, len(syllables), count))
        at = (round(x_mm * px_per_mm), round(y_mm * px_per_mm))
        # The font's capitals are 21 units high.
        size = letter_mm * px_per_mm / 25
        cv2.putText(fine, words, at, cv2.FONT_HERSHEY_SIMPLEX, size, 0, max(round(0.35 * px_per_mm), 1), cv2.LINE_AA)
