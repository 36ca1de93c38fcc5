"""Comments stand where there is room for them."""

from dataclasses import replace
from itertools import pairwise

import pytest

from simulate.chance import Stream
from simulate.comments import PlannedComment, plan_comments
from simulate.grades import GRADES
from simulate.letters import COMMENTS, written_width_mm
from simulate.strokes import Hand
from simulate.testsheet import plain_sheet
from tests.simulate.hands import STEADY

_PAGE = plain_sheet().pages[0]
_AREA = _PAGE.text_areas[0].box
_OPTIONS = replace(GRADES["office"].respondent, comment_share=1.0, spill_share=0.0, across_boxes_share=0.0)


def _planned(seed: int, hand: Hand = STEADY, **other: float) -> tuple[PlannedComment, ...]:
    return plan_comments(_PAGE, hand, replace(_OPTIONS, **other), Stream(seed).rng())  # type: ignore[arg-type]


@pytest.mark.parametrize("letter_mm", [3.0, 8.0])
def test_lines_keep_to_their_place(letter_mm: float) -> None:
    """Begin and end inside of it, one under another, in words that people write or the beginning of some."""
    hand = replace(STEADY, letter_mm=letter_mm)
    for seed in range(100):
        lines = _planned(seed, hand)
        assert 1 <= len(lines) <= 3
        for line in lines:
            assert any(text.startswith(line.text) for text in COMMENTS)
            assert _AREA.x_mm < line.x_mm
            assert line.x_mm + written_width_mm(line.text, hand) < _AREA.right_mm + 4
            assert _AREA.y_mm < line.y_mm <= _AREA.bottom_mm - 1
            assert not line.across_boxes
        heights = [line.y_mm for line in lines]
        assert all(b - a >= 2.6 * letter_mm for a, b in pairwise(heights))


def test_some_spill_over() -> None:
    """They begin higher and may end lower and further right."""
    inside, spilt = ([_planned(seed, spill_share=share)[0] for seed in range(60)] for share in (0.0, 1.0))

    assert all(s.y_mm == pytest.approx(i.y_mm - 2.5) for i, s in zip(inside, spilt, strict=True))


def test_a_hand_that_is_too_large_writes_nothing() -> None:
    """Where not one word fits."""
    huge = replace(STEADY, letter_mm=60.0)
    assert plan_comments(_PAGE, huge, _OPTIONS, Stream(1).rng()) == ()


def test_a_comment_across_boxes_is_said_to_be() -> None:
    """It begins by a box; a share of nothing writes none at all."""
    for seed in range(40):
        *_, across = _planned(seed, across_boxes_share=1.0)
        assert across.across_boxes
        boxes = [box.box for _, box in _PAGE.boxes()]
        assert any(b.x_mm - 6 <= across.x_mm <= b.x_mm and abs(across.y_mm - b.bottom_mm) <= 2 for b in boxes)
        assert _planned(seed, comment_share=0.0) == ()


def test_one_stream_plans_one_comment() -> None:
    """And the shares alone say how often."""
    assert _planned(3) == _planned(3)
    assert sum(bool(_planned(seed, comment_share=0.3)) for seed in range(400)) == pytest.approx(120, abs=30)
