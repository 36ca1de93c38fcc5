"""Facts about the title of a section."""

import unicodedata

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from forms.errors import NoRoomOnPage
from forms.frame import Frame, frame_of
from forms.questions import Label
from forms.section_title import title_strip
from forms.type_setting import text_width_mm
from tests.forms.grounds import FRAMES, ground_of
from tests.forms.surveys import labels


@given(labels, st.sampled_from(FRAMES), st.booleans())
@settings(deadline=None, max_examples=60)
def test_a_title_stays_within_the_page_and_with_what_follows(label: Label, frame: Frame, bilingual: bool) -> None:
    """Every line between the edges and above the strip's foot; nothing to mark, and never the last of a page."""
    try:
        strip = title_strip(label, "C1", ground_of(frame, bilingual))
    except NoRoomOnPage:
        reject()

    assert strip.keeps_next
    assert not strip.drawing.fields
    assert strip.drawing.runs
    for run in strip.drawing.runs:
        assert run.x_mm == frame.left_mm
        assert run.box.right_mm <= frame.right_mm + 1e-6
        assert 0 < run.baseline_mm < strip.height_mm


def test_a_title_stands_in_the_heaviest_weight_with_its_english_below() -> None:
    """On a form in two languages; on one in Vietnamese the English is not printed."""
    title = Label(vi="Phần A. Tiếp nhận", en="Part A. Reception")

    both = title_strip(title, "C1", ground_of(frame_of("A4"), bilingual=True))
    one = title_strip(title, "C1", ground_of(frame_of("A4")))

    assert [run.text for run in both.drawing.runs] == ["Phần A. Tiếp nhận", "Part A. Reception"]
    assert [run.text for run in one.drawing.runs] == ["Phần A. Tiếp nhận"]
    assert one.drawing.runs[0].style == ground_of(frame_of("A4")).measures.section
    assert one.height_mm < both.height_mm


@pytest.mark.parametrize("letter", ["n", "W", unicodedata.normalize("NFC", "ộ")])
def test_a_word_that_is_wider_than_the_page_is_refused_as_it_is_set(letter: str) -> None:
    """One letter more than fits in the weight of titles, though in that of questions it would."""
    ground = ground_of(frame_of("A6"))
    room_mm = ground.frame.width_mm
    fits = max(n for n in range(1, 200) if text_width_mm(letter * n, ground.measures.section) <= room_mm)

    assert title_strip(Label(vi=letter * fits), "C1", ground)
    with pytest.raises(NoRoomOnPage) as refused:
        title_strip(Label(vi=letter * (fits + 1)), "C7", ground)
    assert dict(refused.value.evidence)["question"] == "C7"
