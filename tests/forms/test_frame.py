"""Facts about where on a sheet a form may stand."""

from itertools import product

import pytest

from forms.frame import Frame, frame_of
from omr.geometry import BoxMm
from omr.layout.fiducials import CODE_QUIET_MM, TAG_QUIET_MM, marks_scale
from omr.layout.paper import PAPER_SIZES_MM

EVERY = pytest.mark.parametrize(
    "frame",
    [
        pytest.param(frame_of(paper, landscape, large, dense), id=f"{paper}-{landscape:d}{large:d}{dense:d}")
        for paper, (landscape, large, dense) in product(PAPER_SIZES_MM, product((False, True), repeat=3))
    ],
)


def quiet_zones(frame: Frame) -> list[BoxMm]:
    """Return what must stay white around the machine's marks."""
    scale = marks_scale(frame.page_size)
    zones = [mark.box.grown(TAG_QUIET_MM * scale) for mark in frame.fiducials]
    return zones + [code.grown(CODE_QUIET_MM * scale) for code in frame.codes]


def printable(frame: Frame) -> BoxMm:
    """Return what every printer reaches."""
    return BoxMm(0, 0, frame.page_size.width_mm, frame.page_size.height_mm).grown(-8.0 + 1e-9)


@EVERY
def test_boxes_between_the_codes_keep_off_all_marks(frame: Frame) -> None:
    """Over the whole width of the column, a pen that leaves a box by 6 mm reaches no corner mark and no code."""
    body = BoxMm(frame.left_mm, frame.body_top_mm, frame.width_mm, frame.body_bottom_mm - frame.body_top_mm)

    assert printable(frame).contains(body)
    assert body.height_mm > 50.0
    reached = BoxMm(0, body.y_mm - 6.0 + 1e-9, frame.page_size.width_mm, body.height_mm + 12.0 - 2e-9)
    assert not any(reached.overlaps(box) for box in (*frame.codes, *(mark.box for mark in frame.fiducials)))


@EVERY
def test_words_within_their_bounds_leave_every_quiet_zone_white(frame: Frame) -> None:
    """Beside the upper code, beside the lower one, and between the two over the whole column."""
    size = frame.page_size
    places = {
        "head": (frame.head_left_mm, frame.head_right_mm, 0.0, frame.under_code_mm),
        "body": (frame.left_mm, frame.right_mm, frame.under_code_mm, frame.above_code_mm),
        "foot": (frame.foot_left_mm, frame.foot_right_mm, frame.above_code_mm, size.height_mm),
    }
    for name, (left_mm, right_mm, top_mm, bottom_mm) in places.items():
        room = BoxMm(left_mm, top_mm, right_mm - left_mm, bottom_mm - top_mm)
        assert room.width_mm > 30.0, name
        assert not any(room.overlaps(zone) for zone in quiet_zones(frame)), name


@EVERY
def test_the_first_lines_of_head_and_foot_are_printed_whole(frame: Frame) -> None:
    """No letter of the text's size reaches into what printers leave white, nor above the lower code's own room."""
    ascent_mm = 1.17 * frame.measures.text_pt * 25.4 / 72

    assert frame.head_mm - ascent_mm >= printable(frame).y_mm
    assert frame.codes[1].y_mm < frame.foot_mm < frame.codes[1].bottom_mm < printable(frame).bottom_mm


@EVERY
def test_a_column_ends_with_the_marks(frame: Frame) -> None:
    """On A4 with the two codes, which align with it and leave the tags outside; on small paper with the tags."""
    tags = [mark.box for mark in frame.fiducials]
    if frame.is_small:
        edges = (min(tag.x_mm for tag in tags), max(tag.right_mm for tag in tags))
    else:
        edges = (min(code.x_mm for code in frame.codes), max(code.right_mm for code in frame.codes))
        assert all(tag.right_mm < frame.left_mm or tag.x_mm > frame.right_mm for tag in tags)

    assert (frame.left_mm, frame.right_mm) == edges


@pytest.mark.parametrize(
    ("paper", "large", "dense", "small", "tight"),
    [
        ("A4", False, False, False, False),
        ("A4", False, True, False, True),
        ("A4", True, True, False, False),
        ("A5", False, False, True, True),
        ("A6", True, False, True, True),
    ],
)
def test_every_millimetre_counts_on_small_paper_and_where_much_is_asked(
    paper: str, large: bool, dense: bool, small: bool, tight: bool
) -> None:
    """Large print on A4 is never set closely, whatever is wished besides."""
    frame = frame_of(paper, large_print=large, dense=dense)

    assert (frame.is_small, frame.is_tight) == (small, tight)
