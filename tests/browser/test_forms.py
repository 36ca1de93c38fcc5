"""Facts about forms at the desk, in a real browser."""

import shutil
from importlib.resources import files
from pathlib import Path

import pypdfium2
from playwright.sync_api import BrowserContext

from db.print_runs import find_print_run
from tests.browser.conftest import OpenDesk


def test_a_form_is_seen_and_printed(context: BrowserContext, desk: OpenDesk, tmp_path: Path) -> None:
    """From its picture to a PDF for two officers, each with a run on record."""
    page = context.new_page()
    page.goto(desk.address)
    page.goto(desk.root + "/forms")
    page.wait_for_function("() => [...document.querySelectorAll('.cards img')].every(i => i.naturalWidth > 100)")
    page.click(".cards a[href='/forms/pks-c']")
    page.wait_for_function("() => document.querySelector('.sheet').naturalWidth > 300")
    page.fill("input[name=copies]", "8")
    page.fill("input[name=n_up]", "4")
    page.fill("input[name=officer]", "01,02")
    with page.expect_download() as download:
        page.click("aside button.action")
    path = tmp_path / "in.pdf"
    download.value.save_as(path)

    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 4
    runs = [run for run in (find_print_run(desk.engine, number) for number in range(1, 9)) if run is not None]
    assert [(run.whose.officer, len(run.serials)) for run in runs[-2:]] == [("01", 8), ("02", 8)]


def test_an_office_has_forms_of_its_own(context: BrowserContext, desk: OpenDesk) -> None:
    """A file in its folder is a form of the office, newer ones before older."""
    folder = desk.settings.home / "forms"
    folder.mkdir()
    text = (files("forms") / "library" / "pks-n.yaml").read_text("utf-8")
    for version in ("9", "10"):
        own = text.replace("id: pks-n", "id: rieng").replace('version: "2"', f'version: "{version}"')
        (folder / f"rieng-{version}.yaml").write_text(own, "utf-8")
    shutil.copy(folder / "rieng-9.yaml", folder / "cũ.txt")
    page = context.new_page()
    page.goto(desk.address)
    page.goto(desk.root + "/forms")

    assert "rieng bản 10" in page.inner_text("main")
    assert page.goto(desk.root + "/forms/rieng").status == 200  # type: ignore[union-attr]
    assert page.goto(desk.root + "/forms/khong-co").status == 409  # type: ignore[union-attr]
