"""What a box is judged by."""

import numpy as np

from omr.detect.context import INPUTS, inputs

MEASURES = 28
SIBLINGS = 18


def test_every_box_gets_its_own_siblings_and_the_writers_hand() -> None:
    """The same box beside other siblings has other inputs; on another page another hand."""
    rng = np.random.default_rng(0)
    measured = rng.uniform(0, 1, (6, MEASURES))
    fields = np.array([0, 0, 0, 1, 1, 1])
    x = inputs(measured, fields)

    assert x.shape == (6, INPUTS)
    changed = measured.copy()
    changed[1] = 0
    again = inputs(changed, fields)
    assert not np.allclose(x[0, MEASURES : MEASURES + SIBLINGS], again[0, MEASURES : MEASURES + SIBLINGS])
    assert np.allclose(x[3:, : MEASURES + SIBLINGS], again[3:, : MEASURES + SIBLINGS])


def test_a_lone_box_and_a_blank_page_have_inputs() -> None:
    """No sibling and no mark anywhere is nothing, not an error."""
    x = inputs(np.zeros((1, MEASURES)), np.array([0]))

    assert x.shape == (1, INPUTS)
    assert np.isfinite(x).all()
    assert (x[0, MEASURES:] == 0).all()
