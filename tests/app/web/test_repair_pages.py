"""Facts about a page that was not read, and what people say of it."""

from pathlib import Path

import pytest

from db.batches import create_batch
from db.convert import page_values
from db.desk import page_of
from db.results import PageResult, store_pages
from db.roles import Role
from db.sources import add_source
from db.surveys import record_print_run
from db.trail import REPAIRED, deeds
from omr.layout.code import new_serial
from omr.layout.serial import layout_id
from omr.reading import PageRejected
from omr.reasons import Reason
from tests.app.web.papers import pictured, printed_for, waiting
from tests.app.web.seats import WHO, OfficeDesk
from tests.db.opinions import SURVEY
from tests.db.values import FIRST, NOW, accepted, layout, reading, scanned

_WHOLE = "0,0;1,0;1,1;0,1"
# Serials whose last letter is right: of a sheet that was printed here, and of one that was not.
_OURS, _OTHER = new_serial(lambda letters: letters[0]), new_serial(lambda letters: letters[1])
_LAYOUT = layout_id(layout())


@pytest.fixture
def desk(new_desk: OfficeDesk, tmp_path: Path) -> OfficeDesk:
    """Return a desk with two pages that were not read and a sheet that was, in a file that is there."""
    printed_for(new_desk.engine, "", FIRST)
    printed_for(new_desk.engine, "", _OURS)
    lost = PageRejected(Reason.NOT_A_SHEET)
    pictured(new_desk.engine, tmp_path / "hòm 1.tif", lost, lost, reading(FIRST, accepted("C1", "5")))
    return new_desk


def test_a_page_is_keyed_by_hand(desk: OfficeDesk) -> None:
    """Every question of the form is asked in its place; who said so is on record."""
    seat = desk.chief()
    assert "/repair/1" in seat.get("/sheets/1").text
    done = seat.post("/repair/1", corners=_WHOLE, layout=_LAYOUT, action="key")
    (_, seen, _), questions = page_of(desk.engine, 1), waiting(desk.engine)

    assert (done.status_code, done.headers["location"]) == (303, "/sheets/1")
    assert seen is not None
    # The sheet fills the page: 4 pixels a millimetre.
    assert seen.mm_to_px[0] / seen.mm_to_px[8] == pytest.approx(4.0, abs=0.05)
    assert len(questions) == 2
    assert [deed.who for deed in deeds(desk.engine) if deed.kind == REPAIRED] == [WHO]
    assert seat.get(f"/items/{questions[0]}/row.jpg").status_code == 200


def test_a_serial_is_understood_as_people_type_it(desk: OfficeDesk) -> None:
    """In groups, in small letters, with O for 0; it is the sheet's from then on."""
    desk.chief().post("/repair/1", corners=_WHOLE, serial=f" ooOo-{_OURS[4:8]} {_OURS[8:].lower()} ", action="key")
    _, seen, _ = page_of(desk.engine, 1)

    assert seen is not None
    assert seen.serial == _OURS


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"serial": ""}, "Ghi số phiếu, hoặc chọn mẫu."),
        ({"serial": "<b>0000000012"}, "gõ sai"),
        ({"serial": _OTHER}, "chưa in phiếu số"),
        ({"layout": "khong-co"}, "Ghi số phiếu, hoặc chọn mẫu."),
        ({"layout": _LAYOUT, "side": "2"}, "Vẫn chưa đọc được"),
        ({"serial": _OURS, "side": "99"}, "Vẫn chưa đọc được"),
    ],
)
@pytest.mark.parametrize("action", ["key", "read"])
def test_what_is_typed_wrongly_is_said(desk: OfficeDesk, action: str, said: dict[str, str], told: str) -> None:
    """The page stays as it was, whether it was to be read or keyed."""
    page = desk.chief().post("/repair/1", corners=_WHOLE, action=action, **said)

    assert page.status_code == 200
    assert told in page.text
    assert "<b>" not in page.text.split("<main")[1]
    assert page_of(desk.engine, 1)[1] is None
    assert len(waiting(desk.engine, "page")) == 2


