"""Facts about who may do what at a desk that is open to a network, in a real browser."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext
from sqlalchemy import select, update

from app.accounts import new_account
from db.desk import item_detail
from db.roles import Role
from db.tables import PrintedSheetRow, PrintRunRow
from tests.browser.conftest import PASSWORD, OpenDesk, logged_in

_PAGES = {
    "/": Role.VIEWER,
    "/batches": Role.VIEWER,
    "/batches/1": Role.VIEWER,
    "/queue": Role.REVIEWER,
    "/gallery": Role.REVIEWER,
    "/comments": Role.REVIEWER,
    "/sheets/1": Role.REVIEWER,
    "/pages/1.jpg": Role.REVIEWER,
    "/batches/1/pages": Role.REVIEWER,
    "/upload": Role.COMPILER,
    "/audit": Role.COMPILER,
    "/trail.csv": Role.COMPILER,
    "/accesses.csv": Role.ADMINISTRATOR,
}


def test_who_is_not_in_is_asked_to_log_in(context: BrowserContext, network_desk: OpenDesk) -> None:
    """Whatever page they wanted; a wrong password opens nothing, and does not say which part was wrong."""
    page = context.new_page()
    page.goto(network_desk.root + "/queue")
    assert page.url.endswith("/login")

    for name, password in (("reviewer", "sai"), ("không có", PASSWORD)):
        page = logged_in(context, network_desk, name, password)
        assert "Tên hoặc mật khẩu không đúng." in page.inner_text("[role=alert]")
        assert page.goto(network_desk.root + "/").url.endswith("/login")  # type: ignore[union-attr]


@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_its_pages_and_no_others(context: BrowserContext, network_desk: OpenDesk, role: Role) -> None:
    """And the way to those it does not see is not shown either."""
    page = logged_in(context, network_desk, role.value)
    assert page.url == network_desk.root + "/"

    for path, needed in _PAGES.items():
        status = context.request.get(network_desk.root + path).status
        assert status == (200 if role.may(needed) else 403), path
    assert (page.locator("nav a[href='/queue']").count() == 1) == role.may(Role.REVIEWER)
    assert (page.locator("nav a[href='/upload']").count() == 1) == role.may(Role.COMPILER)


def test_decisions_bear_the_name_of_the_account(context: BrowserContext, network_desk: OpenDesk) -> None:
    """And after logging out there is no more to see."""
    page = logged_in(context, network_desk, "reviewer")
    page.goto(network_desk.root + "/queue?kind=question")
    item = int(page.get_attribute(".work", "data-item") or 0)
    page.keyboard.press("0")
    page.wait_for_selector(".notice:not(:empty)")

    assert [past.who for past in item_detail(network_desk.engine, item).history] == ["reviewer"]
    page.click("form[action='/logout'] button")
    assert page.url.endswith("/login")
    assert context.request.get(network_desk.root + "/queue", max_redirects=0).status == 303


def test_guessing_ends_soon(context: BrowserContext, network_desk: OpenDesk) -> None:
    """After five wrong passwords even the right one must wait."""
    for _ in range(5):
        logged_in(context, network_desk, "viewer", "sai")
    page = logged_in(context, network_desk, "viewer")

    assert "Đợi năm phút" in page.inner_text("h1")
    assert logged_in(context, network_desk, "reviewer").url == network_desk.root + "/"


def test_nobody_sees_or_judges_sheets_about_themselves(browser: Browser, network_desk: OpenDesk) -> None:
    """Their own are not in the queue, nor to be had by their address; for a colleague they are."""
    engine = network_desk.engine
    item = next(item for item in network_desk.waiting() if item.kind == "question")
    page_id = item_detail(engine, item.id).place.page_id
    _printed_for(network_desk, item.serial, "CB02")
    new_account(engine, "CB02 tự xem", PASSWORD, Role.REVIEWER, "CB02", datetime.now(UTC))
    addresses = [f"/queue?item={item.id}", f"/items/{item.id}/row.jpg", f"/pages/{page_id}.jpg", f"/sheets/{page_id}"]

    for name, status in (("CB02 tự xem", 403), ("reviewer", 200)):
        with browser.new_context() as context:
            page = logged_in(context, network_desk, name)
            assert [context.request.get(network_desk.root + path).status for path in addresses] == [status] * 4
            page.goto(network_desk.root + "/queue")
            csrf = page.get_attribute("input[name=csrf]", "value") or ""
            posted = context.request.post(
                f"{network_desk.root}/queue/{item.id}", form={"csrf": csrf, "answer": "blank"}
            )
            assert posted.status == status


def _printed_for(desk: OpenDesk, serial: str, officer: str) -> None:
    """Put down that the run a sheet was printed in was an officer's, as `omr print --officer` does."""
    with desk.engine.begin() as connection:
        run = select(PrintedSheetRow.print_run_id).where(PrintedSheetRow.serial == serial).scalar_subquery()
        connection.execute(update(PrintRunRow).where(PrintRunRow.id == run).values(officer=officer))


def test_pictures_shown_are_on_record(context: BrowserContext, network_desk: OpenDesk) -> None:
    """Who, when, which page: for the administrator to read."""
    logged_in(context, network_desk, "administrator")
    assert context.request.get(network_desk.root + "/pages/1.jpg").status == 200

    log = context.request.get(network_desk.root + "/accesses.csv").text()
    assert log.splitlines()[-1].split(",")[1] == "administrator"
