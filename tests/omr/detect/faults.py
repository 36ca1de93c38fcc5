"""Sheets scanned with one fault each, and what is told of them, for the tests of quality."""

from dataclasses import replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.align import align
from omr.detect.boxes import page_boxes
from omr.detect.code import identify
from omr.detect.fiducials import find_fiducials
from omr.detect.greys import greys_of
from omr.detect.image import Picture
from omr.detect.marks import printed_black
from omr.detect.quality import PageSeen, findings
from omr.detect.register import register
from omr.detect.scan import scan_of
from omr.reading import Alignment, Finding
from omr.reasons import Reason
from simulate.grades import GRADES
from simulate.options import Grade, PaperOptions, ScannerOptions
from tests.omr.detect.scans import printed, scanned

DPIS = (150, 200, 300)
CLEAN = GRADES["clean"]

Grey = NDArray[np.uint8]


def clean(paper: PaperOptions = CLEAN.paper, scanner: ScannerOptions = CLEAN.scanner) -> Grade:
    """Return the grade of careful desks with another paper or scanner."""
    return replace(CLEAN, paper=paper, scanner=scanner)


@lru_cache(maxsize=8)
def _clean_scan(dpi: int, seed: int) -> Grey:
    return scanned(clean(scanner=replace(CLEAN.scanner, dpi=((float(dpi), 1.0),))), seed)[1].pixels


def clean_scan(dpi: int, seed: int = 1) -> Grey:
    """Return a filled sheet of a careful desk, to draw on."""
    return _clean_scan(dpi, seed).copy()


def one_bit(grey: Grey) -> Grey:
    """Return what a scanner set to black and white makes of a page."""
    return np.where(grey > 150, 255, 0).astype(np.uint8)


def streak(grey: Grey, at_mm: float, width_mm: float, light: float, px_per_mm: float) -> None:
    """Draw a streak down the picture, in place: dark where `light` is below 1, else erasing that much over 1."""
    left = round(at_mm * px_per_mm - width_mm * px_per_mm / 2)
    band = grey[:, left : left + max(1, round(width_mm * px_per_mm))]
    band[:] = band * light if light < 1 else 255 - (255 - band) * (2 - light)


def seen(pixels: NDArray[np.uint8], dpi: float | None, reduced: int = 1) -> PageSeen:
    """Return a page as far as its faults can be told from it."""
    sheet = printed()[0]
    scan = scan_of(pixels)
    found = find_fiducials(scan)
    page = sheet.pages[0]
    pose = align(found, identify(scan, found), page, sheet.page_size)
    small = Picture(scan.small, scan.to_small @ pose.mm_to_px)
    registration = register(small, Picture(scan.grey, pose.mm_to_px), page_boxes(page))
    black = printed_black(small, pose.marks)
    of_file = pose.rescaled(2**scan.halvings)
    turn_deg = of_file.turn_deg(sheet.page_size)
    quarter = round(turn_deg / 90) * 90
    alignment = Alignment(
        tuple(of_file.mm_to_px.ravel().tolist()),
        registration.residual_mm,
        tuple(int(mark.corner) for mark in pose.marks),
        quarter % 360,
        turn_deg - quarter,
        of_file.px_per_mm(sheet.page_size),
    )
    outline = registration.outline_darkness
    greys = greys_of(pixels, reduced)
    return PageSeen(pixels, 1, small, page, sheet.page_size, alignment, black, outline, dpi, greys)


def told(pixels: NDArray[np.uint8], dpi: float | None) -> list[Finding]:
    """Return what is told of a page, but that it has only black and white."""
    return [finding for finding in findings(seen(pixels, dpi)) if finding.reason is not Reason.ONE_BIT]


def turned(pixels: NDArray[np.uint8], quarters: int) -> NDArray[np.uint8]:
    """Return a picture turned clockwise by quarters."""
    return np.ascontiguousarray(np.rot90(pixels, -quarters))


def skewed(grey: Grey, degrees: float) -> Grey:
    """Return a page turned clockwise about its middle, white around it."""
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(grey, turn, (width, height), borderValue=(245.0,)), np.uint8)
