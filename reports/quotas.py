"""How many opinions are needed, how many are there, and what is needed each week to have them in time?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Progress:
    """A quota and how far it is reached. `scope` says whose: the office, an officer's code or a field's."""

    scope: str
    minimum: int
    done: int

    @property
    def missing(self) -> int:
        """How many are missing, 0 where there are enough."""
        return max(0, self.minimum - self.done)

    @property
    def share(self) -> float | None:
        """Done as a share of the minimum; above 1 where there are more. None where none are needed."""
        return self.done / self.minimum if self.minimum else None

    def per_week(self, today: date, last_day: date) -> int | None:
        """Return how many a week are needed from today on, today included; None where it is too late."""
        if not self.missing:
            return 0
        days = (last_day - today).days + 1
        if days <= 0:
            return None
        return math.ceil(self.missing * 7 / max(days, 7)) if days >= 7 else self.missing

    def behind(self, first_day: date, today: date, last_day: date) -> bool:
        """Tell whether less is done than the days gone by ask for: a warning while there is still time."""
        days, gone = (last_day - first_day).days + 1, (today - first_day).days
        return self.done < self.minimum * min(1.0, max(0.0, gone / days))


@dataclass(frozen=True, slots=True)
class Tier:
    """Up to so many dossiers a year (None: any number), this share of them, 0..1, must give an opinion."""

    up_to: int | None
    share: float


def share_of_dossiers(dossiers: int, share: float) -> int:
    """Return how many opinions are a share of the dossiers, rounded up."""
    # What a computer adds to a share in its last digit is no opinion more.
    return math.ceil(round(dossiers * share, 9))


def tiered(dossiers: int, tiers: Sequence[Tier]) -> int:
    """Return how many opinions so many dossiers ask for: by the tier that they fall into.

    Raises
    ------
    ValueError
        When no tier takes so many.
    """
    for tier in tiers:
        if tier.up_to is None or dossiers <= tier.up_to:
            return share_of_dossiers(dossiers, tier.share)
    raise ValueError("no tier for so many dossiers")


def sample_size(population: int, margin: float = 0.05) -> int:
    """Return the sample that a population asks for: n = N / (1 + N e²) (Yamane 1967), rounded up."""
    return math.ceil(round(population / (1 + population * margin**2), 9))
