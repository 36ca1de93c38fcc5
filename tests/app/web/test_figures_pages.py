"""Facts about the figures of a period at the desk, and the sheets behind them."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from fastapi.testclient import TestClient

from app.accounts import new_account
from app.settings import load_settings
from app.web import figures_pages
from app.web.server import Desk, create_app
from db.engine import Engine, open_database
from db.roles import Role
from omr.words import Language
from tests.app.closings import close
from tests.app.commands.test_report import office
from tests.db.fixtures import put_away

__all__ = ["office"]
_TOKEN = "một-lần"  # of a desk that is gone with the test


@pytest.fixture
def desk(office: Path) -> Iterator[TestClient]:
    """Return a browser at the desk of an office with a week's sheets and something from a kiosk."""
    chosen = load_settings(office, {})
    engine = open_database(chosen.database_url)
    client = TestClient(create_app(Desk(engine, chosen, "Người tổng hợp", _TOKEN, Language.VI)))
    client.get(f"/enter/{_TOKEN}")
    yield client
    put_away(engine)


def test_every_figure_leads_to_as_many_sheets(desk: TestClient) -> None:
    """Sheets and responses without paper come to the figure that was followed."""
    page = desk.get("/figures/2026-Q3").text
    links = re.findall(r'<a href="(/figures/2026-Q3/sheets[^"]+)">([\d.]+)</a>', page)
    assert len(links) > 10
    for address, figure in links:
        behind = desk.get(unescape(address)).text
        count = int(re.search(r"<p>([\d.]+) phiếu\.", behind)[1].replace(".", ""))  # type: ignore[index]
        beside = re.search(r"Và ([\d.]+) lượt", behind)
        assert count + (int(beside[1]) if beside else 0) == int(figure.replace(".", "")), address
        assert behind.count('<a href="/sheets/') == count


def test_the_page_says_what_stands_in_the_report(desk: TestClient) -> None:
    """The same workbook that the command line writes; provisional while answers wait."""
    page = desk.get("/figures/2026-Q3").text
    assert "Số liệu tạm tính" in page
    workbook = openpyxl.load_workbook(
        io.BytesIO(desk.get("/figures/2026-Q3/report.xlsx?internal=1").content), data_only=True
    )
    sheet = next(s for s in workbook if s.title.startswith("T1 pks-q"))
    rate = next(row[2].value for row in sheet.iter_rows() if str(row[0].value).startswith("Tỷ lệ hài lòng"))
    assert f"{100 * rate:.2f}".replace(".", ",") + " %" in page
    assert "omr period close 2026-Q3" in desk.get("/figures/2026-Q3/report.pdf").text
    assert desk.get("/figures/2026-Q3/report.pdf?internal=1").content.startswith(b"%PDF")
    assert desk.get("/figures/2026-Q3/report.exe").status_code == 404


def test_a_period_without_sheets_says_so(desk: TestClient) -> None:
    """A name that is none is a sentence; without a name it is the running one."""
    assert "chưa có phiếu nào" in desk.get("/figures/2020-Q1").text
    assert desk.get("/figures/mai").status_code == 409
    assert desk.get("/figures", follow_redirects=False).headers["location"].startswith("/figures/20")
    assert desk.get("/figures?period=2026-Q3", follow_redirects=False).headers["location"] == "/figures/2026-Q3"


def test_between_two_reports_the_month_is_shown(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """An office whose own reports leave days out is not without figures on them."""
    monkeypatch.setattr(figures_pages, "current_periods", lambda *_: ())
    answer = desk.get("/figures", follow_redirects=False)

    assert re.fullmatch(r"/figures/\d{4}-\d\d", answer.headers["location"])


def test_a_viewer_sees_totals_alone(office: Path) -> None:
    """Of what was closed alone: no sheet behind a figure, no name of an officer, no rate of a few."""
    (office / "officers.csv").write_text("code,name\n01,Cán bộ Một\n", "utf-8")
    engine, client = _seat(office, Role.VIEWER)

    page = client.get("/figures/2026-Q3")
    assert (page.status_code, "chưa có bản chốt" in page.text) == (409, True)
    running = client.get("/figures")
    assert (running.status_code, "--internal" in running.text) == (409, True)
    close(engine, "2026-Q3")
    assert client.get("/figures", follow_redirects=False).headers["location"] == "/figures/2026-Q3"
    page = client.get("/figures/2026-Q3")
    assert page.status_code == 200
    assert page.text.count("<option") == 1
    assert "/sheets?" not in page.text
    assert "Cán bộ Một" not in page.text
    assert client.get("/figures/2026-Q3/sheets?form=pks-q&question=C8&answer=5").status_code == 403
    assert client.get("/figures/2026-Q3/report.xlsx").status_code == 403
    put_away(engine)


def test_a_reviewer_sees_what_comes_in_without_groups_of_few(office: Path) -> None:
    """The sheets themselves are before them; small groups and names are not told."""
    engine, client = _seat(office, Role.REVIEWER)
    page = client.get("/figures/2026-Q3")

    assert (page.status_code, ">ẩn<" in page.text, "/sheets?" in page.text) == (200, True, True)
    assert client.get("/figures").status_code == 200
    engine.dispose()


def _seat(office: Path, role: Role) -> tuple[Engine, TestClient]:
    chosen = load_settings(office, {})
    engine = open_database(chosen.database_url)
    new_account(engine, "khach", "một mật khẩu rất dài", role, "", datetime(2026, 9, 1, tzinfo=UTC))
    client = TestClient(create_app(Desk(engine, chosen, "", _TOKEN, Language.VI, network=True)))
    client.post("/login", data={"name": "khach", "password": "một mật khẩu rất dài"})
    return engine, client


def test_in_english_levels_and_periods_are_english(desk: TestClient) -> None:
    """Where the form and the calendar have words for it; in Vietnamese nothing of it."""
    before = desk.get("/figures/2026-Q3").text
    word = re.findall(r'name="csrf" value="([^"]+)"', before)[0]
    desk.post("/language", data={"csrf": word})
    page = desk.get("/figures/2026-Q3").text

    assert ("Quý III/2026" in before, "Quarter III/2026" in before) == (True, False)
    assert ("Quý III/2026" in page, "Quarter III/2026" in page) == (False, True)
    assert ("Very satisfied" in page, "Rất hài lòng" in page) == (True, False)
