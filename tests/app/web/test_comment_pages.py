"""Facts about typing what respondents wrote."""

import re
from html import unescape

import pytest

from db.comments import Typing, type_comment, typed_comments
from db.roles import Role
from tests.app.web.papers import printed_for, waiting, written_on
from tests.app.web.seats import WHO, OfficeDesk
from tests.db.values import FIRST, NOW, SECOND, THIRD, accepted, scanned, unsure


@pytest.fixture
def desk(new_desk: OfficeDesk) -> OfficeDesk:
    """Return a desk with handwriting on three sheets, the first printed for officer 01."""
    printed_for(new_desk.engine, "01", FIRST)
    printed_for(new_desk.engine, "", SECOND, THIRD)
    pages = [written_on(serial, unsure("C1", "5"), accepted("MD", "tt")) for serial in (FIRST, SECOND, THIRD)]
    scanned(new_desk.engine, *pages)
    return new_desk


def _shown(page: str) -> int:
    found = re.search(r'action="/comments/(\d+)"', page)
    return int(found[1]) if found else 0


def test_comments_follow_one_another(desk: OfficeDesk) -> None:
    """Each once, with spaces around it taken off; then nothing is left, and what was typed can be changed."""
    seat, (first, second, third) = desk.chief(), waiting(desk.engine, "comment")
    page = seat.get("/comments").text
    for item in (first, second, third):
        assert _shown(page) == item
        page = seat.post(f"/comments/{item}", text=f" ý kiến {item} ", subject="Chờ").text

    assert _shown(page) == 0
    assert "Không còn ý kiến nào chưa nhập." in page
    assert [(c.text, c.subject, c.who) for c in typed_comments(desk.engine)] == [
        (f"ý kiến {item}", "Chờ", WHO) for item in (first, second, third)
    ]
    assert f">ý kiến {second}</textarea>" in seat.get(f"/comments?item={second}").text


def test_one_that_was_left_for_later_comes_round_again(desk: OfficeDesk) -> None:
    """After the last comes the first that nobody has typed."""
    seat, (first, second, third) = desk.chief(), waiting(desk.engine, "comment")

    assert _shown(seat.get(f"/comments?after={first}").text) == second
    assert _shown(seat.get(f"/comments?after={third}").text) == first
    assert _shown(seat.post(f"/comments/{second}", text="x").text) == third
    assert _shown(seat.get(f"/comments?after={first}").text) == third


def test_what_was_written_is_never_markup(desk: OfficeDesk) -> None:
    """In the field to change it, in the list of what was typed, and among the groups."""
    seat, item = desk.chief(), waiting(desk.engine, "comment")[0]
    seat.post(f"/comments/{item}", text="</textarea><script>x</script>", subject='"><b>')
    page = seat.get(f"/comments?item={item}").text

    assert page.count("&lt;/textarea&gt;&lt;script&gt;x&lt;/script&gt;") == 2
    assert "<b>&#34;&gt;&lt;b&gt;</b>" in page
    assert "<script>x" not in page


def test_what_was_written_about_oneself_is_not_shown(desk: OfficeDesk) -> None:
    """Neither to be typed nor as another typed it, by no address; a colleague sees it."""
    own, second, _ = waiting(desk.engine, "comment")
    type_comment(desk.engine, own, Typing("cán bộ này tốt", "Khen"), "Người nhập", NOW)
    type_comment(desk.engine, second, Typing("chờ lâu", "Thời gian"), "Người nhập", NOW)
    seat, colleague = desk.account("Cán bộ Một", Role.REVIEWER, "01"), desk.account("Người xem", Role.REVIEWER)

    assert "cán bộ này tốt" in colleague.get("/comments").text
    page = seat.get("/comments").text
    assert "chờ lâu" in page
    assert "cán bộ này tốt" not in page
    assert seat.get(f"/comments?item={own}").status_code == 403
    assert seat.post(f"/comments/{own}", text="x").status_code == 403
    assert [comment.text for comment in typed_comments(desk.engine)] == ["cán bộ này tốt", "chờ lâu"]


def test_two_at_one_comment_do_not_write_over_each_other(desk: OfficeDesk) -> None:
    """The later is told what the other typed, keeps what they typed themselves, and may save it knowing that."""
    one, other = desk.account("Người Một", Role.REVIEWER), desk.account("Người Hai", Role.REVIEWER)
    item = waiting(desk.engine, "comment")[0]
    one.post(f"/comments/{item}", text="chờ lâu", last="0")
    refused = unescape(other.post(f"/comments/{item}", text="chờ rất lâu", subject="Chờ", last="0").text)

    assert f"Người Một vừa nhập ý kiến ở mục {item}: “chờ lâu”." in refused
    assert ">chờ rất lâu</textarea>" in refused
    assert [comment.text for comment in typed_comments(desk.engine)] == ["chờ lâu"]
    known = re.findall(r'name="last" value="(\d+)"', refused)[0]
    other.post(f"/comments/{item}", text="chờ rất lâu", subject="Chờ", last=known)
    assert [comment.text for comment in typed_comments(desk.engine)] == ["chờ rất lâu"]


def test_the_start_page_counts_what_one_may_type(desk: OfficeDesk) -> None:
    """As many as the page of comments says; not those about oneself."""
    officer, colleague = desk.account("Cán bộ Một", Role.REVIEWER, "01"), desk.chief()

    for seat, count in ((officer, 2), (colleague, 3)):
        for path in ("/", "/comments"):
            assert f"{count} ý kiến viết tay chưa nhập" in seat.get(path).text, (path, count)


def test_only_what_is_a_comment_can_be_typed(desk: OfficeDesk) -> None:
    """No question, nothing that there is not, nothing longer than a page holds."""
    seat, question, comment = desk.chief(), waiting(desk.engine)[0], waiting(desk.engine, "comment")[0]

    assert seat.post(f"/comments/{question}", text="x").status_code == 404
    assert seat.get(f"/comments?item={question}").status_code == 404
    assert seat.post("/comments/999", text="x").status_code == 404
    assert seat.get("/comments?item=999").status_code == 404
    assert seat.post(f"/comments/{comment}", text="x" * 5001).status_code == 422
    assert seat.post(f"/comments/{comment}", text="x", subject="y" * 101).status_code == 422
    assert typed_comments(desk.engine) == ()


def test_only_reviewers_type(desk: OfficeDesk) -> None:
    """Neither a viewer nor a form from elsewhere."""
    item, reviewer, viewer = waiting(desk.engine, "comment")[0], desk.chief(), desk.account("Khách", Role.VIEWER)

    assert viewer.get("/comments").status_code == 403
    assert viewer.post(f"/comments/{item}", text="x").status_code == 403
    assert reviewer.client.post(f"/comments/{item}", data={"text": "x"}).status_code == 403
    assert typed_comments(desk.engine) == ()


def test_an_office_without_sheets_has_no_comments(new_desk: OfficeDesk) -> None:
    """The page says so."""
    assert "Không còn ý kiến nào chưa nhập." in new_desk.chief().get("/comments?after=7").text
