"""How is a page read again that a person has pointed out on its picture?"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from batches.originals import OriginalMissing
from batches.page_image import PageImage
from batches.rasterize import rasterize
from batches.remote import local_copy
from omr.detect.model import MarkModel
from omr.detect.placed import Placed, keyed, read_placed
from omr.layout.code import SheetCode
from omr.layout.sheet import SheetLayout
from omr.reading import PageOutcome


def read_again(
    path: Path,
    number: int,
    corners: tuple[tuple[float, float], ...],
    code: SheetCode,
    layouts: Mapping[str, SheetLayout],
    model: MarkModel | None,
) -> tuple[PageOutcome, tuple[tuple[float, float], ...]]:
    """Read one page by what a person said of it; returns the outcome, and the corners in pixels of the file's picture.

    Parameters
    ----------
    corners
        Four, top left, top right, bottom right and bottom left as the sheet is read; each as shares of the width and
        the height of the page as it was scanned, 0..1.
    model
        The fitted numbers that decide; None to leave every answer to a person.

    Raises
    ------
    OriginalMissing
        When the page is not in the file any more.
    """
    pages: Iterable[object] = rasterize(local_copy(path), range(number, number + 1))
    page = next(iter(pages), None)
    if not isinstance(page, PageImage):
        raise OriginalMissing(path=path)
    height, width = page.pixels.shape[:2]
    shown = np.array(corners) * (width, height)
    told = shown * page.reduced
    places = tuple((float(x), float(y)) for x, y in told)
    if model is None:
        return keyed(Placed(told, code), layouts), places
    return read_placed(page.pixels, Placed(shown, code), layouts, model, page.reduced), places
