"""Facts about ratings in a grid."""

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from forms.errors import NoRoomOnPage
from forms.frame import Frame, frame_of
from forms.questions import Label, RatingQuestion, Role, Scale
from forms.rating_blocks import rating_strips
from forms.scales import BUILT_IN_SCALES, built_in_scale
from forms.strips import Strip
from forms.typeface import Face
from omr.layout.sheet import BoxShape, FieldKind
from tests.forms.grounds import ground_of
from tests.forms.surveys import labels

FRAMES = tuple(
    frame_of(paper, large_print=large, dense=dense)
    for paper, dense in (("A4", False), ("A4", True), ("A5", False))
    for large in (False, True)
)
# A mark is known as ringed by the ink up to 2.6 mm around its box.
_LOOKED_AT_MM = 2.6


def ratings(*wording: Label, role: Role | None = None) -> tuple[RatingQuestion, ...]:
    """Return ratings with this wording, C0 and on."""
    return tuple(
        RatingQuestion(kind="rating", code=f"C{i}", label=label, scale="S5", role=role)
        for i, label in enumerate(wording)
    )


def scale_of(name: str) -> Scale:
    """Return a built-in scale."""
    scale = built_in_scale(name)
    assert scale is not None
    return scale


def grid(frame: Frame, *wording: str, title: str | None = None, density: int = 0) -> tuple[Strip, ...]:
    """Return a grid on five levels."""
    heading = None if title is None else Label(vi=title)
    rows = ratings(*(Label(vi=words) for words in wording))
    return rating_strips(rows, scale_of("S5"), heading, ground_of(frame, density=density))


@given(
    st.lists(labels, min_size=1, max_size=4),
    st.sampled_from(BUILT_IN_SCALES),
    st.sampled_from(FRAMES),
    st.sampled_from((0, -1)),
    st.sampled_from(BoxShape),
)
@settings(deadline=None, max_examples=60)
def test_every_box_stands_under_the_word_it_means(
    wording: list[Label], scale: Scale, frame: Frame, density: int, shape: BoxShape
) -> None:
    """In printed order, the box of a level is centred under that level's words, half-way down its row."""
    ground = ground_of(frame, shape=shape, levels=len(scale.choices), density=density)
    try:
        strips = rating_strips(ratings(*wording), scale, None, ground)
    except NoRoomOnPage:
        reject()

    lead = strips[0].lead
    assert lead is not None
    for strip, label in zip(strips, wording, strict=True):
        (field,) = strip.drawing.fields
        assert field.kind is FieldKind.SINGLE
        assert [mark.choice for mark in field.boxes] == [choice.code for choice in scale.choices]
        for mark, choice in zip(field.boxes, scale.choices, strict=True):
            middle_mm = mark.box.centre.x_mm
            over = [run.text for run in lead.drawing.runs if abs(run.box.centre.x_mm - middle_mm) < 1e-6]
            assert " ".join(over) == choice.label.vi
            assert mark.box.centre.y_mm == pytest.approx(strip.height_mm / 2)
        assert " ".join(run.text for run in strip.drawing.runs[1:]) == label.vi
        assert all(run.box.right_mm < field.boxes[0].box.x_mm for run in strip.drawing.runs)


@given(st.lists(labels, min_size=1, max_size=4), st.sampled_from(FRAMES), st.sampled_from((0, -1)))
@settings(deadline=None, max_examples=60)
def test_no_line_passes_where_a_ring_is_looked_for(wording: list[Label], frame: Frame, density: int) -> None:
    """In rows of any height the lines between them stay further from every box, and are no shorter than dirt."""
    try:
        strips = rating_strips(ratings(*wording), scale_of("S5"), None, ground_of(frame, density=density))
    except NoRoomOnPage:
        reject()

    for strip in strips:
        looked_at = [mark.box.grown(_LOOKED_AT_MM) for field in strip.drawing.fields for mark in field.boxes]
        for line in strip.drawing.lines:
            assert line.end.x_mm - line.start.x_mm > 2.0
            for box in looked_at:
                across = line.start.x_mm < box.right_mm and box.x_mm < line.end.x_mm
                assert not (across and box.y_mm < line.start.y_mm < box.bottom_mm)


def test_a_grid_is_ruled_above_every_row_and_below_the_last() -> None:
    """Where rows are far apart each line runs over the whole column."""
    frame = frame_of("A4")

    strips = grid(frame, "Một", "Hai", "Ba")

    heights_mm = [[line.start.y_mm for line in strip.drawing.lines] for strip in strips]
    assert heights_mm == [[0.0], [0.0], [0.0, strips[-1].height_mm]]
    edges_mm = {(line.start.x_mm, line.end.x_mm) for strip in strips for line in strip.drawing.lines}
    assert edges_mm == {(frame.left_mm, frame.right_mm)}


def test_rows_are_alike_but_where_room_is_short() -> None:
    """On A4 a row of two lines makes all rows as high; on small paper each is as high as it needs."""
    long = "Công chức tiếp nhận hồ sơ hướng dẫn Ông/Bà kê khai đầy đủ và dễ hiểu " * 2

    roomy, tight = (
        [strip.height_mm for strip in grid(frame_of(paper), "Một", long.strip(), density=-1)] for paper in ("A4", "A5")
    )

    assert roomy[0] == roomy[1]
    assert tight[0] < tight[1]


def test_the_words_of_a_scale_end_on_one_baseline() -> None:
    """With the title's last line, however many lines each takes; below it is white before the first row's line."""
    strips = grid(frame_of("A5"), "Một", title="Mức độ hài lòng về việc phục vụ của Trung tâm trong lần này")

    lead = strips[0].lead
    assert lead is not None
    last_mm: dict[float, float] = {}
    for run in lead.drawing.runs:
        column_mm = run.x_mm if run.style.face is Face.SEMIBOLD and run.style.ink == 1.0 else run.box.centre.x_mm
        last_mm[round(column_mm, 6)] = max(run.baseline_mm, last_mm.get(round(column_mm, 6), 0.0))
    assert len(last_mm) == 6
    assert len({round(baseline_mm, 6) for baseline_mm in last_mm.values()}) == 1
    assert lead.height_mm - max(last_mm.values()) == pytest.approx(2.0)
    assert lead.keeps_next


def test_only_a_titled_grid_where_room_is_short_may_leave_its_words_out() -> None:
    """Below a grid with the same words it then has its title alone; elsewhere the words come again."""
    small, plain, roomy = (
        grid(frame_of("A5"), "Một", "Hai", title="Thái độ"),
        grid(frame_of("A5"), "Một"),
        grid(frame_of("A4"), "Một", title="Thái độ"),
    )

    for strip in small:
        assert strip.again is not None
        assert [run.text for run in strip.again.drawing.runs] == ["Thái độ"]
        assert strip.again.keeps_next
    assert plain[0].again is None
    assert roomy[0].again is None
    assert {strip.words for strip in (*small, *plain, *roomy)} == {"S5"}


@pytest.mark.parametrize(
    ("role", "face"), [("overall", Face.SEMIBOLD), ("respondent", Face.REGULAR), (None, Face.REGULAR)]
)
def test_the_verdict_stands_out(role: Role | None, face: Face) -> None:
    """What is asked about the visit as a whole is heavier than what is asked about its parts."""
    (strip,) = rating_strips(ratings(Label(vi="Chung"), role=role), scale_of("S5"), None, ground_of(frame_of("A4")))

    assert strip.drawing.runs[-1].style.face is face
