"""Tests here drive a real browser against a desk that really serves, over sheets that were really printed and read."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from app.scanning import ScanOrder, scan_files
from app.settings import Settings, load_settings
from db.engine import open_database
from db.review import QueueItem, queue

_CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# So many sheets have a dozen doubtful answers.
_COPIES = 30
_ROOT = Path(__file__).parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none; where one is required, fail instead."""
    if _CHROMIUM is not None or os.environ.get("CI") == "true":
        return
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="no Chromium here (apt install chromium)"))


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A desk that serves: where it is entered, its settings, and what waits."""

    address: str
    settings: Settings

    @property
    def root(self) -> str:
        """The address without the word that opens it."""
        return self.address.split("/enter")[0]

    def waiting(self) -> tuple[QueueItem, ...]:
        """Return what waits now."""
        return queue(open_database(self.settings.database_url))


@pytest.fixture(scope="session")
def scanned_box(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of an office that has printed, collected and scanned sheets, and a picture that is no sheet."""
    folder = tmp_path_factory.mktemp("box")
    command = [sys.executable, "-m", "app", "demo", "--copies", str(_COPIES), "--out", str(folder / "demo")]
    subprocess.run(command, check=True, capture_output=True, env=_environment(), cwd=_ROOT)
    home = folder / "demo" / "home"
    noise = np.random.default_rng(5).integers(0, 255, (400, 300), dtype=np.uint8)
    (folder / "ảnh lạ.png").write_bytes(cv2.imencode(".png", noise)[1].tobytes())
    scan_files(load_settings(home, {}), [folder / "ảnh lạ.png"], 1, ScanOrder("Tuần 38"), lambda *_: None)
    return home


def _environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("OMR_")} | {"OMR_LANG": "vi"}


@pytest.fixture
def desk(scanned_box: Path, tmp_path: Path) -> Iterator[OpenDesk]:
    """Return a desk that serves a copy of that office, in a process of its own as people run it."""
    home = tmp_path / "home"
    shutil.copytree(scanned_box, home)
    words = ["--home", str(home), "review", "--no-browser", "--port", "0", "--who", "Tổ Một cửa"]
    process = subprocess.Popen(
        [sys.executable, "-m", "app", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=_environment(),
        cwd=_ROOT,
    )
    assert process.stdout is not None
    with process.stdout:
        yield OpenDesk(process.stdout.readline().strip(), load_settings(home, {}))
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a Chromium without a screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return one person's browser, on the screen of an old office PC."""
    with browser.new_context(viewport={"width": 1366, "height": 768}) as context:
        yield context
