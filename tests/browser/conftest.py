"""Tests here drive a real browser against a desk that really serves, over sheets that were really printed and read."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from app.accounts import new_account
from app.scanning import ScanOrder, scan_files
from app.settings import Settings, load_settings
from batches.originals import find_original
from batches.page_image import PageImage
from batches.rasterize import rasterize
from db.desk import page_of
from db.engine import Engine, open_database
from db.review import QueueItem, queue
from db.roles import Role
from omr.detect.image import Points, transform
from omr.geometry import BoxMm
from omr.layout.serial import layout_id
from tests.browser.serving import serving

_CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "một mật khẩu đủ dài"
# So many sheets have a dozen doubtful answers.
_COPIES = 30
_ROOT = Path(__file__).parents[2]
_REVIEW = ("review", "--no-browser", "--port", "0", "--who", "Tổ Một cửa")


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
        """Return what waits now, without the comments that somebody may type."""
        return tuple(item for item in queue(self.engine) if item.kind != "comment")

    @property
    def engine(self) -> Engine:
        """The desk's database, opened anew."""
        return open_database(self.settings.database_url)


@pytest.fixture(scope="session")
def scanned_box(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of an office that has printed, collected and scanned sheets, and a picture that is no sheet."""
    folder = tmp_path_factory.mktemp("box")
    command = [sys.executable, "-m", "app", "demo", "--copies", str(_COPIES), "--out", str(folder / "demo")]
    subprocess.run(command, check=True, capture_output=True, env=_environment(), cwd=_ROOT)
    home = folder / "demo" / "home"
    lost = without_marks(load_settings(home, {}))
    (folder / "trang mất dấu.png").write_bytes(cv2.imencode(".png", lost.pixels)[1].tobytes())
    noise = np.random.default_rng(5).integers(0, 255, (400, 300), dtype=np.uint8)
    (folder / "ảnh lạ.png").write_bytes(cv2.imencode(".png", noise)[1].tobytes())
    strange = [folder / "ảnh lạ.png", folder / "trang mất dấu.png"]
    scan_files(load_settings(home, {}), strange, 1, ScanOrder("Tuần 38"), lambda *_: None)
    return home


@dataclass(frozen=True, slots=True, eq=False)
class LostPage:
    """A page that nobody can tell what it is; `corners` are its sheet's, as shares of its width and height."""

    pixels: NDArray[np.uint8]
    corners: Points
    layout_id: str


def without_marks(settings: Settings) -> LostPage:
    """Return the first page as it was scanned, its corner marks and codes covered."""
    place, seen, _ = page_of(open_database(settings.database_url), 1)
    assert seen is not None
    page = next(iter(rasterize(find_original(settings.originals, Path(place.path), place.sha256), range(1, 2))))
    assert isinstance(page, PageImage)
    pixels, matrix = page.pixels.copy(), np.array(seen.mm_to_px).reshape(3, 3)

    def places(box: BoxMm) -> Points:
        corners = [(box.x_mm, box.y_mm), (box.right_mm, box.y_mm), (box.right_mm, box.bottom_mm)]
        return transform(matrix, np.array([*corners, (box.x_mm, box.bottom_mm)])) / page.reduced

    for box in [*(mark.box for mark in seen.page.fiducials), *seen.page.codes]:
        cv2.fillPoly(pixels, [places(box.grown(2.0)).round().astype(np.int32)], (250, 250, 250))
    size = seen.sheet.page_size
    corners = places(BoxMm(0.0, 0.0, size.width_mm, size.height_mm)) / (pixels.shape[1], pixels.shape[0])
    return LostPage(pixels, corners, layout_id(seen.sheet))


def _environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("OMR_")} | {"OMR_LANG": "vi"}


@pytest.fixture
def desk(scanned_box: Path, tmp_path: Path) -> Iterator[OpenDesk]:
    """Return a desk that serves a copy of that office."""
    with served(_copy(scanned_box, tmp_path)) as desk:
        yield desk


@pytest.fixture
def cold_desk(scanned_box: Path, tmp_path: Path) -> Iterator[OpenDesk]:
    """Return a desk over a copy of that office that was started as people start it."""
    home = _copy(scanned_box, tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "--home", str(home), *_REVIEW],
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
def _staffed_box(scanned_box: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = _copy(scanned_box, tmp_path_factory.mktemp("staffed"))
    engine = open_database(load_settings(home, {}).database_url)
    for role in Role:
        new_account(engine, role.value, PASSWORD, role, "", datetime.now(UTC))
    engine.dispose()
    return home


@pytest.fixture
def network_desk(_staffed_box: Path, tmp_path: Path) -> Iterator[OpenDesk]:
    """Return a desk that is open to a network: everybody logs in, with one account for each role."""
    home = _copy(_staffed_box, tmp_path)
    with served(home, "--host", "0.0.0.0", "--plain-http") as desk:
        yield desk


def _copy(box: Path, folder: Path) -> Path:
    shutil.copytree(box, folder / "home")
    return folder / "home"


@contextmanager
def served(home: Path, *more: str) -> Iterator[OpenDesk]:
    """Give a desk that serves a home, in a process of its own."""
    words = ("--home", str(home), *_REVIEW, *more)
    with serving(*words) as address:
        yield OpenDesk(address, load_settings(home, {}))


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


def logged_in(context: BrowserContext, desk: OpenDesk, name: str, password: str = PASSWORD) -> Page:
    """Return the page that somebody sees who has logged in, or tried to."""
    page = context.new_page()
    page.goto(desk.root + "/login")
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state()
    return page
