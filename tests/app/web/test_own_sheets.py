"""Facts about sheets that somebody must not see: those about themselves."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.audits import draw_audit
from db.comments import Typing, type_comment
from db.review import decide, queue
from db.roles import Role
from tests.app.web.papers import pictured, printed_naming, waiting, written_on
from tests.app.web.seats import OfficeDesk
from tests.db.values import FIRST, NOW, SECOND, accepted, unsure


@pytest.fixture
def desk(new_desk: OfficeDesk, tmp_path: Path) -> OfficeDesk:
    """Return a desk with two sheets that were printed for nobody: 01 is marked on the first, 02 on the second."""
    printed_naming(new_desk.engine, FIRST, SECOND)
    pages = [
        written_on(serial, unsure("C1", "5"), accepted("MD", "tt"), accepted("CB", officer))
        for serial, officer in ((FIRST, "01"), (SECOND, "02"))
    ]
    pictured(new_desk.engine, tmp_path / "hòm 1.tif", *pages)
    return new_desk


def test_a_sheet_that_names_an_officer_is_shown_to_all_others(desk: OfficeDesk) -> None:
    """Neither picture, row, item nor sheet of it to the officer, by whatever address; a colleague has them all."""
    own, other = desk.account("Cán bộ Một", Role.COMPILER, "01"), desk.account("Cán bộ Hai", Role.COMPILER, "02")
    item = waiting(desk.engine)[0]
    for path in ("/pages/1.jpg", "/pages/1.jpg?small=1", f"/items/{item}/row.jpg", f"/queue?item={item}", "/sheets/1"):
        assert (own.get(path).status_code, other.get(path).status_code) == (403, 200), path
    assert own.get("/sheets/2").status_code == 200


def test_what_waits_on_it_is_not_asked_of_the_officer(desk: OfficeDesk) -> None:
    """Neither in the queue, the gallery, among comments nor in their numbers; nor is it taken when it is sent."""
    own = desk.account("Cán bộ Một", Role.REVIEWER, "01")
    first, second = waiting(desk.engine)
    comment = waiting(desk.engine, "comment")[0]

    assert f'data-item="{second}"' in own.get("/queue").text
    assert "Còn 1 mục" in own.get("/").text
    assert "1 ý kiến viết tay chưa nhập" in own.get("/").text
    gallery = own.get("/gallery?form=pks-q&question=C1&answer=5").text
    assert (f'value="{second}:0"' in gallery, f'value="{first}:0"' in gallery) == (True, False)
    assert own.post(f"/queue/{first}", answer="5").status_code == 403
    assert own.post(f"/comments/{comment}", text="x").status_code == 403
    own.post("/gallery", form="pks-q", question="C1", answer="5", items=[f"{first}:0"])
    assert waiting(desk.engine) == [first, second]


def test_what_was_typed_or_decided_about_it_is_not_told(desk: OfficeDesk) -> None:
    """Neither the comment, nor that an audit read something else, nor the sheet behind a figure, nor the trail."""
    first, second = waiting(desk.engine)
    for item, text in zip(waiting(desk.engine, "comment"), ("bị quát", "chờ lâu"), strict=True):
        type_comment(desk.engine, item, Typing(text, ""), "Người nhập", NOW)
    for item in (first, second):
        decide(desk.engine, item, "5", "Người xem", "", NOW)
    draw_audit(desk.engine, 9, "Người rút", NOW, 1)
    for checked in (item for item in queue(desk.engine) if item.question == "MD"):
        decide(desk.engine, checked.id, "spoiled", "Người xem", "", NOW)
    own = desk.account("Cán bộ Một", Role.COMPILER, "01")
    other = desk.account("Người tổng hợp", Role.COMPILER)

    comments = own.get("/comments").text
    assert ("bị quát" in comments, "chờ lâu" in comments) == (False, True)
    behind = f"/figures/{datetime(2026, 9, 14, tzinfo=UTC):%Y}-Q3/sheets?form=pks-q&question=C1&answer=5"
    assert ('href="/sheets/1"' in own.get(behind).text, 'href="/sheets/2"' in own.get(behind).text) == (False, True)
    assert own.get("/audit").text.count("/queue?item=") < other.get("/audit").text.count("/queue?item=")
    pages = {
        seat: {
            row["source_page"]
            for row in csv.DictReader(io.StringIO(seat.get("/trail.csv").content.decode("utf-8-sig")))
        }
        for seat in (own, other)
    }
    assert (pages[own], pages[other]) == ({"2"}, {"1", "2"})
