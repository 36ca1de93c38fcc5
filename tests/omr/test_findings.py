"""What was noticed about a batch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omr.findings import summed
from omr.reading import Finding
from omr.reasons import Reason


def _streak(position_mm: float, edge: str = "left", reason: Reason = Reason.STREAK) -> Finding:
    return Finding(reason, (("edge", edge), ("position_mm", f"{position_mm:.1f}")))


def test_a_batch_without_findings_has_none() -> None:
    """Pages with nothing to say about them add up to nothing."""
    assert summed([(), ()]) == ()


def test_a_streak_is_one_streak_on_all_pages() -> None:
    """Streaks within 2 mm of each other count as one, and the page in the middle speaks for them."""
    pages = [(_streak(42.9),), (_streak(42.0),), (_streak(42.3),), ()]

    assert summed(pages) == ((_streak(42.3), 3),)


def test_streaks_at_other_places_are_others() -> None:
    """Distance, edge and tone tell streaks apart; what most pages have comes first."""
    light = _streak(42.0, reason=Reason.LIGHT_STREAK)
    pages = [(_streak(42.0), _streak(60.0)), (_streak(60.5), _streak(60.0, "top"), light), (_streak(60.4),)]

    assert summed(pages) == ((_streak(60.4), 3), (_streak(42.0), 1), (_streak(60.0, "top"), 1), (light, 1))


def test_a_page_counts_once() -> None:
    """Two streaks side by side on one page are one page with that streak."""
    assert summed([(_streak(42.0), _streak(43.0))]) == ((_streak(42.0), 1),)


@pytest.mark.parametrize(
    ("reason", "name", "values", "groups"),
    [
        (
            Reason.CORNER_HIDDEN,
            "corner",
            ("top_left", "top_left", "bottom_right"),
            [("top_left", 2), ("bottom_right", 1)],
        ),
        (Reason.TURNED, "degrees", ("180", "90", "180"), [("180", 2), ("90", 1)]),
        (Reason.SKEWED, "degrees", ("2.1", "3.9", "2.4"), [("2.4", 3)]),
        (Reason.PRINT_SCALE, "percent", ("97", "97", "98"), [("97", 3)]),
    ],
)
def test_places_tell_findings_apart_and_measures_do_not(
    reason: Reason, name: str, values: tuple[str, ...], groups: list[tuple[str, int]]
) -> None:
    """A corner and a turn are things of their own; how much pages are skewed is one thing, told by the median."""
    pages = [(Finding(reason, ((name, value),)),) for value in values]

    assert summed(pages) == tuple((Finding(reason, ((name, value),)), count) for value, count in groups)


@given(st.permutations([(_streak(42.0),), (_streak(43.9),), (Finding(Reason.ONE_BIT),), (_streak(45.0), _streak(9.0))]))
def test_the_order_of_pages_does_not_matter(pages: list[tuple[Finding, ...]]) -> None:
    """A batch adds up to the same whatever order it was scanned in."""
    assert summed(pages) == ((_streak(42.0), 2), (_streak(9.0), 1), (_streak(45.0), 1), (Finding(Reason.ONE_BIT), 1))
