"""Is the sheet seen from end to end? Rows repeat: a picture that lost a strip looks like a sheet, a row further on.

A strip goes missing where a feeder slips, a fold hides it, or a file is damaged. Marks and codes on either side of it
contradict one another then; marks at one end alone contradict nothing. A narrow strip leaves the sheet shorter than it
was printed, and rows beside it a little off: near enough to the next ones to be taken for them.
"""

from collections.abc import Iterator

import numpy as np

from omr.detect.align import Pose
from omr.detect.boxes import PageBoxes
from omr.detect.code import copy_seen
from omr.detect.register import Registration
from omr.detect.scan import Scan
from omr.geometry import BoxMm, SizeMm
from omr.layout.code import SheetCode
from omr.layout.sheet import PageLayout

# Down a sheet is longer or shorter than across by this share at most. Printers and feeders differ by 1 % (1.2 % on 400
# hard pages). Rows 8 mm apart are taken for one another where 5.6 mm are lost, 2.1 % of an A4 sheet between its marks;
# rows 7.5 mm apart on A5 from 2.7 % on.
_MOST_STRETCH = 0.018
# A map of one scale, from two marks or from codes, takes what is lost for a turn and a smaller scale, which the rows
# then contradict: by 0.0004 a millimetre on whole sheets, by 0.01 where printer and feeder differ by 1 %, and by 0.012
# or more where 4 mm are lost.
_ONE_SCALE_MARKS, _MOST_ASKEW = 2, 0.0115
# Outlines found this well tell where their row runs.
_SEEN_SCORE = 0.6


def lost_a_strip(pose: Pose, page_size: SizeMm, boxes: PageBoxes, registration: Registration) -> bool:
    """Tell whether a sheet is so much shorter or longer on the scan that a strip may be missing, or seen twice."""
    if len(pose.marks) <= _ONE_SCALE_MARKS:
        return _askew(boxes, registration) > _MOST_ASKEW
    return is_uneven(pose, page_size)


def is_uneven(pose: Pose, page_size: SizeMm) -> bool:
    """Tell whether a map makes a sheet longer or shorter down than across by more than printers and feeders do."""
    return abs(pose.stretch(page_size)) > _MOST_STRETCH


def _askew(boxes: PageBoxes, registration: Registration) -> float:
    """Return how far rows are turned or stretched against the map, in millimetres a millimetre along them."""
    seen = registration.scores >= _SEEN_SCORE
    if not seen.any():
        return 0.0
    fields, across_mm, shifts_mm = boxes.field_numbers[seen], boxes.centres_mm[seen, 0], registration.shifts_mm[seen]
    count = np.maximum(np.bincount(fields), 1)
    across_mm = across_mm - (np.bincount(fields, across_mm) / count)[fields]
    spread = float((across_mm**2).sum())
    # From the middle of its row it does not matter where a row lies as a whole.
    slopes = across_mm @ shifts_mm / spread if spread > 0 else np.zeros(2)
    return float(np.linalg.norm(slopes))


def seen_from_end_to_end(scan: Scan, pose: Pose, page: PageLayout, code: SheetCode) -> bool:
    """Tell whether marks or codes are seen at the top and the bottom, and at the left and the right, of a page.

    Parameters
    ----------
    pose
        The map to pixels of `scan.grey`. A code counts where it stands as this map says.
    """
    boxes = [mark.box for mark in page.fiducials]
    left, right = min(box.x_mm for box in boxes), max(box.right_mm for box in boxes)
    top, bottom = min(box.y_mm for box in boxes), max(box.bottom_mm for box in boxes)
    middle = (left + right) / 2, (top + bottom) / 2
    sides: set[tuple[str, bool]] = set()
    for box in _places(scan, pose, page, code):
        sides |= {("across", box.x_mm < middle[0]), ("down", box.y_mm < middle[1])}
        if len(sides) == 4:
            return True
    return False


def _places(scan: Scan, pose: Pose, page: PageLayout, code: SheetCode) -> Iterator[BoxMm]:
    """Yield what is known to stand in its place; codes are looked for only where the marks are not enough."""
    for mark in pose.marks:
        yield mark.box
    for box in page.codes:
        if copy_seen(scan, pose.mm_to_px, box, code):
            yield box
