"""Facts about several sheets on one page."""

import io
from itertools import combinations
from random import Random

import numpy as np
import pypdfium2
import pytest
import zxingcpp

from batches.model import load_model
from forms.arrange import arrange
from forms.catalogue import find_form
from forms.draw import PrintOptions, draw_pdf
from forms.errors import NUpImpossible
from forms.imposition import impose
from omr.detect.page import read_page
from omr.geometry import BoxMm, SizeMm
from omr.layout.code import new_serial, parse_code
from omr.layout.paper import PAPER_SIZES_MM, page_size_of
from omr.layout.serial import layout_id
from omr.reading import PageReading
from simulate.render import render_pdf

SERIALS = [new_serial(Random(seed).choice) for seed in range(5)]


@pytest.mark.parametrize(
    ("paper", "landscape", "n_up"), [("A5", False, 2), ("A5", True, 2), ("A6", False, 4), ("A6", True, 4)]
)
def test_sheets_fill_the_page_and_do_not_overlap(paper: str, landscape: bool, n_up: int) -> None:
    """Two A5 or four A6 sheets lie side by side on A4, on fronts and on backs."""
    size = page_size_of(paper, landscape)

    imposition = impose(size, n_up, paper)

    page = BoxMm(0, 0, imposition.page_size.width_mm, imposition.page_size.height_mm)
    for corners in (imposition.fronts, imposition.backs):
        boxes = [BoxMm(corner.x_mm, corner.y_mm, size.width_mm, size.height_mm) for corner in corners]
        assert len(boxes) == n_up
        assert all(page.contains(box) for box in boxes)
        assert not any(a.grown(-0.01).overlaps(b) for a, b in combinations(boxes, 2))


def test_a_back_is_behind_its_front() -> None:
    """When the paper is turned about its left edge, left and right change places and nothing else."""
    imposition = impose(PAPER_SIZES_MM["A6"], 4, "A6")

    for front, back in zip(imposition.fronts, imposition.backs, strict=True):
        assert back.y_mm == front.y_mm
        assert back.x_mm == pytest.approx(imposition.page_size.width_mm - front.x_mm - 105.0)


def test_one_sheet_has_a_page_of_its_own_size() -> None:
    """Nothing is to be cut."""
    imposition = impose(PAPER_SIZES_MM["A5"], 1, "A5")

    assert imposition.page_size == PAPER_SIZES_MM["A5"]
    assert imposition.cuts == ()


def test_a_number_that_does_not_fit_names_those_that_do() -> None:
    """Three A6 sheets make no grid on A4; one, two and four do."""
    with pytest.raises(NUpImpossible) as refused:
        impose(PAPER_SIZES_MM["A6"], 3, "A6")

    assert dict(refused.value.evidence)["possible"] == "1, 2, 4"


def test_cuts_keep_clear_of_the_corner_marks() -> None:
    """Every tick lies on an edge between sheets, and within 8.1 mm of the page's edge or of a crossing."""
    size = SizeMm(105.0, 148.0)
    imposition = impose(size, 4, "A6")

    for line in imposition.cuts:
        length_mm = abs(line.end.x_mm - line.start.x_mm) + abs(line.end.y_mm - line.start.y_mm)
        assert length_mm <= 8.1


def test_every_sheet_of_a_page_has_its_own_serial() -> None:
    """Four slips on one page of A4 carry four codes, the fifth is alone on the next."""
    plan = arrange(find_form("pks-c"))
    told: list[int] = []

    pdf = draw_pdf(plan, SERIALS, told.append, PrintOptions(n_up=4))

    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        assert [document.get_page_size(i) for i in range(2)] == [pytest.approx((595.3, 841.9), abs=0.1)] * 2
        serials = [
            [
                code.serial
                for barcode in zxingcpp.read_barcodes(page.render(scale=3, grayscale=True).to_numpy().squeeze())
                if (code := parse_code(barcode.text)) is not None
            ]
            for page in document
        ]
    assert [len(found) for found in serials] == [8, 2]
    assert [set(found) for found in serials] == [set(SERIALS[:4]), set(SERIALS[4:])]
    assert told == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(("form", "n_up"), [("pks-q", 2), ("pks-c", 4), ("pks-n", 4)])
def test_what_is_cut_is_read_as_a_sheet_of_its_own(form: str, n_up: int) -> None:
    """Every sheet cut from a page is known by its own serial, and its boxes are found empty where they stand."""
    plan = arrange(find_form(form))
    size, layout = plan.layout.page_size, plan.layout
    corners = impose(size, n_up, "").fronts
    (page,) = render_pdf(draw_pdf(plan, SERIALS[:n_up], options=PrintOptions(n_up=n_up)), 200)
    scale = 200 / 25.4

    for corner, serial in zip(corners, SERIALS, strict=False):
        x, y = round(corner.x_mm * scale), round(corner.y_mm * scale)
        sheet = page[y : y + round(size.height_mm * scale), x : x + round(size.width_mm * scale)]
        reading = read_page(np.ascontiguousarray(sheet[:, :, ::-1]), {layout_id(layout): layout}, load_model())

        assert isinstance(reading, PageReading)
        assert reading.code.serial == serial
        assert all(answer.chosen == () for answer in reading.answers)
        assert len(reading.alignment.markers) == 4
