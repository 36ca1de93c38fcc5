"""How can the steps of reading be looked at? Side pictures are handed to a trace; the default one drops them."""

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Trace(Protocol):
    """Receives a picture of a step. `draw` is only called by a trace that wants the picture."""

    def image(self, name: str, draw: Callable[[], NDArray[np.uint8]]) -> None:
        """Take the picture of the step `name`, such as ``03-outlines``."""


class _NoTrace:
    def image(self, name: str, draw: Callable[[], NDArray[np.uint8]]) -> None:
        """Do nothing."""


NO_TRACE: Trace = _NoTrace()
