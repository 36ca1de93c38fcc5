"""Facts about adopting a form of others at the desk."""

import io
import json
import re
import shutil
from html import unescape
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.adoption_drafts import begin_adoption
from app.settings import Settings, load_settings
from bench.foreign_forms.draw import FOLDER
from db.adopted import adopted_forms
from db.roles import Role
from tests.app.web.seats import OfficeDesk, Seat

_BLANK = FOLDER / "word.pdf"
_LAYOUT = re.compile(r'id="layout" value="([^"]*)"')


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the blank of a form is being adopted."""
    home = tmp_path_factory.mktemp("begun")
    with _BLANK.open("rb") as stream:
        begin_adoption(load_settings(home, {}), "tinh", "Mẫu tỉnh.pdf", stream)
    return home / "adopting"


@pytest.fixture
def desk(new_desk: OfficeDesk, begun: Path) -> OfficeDesk:
    """Return a desk at which that form is being adopted."""
    shutil.copytree(begun, new_desk.settings.home / "adopting")
    return new_desk


def _layout(page: str) -> dict[str, object]:
    found = _LAYOUT.search(page)
    assert found is not None
    data: dict[str, object] = json.loads(unescape(found[1]))
    return data


def _kept(settings: Settings) -> str:
    return (settings.home / "adopting" / "tinh" / "layout.yaml").read_text("utf-8")


def _opened(seat: Seat) -> dict[str, object]:
    return _layout(seat.get("/adopt/tinh").text)


def test_what_is_kept_is_what_is_shown_again(desk: OfficeDesk) -> None:
    """Wording too, whatever signs are in it; nothing is read with it before it is adopted."""
    seat = desk.chief()
    layout = _opened(seat) | {"labels": {"C1": '</script>"><b>Nơi tiếp'}}
    page = seat.post("/adopt/tinh", layout=json.dumps(layout), action="save").text

    assert "Đã lưu bản nháp." in page
    assert _layout(page)["labels"] == layout["labels"]
    assert "<b>Nơi" not in page
    assert adopted_forms(desk.engine) == ()
    adopted = seat.post("/adopt/tinh", layout=json.dumps(layout), action="adopt").text
    assert "Đã nhận mẫu: 36 ô, 36 ô khớp viền in." in adopted
    assert [form.layout.form for form in adopted_forms(desk.engine)] == ["tinh"]
    assert "tinh" in seat.get("/adopt").text


@pytest.mark.parametrize(
    "layout", ["", "[", "{}", "null", "7", '{"pages": [], "page_size_mm": [210, 297]}', '{"marks": {}}']
)
@pytest.mark.parametrize("action", ["save", "read", "adopt"])
def test_a_layout_that_is_none_changes_nothing(desk: OfficeDesk, action: str, layout: str) -> None:
    """What was sent stays on the page with what is wrong; what was kept is what it was."""
    seat, before = desk.chief(), _kept(desk.settings)
    page = seat.post("/adopt/tinh", layout=layout, action=action)

    assert page.status_code == (200 if layout else 422)
    assert ('role="alert"' in page.text) == bool(layout)
    assert _kept(desk.settings) == before
    assert adopted_forms(desk.engine) == ()


@pytest.mark.parametrize(
    ("name", "file", "content"),
    [
        ("../x", "a.pdf", b"x"),
        ("a b", "a.pdf", b"x"),
        ("", "a.pdf", b"x"),
        ("mẫu", "a.pdf", b"x"),
        ("a" * 41, "a.pdf", b"x"),
        ("a", "a.exe", b"x"),
        ("a", "a", b"x"),
        ("a", "a.pdf", b"x"),
        ("a", "a.pdf", b""),
        ("a", "a.png", b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_what_is_no_blank_begins_nothing(new_desk: OfficeDesk, name: str, file: str, content: bytes) -> None:
    """A name that is none, a file that is none: it is said, and no folder is left."""
    page = new_desk.chief().post("/adopt", name=name, files=[("file", (file, content))])

    assert page.status_code == 200
    assert 'role="alert"' in page.text
    folder = new_desk.settings.home / "adopting"
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_failed_beginning_leaves_what_there_was(desk: OfficeDesk) -> None:
    """A second blank of the same name that cannot be read does not take the draft away."""
    before = _kept(desk.settings)
    desk.chief().post("/adopt", name="tinh", files=[("file", ("a.pdf", b"x"))])

    assert _kept(desk.settings) == before
    assert [path.name for path in (desk.settings.home / "adopting").iterdir()] == ["tinh"]


def test_an_example_is_read_and_gone_with_the_adoption(desk: OfficeDesk) -> None:
    """It is somebody's sheet: shown to who adopts, in grey, and kept no longer than it is needed."""
    seat = desk.chief()
    white = io.BytesIO()
    Image.fromarray(np.full((1754, 1240), 255, np.uint8)).save(white, format="PNG")
    layout = json.dumps(_opened(seat))
    files = [("example", ("phiếu.png", white.getvalue()))]
    sent = seat.post("/adopt/tinh", layout=layout, action="read", files=files)
    assert sent.headers["location"] == "/adopt/tinh/read"
    read = seat.get("/adopt/tinh/read")
    assert (read.status_code, '<p class="problem">' in read.text) == (200, True)
    assert seat.get("/adopt/tinh/example-1.png").headers["Content-Type"] == "image/png"
    assert seat.get("/adopt/tinh/example-2.png").status_code == 404

    seat.post("/adopt/tinh", layout=layout, action="adopt")
    assert seat.get("/adopt/tinh/example-1.png").status_code == 404
    assert "Chưa có phiếu để đọc thử." in seat.get("/adopt/tinh/read").text
    wrong = seat.post("/adopt/tinh", layout=layout, action="read", files=[("example", ("x.exe", b"x"))])
    assert 'role="alert"' in wrong.text


