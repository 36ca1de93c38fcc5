"""Facts about reading a page again where a person pointed it out."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from batches.model import load_model
from batches.originals import OriginalMissing
from batches.repair import read_again
from omr.geometry import PointMm
from omr.layout.code import SheetCode
from omr.layout.serial import layout_id
from omr.reading import AnswerState, PageReading, PageRejected
from omr.reasons import Reason
from tests.app.sheets import MARKED, write_tiff
from tests.batches.one_sheet import one_sheet
from tests.batches.scans import Pixels, jpeg, paper
from tests.db.values import FIRST, layout

_LAYOUTS = {layout_id(layout()): layout()}
_CODE = SheetCode(layout_id(layout()), FIRST, 1)
_WHOLE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def _at(reading: PageReading, place: PointMm) -> tuple[float, float]:
    x, y, w = np.array(reading.alignment.mm_to_px).reshape(3, 3) @ (place.x_mm, place.y_mm, 1.0)
    return x / w, y / w


def test_corners_are_shares_of_the_page_that_was_shown(tmp_path: Path) -> None:
    """Each of its own page: the second here is smaller, and its sheet lies in the right half, upside down."""
    pages: tuple[Pixels, ...] = (paper(1), paper(2, width_px=200, height_px=160))
    path = write_tiff(tmp_path / "hai trang.tif", pages)
    corners = ((1.0, 1.0), (0.5, 1.0), (0.5, 0.25), (1.0, 0.25))

    outcome, told_px = read_again(path, 2, corners, _CODE, _LAYOUTS, None)

    assert told_px == ((200.0, 160.0), (100.0, 160.0), (100.0, 40.0), (200.0, 40.0))
    assert isinstance(outcome, PageReading)
    assert _at(outcome, PointMm(0.0, 0.0)) == pytest.approx((200, 160), abs=0.01)
    assert _at(outcome, PointMm(210.0, 297.0)) == pytest.approx((100, 40), abs=0.01)


def test_by_hand_nothing_is_read_and_every_answer_waits(tmp_path: Path) -> None:
    """Whatever is on the picture: a person reads it, question by question."""
    path = write_tiff(tmp_path / "a.tif", (paper(1),))

    outcome, _ = read_again(path, 1, _WHOLE, _CODE, _LAYOUTS, None)

    assert isinstance(outcome, PageReading)
    assert (outcome.code, outcome.marks) == (_CODE, ())
    assert [(a.question, a.chosen, a.state, a.reasons) for a in outcome.answers] == [
        (question, (), AnswerState.REVIEW, (Reason.KEYED_BY_HAND,)) for question in ("C1", "MD")
    ]


def test_a_large_picture_is_told_of_in_its_own_pixels(tmp_path: Path) -> None:
    """It is decoded smaller, and what was marked is read all the same; places are those of the file."""
    sheet, reader = one_sheet(60.0)
    height, width = (3 * side for side in sheet.shape)
    (tmp_path / "to.jpg").write_bytes(jpeg(np.asarray(cv2.resize(sheet, (width, height)), np.uint8)))
    ((identity, printed),) = reader.layouts.items()

    outcome, told_px = read_again(
        tmp_path / "to.jpg", 1, _WHOLE, SheetCode(identity, None, 1), reader.layouts, load_model()
    )

    assert told_px[2] == pytest.approx((width, height), abs=2)
    assert isinstance(outcome, PageReading)
    assert {a.question: a.chosen for a in outcome.answers if a.question in MARKED} == {
        q: (c,) for q, c in MARKED.items()
    }
    corner = PointMm(printed.page_size.width_mm, printed.page_size.height_mm)
    assert _at(outcome, corner) == pytest.approx((width, height), abs=6)


@pytest.mark.parametrize("number", [0, 2])
def test_a_page_that_the_file_has_not_is_said_with_the_file(tmp_path: Path, number: int) -> None:
    """The file is another than it was, and nothing is read of it."""
    path = write_tiff(tmp_path / "a.tif", (paper(1),))

    with pytest.raises(OriginalMissing, match=r"a\.tif"):
        read_again(path, number, _WHOLE, _CODE, _LAYOUTS, None)


def test_a_sheet_of_a_form_that_nobody_knows_stays_unread(tmp_path: Path) -> None:
    """Or of a side that the form has not: the reason is told, and where the person pointed."""
    path = write_tiff(tmp_path / "a.tif", (paper(1),))

    for code, reason in (
        (SheetCode("khac", FIRST, 1), Reason.UNKNOWN_LAYOUT),
        (SheetCode(_CODE.layout_id, FIRST, 2), Reason.NO_SUCH_PAGE),
    ):
        outcome, told_px = read_again(path, 1, _WHOLE, code, _LAYOUTS, None)
        assert isinstance(outcome, PageRejected)
        assert (outcome.reason, outcome.code) == (reason, code)
        assert told_px == ((0.0, 0.0), (300.0, 0.0), (300.0, 400.0), (0.0, 400.0))
