"""Facts about wording in one language or two."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.errors import NoRoomOnPage
from forms.frame import frame_of
from forms.question_wording import english_of, label_of, refuse_overhang, set_question, too_high, too_wide
from forms.questions import Choice, Label
from forms.strips import Ground
from forms.type_setting import overhang_mm, text_width_mm
from omr.layout.sheet import BoxShape
from omr.words import Language
from tests.forms.surveys import labels

PAPERS = ("A4", "A5", "A6")


def ground_of(paper: str, bilingual: bool = False) -> Ground:
    """Return what strips stand on, wording 10 mm from the column's edge."""
    frame = frame_of(paper)
    left_mm = frame.left_mm + 10.0
    return Ground(frame, BoxShape.BOX, frame.measures.densities[0], left_mm, 0.0, 0.0, bilingual)


@given(labels, st.none() | labels, st.sampled_from(PAPERS), st.booleans(), st.floats(40, 150))
@settings(deadline=None)
def test_a_question_ends_at_its_last_baseline(
    label: Label, hint: Label | None, paper: str, bilingual: bool, room_mm: float
) -> None:
    """What is told is where the lowest line stands, so that no box runs into it; all lines keep to their room."""
    ground = ground_of(paper, bilingual)

    drawing, last_mm = set_question(label, hint, ground, room_mm)

    assert last_mm == pytest.approx(max(run.baseline_mm for run in drawing.runs))
    assert min(run.baseline_mm for run in drawing.runs) == pytest.approx(ground.measures.baseline_mm)
    assert all(run.x_mm >= ground.text_left_mm for run in drawing.runs)
    assert max(run.box.right_mm for run in drawing.runs) <= ground.text_left_mm + room_mm + 1e-6


@given(labels, labels, st.sampled_from(PAPERS), st.booleans())
@settings(deadline=None)
def test_every_word_of_question_and_hint_is_printed_once(
    label: Label, hint: Label, paper: str, bilingual: bool
) -> None:
    """In both languages where the form has two and they differ, else in Vietnamese alone; first the question."""
    ground = ground_of(paper, bilingual)

    drawing, _ = set_question(label, hint, ground, 90.0)

    expected = []
    for words in (label, hint):
        expected.append(words.vi)
        if bilingual and words.en not in (None, words.vi):
            expected.append(str(words.en))
    assert " ".join(run.text for run in drawing.runs) == " ".join(expected)


def test_a_short_hint_stands_beside_its_question_where_room_is_short() -> None:
    """On small paper and in one language; below it elsewhere, and where both do not fit one line."""
    label, hint = Label(vi="Lý do?", en="Why?"), Label(vi="Chọn nhiều ô.", en="Mark several.")

    def lines(paper: str, room_mm: float, bilingual: bool = False) -> int:
        drawing, _ = set_question(label, hint, ground_of(paper, bilingual), room_mm)
        return len({run.baseline_mm for run in drawing.runs})

    assert lines("A5", 80.0) == 1
    assert lines("A4", 80.0) == 2
    assert lines("A5", 20.0) == 2
    assert lines("A5", 80.0, bilingual=True) == 4


def test_what_is_the_same_in_both_languages_is_printed_once() -> None:
    """A number, or a name, has no English below it."""
    ground = ground_of("A4", bilingual=True)

    assert english_of(Label(vi="2026", en="2026"), ground) is None
    assert english_of(Label(vi="Phường", en="Ward"), ground) == "Ward"
    assert english_of(Label(vi="Phường", en="Ward"), ground_of("A4")) is None


def test_a_choice_says_in_each_language_what_it_skips() -> None:
    """Both name every question; no English is made up where the author gave none."""
    skipping = Choice(code="1", label=Label(vi="Chưa", en="Never"), skips=("PA2", "PA3"))
    told = label_of(skipping)

    assert (told.vi, told.en) == ("Chưa (bỏ qua PA2, PA3)", "Never (skip PA2, PA3)")
    assert label_of(skipping.model_copy(update={"label": Label(vi="Chưa")})).en is None
    assert label_of(skipping.model_copy(update={"skips": ()})) == skipping.label


@given(labels, st.floats(2, 60), st.booleans())
@settings(deadline=None)
def test_wording_is_refused_exactly_where_a_word_sticks_out(label: Label, room_mm: float, bilingual: bool) -> None:
    """By the millimetres that are said: with so much more room, a tenth more for what is rounded, it is taken."""
    ground = ground_of("A5", bilingual)
    try:
        refuse_overhang("C1", label, room_mm, ground)
    except NoRoomOnPage as error:
        more_mm = float(dict(error.evidence)["over_mm"]) + 0.1
        refuse_overhang("C1", label, room_mm + more_mm, ground)
    else:
        assert overhang_mm(label.vi, ground.measures.strong, room_mm) == 0
        if bilingual and label.en is not None:
            assert all(text_width_mm(word, ground.measures.small) <= room_mm for word in label.en.split(" "))


@pytest.mark.parametrize(("refusal", "vi", "en"), [(too_wide, "chiều ngang", "wide"), (too_high, "chiều dọc", "high")])
def test_what_does_not_fit_is_said_with_place_and_measure(
    refusal: Callable[[str, str, float], NoRoomOnPage], vi: str, en: str
) -> None:
    """The question, the paper, by how much and in which direction, in both languages, and what to do."""
    error = refusal("C7", "A5", 3.14159)

    assert error.sentence(Language.VI) == f"“C7” không vừa trang A5: thừa 3.1 mm theo {vi}."
    assert error.sentence(Language.EN) == f"“C7” does not fit on A5: it is 3.1 mm too {en}."
    assert "khổ giấy lớn hơn" in error.advice(Language.VI)
