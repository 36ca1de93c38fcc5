"""Facts about the blind audit, second opinions and comments at the desk, in a real browser."""

from datetime import UTC, datetime

from playwright.sync_api import Browser, BrowserContext, Page

from db.audits import audited_answers
from db.comments import typed_comments
from db.four_eyes import require_two
from tests.browser.conftest import PASSWORD, OpenDesk


def _entered(context: BrowserContext, desk: OpenDesk, path: str) -> Page:
    page = context.new_page()
    page.goto(desk.address)
    page.goto(desk.root + path)
    return page


def test_what_is_drawn_is_not_told_from_what_waits(context: BrowserContext, desk: OpenDesk) -> None:
    """The page of an audited answer has the parts of any other; what people read becomes the figures."""
    page = _entered(context, desk, "/audit")
    page.fill("input[name=sample]", "6")
    page.click("form.filter button")
    audited = {answer.item_id for answer in audited_answers(desk.engine)}
    assert len(audited) == 6
    others = {i.id for i in desk.waiting() if i.kind == "question"} - audited

    def shape(item: int) -> list[str]:
        page.goto(f"{desk.root}/queue?item={item}")
        assert "kiểm tra" not in page.inner_text("main").lower()
        return sorted(
            {str(name) for name in page.evaluate("[...document.querySelectorAll('main *')].map(e => e.className)")}
        )

    plain = [shape(item) for item in others]
    assert all(shape(item) in plain for item in audited)

    page.goto(desk.root + "/gallery")
    shown = page.evaluate("[...document.querySelectorAll('.tile input[name=items]')].map(e => e.value.split(':')[0])")
    assert not {int(item) for item in shown} & audited
    for item in audited:
        page.goto(f"{desk.root}/queue?item={item}")
        page.keyboard.press("x")
        page.wait_for_selector(".notice:not(:empty)")
    page.goto(desk.root + "/audit")
    assert "Đã kiểm 6 câu, 6 câu khác máy" in page.inner_text(".figure")
    assert "100,00 %" in page.inner_text(".figure")


def test_two_people_who_do_not_see_each_other(browser: Browser, network_desk: OpenDesk) -> None:
    """The first is not asked again, the second is not told what the first said; together they settle it."""
    item = next(i for i in network_desk.waiting() if i.kind == "question")
    require_two(network_desk.engine, item.form, item.question, True, "Quản trị", datetime.now(UTC))

    for name, waits in (("reviewer", True), ("compiler", False)):
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(network_desk.root + "/login")
            page.fill("input[name=name]", name)
            page.fill("input[name=password]", PASSWORD)
            page.press("input[name=password]", "Enter")
            page.goto(f"{network_desk.root}/queue?item={item.id}")
            assert "reviewer" not in page.inner_text("main")
            page.keyboard.press("x")
            page.wait_for_selector(".notice:not(:empty)")
            assert (item.id in {i.id for i in network_desk.waiting()}) == waits
            page.goto(f"{network_desk.root}/queue?question={item.question}")
            assert page.locator(f".work[data-item='{item.id}']").count() == 0


def test_a_comment_is_typed_beside_its_picture(context: BrowserContext, desk: OpenDesk) -> None:
    """With its group; the next one follows, and it can be changed later."""
    page = _entered(context, desk, "/comments")
    page.wait_for_function("document.querySelector('.row img').naturalWidth > 300")
    page.fill("textarea", "Chờ lâu")
    page.fill("input[name=subject]", "Thời gian")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice:has-text('Đã lưu')")

    (typed,) = typed_comments(desk.engine)
    assert (typed.text, typed.subject) == ("Chờ lâu", "Thời gian")
    page.click(".typed a")
    assert page.input_value("textarea") == "Chờ lâu"
