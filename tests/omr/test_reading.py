"""What is known of a box once it is read."""

import pytest

from omr.reading import MarkState
from omr.reasons import Reason
from tests.omr.detect.judging import judged


def test_a_remark_comes_after_those_there_are_and_once() -> None:
    """It changes nothing else."""
    mark = judged(0.9999, reasons=(Reason.HEAVY_MARK,))
    remarked = mark.remarked(Reason.TAIL)

    assert remarked.verdict == mark.verdict._replace(reasons=(Reason.HEAVY_MARK, Reason.TAIL))
    assert remarked.reading is mark.reading
    assert remarked.remarked(Reason.HEAVY_MARK) == remarked


@pytest.mark.parametrize("p_marked", [0.0, 0.5, 1.0])
def test_an_unsure_box_keeps_its_probabilities(p_marked: float) -> None:
    """However sure the networks are of it."""
    mark = judged(p_marked)
    unsure = mark.unsure(Reason.BOX_NOT_FOUND)

    assert unsure.verdict == mark.verdict._replace(state=MarkState.UNSURE, reasons=(Reason.BOX_NOT_FOUND,))
