"""The plain test sheet is printed as its layout says."""

import cv2
import numpy as np
import pytest
import zxingcpp

from omr.layout.sheet import BoxShape
from simulate.testsheet import draw_blank, plain_sheet

CODE = "O1:0123456789:K7QM3F2X9C:01"


def test_both_codes_can_be_read_where_they_stand() -> None:
    """Each copy of the code decodes to its text inside its square."""
    sheet = plain_sheet()
    blank = draw_blank(sheet, 1, 200.0, CODE)
    px = 200 / 25.4

    for code in sheet.pages[0].codes:
        zone = code.grown(2.4)
        crop = blank[
            round(zone.y_mm * px) : round(zone.bottom_mm * px), round(zone.x_mm * px) : round(zone.right_mm * px)
        ]
        (found,) = zxingcpp.read_barcodes(np.ascontiguousarray(crop))
        assert found.text == CODE


def test_the_tags_stand_within_a_twentieth_of_a_millimetre() -> None:
    """All four corner marks are found, each with its identity, at its corners."""
    sheet = plain_sheet()
    blank = draw_blank(sheet, 1, 300.0)
    parameters = cv2.aruco.DetectorParameters()
    parameters.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_16h5)
    corners, ids, _ = cv2.aruco.ArucoDetector(dictionary, parameters).detectMarkers(blank)
    found = {int(i): np.asarray(c).reshape(4, 2) for i, c in zip(np.asarray(ids).ravel(), corners, strict=True)}

    for fiducial in sheet.pages[0].fiducials:
        wanted = fiducial.box.centre
        centre = (found[int(fiducial.corner)].mean(axis=0) + 0.5) * 25.4 / 300
        assert np.hypot(*(centre - (wanted.x_mm, wanted.y_mm))) < 0.05


@pytest.mark.parametrize("shape", list(BoxShape))
def test_boxes_are_outlined_and_empty(shape: BoxShape) -> None:
    """Every box has an outline in its place and nothing inside."""
    sheet = plain_sheet(4, 10, shape)
    grey = draw_blank(sheet, 1, 300.0)[:, :, 0]
    px = 300 / 25.4

    for _, mark in sheet.pages[0].boxes():
        row = grey[round(mark.box.centre.y_mm * px - 0.5)]
        left, right = round(mark.box.x_mm * px - 0.5), round(mark.box.right_mm * px - 0.5)
        assert row[left - 1 : left + 2].min() < 150
        assert row[right - 1 : right + 2].min() < 150
        assert row[left + 4 : right - 3].min() == 255


def test_a_page_that_is_not_there_is_refused() -> None:
    """The sheet has one page."""
    with pytest.raises(ValueError, match="no page 3"):
        draw_blank(plain_sheet(), 3)
