"""Facts about one question at a time."""

import re
import time
from html import unescape

import pytest

from db.desk import item_detail
from db.four_eyes import require_two
from db.review import decide
from db.roles import Role
from omr.reading import PageRejected
from omr.reasons import Reason
from tests.app.web.papers import printed_for, waiting
from tests.app.web.seats import WHO, OfficeDesk
from tests.db.values import FIRST, NOW, SECOND, THIRD, accepted, reading, scanned, unsure

_SHOWN = re.compile(r'data-item="(\d+)"')


@pytest.fixture
def desk(new_desk: OfficeDesk) -> OfficeDesk:
    """Return a desk at which C1 of three sheets waits, the first printed for officer 01."""
    printed_for(new_desk.engine, "01", FIRST)
    printed_for(new_desk.engine, "", SECOND, THIRD)
    pages = [reading(serial, unsure("C1", "5"), accepted("MD", "tt")) for serial in (FIRST, SECOND, THIRD)]
    scanned(new_desk.engine, *pages)
    return new_desk


def _item(page: str) -> int:
    found = _SHOWN.search(page)
    return int(found[1]) if found else 0


def _notice(page: str) -> str:
    return unescape(re.findall(r'class="notice"[^>]*>([^<]*)<', page)[0])


def test_what_the_machine_thought_is_said_afterwards(desk: OfficeDesk) -> None:
    """Neither its guess nor how sure it was stands on the page before a key is pressed."""
    seat, item = desk.chief(), waiting(desk.engine)[0]
    before = seat.get(f"/queue?item={item}").text
    after = seat.post(f"/queue/{item}", answer="4").text

    assert not re.search(r"Máy đoán|chắc chắn|60 %", before)
    assert f"Mục {item}: Hài lòng (phím 2). Máy đoán: =Rất hài lòng (60 % chắc chắn). Dấu quá mờ" in _notice(after)
    assert _item(after) in waiting(desk.engine)


def test_a_decision_bears_who_how_long_and_which_file(desk: OfficeDesk) -> None:
    """The seconds are those since the page was made; a clock that was set back makes none of them negative."""
    seat, (first, second, third) = desk.account("Người xem", Role.REVIEWER), waiting(desk.engine)
    seat.post(f"/queue/{first}", answer="blank", shown_at=time.time() - 20)
    seat.post(f"/queue/{second}", answer="blank", shown_at=time.time() + 3600)
    seat.post(f"/queue/{third}", answer="blank")

    (past,), (other,), (none,) = (item_detail(desk.engine, item).history for item in (first, second, third))
    assert (past.who, past.chosen, other.seconds, none.seconds) == ("Người xem", (), 0.0, None)
    assert past.seconds == pytest.approx(20, abs=5)


@pytest.mark.parametrize("shown_at", ["inf", "-inf", "nan", "-5", "hôm qua"])
def test_a_time_that_is_none_decides_nothing(desk: OfficeDesk, shown_at: str) -> None:
    """It would stand on record for good, and the pace of the page would be worked out of it."""
    seat, item = desk.chief(), waiting(desk.engine)[0]

    assert seat.post(f"/queue/{item}", answer="4", shown_at=shown_at).status_code == 422
    assert item_detail(desk.engine, item).history == ()
    assert seat.get("/queue").status_code == 200


@pytest.mark.parametrize("answer", ["6", "5;4", "discard", "first", "<script>", "", ";"])
def test_an_answer_that_the_question_does_not_take_is_said(desk: OfficeDesk, answer: str) -> None:
    """The same item stays on the page, and nothing is on record."""
    seat, item = desk.chief(), waiting(desk.engine)[0]
    page = seat.post(f"/queue/{item}", answer=answer)

    assert (page.status_code, _item(page.text)) == (200, item) if answer else (422, 0)
    assert "<script>" not in page.text
    assert item_detail(desk.engine, item).history == ()


