"""Facts about rates, indices and grades."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.indices import Grade, Pooling, Rate, component_index, grade_of, indicator_points, pooled


@pytest.mark.parametrize(
    ("positive", "n", "per_cent"),
    # Hương An 2019; the worked example's question, its kiosk and its QR; Hà Khánh's dossiers.
    [
        (305, 320, 95.31),
        (15, 320, 4.69),
        (380, 394, 96.45),
        (380, 400, 95.00),
        (55, 60, 91.67),
        (40, 45, 88.89),
        (1620, 1636, 99.02),
    ],
)
def test_rates_of_published_figures(positive: int, n: int, per_cent: float) -> None:
    """To two decimals, as they were published."""
    value = Rate(positive, n).value
    assert value is not None
    assert round(100 * value, 2) == per_cent


def test_channels_are_pooled_not_averaged() -> None:
    """475 of 499, not the mean of three rates."""
    channels = (Rate(380, 394), Rate(55, 60), Rate(40, 45))
    assert pooled(channels) == Rate(475, 499)
    assert round(100 * (pooled(channels).value or 0), 2) == 95.19
    assert round(100 * (component_index(channels, Pooling.MEAN_OF_RATES) or 0), 2) == 92.33


def test_a_component_pools_its_items() -> None:
    """820 of 932; the mean of rates is there by choice; items that nobody answered count in neither."""
    items = (Rate(350, 392), Rate(320, 380), Rate(150, 160), Rate(0, 0))
    assert round(100 * (component_index(items) or 0), 2) == 87.98
    assert round(100 * (component_index(items, Pooling.MEAN_OF_RATES) or 0), 2) == 89.08
    assert component_index((Rate(0, 0),)) is None


@pytest.mark.parametrize(
    ("positive", "n", "low", "high"),
    # Newcombe (1998), table I: the score interval without continuity correction.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_wilsons(positive: int, n: int, low: float, high: float) -> None:
    """As published examples have it."""
    assert Rate(positive, n).interval == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_rate(counted: tuple[int, int]) -> None:
    """And stays within 0 and 1."""
    rate = Rate(*counted)
    assert rate.interval is not None
    assert rate.value is not None
    low, high = rate.interval
    assert 0 <= low <= rate.value <= high <= 1


@pytest.mark.parametrize(
    ("points", "grade"),
    [
        (18, Grade.EXCELLENT),
        (15, Grade.EXCELLENT),
        (14.9, Grade.GOOD),
        (12, Grade.GOOD),
        (9, Grade.FAIR),
        (6, Grade.AVERAGE),
        (5.9, Grade.WEAK),
        (0, Grade.WEAK),
    ],
)
def test_exactly_fifteen_is_excellent(points: float, grade: Grade) -> None:
    """Each grade begins at its own number."""
    assert grade_of(points) is grade


def test_points_are_cut_not_rounded() -> None:
    """To one decimal; 1.99 is 1.9, and eleven tenths stay eleven."""
    assert indicator_points(199, 100) == 1.9
    assert indicator_points(11, 10) == 1.1
    assert indicator_points(0, 0) is None
    with pytest.raises(ValueError, match="2, 1 or 0"):
        indicator_points(3, 1)
    with pytest.raises(ValueError, match="0 to 18"):
        grade_of(18.1)
