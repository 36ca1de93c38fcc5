"""Facts about the printed page, seen as a scanner would see it."""

from functools import cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pytest
import zxingcpp

from forms.arrange import arrange
from forms.catalogue import find_form
from forms.draw import draw_pdf
from forms.plan import PrintPlan
from omr.geometry import BoxMm
from omr.layout.code import SheetCode, code_text
from omr.layout.serial import layout_id
from omr.layout.sheet import BoxShape

_DPI = 300
_PX_PER_MM = _DPI / 25.4
SERIAL = "0123456789"

Picture = npt.NDArray[np.uint8]


@cache
def plan(shape: BoxShape = BoxShape.BOX) -> PrintPlan:
    """Return the counter sheet, laid out."""
    return arrange(find_form("pks-q-a4").model_copy(update={"shape": shape}))


@cache
def picture(shape: BoxShape = BoxShape.BOX) -> Picture:
    """Return the counter sheet as a perfect scan, (H, W) uint8."""
    return rendered(draw_pdf(plan(shape), [SERIAL]))


def rendered(pdf: bytes, page: int = 0, colour: bool = False) -> Picture:
    """Return a page of a PDF as pixels."""
    document = pdfium.PdfDocument(pdf)
    try:
        bitmap: Any = document[page].render(scale=_DPI / 72)
        pixels: Picture = bitmap.to_numpy().copy()
    finally:
        document.close()
    return pixels if colour else np.ascontiguousarray(pixels.mean(axis=2).astype(np.uint8))


def cut(image: Picture, box: BoxMm) -> Picture:
    """Return the pixels of a box."""
    x0, x1 = round(box.x_mm * _PX_PER_MM), round(box.right_mm * _PX_PER_MM)
    y0, y1 = round(box.y_mm * _PX_PER_MM), round(box.bottom_mm * _PX_PER_MM)
    return image[y0:y1, x0:x1]


@pytest.mark.parametrize("shape", list(BoxShape))
def test_outlines_stand_where_the_layout_says(shape: BoxShape) -> None:
    """On the middle of each side a box is dark within 0.2 mm; inside and around it the paper is white."""
    image = picture(shape)
    for _, mark in plan(shape).layout.pages[0].boxes():
        box, centre = mark.box, mark.box.centre
        sides = [(box.x_mm, centre.y_mm), (box.right_mm, centre.y_mm)]
        sides += [(centre.x_mm, box.y_mm), (centre.x_mm, box.bottom_mm)]
        for x_mm, y_mm in sides:
            assert cut(image, BoxMm(x_mm - 0.2, y_mm - 0.2, 0.4, 0.4)).min() < 150
        inner = box.grown(-0.25) if shape is BoxShape.BOX else box.grown(-1.0)
        assert cut(image, inner).min() == 255
        around = cut(image, box.grown(1.5)).copy()
        inside = round(1.25 * _PX_PER_MM)
        around[inside:-inside, inside:-inside] = 255
        assert around.min() == 255


def test_both_codes_say_what_sheet_it_is() -> None:
    """Each copy of the code decodes by itself to layout, serial and page."""
    expected = code_text(SheetCode(layout_id(plan().layout), SERIAL, 1))
    for box in plan().layout.pages[0].codes:
        (found,) = zxingcpp.read_barcodes(np.ascontiguousarray(cut(picture(), box.grown(2.4))))
        assert found.text == expected
        assert found.ec_level == "Q"


def test_corner_marks_are_found_in_their_places() -> None:
    """A tag detector finds the four corner marks, each within 0.1 mm of its place."""
    cv2.setNumThreads(1)
    family = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_16h5)
    corners, identities, _ = cv2.aruco.ArucoDetector(family).detectMarkers(picture())
    found = {int(i): c.reshape(4, 2) for i, c in zip(identities.ravel(), corners, strict=True)}
    for mark in plan().layout.pages[0].fiducials:
        expected = np.array([(p.x_mm, p.y_mm) for p in mark.corners]) * _PX_PER_MM - 0.5
        assert np.abs(found[int(mark.corner)] - expected).max() < 0.1 * _PX_PER_MM


def test_nothing_on_the_page_is_coloured() -> None:
    """The page is black and grey, so that a red stamp can be told from it."""
    pixels = rendered(draw_pdf(plan(), [SERIAL]), colour=True).astype(np.int16)

    assert np.ptp(pixels[:, :, :3], axis=2).max() == 0


def test_serials_are_told_in_words_too() -> None:
    """The serial, the layout and the page stand beside both codes; a master to photocopy says that it is one."""
    pdf = draw_pdf(plan(), [SERIAL, None])

    numbered, master = texts_of(pdf)

    assert numbered.count("0123-4567-89") == 2
    assert numbered.count("pks-q-a4 · bản 1") == 2
    assert numbered.count("trang 1/1") == 2
    assert master.count("Bản để sao chụp") == 2
    assert "PHIẾU LẤY Ý KIẾN VỀ VIỆC PHỤC VỤ TẠI QUẦY" in numbered


def test_typefaces_are_embedded() -> None:
    """Every font of the PDF carries its letters with it."""
    pdf = draw_pdf(plan(), [SERIAL])

    assert pdf.count(b"/FontFile2") >= 3
    assert pdf.count(b"/FontDescriptor") == pdf.count(b"/FontFile2") * 2 or b"BeVietnamPro" in pdf


def test_copies_share_what_they_have_in_common() -> None:
    """A further copy adds under 4 KB."""
    one = len(draw_pdf(plan(), [SERIAL]))
    many = len(draw_pdf(plan(), [SERIAL] * 11))

    assert (many - one) / 10 < 4096


def test_copies_drawn_are_told() -> None:
    """Progress is told after every copy, and the same copies give the same file."""
    told: list[int] = []

    pdf = draw_pdf(plan(), [SERIAL, None, SERIAL], told.append)

    assert told == [1, 2, 3]
    assert pdf == draw_pdf(plan(), [SERIAL, None, SERIAL])


def test_no_copies_is_an_error() -> None:
    """A PDF of no copies is refused."""
    with pytest.raises(ValueError, match="at least one"):
        draw_pdf(plan(), [])


def texts_of(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [document[i].get_textpage().get_text_range() for i in range(len(document))]
    finally:
        document.close()
