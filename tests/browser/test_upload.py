"""Facts about scans that are dropped onto the desk, in a real browser."""

from pathlib import Path

import cv2
import numpy as np
from playwright.sync_api import BrowserContext, Page

from db.batches import find_batch
from tests.browser.conftest import OpenDesk, without_marks

_SLOWEST_MS = 60_000


def _uploaded(context: BrowserContext, desk: OpenDesk, files: list[Path], batch: str) -> Page:
    page = context.new_page()
    page.goto(desk.address)
    page.goto(desk.root + "/upload")
    page.set_input_files("input[type=file]", files)
    page.fill("input[name=batch]", batch)
    page.click("#upload button")
    page.wait_for_selector("h1:has-text('Đã đọc xong')", timeout=_SLOWEST_MS)
    return page


def test_what_is_dropped_is_read_into_a_batch(context: BrowserContext, desk: OpenDesk, tmp_path: Path) -> None:
    """With its progress; then the batch is a click away, and nothing lies about twice."""
    picture = without_marks(desk.settings).pixels[::2, ::2]
    path = tmp_path / "quét tuần 39.png"
    path.write_bytes(cv2.imencode(".png", np.ascontiguousarray(picture))[1].tobytes())
    page = _uploaded(context, desk, [path], "Tuần 39")

    record = find_batch(desk.engine, "Tuần 39")
    assert (record.files, record.pages) == (1, 1)
    page.click("main a.action")
    assert page.inner_text("h1") == "Tuần 39"
    assert "quét tuần 39.png" in page.inner_text("main")
    assert list((desk.settings.home / "uploads").iterdir()) == []


def test_a_file_that_was_taken_before_is_said_to_be(context: BrowserContext, desk: OpenDesk, tmp_path: Path) -> None:
    """It is not read again; what is no scan is named as well."""
    path = tmp_path / "lần hai.png"
    path.write_bytes(cv2.imencode(".png", without_marks(desk.settings).pixels)[1].tobytes())
    (tmp_path / "ghi chú.txt").write_text("không phải bản quét", "utf-8")
    page = _uploaded(context, desk, [path, tmp_path / "ghi chú.txt"], "Tuần 40")

    assert "lần hai.png đã được nạp từ trước" in page.inner_text("main")
    assert "Bỏ qua ghi chú.txt" in page.inner_text("main")