def test_what_was_settled_meanwhile_is_not_decided_again(desk: OfficeDesk) -> None:
    """A page that was left open tells who decided what; knowing that one may decide otherwise."""
    seat, item = desk.chief(), waiting(desk.engine)[0]
    decide(desk.engine, item, "3", "Người khác", "", NOW)
    stale = seat.post(f"/queue/{item}", answer="4", last=0).text
    known = item_detail(desk.engine, item).last_decision

    assert _notice(stale) == f"Người khác vừa quyết định mục {item}: Bình thường."
    assert len(item_detail(desk.engine, item).history) == 1
    assert f'name="last" value="{known}"' in stale
    seat.post(f"/queue/{item}", answer="4", last=known)
    assert item_detail(desk.engine, item).history[-1].chosen == ("4",)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("5", "=Rất hài lòng (phím 1)"),
        ("blank", "Để trống"),
        ("spoiled", "Không rõ"),
        (" 1 ", "Rất không hài lòng (phím 5)"),
    ],
)
def test_an_answer_is_confirmed_in_the_words_of_the_sheet(desk: OfficeDesk, answer: str, told: str) -> None:
    """Not by its code, which reads like the key of another choice; what was decided before is said so too."""
    seat, item = desk.chief(), waiting(desk.engine)[0]
    after = seat.post(f"/queue/{item}", answer=answer).text

    assert _notice(after).startswith(f"Mục {item}: {told}. Máy đoán: ")
    assert told.split(" (")[0] in unescape(seat.get(f"/queue?item={item}").text.split("<ol>")[1])


def test_what_was_taken_back_meanwhile_is_said_in_words(desk: OfficeDesk) -> None:
    """So is a blank; nobody has to know how either is stored."""
    seat, (item, other, _) = desk.chief(), waiting(desk.engine)
    decide(desk.engine, item, "blank", "Người khác", "", NOW)
    assert _notice(seat.post(f"/queue/{item}", answer="4").text) == f"Người khác vừa quyết định mục {item}: Để trống."
    for word in ("5", "reopen"):
        decide(desk.engine, other, word, "Người khác", "", NOW)
    assert _notice(seat.post(f"/queue/{other}", answer="4").text) == f"Người khác vừa quyết định mục {other}: lấy lại."


def test_an_item_shows_its_number(desk: OfficeDesk) -> None:
    """What is said of an item afterwards, and to undo it, names it by that."""
    item = waiting(desk.engine)[0]

    assert f"<small>Mục {item} · C1</small>" in desk.chief().get(f"/queue?item={item}").text


def test_two_at_the_desk_have_two_items_before_them(desk: OfficeDesk) -> None:
    """And a fourth browser has none while three others sit before three items."""
    seats = [desk.chief() for _ in range(4)]
    shown = [_item(seat.get("/queue?kind=question").text) for seat in seats]

    assert sorted(shown[:3]) == waiting(desk.engine)
    assert shown[3] == 0
    assert [_item(seat.get("/queue?kind=question").text) for seat in seats] == shown


def test_sheets_about_oneself_are_neither_shown_nor_judged(desk: OfficeDesk) -> None:
    """Not in the queue, not by address, not by a form that is sent without it."""
    seat, (first, second, third) = desk.account("Cán bộ Một", Role.REVIEWER, "01"), waiting(desk.engine)
    page = seat.get(f"/queue?after={third}").text
    assert _item(page) == second
    assert "Còn 2 mục" in page
    assert seat.get(f"/queue?item={first}").status_code == 403
    assert seat.post(f"/queue/{first}", answer="5").status_code == 403
    assert item_detail(desk.engine, first).history == ()


