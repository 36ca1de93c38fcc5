"""Facts about bringing in a form that others printed, and reading its pages, from the command line."""

import csv
import io
import json
import os
import shutil
from pathlib import Path

import cv2
import pytest

from bench.otherforms import other_page
from omr.layout.serial import layout_to_json
from tests.app.running import Omr

# Real scans with their truth, where a desk has them; never part of the project.
_REAL = Path(os.environ.get("OMR_REALSCANS") or Path(__file__).parents[3] / "shared" / "realscans")


@pytest.fixture(scope="module")
def _drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn")
    form, _ = other_page("clean", 341_000_001)
    (folder / "mẫu.png").write_bytes(cv2.imencode(".png", form.pictures[0])[1].tobytes())
    (folder / "layout.json").write_text(layout_to_json(form.layout), "utf-8")
    (folder / "scans").mkdir()
    for i in range(3):
        _, scanned = other_page("clean", 341_000_001 + 60 * i)
        cv2.imwrite(str(folder / "scans" / f"{i}.png"), scanned.pixels)
    return folder


@pytest.fixture
def desk(_drawn: Path, tmp_path: Path) -> Path:
    """Return a folder with a blank, its layout as another tool wrote it, and three scans."""
    shutil.copytree(_drawn, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_a_form_is_adopted_and_its_pages_are_read(omr: Omr, home: Path, desk: Path) -> None:
    """Registered without a question asked, found among all pages by its print, and exported like our own."""
    assert omr("forms", "adopt", desk / "mẫu.png", "--layout", desk / "layout.json", "--id", "tinh").code == 0
    ran = omr("scan", desk / "scans", "--workers", 0, "--json")
    assert json.loads(ran.out)["summary"]["sheets"] == 3

    rows = list(csv.DictReader(io.StringIO(omr("export", "marks", "--format", "csv").out.lstrip("\ufeff"))))
    assert list(rows[0]) == ["source", "source_page", "question", "choice", "state", "p_marked"]
    _, scanned = other_page("clean", 341_000_001)
    states = {(r["question"], r["choice"]): r["state"] for r in rows if r["source"].endswith("0.png")}
    for truth in scanned.truth.boxes:
        assert states[truth.question, truth.choice] in ("empty" if truth.kind == "none" else "marked", "unsure")


def test_pages_scanned_before_are_read_once_their_form_is_adopted(omr: Omr, home: Path, desk: Path) -> None:
    """The same command reads them again; nothing is asked twice and nothing counts twice."""
    omr("scan", desk / "scans", "--workers", 0)
    assert len(json.loads(omr("review", "--list", "--json").out)) == 3
    omr("forms", "adopt", desk / "mẫu.png", "--layout", desk / "layout.json", "--id", "tinh")
    omr("scan", desk / "scans", "--workers", 0)
    again = omr("scan", desk / "scans", "--workers", 0)

    pages = json.loads(omr("export", "pages", "--format", "json").out)
    assert [page["outcome"] for page in pages] == ["read"] * 3
    assert {item["kind"] for item in json.loads(omr("review", "--list", "--json").out)} <= {"question"}
    assert again.code == 0


def test_pages_may_be_said_to_be_of_a_form(omr: Omr, home: Path, desk: Path) -> None:
    """With --form nothing else is looked for; a name nobody gave is refused with those that are known."""
    omr("forms", "adopt", desk / "mẫu.png", "--layout", desk / "layout.json", "--id", "tinh")

    assert omr("scan", desk / "scans", "--workers", 0, "--form", "tinh").code == 0
    refused = omr("scan", desk / "scans", "--form", "xa")
    assert refused.code == 64
    assert "tinh" in refused.err


def test_a_layout_is_guessed_for_a_person_to_correct(omr: Omr, home: Path, desk: Path) -> None:
    """Every box of the blank is in the file, and the file can be adopted as it is."""
    form, _ = other_page("clean", 341_000_001)
    assert omr("forms", "adopt", desk / "mẫu.png", "--out", desk / "guess.yaml").code == 0
    adopted = omr("forms", "adopt", desk / "mẫu.png", "--layout", desk / "guess.yaml", "--id", "mau")

    assert adopted.code == 0
    assert f"{len(list(form.layout.pages[0].boxes()))} boxes" in adopted.out


def test_what_does_not_belong_together_is_refused(omr: Omr, home: Path, desk: Path) -> None:
    """A layout of another paper, a missing file, no choice of what to do: each a sentence and nothing stored."""
    data = json.loads((desk / "layout.json").read_text("utf-8"))
    data["page_size_mm"] = [297.0, 297.0]
    (desk / "wide.json").write_text(json.dumps(data), "utf-8")

    assert omr("forms", "adopt", desk / "mẫu.png", "--layout", desk / "wide.json", "--id", "a").code == 66
    assert omr("forms", "adopt", desk / "none.png", "--layout", desk / "layout.json", "--id", "a").code == 40
    assert omr("forms", "adopt", desk / "mẫu.png").code == 2
    assert omr("scan", desk / "scans", "--form", "a").code == 64


@pytest.mark.skipif(not _REAL.is_dir(), reason="no real scans here (OMR_REALSCANS)")
def test_real_scans_hold_no_silent_error(omr: Omr, home: Path, tmp_path: Path) -> None:
    """Ballots scanned in black and white: whatever is told for certain of a box is what is in it."""
    guess = tmp_path / "ballot.yaml"
    blank = _REAL / "durant" / "blankballots" / "blank.tif"
    omr("forms", "adopt", blank, "--out", guess)
    text = guess.read_text("utf-8").replace("kind: single", "kind: multiple")
    guess.write_text(text, "utf-8")
    assert omr("forms", "adopt", blank, "--layout", guess, "--id", "ballot").code == 0
    assert omr("scan", _REAL / "durant" / "votedballots", "--form", "ballot").code == 0

    marks = list(csv.DictReader(io.StringIO(omr("export", "marks", "--format", "csv").out.lstrip("\ufeff"))))
    with (_REAL / "durant" / "truth.csv").open(encoding="utf-8") as stream:
        truth = {(Path(r["file"]).name, int(r["box"])): r["checked"] == "1" for r in csv.DictReader(stream)}
    position: dict[str, int] = {}
    for mark in marks:
        name = Path(mark["source"]).name
        box = position[name] = position.get(name, -1) + 1
        assert mark["state"] in ("marked" if truth[name, box] else "empty", "unsure", "cancelled")
    assert len(marks) == len(truth)
