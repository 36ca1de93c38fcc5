"""Which percentages stand in a table? Rounded so that they add up to 100 exactly: the largest remainders go up."""

from collections.abc import Sequence
from fractions import Fraction


def shares(counts: Sequence[int], decimals: int = 1) -> tuple[float, ...]:
    """Return counts as per cent of their sum, rounded, adding up to exactly 100; zeros where there is nothing.

    The largest remainders are rounded up until the sum is right (Hamilton's method), the earlier first among equals.

    Raises
    ------
    ValueError
        When a count is negative.
    """
    if any(count < 0 for count in counts):
        raise ValueError("a count is negative")
    total = sum(counts)
    if total == 0:
        return (0.0,) * len(counts)
    whole = 100 * 10**decimals
    exact = [Fraction(count * whole, total) for count in counts]
    units = [int(part) for part in exact]
    order = sorted(range(len(counts)), key=lambda i: (units[i] - exact[i], i))
    for i in order[: whole - sum(units)]:
        units[i] += 1
    return tuple(unit / 10**decimals for unit in units)
