"""What is usual on a page."""

from omr.detect.greys import Greys
from omr.detect.hand import Hand, hand_of
from omr.reading import JudgedMark, MarkState, MarkVerdict
from tests.omr.detect.test_confidence import CROSS, EMPTY, reading

MARKED = MarkVerdict(MarkState.MARKED, 0.0, 1.0, 0.0)
BLANK = MarkVerdict(MarkState.EMPTY, 1.0, 0.0, 0.0)
CROSSED = JudgedMark(reading(CROSS._replace(darkness_peak=0.3, extent_mm=5.0, one_way=0.2)), MARKED)
RINGED = JudgedMark(reading(EMPTY._replace(darkness_peak=0.05, ring_fraction=1.0)), MARKED)
EMPTY_BOX = JudgedMark(reading(EMPTY._replace(smooth_peak=0.02)), BLANK)


def test_a_hand_is_known_by_three_marks() -> None:
    """The pen's darkness by one; how marks are made by three or more, rings left out. The paper by the emptier half."""
    few = hand_of([CROSSED, RINGED, EMPTY_BOX, EMPTY_BOX])
    enough = hand_of([CROSSED, CROSSED, CROSSED, *[EMPTY_BOX] * 9])

    assert few == Hand(darkness=0.3, paper=0.01)
    assert enough == Hand(
        darkness=0.3,
        tone=0.8,
        sharpness=CROSS.sharpness,
        extent_mm=5.0,
        one_way=0.2,
        margin_fraction=CROSS.margin_ink_fraction,
        stroke_width_mm=CROSS.stroke_width_mm,
        unevenness=0.0,
        paper=0.02,
        traces=0.02,
    )


def test_who_makes_all_marks_alike_is_known_by_most_of_them() -> None:
    """One that differs says nothing against the others."""
    other = JudgedMark(reading(CROSS._replace(spread_fraction=0.1)), MARKED)

    assert hand_of([CROSSED] * 3 + [other]).unevenness == 0.0
    assert hand_of([CROSSED] * 2 + [other] * 2).unevenness > 0.0


def test_one_who_blackens_boxes_is_known_by_the_share_that_are() -> None:
    """Where enough marks tell."""
    blackened = JudgedMark(reading(CROSS._replace(solid_fraction=0.8)), MARKED)

    assert hand_of([blackened, CROSSED, blackened, CROSSED]).blackened_fraction == 0.5
    assert hand_of([blackened, blackened]).blackened_fraction == 0


def test_nothing_is_known_where_nothing_is_marked() -> None:
    """No mark speaks against no mark."""
    assert hand_of([RINGED]) == Hand()
    assert hand_of([EMPTY_BOX]) == Hand(answered=0.0, paper=0.02)
    assert hand_of([]) == Hand()


def test_a_scan_without_grey_is_remembered() -> None:
    """However many marks tell of the writer."""
    for marks in ([EMPTY_BOX], [CROSSED], [CROSSED] * 3):
        assert hand_of(marks, Greys.NONE).greys is Greys.NONE
        assert hand_of(marks).greys is Greys.ALL


def test_traces_are_what_a_few_empty_boxes_have() -> None:
    """One speck of dirt, or three, are none."""
    traced = JudgedMark(reading(EMPTY._replace(smooth_peak=0.06)), BLANK)

    assert hand_of([EMPTY_BOX] * 8 + [traced] * 3).traces == 0.02
    assert hand_of([EMPTY_BOX] * 8 + [traced] * 4 + [CROSSED]).traces == 0.06
