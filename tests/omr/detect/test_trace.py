"""Side pictures."""

import numpy as np
from numpy.typing import NDArray

from omr.detect.trace import NO_TRACE


def test_no_trace_draws_nothing() -> None:
    """The default trace never asks for a picture."""
    asked: list[str] = []

    def draw() -> NDArray[np.uint8]:
        asked.append("drawn")
        return np.zeros((1, 1), np.uint8)

    NO_TRACE.image("01-step", draw)

    assert asked == []
