"""Facts about finding forms."""

from pathlib import Path

import pytest

from forms.arrange import arrange
from forms.catalogue import find_form, library_forms
from forms.definition import Survey
from forms.errors import FormInvalid, FormUnknown
from omr.words import Language


def test_the_library_holds_the_counter_sheet() -> None:
    """The counter sheet comes with the program."""
    assert "pks-q" in [survey.id for survey in library_forms()]


def test_a_path_is_a_form_too(tmp_path: Path) -> None:
    """A form is found by the path of its file, even one that begins with a byte order mark."""
    path = tmp_path / "mau.yaml"
    path.write_text(
        "id: rieng\nversion: 1\ntitle: T\ninstruction: I\n"
        "sections: [{questions: [{kind: comment, code: YK, label: L}]}]\n",
        "utf-8-sig",
    )

    assert find_form(str(path)).id == "rieng"


def test_an_unknown_form_lists_the_known_ones() -> None:
    """A name that is no form is told together with the forms there are."""
    with pytest.raises(FormUnknown) as caught:
        find_form("pks-x")

    assert "pks-x" in caught.value.sentence(Language.VI)
    assert "pks-q" in caught.value.advice(Language.VI)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    """A file that is not UTF-8 is refused with a sentence."""
    path = tmp_path / "mau.yaml"
    path.write_bytes("id: phường".encode("utf-16"))

    with pytest.raises(FormInvalid):
        find_form(str(path))


@pytest.mark.parametrize("form", library_forms(), ids=lambda form: form.id)
def test_every_form_of_the_library_says_how_to_correct_a_mark(form: Survey) -> None:
    """The reader goes by that rule; on small paper it costs no second page."""
    assert form.correction is not None
    assert len(arrange(form).pages) == (2 if form.id == "pks-s" else 1)


def test_the_slip_of_three_questions_has_no_verdict() -> None:
    """It asks about three things; the time of the result is no opinion on the visit."""
    assert find_form("pks-n").with_role("overall") is None
    assert find_form("pks-c").with_role("overall") is not None
