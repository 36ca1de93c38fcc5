"""Facts about forms that are being adopted step by step."""

import io
import json
from pathlib import Path

import pytest

from app.adoption_drafts import (
    BlankUnusable,
    adoption_drafts,
    begin_adoption,
    keep_example,
    load_draft,
    read_example,
    save_draft,
    take_in,
)
from app.settings import Settings
from batches.adopt import NothingToMark
from bench.foreign_forms.draw import FOLDER
from db.adopted import adopted_forms
from db.engine import open_database
from db.surveys import load_surveys
from forms.layout_file import LayoutInvalid, layout_from_text, layout_to_text
from omr.layout.serial import layout_id, layout_to_json
from omr.reading import PageReading

_BLANK = FOLDER / "word.pdf"


def _begun(settings: Settings) -> None:
    with _BLANK.open("rb") as stream:
        begin_adoption(settings, "tinh", "Mẫu tỉnh.PDF", stream)


def test_a_draft_becomes_a_form(settings: Settings) -> None:
    """Its boxes guessed, corrected, named; nothing is read with it before it is taken in."""
    _begun(settings)
    draft = load_draft(settings, "tinh")
    assert draft is not None
    engine = open_database(settings.database_url)
    assert (adoption_drafts(settings), adopted_forms(engine)) == (("tinh",), ())

    layout = json.loads(layout_to_json(layout_from_text(draft.layout_text, "tinh", "x")))
    layout["labels"] = {"C1": "Nơi đón tiếp", "C99": "không có"}
    done = take_in(settings, save_draft(draft, json.dumps(layout)))
    (form,) = adopted_forms(engine)
    assert (done.boxes, done.found, form.layout.form) == (36, 36, "tinh")
    survey = next(s.survey_json for s in load_surveys(engine) if s.form == "tinh")
    assert "Nơi đón tiếp" in survey
    engine.dispose()


def test_a_form_may_ask_for_circles(settings: Settings) -> None:
    """It is part of its layout, and of what tells it from the same form without; others keep their identity."""
    _begun(settings)
    draft = load_draft(settings, "tinh")
    assert draft is not None
    plain = layout_from_text(draft.layout_text, "tinh", "x")
    rings = layout_from_text(draft.layout_text + "rings_choose: true\n", "tinh", "x")

    assert (plain.rings_choose, rings.rings_choose) == (False, True)
    assert layout_id(plain) != layout_id(rings)
    assert "rings_choose" not in layout_to_json(plain)
    assert layout_from_text(layout_to_json(rings), "tinh", "x") == rings
    assert layout_from_text(layout_to_text(rings), "tinh", "x").rings_choose


def test_a_wrong_layout_changes_nothing(settings: Settings) -> None:
    """What was kept stays, and what is wrong is said."""
    _begun(settings)
    draft = load_draft(settings, "tinh")
    assert draft is not None
    for wrong in ("[", "{}", draft.layout_text.replace("choice: '2'", "choice: '1'")):
        with pytest.raises(LayoutInvalid):
            save_draft(draft, wrong)
    assert load_draft(settings, "tinh") == draft


def test_an_example_is_read_and_not_stored(settings: Settings) -> None:
    """The blank itself as an example: every answer is blank or waits, and no page is in the database."""
    _begun(settings)
    draft = load_draft(settings, "tinh")
    assert draft is not None
    assert read_example(draft)[1] == ()
    with _BLANK.open("rb") as stream:
        keep_example(draft, "trắng.pdf", stream)
    _, (page,) = read_example(draft)

    assert isinstance(page.outcome, PageReading)
    assert {answer.chosen for answer in page.outcome.answers} == {()}
    assert adopted_forms(open_database(settings.database_url)) == ()
    take_in(settings, draft)
    assert read_example(draft)[1] == ()


@pytest.mark.parametrize(
    ("name", "file_name"), [("../x", "a.pdf"), ("", "a.pdf"), ("Mẫu tỉnh", "a.pdf"), ("a", "a.docx"), ("a", "")]
)
def test_a_name_is_no_path_and_a_file_is_a_picture(settings: Settings, name: str, file_name: str) -> None:
    """Refused with a sentence, and nothing is left behind."""
    with pytest.raises(BlankUnusable):
        begin_adoption(settings, name, file_name, io.BytesIO(b"x"))
    assert adoption_drafts(settings) == ()
    assert load_draft(settings, name) is None


def test_a_blank_without_boxes_leaves_the_draft_before_it(settings: Settings, tmp_path: Path) -> None:
    """A mistake of a file does not cost the work on the right one."""
    from PIL import Image

    _begun(settings)
    before = load_draft(settings, "tinh")
    Image.new("L", (1240, 1754), 255).save(tmp_path / "trắng.png")
    with (tmp_path / "trắng.png").open("rb") as stream, pytest.raises(NothingToMark):
        begin_adoption(settings, "tinh", "trắng.png", stream)
    assert load_draft(settings, "tinh") == before
