"""Side pictures."""

import numpy as np

from omr.detect.trace import NO_TRACE


def test_no_trace_draws_nothing() -> None:
    """The default trace never asks for a picture."""
    asked = []

    NO_TRACE.image("01-step", lambda: asked.append(1) or np.zeros((1, 1), np.uint8))

    assert asked == []