@pytest.mark.parametrize("corners", ["0,0;0,0;0,0;0,0", "0,0;1,0;1,0;0,0", "0,0;1,1;1,0;0,1", "1,0;0,0;0,1;1,1"])
@pytest.mark.parametrize("action", ["key", "read"])
def test_corners_that_make_no_sheet_mend_nothing(desk: OfficeDesk, corners: str, action: str) -> None:
    """All in one place, on one line, crossed or mirrored: what is shown for an answer would be no row of the sheet."""
    page = desk.chief().post("/repair/1", corners=corners, layout=_LAYOUT, action=action)

    assert page.status_code == 200
    assert "Bốn góc chưa bao quanh tờ phiếu" in page.text
    assert page_of(desk.engine, 1)[1] is None
    assert len(waiting(desk.engine, "page")) == 2


@pytest.mark.parametrize(
    "corners", ["", "0,0;1,0;1,1", "0,0;1,0;1,1;0,x", "0,0;1,0;1,1;0,1;0,1", "0,0;1,0;1,1;0,nan", "1e9"]
)
def test_corners_that_are_none_are_misshapen(desk: OfficeDesk, corners: str) -> None:
    """Nothing is guessed in their place."""
    assert desk.chief().post("/repair/1", corners=corners, layout=_LAYOUT).status_code == 422
    assert len(waiting(desk.engine, "page")) == 2


def test_a_page_that_was_read_is_not_mended(desk: OfficeDesk) -> None:
    """Its page is gone, and a form that was left open leads to the sheet: two who mend one page mend it once."""
    seat = desk.chief()
    assert seat.get("/repair/3").status_code == 404
    for _ in range(2):
        done = seat.post("/repair/1", corners=_WHOLE, layout=_LAYOUT, action="key")
        assert done.headers["location"] == "/sheets/1"
    assert seat.post("/repair/3", corners=_WHOLE, layout=_LAYOUT, action="key").headers["location"] == "/sheets/3"
    assert len([deed for deed in deeds(desk.engine) if deed.kind == REPAIRED]) == 1


def test_a_file_that_cannot_be_opened_has_no_page_to_mend(new_desk: OfficeDesk) -> None:
    """Neither is the form shown nor is what it sends taken; it is called the whole file, not page 0."""
    record_print_run(new_desk.engine, layout(), SURVEY.model_dump_json(), [FIRST], NOW)
    batch = create_batch(new_desk.engine, "Hòm 1", "paper_box", NOW)
    source = add_source(new_desk.engine, batch, "hỏng.pdf", "ab" * 32, 10)
    broken = PageResult(source, 0, page_values(PageRejected(Reason.FILE_DAMAGED)))
    store_pages(new_desk.engine, [broken], "0.1.0", NOW)
    seat = new_desk.chief()

    assert seat.get("/repair/1").status_code == 404
    assert seat.post("/repair/1", corners=_WHOLE, layout=_LAYOUT, action="key").status_code == 404
    for path in ("/queue?kind=page", "/sheets/1"):
        shown = seat.get(path)
        assert (shown.status_code, "Trang 0" in shown.text, "Cả tệp hỏng.pdf" in shown.text) == (200, False, True)
    assert ">0</a>" not in seat.get("/batches/1/pages").text


def test_a_picture_that_is_gone_is_said_to_be(new_desk: OfficeDesk) -> None:
    """Nothing is read of another file in its place."""
    printed_for(new_desk.engine, "", FIRST)
    scanned(new_desk.engine, PageRejected(Reason.NOT_A_SHEET), path="không còn.pdf")
    answer = new_desk.chief().post("/repair/1", corners=_WHOLE, layout=_LAYOUT, action="key")

    assert answer.status_code == 409
    assert "không còn.pdf" in answer.text


def test_only_reviewers_mend(desk: OfficeDesk) -> None:
    """Neither a viewer nor a form from elsewhere."""
    form, viewer, reviewer = {"corners": _WHOLE, "layout": _LAYOUT}, desk.account("Khách", Role.VIEWER), desk.chief()

    assert viewer.get("/repair/1").status_code == 403
    assert viewer.post("/repair/1", **form).status_code == 403
    assert reviewer.client.post("/repair/1", data=form).status_code == 403
    assert desk.stranger().post("/repair/1", data=form).status_code == 401
    assert len(waiting(desk.engine, "page")) == 2
