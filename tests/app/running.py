"""How tests run the command line: in this process, as `main` would but for its last guard, all that it says kept."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


class Omr(Protocol):
    """Runs the command line with these words."""

    def __call__(self, *words: object) -> Ran:
        """Run it to its end."""
