"""How satisfied, in one figure? Rates with their interval, component indices, and the model of nine indicators."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

# Two-sided 95 %.
_Z = 1.959963984540054
# Standard points of the nine indicators together, and from where each grade begins: guidance of 2018 as deployed, with
# exactly 15 an "Xuất sắc" (the deployed code lets it fall through to the lowest grade).
MOST_POINTS = 18.0


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many. A rate without its `n` is never shown."""

    positive: int
    n: int

    @property
    def value(self) -> float | None:
        """The rate, 0..1; None of nothing."""
        return self.positive / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval after Wilson (1927), 0..1; None of nothing."""
        if not self.n:
            return None
        p, n = self.positive / self.n, self.n
        middle = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z / (1 + _Z**2 / n) * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        # At the ends the formula gives the end but for rounding.
        low = 0.0 if self.positive == 0 else middle - half
        return low, 1.0 if self.positive == n else middle + half


class Denominator(StrEnum):
    """What a satisfaction rate is a share of: valid answers to its question (the default), or valid sheets."""

    VALID_ANSWERS = "valid_answers"
    VALID_SHEETS = "valid_sheets"


class Pooling(StrEnum):
    """How items become an index: their answers together (the default), or the mean of their rates."""

    POOLED = "pooled"
    MEAN_OF_RATES = "mean_of_rates"


def component_index(items: Sequence[Rate], pooling: Pooling = Pooling.POOLED) -> float | None:
    """Return the index of a component from the rates of its items, 0..1; None where nobody answered any."""
    answered = [item for item in items if item.n]
    if not answered:
        return None
    if pooling is Pooling.POOLED:
        return pooled(answered).value
    return sum(item.positive / item.n for item in answered) / len(answered)


def pooled(rates: Sequence[Rate]) -> Rate:
    """Return the rate of all answers together: what channels and items are added by."""
    return Rate(sum(rate.positive for rate in rates), sum(rate.n for rate in rates))


class Grade(StrEnum):
    """The grade of a unit by its points."""

    EXCELLENT = "Xuất sắc"
    GOOD = "Tốt"
    FAIR = "Khá"
    AVERAGE = "Trung bình"
    WEAK = "Yếu"


_FROM = ((15.0, Grade.EXCELLENT), (12.0, Grade.GOOD), (9.0, Grade.FAIR), (6.0, Grade.AVERAGE), (0.0, Grade.WEAK))


def indicator_points(total: float, n: int) -> float | None:
    """Return the points of one indicator: the mean of its scores, cut to one decimal; None of none.

    Parameters
    ----------
    total, n
        What so many scores of 2, 1 and 0 come to.

    Raises
    ------
    ValueError
        When so many scores cannot come to this.
    """
    if not 0 <= total <= 2 * n:
        raise ValueError("a score is 2, 1 or 0")
    if not n:
        return None
    # In whole numbers: 1.1 times 10 is less than 11 to a computer.
    return int(10 * total) // n / 10


def grade_of(points: float) -> Grade:
    """Return the grade of a unit by its points of all nine indicators, 0..18.

    Raises
    ------
    ValueError
        When there are fewer or more.
    """
    if not 0 <= points <= MOST_POINTS:
        raise ValueError("points are 0 to 18")
    return next(grade for start, grade in _FROM if points >= start)
