"""Facts about the review desk in a real browser."""

import time

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from db.desk import item_detail
from db.engine import open_database
from tests.browser.conftest import OpenDesk, logged_in

# From key to the next picture; measured at 100 ms, far more only where the machine is busy with other tests.
_SLOWEST_S = 3.0


def _entered(context: BrowserContext, desk: OpenDesk, path: str = "") -> Page:
    page = context.new_page()
    page.goto(desk.address)
    if path:
        page.goto(desk.root + path)
    return page


def _shown(page: Page) -> int:
    return int(page.get_attribute(".work", "data-item") or 0)


def _press(page: Page, key: str) -> float:
    """Press a key and wait for the next item with its picture; returns the seconds."""
    before, began = str(_shown(page)), time.perf_counter()
    page.keyboard.press(key)
    page.wait_for_function(
        "before => { const w = document.querySelector('.work'), c = document.querySelector('#crop');"
        "return !w || (w.dataset.item !== before && (!c || (c.complete && c.naturalWidth > 0))); }",
        arg=before,
    )
    return time.perf_counter() - began


def test_a_whole_session_by_keyboard_alone(context: BrowserContext, desk: OpenDesk) -> None:
    """The address leads to the start page, the queue is emptied with keys, and every key is a decision on record."""
    page = _entered(context, desk)
    assert page.url == desk.root + "/"
    questions = [item for item in desk.waiting() if item.kind == "question"]
    assert f"Còn {len(desk.waiting())} mục cần xem" in page.inner_text("h1")

    page.goto(desk.root + "/queue?kind=question")
    decided = []
    for key in ["1", "0", "x", "2"] + ["1"] * (len(questions) - 4):
        decided.append(_shown(page))
        if page.query_selector("#several") and key in "12":
            page.keyboard.press(key)
            key = "Enter"
        assert _press(page, key) < _SLOWEST_S
    assert "Không còn mục nào cần xem." in page.inner_text("main")

    engine = open_database(desk.settings.database_url)
    assert sorted(decided) == sorted(item.id for item in questions)
    last = [item_detail(engine, item).history[-1] for item in decided]
    assert {decision.who for decision in last} == {"Tổ Một cửa"}
    assert last[1].chosen == ()
    assert last[2].outcome == "spoiled"
    assert all(decision.seconds is not None for decision in last)
    first = item_detail(engine, decided[0])
    assert first.field is not None
    assert last[0].chosen == (first.field.boxes[0].choice,)


def test_undo_brings_back_what_was_decided(context: BrowserContext, desk: OpenDesk) -> None:
    """One key, and it says what it undid; skipping decides nothing."""
    page = _entered(context, desk, "/queue?kind=question")
    first, waiting = _shown(page), len(desk.waiting())
    _press(page, "1")
    _press(page, "u")

    assert _shown(page) == first
    assert str(first) in page.inner_text(".notice")
    _press(page, "s")
    assert _shown(page) != first
    assert len(desk.waiting()) == waiting


def test_two_browsers_do_not_decide_the_same(browser: Browser, network_desk: OpenDesk) -> None:
    """Each has another item; whoever comes to a stale one is told what was decided, and decides nothing."""
    desk = network_desk
    with browser.new_context() as one, browser.new_context() as other:
        first, second = logged_in(one, desk, "reviewer"), logged_in(other, desk, "compiler")
        for page in (first, second):
            page.goto(desk.root + "/queue?kind=question")
        assert _shown(first) != _shown(second)
        item, stale = _shown(first), other.new_page()
        stale.goto(desk.root + f"/queue?kind=question&item={item}")
        _press(first, "1")
        stale.keyboard.press("2")
        stale.wait_for_selector(".notice:has-text('vừa quyết định')")

    assert len(item_detail(open_database(desk.settings.database_url), item).history) == 1


def test_the_gallery_settles_what_looks_alike(context: BrowserContext, desk: OpenDesk) -> None:
    """All but the ones clicked are confirmed as the machine guessed them."""
    page = _entered(context, desk, "/gallery")
    before = len(desk.waiting())
    page.click(".groups a >> nth=0")
    tiles = page.locator(".tile").count()
    page.click(".tile >> nth=0")
    page.click("form .action")

    assert len(desk.waiting()) == before - (tiles - 1)
    assert str(tiles - 1) in page.inner_text(".notice")


