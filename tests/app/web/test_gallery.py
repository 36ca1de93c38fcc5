"""Facts about the same question over many sheets."""

import re

import pytest

from db.audits import draw_audit
from db.desk import item_detail
from db.review import decide
from db.roles import Role
from db.surveys import record_print_run
from tests.app.web.papers import on_sheet, printed_for, waiting
from tests.app.web.seats import OfficeDesk, Seat
from tests.db.values import FIRST, NOW, SECOND, THIRD, accepted, layout, reading, scanned, unsure

_TILE = re.compile(r'name="items" value="(\d+):(\d+)"')


@pytest.fixture
def desk(new_desk: OfficeDesk) -> OfficeDesk:
    """Return a desk with five sheets on which C1 is likely 5, one of officer 01, and one on which nothing is likely."""
    printed_for(new_desk.engine, "01", FIRST)
    printed_for(new_desk.engine, "", SECOND, THIRD)
    likely = [reading(serial, unsure("C1", "5"), accepted("MD", "tt")) for serial in (FIRST, SECOND, THIRD, None, None)]
    scanned(new_desk.engine, *likely, reading(None, unsure("C1"), unsure("MD", "tt", "cs", "td")))
    return new_desk


def _tiles(page: str) -> dict[int, int]:
    return {int(item): int(last) for item, last in _TILE.findall(page)}


def _confirm(seat: Seat, tiles: dict[int, int], answer: str = "5", wrong: tuple[int, ...] = ()) -> str:
    items = [f"{item}:{last}" for item, last in tiles.items()]
    return seat.post(
        "/gallery", form="pks-q", question="C1", answer=answer, items=items, wrong=[str(item) for item in wrong]
    ).text


def test_all_but_those_that_were_clicked_are_confirmed(desk: OfficeDesk) -> None:
    """As the machine guessed them; what was clicked waits on."""
    seat = desk.chief()
    tiles = _tiles(seat.get("/gallery?form=pks-q&question=C1&answer=5").text)
    assert len(tiles) == 5
    wrong = sorted(tiles)[1]
    page = _confirm(seat, tiles, wrong=(wrong,))

    assert "4" in re.findall(r'class="notice">([^<]*)<', page)[0]
    assert _tiles(page) == {wrong: 0}
    assert {item_detail(desk.engine, item).history[0].chosen for item in tiles if item != wrong} == {("5",)}


def test_one_code_of_two_forms_is_two_groups(desk: OfficeDesk) -> None:
    """It may stand for the best of one scale and the worst of another."""
    record_print_run(desk.engine, layout("pks-s"), "{}", [None], NOW)
    scanned(desk.engine, on_sheet(layout("pks-s"), None, unsure("C1", "5")))
    seat = desk.chief()

    groups = set(re.findall(r">(\w+ · [^<]*?) <b>(\d+)</b>", seat.get("/gallery").text))
    assert {("C1 · =Rất hài lòng", "5"), ("C1 · 5", "1")} <= groups
    assert len(_tiles(seat.get("/gallery?form=pks-s&question=C1&answer=5").text)) == 1


def test_what_was_decided_meanwhile_stays_as_it_is(desk: OfficeDesk) -> None:
    """Two at one gallery: whoever sends it later confirms what is left, and the count says so."""
    one, other = desk.chief(), desk.chief()
    tiles = _tiles(one.get("/gallery?form=pks-q&question=C1&answer=5").text)
    stale = _tiles(other.get("/gallery?form=pks-q&question=C1&answer=5").text)
    decide(desk.engine, sorted(tiles)[0], "3", "Người khác", "", NOW)
    _confirm(one, tiles)
    _confirm(other, stale, answer="5")

    assert [len(item_detail(desk.engine, item).history) for item in tiles] == [1] * 5
    assert item_detail(desk.engine, sorted(tiles)[0]).history[0].chosen == ("3",)


def test_what_the_question_does_not_take_cannot_be_confirmed(desk: OfficeDesk) -> None:
    """Three marks where two are allowed are no group, not even by address: they are decided one at a time."""
    seat = desk.chief()
    groups = set(re.findall(r">(\w+ · [^<]*?) <b>(\d+)</b>", seat.get("/gallery").text))

    assert groups == {("C1 · =Rất hài lòng", "5"), ("C1 · Để trống", "1")}
    assert _tiles(seat.get("/gallery?form=pks-q&question=MD&answer=tt;cs;td").text) == {}


def test_answers_that_are_checked_blindly_are_never_in_it(desk: OfficeDesk) -> None:
    """Beside the machine's guess nobody would be blind."""
    draw_audit(desk.engine, 9, "Người rút", NOW, 1)
    drawn = set(waiting(desk.engine)) - set(_tiles(desk.chief().get("/gallery?form=pks-q&question=C1&answer=5").text))

    assert _tiles(desk.chief().get("/gallery?form=pks-q&question=MD&answer=tt").text) == {}
    assert len(drawn) >= 5


def test_sheets_about_oneself_are_not_in_it(desk: OfficeDesk) -> None:
    """Nor confirmed where their number is sent without it."""
    seat = desk.account("Cán bộ Một", Role.REVIEWER, "01")
    own = min(waiting(desk.engine))
    assert own not in _tiles(seat.get("/gallery?form=pks-q&question=C1&answer=5").text)
    _confirm(seat, {own: 0})
    assert item_detail(desk.engine, own).history == ()


@pytest.mark.parametrize("item", ["x", "1", "1:", ":0", "1:x", "9" * 5000 + ":0", "1:" + "9" * 5000, "-1:0", "²:0"])
def test_what_is_no_item_confirms_nothing(desk: OfficeDesk, item: str) -> None:
    """Whatever is sent in its place, the gallery is shown again."""
    answer = desk.chief().post("/gallery", form="pks-q", question="C1", answer="5", items=[item])

    assert answer.status_code in (200, 404)
    assert len(waiting(desk.engine)) == 7


def test_only_reviewers_confirm(desk: OfficeDesk) -> None:
    """Neither a viewer nor a form from elsewhere."""
    form, reviewer = {"form": "pks-q", "question": "C1", "answer": "5", "items": "1:0"}, desk.chief()

    assert desk.account("Khách", Role.VIEWER).post("/gallery", **form).status_code == 403
    assert reviewer.client.post("/gallery", data=form).status_code == 403
    assert desk.stranger().post("/gallery", data=form).status_code == 401
    assert len(waiting(desk.engine)) == 7