def test_undo_takes_back_ones_own_last_decision(desk: OfficeDesk) -> None:
    """Step by step, never somebody else's; then there is nothing to undo."""
    seat, (first, second, third) = desk.chief(), waiting(desk.engine)
    for item in (first, second):
        seat.post(f"/queue/{item}", answer="4")
    decide(desk.engine, third, "4", "Người khác", "", NOW)

    assert _item(seat.post("/undo").text) == second
    assert _item(seat.post("/undo").text) == first
    assert _notice(seat.post("/undo").text) == "Không có gì để hoàn tác."
    assert waiting(desk.engine) == [first, second]
    assert [past.who for past in item_detail(desk.engine, second).history] == [WHO, WHO]


def test_a_second_opinion_is_not_led_by_the_first(desk: OfficeDesk) -> None:
    """Neither on the item's page nor on that of its sheet stands what the first said; once they agree both stand."""
    item = waiting(desk.engine)[1]
    require_two(desk.engine, "pks-q", "C1", True, "Quản trị", NOW)
    one, other = (desk.account(name, Role.REVIEWER) for name in ("Người Một", "Người Hai"))
    one.post(f"/queue/{item}", answer="2", why="nhìn kỹ rồi")
    page_id = item_detail(desk.engine, item).place.page_id

    for path in (f"/queue?item={item}", f"/sheets/{page_id}"):
        page = other.get(path).text
        assert "Người Một" not in page, path
        assert "nhìn kỹ rồi" not in page, path
    other.post(f"/queue/{item}", answer="2")
    assert {"Người Một", "Người Hai"} <= set(re.findall(r"Người (?:Một|Hai)", other.get(f"/sheets/{page_id}").text))


def test_a_filter_that_is_none_is_no_filter(desk: OfficeDesk) -> None:
    """A kind typed by hand shows all; a batch that there is not shows nothing, with the way back, and is escaped."""
    seat = desk.chief()

    assert _item(seat.get("/queue?kind=comment").text) == waiting(desk.engine)[0]
    nothing = seat.get("/queue?batch=%3Cb%3Elô").text
    assert _item(nothing) == 0
    assert "&lt;b&gt;lô" in nothing
    assert '<a class="action" href="/queue">' in nothing


@pytest.mark.parametrize("item", ["0", "-1", "999", str(2**63), str(10**30)])
def test_an_item_that_there_is_not_is_no_item(desk: OfficeDesk, item: str) -> None:
    """Whatever number somebody types."""
    seat = desk.chief()

    assert seat.post(f"/queue/{item}", answer="4").status_code == 404
    assert seat.get(f"/queue?item={item}").status_code == (200 if item == "0" else 404)


def test_only_reviewers_decide(desk: OfficeDesk) -> None:
    """Neither a stranger, a viewer, nor a form from elsewhere."""
    item, viewer, reviewer = waiting(desk.engine)[0], desk.account("Khách", Role.VIEWER), desk.chief()
    form = {"answer": "4"}

    assert desk.stranger().post(f"/queue/{item}", data=form).status_code == 401
    assert desk.stranger().get("/queue").headers["location"] == "/login"
    assert viewer.post(f"/queue/{item}", **form).status_code == 403
    assert reviewer.client.post(f"/queue/{item}", data=form).status_code == 403
    assert reviewer.client.post(f"/queue/{item}", data=form | {"csrf": viewer.csrf}).status_code == 403
    assert item_detail(desk.engine, item).history == ()


def test_a_page_is_set_aside_with_a_reason_alone(new_desk: OfficeDesk) -> None:
    """The reason is what the office has to say of a paper that does not count: spaces are none."""
    scanned(new_desk.engine, PageRejected(Reason.NOT_A_SHEET))
    seat, (item,) = new_desk.chief(), waiting(new_desk.engine, "page")
    for word, why in (("discard", ""), (" Discard", "  "), ("discard", "x" * 201)):
        seat.post(f"/queue/{item}", answer=word, why=why)
        assert item_detail(new_desk.engine, item).history == ()
    seat.post(f"/queue/{item}", answer="discard", why="ảnh lạ <i>")
    assert waiting(new_desk.engine, "page") == []
    assert "ảnh lạ &lt;i&gt;" in seat.get("/sheets/1").text
