"""What does one scanned page say? The steps of reading, in order.

Pixels in, a `PageReading` or a `PageRejected` out. Both are results; no page raises.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from omr.detect.align import Pose, align, alignment_of
from omr.detect.answers import answers_of
from omr.detect.beside import with_marks_beside
from omr.detect.blackened import with_blackened
from omr.detect.boxes import page_boxes
from omr.detect.code import identify
from omr.detect.confidence import judge_marks
from omr.detect.ends import lost_a_strip, seen_from_end_to_end
from omr.detect.fiducials import find_fiducials
from omr.detect.greys import greys_of
from omr.detect.image import Picture
from omr.detect.lines import with_long_lines
from omr.detect.look import pictures_of
from omr.detect.marks import Page, printed_black, read_marks
from omr.detect.model import MarkModel
from omr.detect.quality import PageSeen, findings, is_blank, is_dark
from omr.detect.register import Registration, register
from omr.detect.scan import Scan, scan_of
from omr.detect.tails import with_tails
from omr.detect.unplaced import with_unplaced
from omr.detect.writing import written_areas
from omr.errors import BlankPage, NoSuchPage, OutlinesNotFound, PageError, PoorAlignment, UnknownLayout
from omr.layout.code import SheetCode
from omr.layout.sheet import PageLayout, SheetLayout
from omr.reading import Answer, AnswerState, Finding, JudgedMark, PageOutcome, PageReading, PageRejected
from omr.reasons import Reason

# At least this share of the outlines that no pen hides must be found, or the page is not where the marks say.
_MIN_OUTLINES_FOUND = 0.6
# What boxes may differ by from their neighbours: a fold of 2 mm through the boxes comes to 0.6.
_MAX_RESIDUAL_MM = 1.0
# Outlines are printed at 65 % black and seen at about 0.3 at 100 dpi; noise answers with less than 0.03.
_MIN_OUTLINE_DARKNESS = 0.03


def read_page(
    pixels: NDArray[np.uint8],
    layouts: Mapping[str, SheetLayout],
    model: MarkModel,
    dpi: float | None = None,
    reduced: int = 1,
) -> PageOutcome:
    """Read one scanned page.

    Parameters
    ----------
    pixels
        (H, W) grey or (H, W, 3) BGR, uint8, in any orientation; a negative is read as what it is of.
    layouts
        The layouts that are known here, by their identity.
    model
        The fitted numbers that decide.
    dpi
        Resolution that the file claims; only used to notice a wrong print scale.
    reduced
        How many pixels of the file's picture one of `pixels` is across, when it was decoded at a fraction of its
        size. All places in the result are those of the file's picture.

    Returns
    -------
    PageOutcome
        The reading, or why there is none.
    """
    outcome = _read_positive(pixels, layouts, model, dpi, reduced)
    if not isinstance(outcome, PageRejected) or outcome.code is not None or not is_dark(pixels):
        return outcome
    negative = _read_positive(255 - pixels, layouts, model, dpi, reduced)
    if isinstance(negative, PageRejected):
        return outcome if negative.code is None else negative
    return replace(negative, findings=(Finding(Reason.NEGATIVE), *negative.findings))


def _read_positive(
    pixels: NDArray[np.uint8], layouts: Mapping[str, SheetLayout], model: MarkModel, dpi: float | None, reduced: int
) -> PageOutcome:
    """Read a page, dark on light."""
    scan = scan_of(pixels)
    code: SheetCode | None = None
    try:
        found = find_fiducials(scan)
        # Only a page without marks can be blank; the others need not be looked at.
        if len(found.corners) < 2 and is_blank(scan.small):
            raise BlankPage
        seen = identify(scan, found)
        code = seen.code
        sheet, page = look_up(code, layouts)
        pose = align(found, seen, page, sheet.page_size)
        return read_posed(Posed(pixels, scan, pose, code, sheet, page), model, dpi, reduced)
    except PageError as error:
        return PageRejected(error.reason, error.evidence, code)


@dataclass(frozen=True, slots=True, eq=False)
class Posed:
    """A page of which it is known how it lies and which sheet it is; `pose` is in pixels of the scan's own picture."""

    pixels: NDArray[np.uint8]
    scan: Scan
    pose: Pose
    code: SheetCode
    sheet: SheetLayout
    page: PageLayout


