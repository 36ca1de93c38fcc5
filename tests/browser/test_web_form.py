"""Facts about the web form on a telephone and on a kiosk, in a real browser."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from app.settings import load_settings
from db.engine import open_database
from db.responses import response_answers

_ROOT = Path(__file__).parents[2]
# WCAG 2.2, 2.5.8 asks for 24 px; a thumb wants twice that.
_SMALLEST_PX = 48


@pytest.fixture
def public(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Return the address of a web form that really serves, and its home."""
    home = tmp_path / "home"
    words = [sys.executable, "-m", "app", "--home", str(home), "serve", "pks-n", "--port", "0"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("OMR_")} | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=environment,
        cwd=_ROOT,
    ) as server:
        assert server.stdout is not None
        server.stdout.readline()
        yield server.stdout.readline().strip(), home
        server.terminate()


@pytest.mark.parametrize(("channel", "width", "height"), [("qr", 390, 844), ("kiosk", 1080, 1920)])
def test_a_citizen_answers(browser: Browser, public: tuple[str, Path], channel: str, width: int, height: int) -> None:
    """With large targets, without a script, in either language; the answers are there."""
    address, home = public
    with browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}?channel={channel}")
        boxes = [choice.bounding_box() for choice in page.locator(".choice").all()]
        assert all(box is not None and box["height"] >= _SMALLEST_PX and box["width"] <= width for box in boxes)
        page.click("text=English")
        assert "No name is asked" in page.inner_text("main")
        for fieldset in page.locator("fieldset").all():
            fieldset.locator(".choice").first.click()
        page.locator("fieldset").first.locator(".choice").last.click()
        page.click("button")
        assert "Thank you" in page.inner_text("h1")

    answers = {a.question: a.chosen for a in response_answers(open_database(load_settings(home, {}).database_url))}
    assert sum(not chosen for chosen in answers.values()) == 1
    assert sum(len(chosen) == 1 for chosen in answers.values()) == len(answers) - 1


def test_the_web_form_can_be_used_by_everybody(browser: Browser, public: tuple[str, Path]) -> None:
    """Nothing serious that axe-core finds."""
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        page.goto(public[0] + "?channel=qr")
        violations = Axe().run(page).response["violations"]

    assert [v["id"] for v in violations if v["impact"] in ("serious", "critical")] == []


def test_a_kiosk_begins_anew_when_nobody_touches_it(browser: Browser, public: tuple[str, Path]) -> None:
    """A touch counts from the start; then what was chosen is gone for the next person."""
    with browser.new_context() as context:
        page = context.new_page()
        page.clock.install()
        page.goto(public[0] + "?channel=kiosk")
        page.locator(".choice").first.click()
        page.clock.run_for(80_000)
        page.locator(".choice").nth(1).click()
        page.clock.run_for(80_000)
        assert page.locator("input:checked").count() == 1
        with page.expect_navigation():
            page.clock.run_for(20_000)
        assert page.locator("input:checked").count() == 0
