"""Facts about the columns of a list of choices."""

from itertools import islice, pairwise

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from forms.choice_columns import ChoiceColumns, choice_columns
from forms.errors import NoRoomOnPage
from forms.frame import Frame, frame_of
from forms.questions import Choice, Label, SingleQuestion
from forms.strips import Ground
from tests.forms.grounds import FRAMES, ground_of
from tests.forms.surveys import choice_lists

# As authors write them: words of one kind, and a long one among short ones.
LONG = "Người có công và bảo trợ xã hội, người cao tuổi, trẻ em"
uneven = st.lists(st.sampled_from(("Có", "Đất đai", LONG)), min_size=2, max_size=7).map(
    lambda words: tuple(Choice(code=str(i), label=Label(vi=word)) for i, word in enumerate(words))
)
frames = st.sampled_from(FRAMES)


def list_of(*choices: Choice) -> SingleQuestion:
    """Return a question with these choices."""
    return SingleQuestion(kind="single", code="C1", label=Label(vi="Câu hỏi"), choices=choices)


def worded(*labels: str) -> SingleQuestion:
    """Return a question with choices of these words."""
    return list_of(*(Choice(code=str(i), label=Label(vi=label)) for i, label in enumerate(labels)))


def columns_or_reject(choices: tuple[Choice, ...], ground: Ground) -> ChoiceColumns:
    """Return the columns of a list; one that has no room is no example."""
    try:
        return choice_columns(list_of(*choices), ground)
    except NoRoomOnPage:
        reject()


@given(choice_lists() | uneven, frames, st.booleans())
@settings(deadline=None, max_examples=60)
def test_a_list_is_read_down_its_columns(choices: tuple[Choice, ...], frame: Frame, bilingual: bool) -> None:
    """Four columns at most, none empty or longer than the one before, with every word of every choice in its order."""
    columns = columns_or_reject(choices, ground_of(frame, bilingual))

    lengths = [len(column) for column in columns.labels]
    assert len(lengths) == len(columns.middles_mm) <= 4
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] > 0
    said = [" ".join(text for text, _ in lines) for column in columns.labels for lines in column]
    for choice, words in zip(choices, said, strict=True):
        english = choice.label.en if bilingual and choice.label.en != choice.label.vi else None
        assert words == " ".join(filter(None, (choice.label.vi, english)))


@given(choice_lists() | uneven, frames, st.booleans())
@settings(deadline=None, max_examples=60)
def test_labels_end_before_the_next_column_begins(choices: tuple[Choice, ...], frame: Frame, bilingual: bool) -> None:
    """With the gap of the form's measures between a label and the next box, and within the column of text."""
    ground = ground_of(frame, bilingual)
    columns = columns_or_reject(choices, ground)
    runs, places = columns.placed(10.0)

    half_mm, gap_mm = ground.mark_width_mm / 2, frame.measures.column_gap_mm
    lefts_mm = [middle_mm - half_mm for middle_mm in columns.middles_mm]
    assert lefts_mm[0] == pytest.approx(ground.text_left_mm)
    assert len(places) == len(choices)
    for run in runs:
        assert any(run.x_mm == pytest.approx(x + 2 * half_mm + frame.measures.label_gap_mm) for x in lefts_mm)
        next_mm = min((x - gap_mm for x in lefts_mm if x > run.x_mm), default=frame.right_mm)
        assert run.box.right_mm <= next_mm + 1e-6


@given(choice_lists() | uneven, frames, st.booleans(), st.floats(0, 200))
@settings(deadline=None, max_examples=60)
def test_lines_of_one_column_never_run_into_each_other(
    choices: tuple[Choice, ...], frame: Frame, bilingual: bool, above_mm: float
) -> None:
    """However many lines a label has, the next is lower by the height of its type, and its box by a box and white."""
    columns = columns_or_reject(choices, ground_of(frame, bilingual))
    runs, places = columns.placed(above_mm)

    measures = frame.measures
    for middle_mm in columns.middles_mm:
        boxes_mm = [y for x, y in places if x == middle_mm]
        assert all(b - a >= measures.choice_pitch_mm - 1e-9 for a, b in pairwise(boxes_mm))
        left_mm = middle_mm + ground_of(frame).mark_width_mm / 2 + measures.label_gap_mm
        baselines_mm = [run.baseline_mm for run in runs if run.x_mm == pytest.approx(left_mm)]
        assert all(b - a >= measures.text_pt * 25.4 / 72 for a, b in pairwise(baselines_mm))
    assert min(run.baseline_mm for run in runs) > above_mm


def test_a_short_list_on_a4_stands_under_the_other_answers() -> None:
    """Six choices in two columns, the second where the answers of the grid begin; seven take as many as fit."""
    ground = ground_of(frame_of("A4"))

    six = choice_columns(worded(*["Đất đai"] * 6), ground)
    seven = choice_columns(worded(*["Đất đai"] * 7), ground)

    assert six.middles_mm[1:] == (ground.first_answer_mm,)
    assert [len(column) for column in seven.labels] == [2, 2, 2, 1]


@pytest.mark.parametrize(("paper", "dense"), [("A4", True), ("A5", False), ("A6", False)])
def test_two_lines_stand_level_with_one_box_where_room_is_short(paper: str, dense: bool) -> None:
    """The box is at half their height, and the row below is no further away for them."""
    ground = ground_of(frame_of(paper, dense=dense))
    question = worded(*["Người có công và bảo trợ xã hội, người cao tuổi"] * 4)

    columns = choice_columns(question, ground)
    runs, places = columns.placed(0.0)

    lines = [len(label) for column in columns.labels for label in column]
    assert max(lines) == 2
    following = iter(runs)
    for (_, box_mm), count in zip(places, lines, strict=True):
        assert box_mm == pytest.approx(sum(run.baseline_mm for run in islice(following, count)) / count)
    rows_mm = sorted({y for _, y in places})
    assert [b - a for a, b in pairwise(rows_mm)] == pytest.approx(
        [ground.measures.choice_pitch_mm] * (len(rows_mm) - 1)
    )


def test_a_word_wider_than_the_page_is_refused_by_its_question() -> None:
    """However few the choices are."""
    with pytest.raises(NoRoomOnPage) as refused:
        choice_columns(worded("Nghiêng" * 15, "Có"), ground_of(frame_of("A6")))

    assert dict(refused.value.evidence)["question"] == "C1"