def test_a_page_that_is_no_sheet_is_set_aside_with_a_reason(context: BrowserContext, desk: OpenDesk) -> None:
    """It is shown with why it was not read; without a reason nothing happens."""
    page = _entered(context, desk, "/queue?kind=page")
    before = len(desk.waiting())
    page.click("form.keys button")
    assert len(desk.waiting()) == before
    page.fill("input[name=why]", "ảnh lạ")
    page.click("form.keys button")
    page.wait_for_selector(".notice:not(:empty)")

    assert len(desk.waiting()) == before - 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_an_old_screen_in_light_and_dark(browser: Browser, desk: OpenDesk, scheme: str) -> None:
    """At 1366 x 768 the crop is at least 900 px wide and every key is in view, on dark paper where asked for."""
    with browser.new_context(viewport={"width": 1366, "height": 768}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = _entered(context, desk, "/queue?kind=question")
        crop = page.locator("#crop").bounding_box()
        keys = [page.locator(".key").nth(i).bounding_box() for i in range(page.locator(".key").count())]
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert crop is not None
    assert crop["width"] >= 900
    assert all(box is not None and box["y"] + box["height"] <= 768 for box in keys)
    assert background == ("rgb(251, 250, 247)" if scheme == "light" else "rgb(23, 22, 19)")


def test_vietnamese_first_english_by_choice(context: BrowserContext, desk: OpenDesk) -> None:
    """One click changes the language of the whole desk."""
    page = _entered(context, desk)
    assert page.get_attribute("html", "lang") == "vi"
    page.click(".language button")

    assert page.get_attribute("html", "lang") == "en"
    assert "to look at" in page.inner_text("h1")


def test_nobody_comes_in_without_the_address(browser: Browser, desk: OpenDesk) -> None:
    """Without the word of this start there is no page, no picture and no decision."""
    with browser.new_context() as stranger:
        page = stranger.new_page()
        for path in ("/", "/queue", "/pages/1.jpg", "/items/1/row.jpg", "/sheets/1", "/enter/guess"):
            answer = page.goto(desk.root + path)
            assert answer is not None
            assert answer.status == 401
        posted = stranger.request.post(desk.root + "/queue/1", form={"answer": "1"})
        assert posted.status == 401
        assert stranger.request.get(desk.root + "/health").text() == "ok"


def test_the_address_lets_in_one_browser(browser: Browser, cold_desk: OpenDesk) -> None:
    """Whoever reads it over a shoulder comes too late."""
    with browser.new_context() as own, browser.new_context() as other:
        assert _entered(own, cold_desk, "/batches").url == cold_desk.root + "/batches"
        assert _entered(own, cold_desk).url == cold_desk.root + "/"
        answer = other.new_page().goto(cold_desk.address)

    assert answer is not None
    assert answer.status == 401


def test_a_kind_that_there_is_not_is_none(context: BrowserContext, desk: OpenDesk) -> None:
    """An address typed by hand shows everything that waits."""
    page = _entered(context, desk, "/queue?kind=0")

    assert _shown(page) > 0
    assert page.locator(".chip").count() == 0


def test_a_forged_form_decides_nothing(context: BrowserContext, desk: OpenDesk) -> None:
    """A form without the session's own word is refused, though the browser is let in."""
    page = _entered(context, desk, "/queue?kind=question")
    item, before = _shown(page), len(desk.waiting())

    assert context.request.post(f"{desk.root}/queue/{item}", form={"answer": "1", "csrf": "x"}).status == 403
    assert context.request.post(desk.root + "/undo", form={}).status == 403
    assert len(desk.waiting()) == before


def test_pages_say_what_browsers_may_do(context: BrowserContext, desk: OpenDesk) -> None:
    """No script, style or picture of anybody else; nothing stored; no address told to others."""
    headers = context.request.get(desk.root + "/health").headers

    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
