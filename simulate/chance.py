"""How is chance drawn, so that one seed always gives one sheet? Ranges, shares and independent streams."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

_T = TypeVar("_T")

Shares = tuple[tuple[_T, float], ...]


@dataclass(frozen=True, slots=True)
class Range:
    """An interval to draw from evenly, ends included."""

    low: float
    high: float

    def draw(self, rng: np.random.Generator) -> float:
        """Draw a value; always takes one number from `rng`, so that later draws do not depend on the range."""
        return self.low + (self.high - self.low) * float(rng.random())

    def draw_low(self, rng: np.random.Generator) -> float:
        """Draw a value with the low ones favoured: most papers are nearly flat, a few are not."""
        return self.low + (self.high - self.low) * float(rng.random()) ** 2


@dataclass(frozen=True, slots=True)
class Stream:
    """Names a stream of random numbers: the seed of a sheet and a path of small integers below it."""

    seed: int
    path: tuple[int, ...] = ()

    def child(self, *path: int) -> "Stream":
        """Return the stream named by a longer path; it shares no numbers with this one."""
        return Stream(self.seed, self.path + path)

    def rng(self) -> np.random.Generator:
        """Return a fresh generator at the beginning of this stream."""
        return np.random.default_rng(np.random.SeedSequence(abs(self.seed), spawn_key=self.path))


def happens(rng: np.random.Generator, share: float) -> bool:
    """Tell whether something of this share (0..1) happens this time."""
    return float(rng.random()) < share


def pick(rng: np.random.Generator, shares: Shares[_T]) -> _T:
    """Return one of the values, drawn by weight; the weights need not sum to 1."""
    at = float(rng.random()) * sum(weight for _, weight in shares)
    for value, weight in shares:
        at -= weight
        if at < 0:
            return value
    return shares[-1][0]


def either(rng: np.random.Generator) -> int:
    """Return -1 or 1."""
    return 1 if rng.random() < 0.5 else -1