def read_posed(posed: Posed, model: MarkModel, dpi: float | None = None, reduced: int = 1) -> PageReading:
    """Read a page of which it is known how it lies; `dpi` and `reduced` are as for `read_page`.

    Raises
    ------
    OutlinesNotFound, PoorAlignment
        When the boxes are not where the page should have them.
    """
    scan, pose, code, sheet, page = posed.scan, posed.pose, posed.code, posed.sheet, posed.page
    full = Picture(scan.grey, pose.mm_to_px)
    small = Picture(scan.small, scan.to_small @ pose.mm_to_px)
    boxes = page_boxes(page)
    registration = register(small, full, boxes)
    _check_registration(registration)
    black = printed_black(small, pose.marks)
    doubts = _doubts_of_rows(posed, registration)
    # Places are told in pixels of the file's picture, whatever was made of it here.
    pose = pose.rescaled(reduced * 2**scan.halvings)
    measured = Page(small, full, scan.colour, black, pose.mm_to_px)
    readings = read_marks(measured, boxes, registration)
    places_mm = boxes.centres_mm + registration.shifts_mm

    def see(which: NDArray[np.int64]) -> NDArray[np.float32]:
        return pictures_of(measured, places_mm, boxes.kind_of, which)

    verdicts = judge_marks(readings, boxes.field_numbers, model, see)
    marks = with_blackened(tuple(map(JudgedMark, readings, verdicts)))
    marks = with_tails(measured, boxes, places_mm, marks)
    marks = with_long_lines(measured, boxes, places_mm, marks)
    marks = with_marks_beside(measured, boxes, places_mm, registration.darkness, marks)
    marks = with_unplaced(boxes, registration, marks)
    alignment = alignment_of(pose, sheet, registration.residual_mm)
    outline = registration.outline_darkness
    greys = greys_of(posed.pixels, reduced)
    seen_page = PageSeen(posed.pixels, reduced, small, page, sheet.page_size, alignment, black, outline, dpi, greys)
    answers = answers_of(page, marks, model.accepted_confidence, greys=greys)
    return PageReading(
        code=code,
        alignment=alignment,
        marks=marks,
        answers=waiting(answers, doubts),
        findings=findings(seen_page),
        model_version=model.version,
        written=written_areas(small, page.text_areas),
    )


def look_up(code: SheetCode, layouts: Mapping[str, SheetLayout]) -> tuple[SheetLayout, PageLayout]:
    """Return the layout that a code names, and its page.

    Raises
    ------
    UnknownLayout, NoSuchPage
        When it is not known here, or has no such page.
    """
    sheet = layouts.get(code.layout_id)
    if sheet is None:
        raise UnknownLayout(layout_id=code.layout_id)
    page = sheet.page(code.page_number)
    if page is None:
        raise NoSuchPage(page_number=code.page_number)
    return sheet, page


def waiting(answers: tuple[Answer, ...], doubts: tuple[Reason, ...]) -> tuple[Answer, ...]:
    """Return the answers of a page, all of them waiting for a person where there is a doubt about the page."""
    if not doubts:
        return answers
    return tuple(
        replace(answer, state=AnswerState.REVIEW, reasons=tuple(dict.fromkeys((*answer.reasons, *doubts))))
        for answer in answers
    )


def _doubts_of_rows(posed: Posed, registration: Registration) -> tuple[Reason, ...]:
    """Return why a row of a page may be that of another question."""
    whole = seen_from_end_to_end(posed.scan, posed.pose, posed.page, posed.code)
    lost = lost_a_strip(posed.pose, posed.sheet.page_size, page_boxes(posed.page), registration)
    return (*(Reason.END_UNSEEN,) * (not whole), *(Reason.STRIP_LOST,) * lost)


def _check_registration(registration: Registration) -> None:
    if registration.outline_darkness < _MIN_OUTLINE_DARKNESS:
        raise OutlinesNotFound
    if registration.found_fraction < _MIN_OUTLINES_FOUND or registration.residual_mm > _MAX_RESIDUAL_MM:
        raise PoorAlignment(residual_mm=f"{registration.residual_mm:.1f}")
