"""Words that run over the boxes of a row."""

from collections.abc import Sequence

import pytest

from omr.detect.overwritten import overwritten
from omr.reading import JudgedMark
from tests.omr.detect.judging import judged, with_features
from tests.omr.detect.test_unprinted import Stroke, scanned, sheet_with_words

# The second box of the second question: its words begin 4.5 mm to the right of its middle.
BOX = 3
# Letters that end in the box, in millimetres from its middle; the last lies in it.
HANDWRITING: tuple[Stroke, ...] = tuple(
    [(x, 1.5), (x + 0.8, -1.5), (x + 1.6, 1.5)] for x in (-13.5, -11.0, -8.5, -6.0, -0.8)
)
CROSS: tuple[Stroke, ...] = ([(-2.0, -2.0), (2.0, 2.0)], [(-2.0, 2.0), (2.0, -2.0)])


def _found(
    strokes: Sequence[Stroke], p_marked: float = 0.9999, margin: float = 0.25, printed: bool = True
) -> list[int]:
    boxes = sheet_with_words(printed)
    marks: list[JudgedMark] = [judged(0.0) for _ in boxes.boxes]
    marks[BOX] = with_features(
        judged(p_marked), ink_fraction=0.3, margin_ink_fraction=margin, around_fraction=0.1, darkness_peak=0.8
    )
    page = scanned(boxes, [(BOX, stroke) for stroke in strokes])
    return list(overwritten(page, boxes, boxes.centres_mm, marks))


def test_a_line_of_words_that_ends_in_a_box_is_seen() -> None:
    """The letter in the box looks like a mark made there."""
    assert _found(HANDWRITING) == [BOX]


@pytest.mark.parametrize("strokes", [CROSS, HANDWRITING[-1:], HANDWRITING[2:3] + CROSS], ids=["cross", "letter", "two"])
def test_marks_are_no_words(strokes: Sequence[Stroke]) -> None:
    """Neither is a letter alone, nor a single stroke beside a mark; what is printed there never counts."""
    assert _found(strokes) == []


def test_words_on_another_line_have_nothing_to_do_with_a_box() -> None:
    """A remark between two rows is beside them."""
    assert _found([*CROSS, *([(x, y + 5.0) for x, y in letter] for letter in HANDWRITING[:-1])]) == []


def test_dirt_in_a_row_is_no_words() -> None:
    """It is smaller than letters."""
    assert _found([*CROSS, *([(float(x), 0.0)] * 2 for x in range(-14, -4, 2))]) == []


def test_only_marks_with_ink_around_them_are_asked_for() -> None:
    """And only where it is known what is printed."""
    assert _found(HANDWRITING, p_marked=0.1) == []
    assert _found(HANDWRITING, margin=0.05) == []
    assert _found(HANDWRITING, printed=False) == []