def test_the_blank_is_shown_no_larger_than_a_screen(desk: OfficeDesk) -> None:
    """Its longer side has 1,700 pixels at most; a side that there is not is none."""
    seat = desk.chief()
    shown = Image.open(io.BytesIO(seat.get("/adopt/tinh/blank-1.png").content))

    assert shown.mode == "L"
    assert 1000 < max(shown.size) <= 1700
    assert shown.height / shown.width == pytest.approx(297 / 210, abs=0.01)
    for side in ("0", "99", str(10**20)):
        assert seat.get(f"/adopt/tinh/blank-{side}.png").status_code == 404


@pytest.mark.parametrize("name", ["khong-co", "..", "..%2Ftinh", "tinh%2F..", "tinh.new"])
def test_a_draft_that_there_is_not_is_not_opened(desk: OfficeDesk, name: str) -> None:
    """An address names a form that is being adopted, never a folder."""
    seat = desk.chief()
    paths = (f"/adopt/{name}", f"/adopt/{name}/read", f"/adopt/{name}/blank-1.png", f"/adopt/{name}/example-1.png")
    for path in paths[0 if name != ".." else 1 :]:
        assert seat.get(path).status_code in (404, 405), path


def test_only_compilers_adopt(desk: OfficeDesk) -> None:
    """Neither a reviewer nor a form from elsewhere, by no step."""
    reviewer, compiler, before = desk.account("Người xem", Role.REVIEWER), desk.chief(), _kept(desk.settings)
    layout = json.dumps(_opened(compiler))
    for path in ("", "/tinh", "/tinh/read", "/tinh/blank-1.png", "/tinh/example-1.png"):
        assert reviewer.get(f"/adopt{path}").status_code == 403
    assert reviewer.post("/adopt/tinh", layout=layout, action="adopt").status_code == 403
    assert compiler.client.post("/adopt/tinh", data={"layout": layout, "action": "adopt"}).status_code == 403
    assert reviewer.post("/adopt", name="x", files=[("file", ("a.pdf", b"x"))]).status_code == 403
    assert compiler.post("/adopt/tinh", layout=layout, action="delete").status_code == 422
    assert (_kept(desk.settings), adopted_forms(desk.engine)) == (before, ())
