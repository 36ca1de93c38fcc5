"""Facts about mending a page at the desk, in a real browser."""

import pytest
from playwright.sync_api import BrowserContext, Page

from db.desk import page_of
from db.trail import REPAIRED, deeds
from tests.browser.conftest import OpenDesk, without_marks

_NAME = "trang mất dấu.png"


def _page_id(desk: OpenDesk) -> int:
    return next(i for i in range(1, 200) if page_of(desk.engine, i)[0].path.endswith(_NAME))


@pytest.fixture
def page(context: BrowserContext, desk: OpenDesk) -> Page:
    """Return a browser in which the page without marks is to be mended."""
    page = context.new_page()
    page.goto(desk.address)
    page.goto(f"{desk.root}/repair/{_page_id(desk)}")
    page.wait_for_function("document.getElementById('scan').complete")
    return page


def _drag_corners(page: Page, desk: OpenDesk) -> None:
    for number, (x, y) in enumerate(without_marks(desk.settings).corners):
        corner = page.locator(".corner").nth(number)
        corner.scroll_into_view_if_needed()
        start, box = corner.bounding_box(), page.locator("#stage").bounding_box()
        assert start is not None
        assert box is not None
        page.mouse.move(start["x"] + 16, start["y"] + 16)
        page.mouse.down()
        # The stage is taller than the window: the pointer goes as far as it must, outside of it too.
        page.mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y, steps=5)
        page.mouse.up()


def test_dragged_corners_and_its_form_are_enough(page: Page, desk: OpenDesk) -> None:
    """The page is read where it was put, its answers wait for a person, and who did it is on record."""
    before = len(desk.waiting())
    _drag_corners(page, desk)
    page.select_option("select[name=layout]", without_marks(desk.settings).layout_id)
    page.click("button[value=read]")
    page.wait_for_url("**/sheets/*")

    _, seen, _ = page_of(desk.engine, _page_id(desk))
    _, original, _ = page_of(desk.engine, 1)
    assert seen is not None
    assert original is not None
    questions = len(seen.page.fields)
    assert page.locator("aside .waits").count() == questions
    assert len(desk.waiting()) == before - 1 + questions
    mended = [deed for deed in deeds(desk.engine) if deed.kind == REPAIRED]
    assert [deed.who for deed in mended] == ["Tổ Một cửa"]


def test_a_page_can_be_keyed_by_hand(page: Page, desk: OpenDesk) -> None:
    """Every question is asked, each shown in its place; nothing was read."""
    page.select_option("select[name=layout]", without_marks(desk.settings).layout_id)
    page.click("button[value=key]")
    page.wait_for_url("**/sheets/*")

    asked = [item for item in desk.waiting() if item.source.endswith(_NAME)]
    assert {item.kind for item in asked} == {"question"}
    page.goto(f"{desk.root}/queue?item={asked[0].id}")
    page.wait_for_function("document.getElementById('crop').naturalWidth > 300")
    page.keyboard.press("1")
    page.wait_for_selector(".notice:not(:empty)")
    assert len([item for item in desk.waiting() if item.source.endswith(_NAME)]) == len(asked) - 1


def test_corners_move_by_keyboard_too(page: Page) -> None:
    """Tab to a corner, arrows move it; r turns the sheet's first corner to the next."""
    corners = page.locator("input[name=corners]")
    before = corners.input_value().split(";")
    page.focus(".corner[data-corner='0']")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowDown")
    after = corners.input_value().split(";")
    assert after[1:] == before[1:]
    assert after[0] == "0.05000,0.03200"

    page.keyboard.press("r")
    assert corners.input_value().split(";") == [*after[1:], after[0]]


@pytest.mark.parametrize(
    ("serial", "said"), [("", "Ghi số phiếu, hoặc chọn mẫu."), ("ABC", "gõ sai"), ("M0MN-GRAW-JF", "chưa in phiếu số")]
)
def test_what_is_typed_wrongly_is_said(page: Page, serial: str, said: str) -> None:
    """The page stays as it is, with a sentence that says what to do."""
    page.fill("input[name=serial]", serial)
    page.click("button[value=read]")

    assert said in page.inner_text("[role=alert]")


def test_corners_in_the_wrong_place_are_said_to_be_wrong(page: Page, desk: OpenDesk) -> None:
    """Nothing is stored, and why it still was not read is said."""
    before = len(desk.waiting())
    page.select_option("select[name=layout]", without_marks(desk.settings).layout_id)
    page.focus(".corner[data-corner='2']")
    for _ in range(20):
        page.keyboard.press("Shift+ArrowUp")
    page.click("button[value=read]")

    assert "Vẫn chưa đọc được" in page.inner_text("[role=alert]")
    assert len(desk.waiting()) == before
