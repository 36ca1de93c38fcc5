"""Facts about adopting a form of others at the desk, in a real browser."""

import json
from pathlib import Path

import cv2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from bench.foreign import FORMS, adopted, filled_page
from bench.foreign_forms.draw import FOLDER
from db.adopted import adopted_forms
from db.exports import stored_pages
from tests.browser.conftest import OpenDesk

_MARKS = "rect.mark"


@pytest.fixture
def page(context: BrowserContext, desk: OpenDesk) -> Page:
    """Return a browser in which the blank of a form with ovals is to be adopted."""
    page = context.new_page()
    page.goto(desk.address)
    page.goto(f"{desk.root}/adopt")
    page.fill("input[name=name]", "phieu-thi")
    page.set_input_files("input[name=file]", FOLDER / "ovals.pdf")
    page.click("button.action")
    page.wait_for_selector(_MARKS)
    # Boxes stand where they stand once the picture under them has its height.
    page.wait_for_load_state("networkidle")
    return page


def _layout(page: Page) -> dict[str, dict[str, float | str]]:
    marks = json.loads(page.input_value("#layout"))["pages"][0]["marks"]
    return {f"{mark['question']}/{mark['choice']}": mark for mark in marks}


def test_boxes_are_moved_removed_and_drawn(page: Page) -> None:
    """By keyboard and mouse; each step can be taken back."""
    assert page.locator(_MARKS).count() == 100
    before = _layout(page)
    page.locator(_MARKS).first.focus()
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowDown"):
        page.keyboard.press(key)
    moved = _layout(page)["C1/1"]
    assert moved["x_mm"] == pytest.approx(float(before["C1/1"]["x_mm"]) + 0.2)
    assert moved["y_mm"] == pytest.approx(float(before["C1/1"]["y_mm"]) + 1.0)

    page.keyboard.press("Tab")
    page.keyboard.press("Delete")
    assert page.locator(_MARKS).count() == 99
    for _ in range(4):
        page.keyboard.press("Control+z")
    assert _layout(page) == before

    page.keyboard.press("Escape")
    page.keyboard.press("b")
    sheet = page.locator(".blank-stage svg").bounding_box()
    assert sheet is not None
    page.mouse.move(sheet["x"] + 100, sheet["y"] + 40)
    page.mouse.down()
    page.mouse.move(sheet["x"] + 125, sheet["y"] + 60, steps=4)
    page.mouse.up()
    assert page.locator(_MARKS).count() == 101
    new = _layout(page)["NEW/1"]
    assert new["width_mm"] == pytest.approx(25 / sheet["width"] * 210, abs=0.3)


def test_boxes_that_are_gone_round_become_a_question(page: Page) -> None:
    """Grouped and named, with its wording; the form is adopted under that name and a filled sheet is read with it."""
    first, last = (page.locator(_MARKS).nth(i).bounding_box() for i in (0, 4))
    assert first is not None
    assert last is not None
    page.mouse.move(first["x"] - 8, first["y"] - 8)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] + 8, last["y"] + last["height"] + 8, steps=5)
    page.mouse.up()
    assert page.text_content("#chosen") == "5"
    page.keyboard.press("g")
    page.keyboard.type("CAU1")
    page.keyboard.press("Enter")
    page.fill("input[aria-label$=' CAU1']", "Câu đầu tiên")
    page.keyboard.press("Tab")
    page.click("button[value=save]")
    page.wait_for_selector(".notice:not(:empty)")
    assert {key for key in _layout(page) if key.startswith("CAU1/")} == {f"CAU1/{i}" for i in range(1, 6)}
    assert "C1/1" not in _layout(page)
    assert json.loads(page.input_value("#layout"))["labels"] == {"CAU1": "Câu đầu tiên"}


def test_a_filled_sheet_is_read_with_the_layout_as_it_is(page: Page, desk: OpenDesk, tmp_path: Path) -> None:
    """What is in it is shown box by box, nothing is stored; then the form is adopted and known."""
    scanned = filled_page(FORMS[1], adopted("ovals"), "clean", 4711)
    cv2.imwrite(str(tmp_path / "mẫu điền.png"), scanned.pixels)
    pages = len(list(stored_pages(desk.engine)))
    page.set_input_files("input[name=example]", tmp_path / "mẫu điền.png")
    page.click("button[value=read]")
    page.wait_for_url("**/read")

    meant = dict(scanned.truth.answers)
    rows = page.locator("aside tbody tr")
    told = {rows.nth(i).locator("th").inner_text(): rows.nth(i).locator("td") for i in range(rows.count())}
    assert set(told) == set(meant)
    certain = {q: cell.inner_text() for q, cell in told.items() if cell.locator(".waits").count() == 0}
    assert len(certain) >= 15
    assert all(text == ("; ".join(meant[q]) or "để trống") for q, text in certain.items())
    assert page.locator("rect.told.marked").count() >= 15
    assert len(list(stored_pages(desk.engine))) == pages

    page.go_back()
    page.click("button[value=adopt]")
    page.wait_for_selector(".notice:not(:empty)")
    assert [form.layout.form for form in adopted_forms(desk.engine)] == ["phieu-thi"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_editor_has_no_serious_finding(browser: Browser, desk: OpenDesk, scheme: str) -> None:
    """Names of boxes and fields, contrast, order of headings: what axe-core finds."""
    with browser.new_context(color_scheme=scheme, bypass_csp=True) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(desk.address)
        page.goto(f"{desk.root}/adopt")
        page.fill("input[name=name]", "bang")
        page.set_input_files("input[name=file]", FOLDER / "word.pdf")
        page.click("button.action")
        page.wait_for_selector(_MARKS)
        rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
        violations = Axe().run(page, options=rules).response["violations"]

    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in violations if v["impact"] != "minor"] == []
