"""Facts about the columns of a scale."""

from itertools import pairwise

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from forms.columns import columns_of
from forms.errors import NoRoomOnPage
from forms.frame import Frame, frame_of
from forms.questions import Choice, Label, Scale
from forms.type_setting import break_words, text_width_mm
from tests.forms.grounds import ground_of

FRAMES = tuple(
    frame_of(paper, landscape, large)
    for paper in ("A4", "A5")
    for landscape in (False, True)
    for large in (False, True)
)
frames = st.sampled_from(FRAMES)
words = st.sampled_from(("Có", "Hài lòng", "Rất không hài lòng", "Không nghiêng ngả", "Nghiêngnghiêng", "10 điểm"))


def scale_of(*levels: str, english: str | None = None) -> Scale:
    """Return a scale with these words over its columns."""
    choices = (Choice(code=str(i), label=Label(vi=word, en=english)) for i, word in enumerate(levels))
    return Scale(name="S", choices=tuple(choices))


@given(frames, st.lists(words, min_size=2, max_size=7))
@settings(deadline=None)
def test_columns_stand_evenly_at_the_right_edge(frame: Frame, levels: list[str]) -> None:
    """The last ends with the text, none is too narrow for a thumb-wide X, and the wording has what is left, or more."""
    ground = ground_of(frame, levels=len(levels))
    try:
        columns = columns_of(scale_of(*levels), "C1", ground)
    except NoRoomOnPage:
        reject()

    middles_mm, least_mm = columns.middles_mm, frame.measures.column_mm[0]
    steps_mm = [b - a for a, b in pairwise(middles_mm)]
    assert steps_mm == pytest.approx([steps_mm[0]] * (len(levels) - 1))
    assert steps_mm[0] >= least_mm - 1e-9
    assert middles_mm[-1] + steps_mm[0] / 2 == pytest.approx(frame.right_mm)
    assert columns.wording_right_mm == pytest.approx(middles_mm[0] - steps_mm[0] / 2)
    assert columns.wording_right_mm - ground.text_left_mm >= frame.measures.least_wording_mm - 1e-9


@given(frames, st.lists(words, min_size=2, max_size=6))
@settings(deadline=None)
def test_every_word_fits_over_its_column_with_white_beside_it(frame: Frame, levels: list[str]) -> None:
    """Broken at its spaces, no line of it is wider than its room, which is less than the way to the next column."""
    ground = ground_of(frame, levels=len(levels))
    try:
        columns = columns_of(scale_of(*levels), "C1", ground)
    except NoRoomOnPage:
        reject()

    assert columns.word_mm < columns.middles_mm[1] - columns.middles_mm[0]
    for word in levels:
        style = frame.measures.small_strong
        assert all(
            text_width_mm(line, style) <= columns.word_mm + 1e-9 for line in break_words(word, style, columns.word_mm)
        )


@given(frames, st.integers(2, 7))
@settings(deadline=None)
def test_lists_and_grids_share_their_columns(frame: Frame, levels: int) -> None:
    """Where no word is too wide, a scale stands where choices and numbers are told that answers begin and end."""
    ground = ground_of(frame, levels=levels)
    try:
        columns = columns_of(scale_of(*["Có"] * levels), "C1", ground)
    except NoRoomOnPage:
        reject()

    assert (columns.middles_mm[0], columns.middles_mm[-1]) == pytest.approx(
        (ground.first_answer_mm, ground.last_answer_mm)
    )


def test_columns_go_wider_apart_only_for_a_word_that_would_not_fit() -> None:
    """Of either language where both are printed."""
    frame = frame_of("A5")
    short, long = scale_of("Có", "Không", "Khác"), scale_of("Có", "Không", "Nghiêngnghiêngngả")
    foreign = scale_of("Có", "Không", "Khác", english="Incomprehensibilities")

    one, two, usual, both = (
        columns_of(scale, "C1", ground_of(frame, bilingual, levels=3)).word_mm
        for scale, bilingual in ((short, False), (long, False), (foreign, False), (foreign, True))
    )

    assert one == usual < two
    assert one < both


@pytest.mark.parametrize("paper", ["A4", "A5", "A6"])
def test_more_levels_are_refused_by_as_much_as_each_takes(paper: str) -> None:
    """Columns are as narrow as they go, so that one level more is one column more; the question is named."""
    frame = frame_of(paper)
    over_mm: list[float] = []
    for levels in range(2, 25):
        try:
            columns_of(scale_of(*["1"] * levels), "C7", ground_of(frame))
        except NoRoomOnPage as error:
            said = dict(error.evidence)
            assert (said["question"], said["paper"], said["direction_en"]) == ("C7", paper, "wide")
            over_mm.append(float(said["over_mm"]))
        else:
            assert not over_mm

    assert 0 < over_mm[0] <= frame.measures.column_mm[0]
    assert [b - a for a, b in pairwise(over_mm)] == pytest.approx(
        [frame.measures.column_mm[0]] * (len(over_mm) - 1), abs=0.11
    )
