"""Facts about `omr forms`."""

import json
from pathlib import Path

import pytest
from PIL import Image

from forms import catalogue
from forms.arrange import arrange
from forms.catalogue import find_form
from omr.layout.serial import layout_id
from tests.app.running import Omr


def test_the_list_in_json_is_for_scripts(omr: Omr) -> None:
    """Identity, title and pages of each form, and nothing else."""
    ran = omr("forms", "list", "--json")

    forms = json.loads(ran.out)
    assert ran.code == 0
    assert {tuple(form) for form in forms} == {("id", "title", "pages")}
    assert next(form for form in forms if form["id"] == "pks-q") == {
        "id": "pks-q",
        "title": find_form("pks-q").title.vi,
        "pages": 1,
    }


def test_the_list_is_for_people_too(omr: Omr) -> None:
    """One line a form."""
    lines = omr("forms", "list").out.splitlines()

    assert any(line.startswith("pks-q ") and find_form("pks-q").title.vi in line for line in lines)


def test_the_layout_is_the_contract_of_other_tools(omr: Omr) -> None:
    """Names, units and nesting are as documented."""
    layout = json.loads(omr("forms", "layout", "pks-q").out)

    assert layout["form"] == "pks-q"
    assert layout["layout_id"] == layout_id(arrange(find_form("pks-q")).layout)
    assert layout["page_size_mm"] == [148, 210]
    (page,) = layout["pages"]
    assert page["page"] == 1
    measures = {"x_mm", "y_mm", "width_mm", "height_mm"}
    assert all(set(mark) >= {"question", "choice", "kind", "shape", *measures} for mark in page["marks"])
    assert all(set(area) >= {"id", *measures} for area in page["text_areas"])
    assert {mark["kind"] for mark in page["marks"]} <= {"single", "multiple"}
    assert [mark["choice"] for mark in page["marks"] if mark["question"] == "C1"] == ["5", "4", "3", "2", "1"]


def test_every_box_lies_on_the_page_and_none_on_another(omr: Omr) -> None:
    """A tool that cuts boxes out gets one each."""
    marks = json.loads(omr("forms", "layout", "pks-q").out)["pages"][0]["marks"]

    boxes = [(m["x_mm"], m["y_mm"], m["x_mm"] + m["width_mm"], m["y_mm"] + m["height_mm"]) for m in marks]
    assert all(0 < left < right < 148 and 0 < top < bottom < 210 for left, top, right, bottom in boxes)
    assert not any(
        a is not b and a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for a in boxes for b in boxes
    )


def test_a_sound_form_is_said_to_be_sound(omr: Omr, tmp_path: Path) -> None:
    """A file of one's own is checked as those of the library are."""
    source = Path(catalogue.__file__).parent / "library" / "pks-q.yaml"
    (tmp_path / "mẫu của tôi.yaml").write_bytes(source.read_bytes())

    own, known = omr("forms", "check", tmp_path / "mẫu của tôi.yaml"), omr("forms", "check", "pks-q")

    assert (own.code, own.out) == (0, known.out)
    assert "✓ pks-q: sound" in own.out


def test_a_mistake_is_named_by_file_line_question_and_key(omr: Omr, tmp_path: Path) -> None:
    """So that it is found in an editor at once."""
    source = (Path(catalogue.__file__).parent / "library" / "pks-q.yaml").read_text("utf-8")
    lines = source.splitlines()
    line = next(number for number, text in enumerate(lines) if text.strip() == "code: LV")
    lines.insert(line + 1, lines[line].replace("code: LV", "colour: red"))
    (tmp_path / "own.yaml").write_text("\n".join(lines), "utf-8")

    ran = omr("forms", "check", tmp_path / "own.yaml")

    assert ran.code > 2
    assert ran.out == ""
    assert "own.yaml" in ran.err
    assert str(line + 2) in ran.err
    assert "LV" in ran.err
    assert "colour" in ran.err


@pytest.mark.parametrize("content", [b"", b"- a\n- b\n", b"a: [", b"\xff\xfe\x00"])
@pytest.mark.parametrize("command", ["check", "layout"])
def test_what_is_no_form_is_a_sentence(omr: Omr, tmp_path: Path, content: bytes, command: str) -> None:
    """An empty file, a list, broken YAML, no text at all."""
    (tmp_path / "own.yaml").write_bytes(content)

    ran = omr("forms", command, tmp_path / "own.yaml")

    assert ran.code > 2
    assert ran.out == ""
    assert "own.yaml" in ran.err
    assert "Traceback" not in ran.err


def test_a_preview_is_a_picture_and_is_said(omr: Omr, tmp_path: Path) -> None:
    """A5 at 150 dpi."""
    ran = omr("forms", "preview", "pks-q", "--out", tmp_path / "pks-q.png")

    assert ran.code == 0
    assert "pks-q.png" in ran.err
    with Image.open(tmp_path / "pks-q.png") as picture:
        assert picture.size == pytest.approx((874, 1240), abs=2)


def test_looking_at_forms_makes_no_home(omr: Omr, tmp_path: Path) -> None:
    """Nothing is kept, so nothing is made."""
    omr("forms", "list")
    omr("forms", "check", "pks-q", "--pages", 0)

    assert not (tmp_path / "home").exists()


def test_a_check_tries_the_form(omr: Omr) -> None:
    """Distances, silent errors and what waits for a person are told for each question."""
    report = json.loads(omr("forms", "check", "pks-n", "--pages", 2, "--json").out)

    assert report["faults"] == []
    assert [question["question"] for question in report["questions"]] == ["N1", "N2", "N3"]
    assert all(question["answers"] == 2 for question in report["questions"])


def test_a_proof_is_a_pdf(omr: Omr, tmp_path: Path) -> None:
    """It is written where it is asked for."""
    assert omr("forms", "proof", "pks-q", "--out", tmp_path / "proof.pdf").code == 0
    assert (tmp_path / "proof.pdf").read_bytes().startswith(b"%PDF")


def test_the_schema_is_json(omr: Omr) -> None:
    """It describes a form to an editor."""
    assert "sections" in json.loads(omr("forms", "schema").out)["properties"]
