"""Is the sheet seen from end to end? Rows repeat: a picture that lost a strip looks like a sheet, a row further on.

A strip goes missing where a feeder slips, a fold hides it, or a file is damaged. Marks and codes on either side of it
contradict one another then; marks at one end alone contradict nothing.
"""

from collections.abc import Iterator

from omr.detect.align import Pose
from omr.detect.code import copy_seen
from omr.detect.image import Scan
from omr.geometry import BoxMm
from omr.layout.code import SheetCode
from omr.layout.sheet import PageLayout


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
