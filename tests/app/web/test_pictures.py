"""Facts about which pictures are shown, and to whom."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from db.accesses import image_accesses
from db.roles import Role
from omr.reading import PageRejected
from omr.reasons import Reason
from tests.app.web.papers import pictured, printed_for, waiting
from tests.app.web.seats import OfficeDesk
from tests.db.values import FIRST, SECOND, accepted, reading, unsure


@pytest.fixture
def desk(new_desk: OfficeDesk, tmp_path: Path) -> OfficeDesk:
    """Return a desk with two sheets, the first of officer 01, and a page that was not read, all in a file."""
    printed_for(new_desk.engine, "01", FIRST)
    printed_for(new_desk.engine, "", SECOND)
    pages = [reading(serial, unsure("C1", "5"), accepted("MD")) for serial in (FIRST, SECOND)]
    pictured(new_desk.engine, tmp_path / "hòm 1.tif", *pages, PageRejected(Reason.NOT_A_SHEET))
    return new_desk


def _shape(data: bytes) -> tuple[int, ...]:
    return np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)).shape


def _log(desk: OfficeDesk) -> list[tuple[str, int, str]]:
    return [(access.who, access.source_page, access.question) for access in image_accesses(desk.engine)]


def test_a_row_and_a_page_are_shown_as_large_as_they_are_needed(desk: OfficeDesk) -> None:
    """A row across the page at 8 pixels a millimetre, a page at 5, its small one at 2.5; browsers keep them an hour."""
    seat, item = desk.chief(), waiting(desk.engine)[1]
    row, page, small, unread = (
        seat.get(path) for path in (f"/items/{item}/row.jpg", "/pages/2.jpg", "/pages/2.jpg?small=true", "/pages/3.jpg")
    )

    assert _shape(row.content)[1] == ((210 - 8) * 8)
    assert _shape(page.content) == (1485, 1050)
    assert _shape(small.content) == (742, 525)
    # As it was scanned, 1,600 pixels at most.
    assert _shape(unread.content) == (1188, 840)
    assert {answer.headers["Content-Type"] for answer in (row, page, small, unread)} == {"image/jpeg"}
    assert {answer.headers["Cache-Control"] for answer in (row, page)} == {"private, max-age=3600"}


def test_each_showing_is_on_record(desk: OfficeDesk) -> None:
    """Who saw the row of which question or which whole page, in order."""
    seat, item = desk.account("Người xem", Role.REVIEWER), waiting(desk.engine)[1]
    seat.get(f"/items/{item}/row.jpg")
    seat.get("/pages/3.jpg")

    assert _log(desk) == [("Người xem", 2, "C1"), ("Người xem", 3, "")]


def test_nothing_is_shown_to_whom_it_may_not(desk: OfficeDesk) -> None:
    """Neither to a stranger, a viewer, nor about oneself; and nothing is on record of it."""
    item, paths = waiting(desk.engine)[0], ("/pages/1.jpg", "/pages/1.jpg?small=1")
    own = desk.account("Cán bộ Một", Role.ADMINISTRATOR, "01")
    for path in (*paths, f"/items/{item}/row.jpg"):
        assert own.get(path).status_code == 403
        assert desk.stranger().get(path).status_code == 303
    assert desk.account("Khách", Role.VIEWER).get("/pages/2.jpg").status_code == 403
    assert own.get("/pages/2.jpg").status_code == 200

    assert _log(desk) == [("Cán bộ Một", 2, "")]


@pytest.mark.parametrize("path", ["/pages/0.jpg", "/pages/99.jpg", f"/pages/{10**30}.jpg", "/items/99/row.jpg"])
def test_what_is_not_there_is_not_shown(desk: OfficeDesk, path: str) -> None:
    """A number that somebody types is a page or none."""
    assert desk.chief().get(path).status_code == 404
    assert _log(desk) == []


def test_a_file_that_is_gone_or_altered_is_said_to_be(desk: OfficeDesk, tmp_path: Path) -> None:
    """No picture of another file in its place, and no showing on record."""
    (tmp_path / "hòm 1.tif").write_bytes(b"anders")
    altered = desk.chief().get("/pages/2.jpg")
    (tmp_path / "hòm 1.tif").unlink()
    gone = desk.chief().get("/pages/2.jpg")

    assert (altered.status_code, gone.status_code) == (409, 409)
    assert altered.text != gone.text
    assert _log(desk) == []
