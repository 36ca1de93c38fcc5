"""Facts about writing a form at the desk, in a real browser."""

from playwright.sync_api import BrowserContext, Page

from forms.catalogue import known_form
from tests.browser.conftest import OpenDesk

_LIST = """\
I. Đánh giá
1. Thái độ của người tiếp nhận
2. Thời gian chờ
3. Ông/Bà biết Trung tâm qua đâu? (có thể chọn nhiều)
- Niêm yết
- Mạng xã hội
4. Ý kiến khác: ..........
"""


def _opened(context: BrowserContext, desk: OpenDesk, form: str = "pks-n") -> Page:
    page = context.new_page()
    page.goto(desk.address)
    page.goto(f"{desk.root}/editor/{form}")
    page.wait_for_function("() => document.querySelector('#preview img').naturalWidth > 100")
    return page


def _picture(page: Page) -> str:
    return page.get_attribute("#preview img", "src") or ""


def test_the_page_beside_it_follows_what_is_typed(context: BrowserContext, desk: OpenDesk) -> None:
    """As it would be printed; what cannot be printed is said there instead."""
    page = _opened(context, desk)
    before = _picture(page)
    page.fill("input[name='r4.vi']", "Nơi ngồi chờ")
    changed = "before => document.querySelector('#preview img')?.getAttribute('src') !== before"
    page.wait_for_function(changed, arg=before)
    page.wait_for_function("() => document.querySelector('#preview img').naturalWidth > 100")

    page.fill("input[name='r4.vi']", "")
    page.wait_for_selector("#preview .reasons")
    assert page.locator("#preview img").count() == 0


def test_a_list_from_word_becomes_a_form_that_can_be_printed(context: BrowserContext, desk: OpenDesk) -> None:
    """Pasted, put in order, saved as a version of the office's own; an older version is never written over."""
    page = _opened(context, desk)
    while page.locator("button[value^='remove:']").count():
        page.locator("button[value^='remove:']").last.click()
        page.wait_for_load_state()
    page.fill("input[name=id]", "khao-sat")
    page.fill("input[name=version]", "1")
    page.select_option("select[name=paper]", "A5")
    page.click("summary")
    page.fill("textarea[name=pasted]", _LIST)
    page.click("button[value=paste]")
    page.wait_for_load_state()
    assert page.locator(".rows > li").count() == 5
    page.click("button[value='down:1']")
    page.wait_for_load_state()
    page.wait_for_function("() => document.querySelector('#preview img').naturalWidth > 100")
    page.click("button[value=save]")
    page.wait_for_url("**/forms/khao-sat")

    survey = known_form("khao-sat", desk.settings.home / "forms")
    assert [question.code for question in survey.questions()] == ["C2", "C1", "C3", "C4"]
    assert survey.sections[0].title is not None
    assert survey.sections[0].title.vi == "Đánh giá"

    page.goto(f"{desk.root}/editor/khao-sat")
    assert page.input_value("input[name=version]") == "2"
    page.fill("input[name=version]", "1")
    page.click("button[value=save]")
    assert "Bản 1 đã có" in page.inner_text("#preview")


def test_a_kind_brings_its_own_fields(context: BrowserContext, desk: OpenDesk) -> None:
    """One choice asks for choices, a rating for its scale."""
    page = _opened(context, desk)
    row = page.locator(".rows > li.rating").first
    row.locator("select").first.select_option("single")
    page.wait_for_selector(".rows > li.single textarea")
    page.fill(".rows > li.single textarea", "Có\nKhông")
    page.wait_for_selector("#preview img")
    assert page.locator("#preview .reasons").count() == 0
