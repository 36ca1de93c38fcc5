"""Facts about what is written down when a box is opened."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from app.opening_options import in_this_zone


@pytest.fixture(autouse=True)
def _in_vietnam(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("the clock's zone cannot be set here")
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("typed", "utc"),
    [
        (datetime(2026, 9, 14, 16, 30), datetime(2026, 9, 14, 9, 30, tzinfo=UTC)),
        # A day alone is its first minute here, which is the day before elsewhere.
        (datetime(2026, 1, 1), datetime(2025, 12, 31, 17, 0, tzinfo=UTC)),
    ],
)
def test_what_is_typed_is_the_time_on_the_wall(typed: datetime, utc: datetime) -> None:
    """Of this machine's zone: a box that was opened in the morning is of that day and not of the one before."""
    at = in_this_zone(typed)

    assert at is not None
    assert at == utc
    assert (at.date(), at.hour) == (typed.date(), typed.hour)


def test_what_nobody_typed_is_not_known() -> None:
    """It is not now."""
    assert in_this_zone(None) is None
