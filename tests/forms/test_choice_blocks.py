"""Facts about a question with a list of choices."""

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from forms.choice_blocks import choice_strip
from forms.errors import NoRoomOnPage
from forms.frame import Frame, frame_of
from forms.questions import Choice, Label, MultipleQuestion, SingleQuestion
from forms.strips import Strip
from omr.layout.sheet import FieldKind
from tests.forms.grounds import FRAMES, ground_of
from tests.forms.surveys import choice_lists, labels

frames = st.sampled_from(FRAMES)
YES_NO = (Choice(code="1", label=Label(vi="Có", en="Yes")), Choice(code="2", label=Label(vi="Không", en="No")))


def asked(label: str, *choices: Choice, hint: Label | None = None) -> SingleQuestion:
    """Return a question for one of these choices."""
    return SingleQuestion(kind="single", code="C1", label=Label(vi=label, en="Question"), hint=hint, choices=choices)


def rows_of(strip: Strip) -> int:
    """Return in how many rows the boxes stand."""
    return len({round(mark.box.y_mm, 6) for field in strip.drawing.fields for mark in field.boxes})


def stands_beside(strip: Strip) -> bool:
    """Tell whether wording and boxes share a line."""
    _, wording, *_ = strip.drawing.runs
    (field,) = strip.drawing.fields
    return field.boxes[0].box.y_mm < wording.baseline_mm < field.boxes[0].box.bottom_mm


@given(labels, st.none() | labels, choice_lists(), frames, st.booleans())
@settings(deadline=None, max_examples=60)
def test_a_question_holds_all_that_it_prints(
    label: Label, hint: Label | None, choices: tuple[Choice, ...], frame: Frame, bilingual: bool
) -> None:
    """A box for each choice in its order; no box and no word is above its top, below its foot or past the edges."""
    question = SingleQuestion(kind="single", code="C1", label=label, hint=hint, choices=choices)
    try:
        strip = choice_strip(question, ground_of(frame, bilingual))
    except NoRoomOnPage:
        reject()

    (field,) = strip.drawing.fields
    assert [mark.choice for mark in field.boxes] == [choice.code for choice in choices]
    for mark in field.boxes:
        assert mark.box.y_mm > 0
        assert mark.box.bottom_mm < strip.height_mm
    for run in strip.drawing.runs:
        assert 0 < run.baseline_mm < strip.height_mm
        assert frame.left_mm <= run.x_mm
        assert run.box.right_mm <= frame.right_mm + 1e-6
        assert not any(mark.box.grown(1.6).overlaps(run.box) for mark in field.boxes)


def test_a_short_question_has_its_choices_beside_it() -> None:
    """In one row, under the form's other answers; what has a hint, many choices or a second language has them below."""
    ground, bilingual = ground_of(frame_of("A4")), ground_of(frame_of("A4"), bilingual=True)

    beside = choice_strip(asked("Có trễ hẹn?", *YES_NO), ground)

    assert stands_beside(beside)
    assert rows_of(beside) == 1
    assert beside.drawing.fields[0].boxes[0].box.centre.x_mm == pytest.approx(ground.first_answer_mm)
    for strip in (
        choice_strip(asked("Có trễ hẹn?", *YES_NO, hint=Label(vi="Chọn một.")), ground),
        choice_strip(asked("Có trễ hẹn?", *YES_NO), bilingual),
        choice_strip(asked("Có lần nào hồ sơ của Ông/Bà bị trả kết quả trễ hẹn trong năm nay không?", *YES_NO), ground),
    ):
        assert not stands_beside(strip)


def test_choices_follow_their_question_where_room_is_short() -> None:
    """On small paper a question that is longer than the wording of a grid still has its choices on its line."""
    label = "Có lần nào hồ sơ của Ông/Bà bị trả trễ hẹn không?"

    small, large = (choice_strip(asked(label, *YES_NO), ground_of(frame_of(paper))) for paper in ("A5", "A4"))

    assert stands_beside(small)
    assert small.drawing.fields[0].boxes[0].box.centre.x_mm > ground_of(frame_of("A5")).first_answer_mm
    assert not stands_beside(large)


@pytest.mark.parametrize(
    ("most", "hint", "vi", "en"),
    [
        (None, None, "Có thể chọn nhiều ô.", "Several boxes may be marked."),
        (2, None, "Chọn tối đa 2 ô.", "At most 2 boxes."),
        (2, Label(vi="Tùy ý", en="As you like"), "Tùy ý", "As you like"),
    ],
)
def test_who_may_mark_several_boxes_is_told_so(most: int | None, hint: Label | None, vi: str, en: str) -> None:
    """In the languages of the form, unless the author says it; and the layout knows how many they may be."""
    question = MultipleQuestion(
        kind="multiple", code="C1", label=Label(vi="Lý do?", en="Why?"), hint=hint, choices=YES_NO, max_choices=most
    )

    one, two = (choice_strip(question, ground_of(frame_of("A4"), bilingual)) for bilingual in (False, True))

    assert vi in [run.text for run in one.drawing.runs]
    assert en not in [run.text for run in one.drawing.runs]
    assert en in [run.text for run in two.drawing.runs]
    (field,) = one.drawing.fields
    assert (field.kind, field.max_choices) == (FieldKind.MULTIPLE, most)


def test_one_answer_is_read_as_one() -> None:
    """A list of which one is to be chosen bounds nothing and gives no hint of its own."""
    strip = choice_strip(asked("Có trễ hẹn?", *YES_NO), ground_of(frame_of("A4")))

    (field,) = strip.drawing.fields
    assert (field.kind, field.max_choices) == (FieldKind.SINGLE, None)
    assert [run.text for run in strip.drawing.runs] == ["C1", "Có trễ hẹn?", "Có", "Không"]
