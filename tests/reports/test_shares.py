"""Facts about percentages that add up."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.shares import shares


def test_the_worked_example() -> None:
    """268, 112, 10, 3 and 1 of 394."""
    assert shares((268, 112, 10, 3, 1)) == (68.0, 28.4, 2.5, 0.8, 0.3)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12), st.integers(0, 2))
def test_they_add_up_and_none_is_off_by_more_than_a_step(counts: list[int], decimals: int) -> None:
    """Exactly 100, each within one step of the truth; the same count is never far from itself."""
    found = shares(counts, decimals)
    step = 10**-decimals
    if sum(counts) == 0:
        assert set(found) == {0.0}
        return
    assert sum(round(share * 10**decimals) for share in found) == 100 * 10**decimals
    assert all(abs(Fraction(s) - Fraction(100 * c, sum(counts))) < step for s, c in zip(found, counts, strict=True))


def test_a_negative_count_is_a_mistake() -> None:
    """It is not made into a share."""
    with pytest.raises(ValueError, match="negative"):
        shares((3, -1))
