"""Facts about room for handwriting."""

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from forms.comment_blocks import comment_strip
from forms.errors import NoRoomOnPage
from forms.frame import Frame, frame_of
from forms.questions import CommentQuestion, Label
from tests.forms.grounds import FRAMES, ground_of
from tests.forms.surveys import labels


def _asked(label: Label, lines: int = 3, hint: Label | None = None) -> CommentQuestion:
    return CommentQuestion(kind="comment", code="YK", label=label, hint=hint, lines=lines)


@given(labels, st.none() | labels, st.integers(1, 24), st.sampled_from(FRAMES), st.booleans())
@settings(deadline=None, max_examples=60)
def test_what_is_kept_as_a_picture_holds_every_line_and_no_print(
    label: Label, hint: Label | None, lines: int, frame: Frame, bilingual: bool
) -> None:
    """All lines are as many as asked, from the wording's edge to the page's; the picture ends within the strip."""
    ground = ground_of(frame, bilingual)
    try:
        strip = comment_strip(_asked(label, lines, hint), ground)
    except NoRoomOnPage:
        reject()

    (area,) = strip.drawing.text_areas
    assert len(strip.drawing.lines) == lines
    assert (area.id, strip.name, strip.has_boxes) == ("YK", "YK", False)
    for line in strip.drawing.lines:
        assert line.start.y_mm == line.end.y_mm
        assert (line.start.x_mm, line.end.x_mm) == pytest.approx((area.box.x_mm, area.box.right_mm))
        assert area.box.y_mm < line.start.y_mm < area.box.bottom_mm
    assert area.box.bottom_mm == pytest.approx(strip.height_mm)
    assert area.box.right_mm == pytest.approx(frame.right_mm)
    assert all(run.baseline_mm < area.box.y_mm for run in strip.drawing.runs)
    assert all(run.box.right_mm <= frame.right_mm + 1e-6 for run in strip.drawing.runs)


def test_lines_are_as_far_apart_as_a_hand_needs() -> None:
    """The first one too is that far below the wording: what is written on it touches no letter."""
    ground = ground_of(frame_of("A5"))
    strip = comment_strip(_asked(Label(vi="Ý kiến khác")), ground)
    heights = [line.start.y_mm for line in strip.drawing.lines]
    wording_mm = max(run.baseline_mm for run in strip.drawing.runs)

    steps = [low - high for high, low in zip((wording_mm, *heights[:-1]), heights, strict=True)]
    assert steps == pytest.approx([ground.measures.line_pitch_mm] * 3)


def test_a_word_that_is_wider_than_the_page_is_refused() -> None:
    """By the question's code, in either language."""
    for label in (Label(vi="W" * 150), Label(vi="Ý kiến", en="W" * 150)):
        with pytest.raises(NoRoomOnPage) as refused:
            comment_strip(_asked(label), ground_of(frame_of("A5"), bilingual=True))
        assert dict(refused.value.evidence)["question"] == "YK"
