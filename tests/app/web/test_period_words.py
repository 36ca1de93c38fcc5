"""Facts about what periods are called."""

import pytest

from app.web.period_words import period_words
from omr.words import Language
from reports.periods import CCHC, find_period


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("2026-Q1", "Quarter I/2026"),
        ("2026-Q3", "Quarter III/2026"),
        ("2026-H1", "First half of 2026"),
        ("2026-Y", "Year 2026"),
        ("2026-09", "Month 9/2026"),
        ("2026-C4", "Quarter 4/2026 (calendar)"),
    ],
)
def test_every_report_of_the_calendar_has_an_english_name(name: str, told: str) -> None:
    """In Vietnamese it is called as offices call it."""
    period = find_period(name)

    assert period is not None
    assert period_words(period.title, Language.EN) == told
    assert period_words(period.title, Language.VI) == period.title


def test_no_window_of_the_calendar_is_left_out() -> None:
    """One that is added needs an English name."""
    titles = [period.title for window in CCHC if (period := find_period(f"2026-{window.name}")) is not None]

    assert len(titles) == len(CCHC)
    assert all(period_words(title, Language.EN) != title for title in titles)


@pytest.mark.parametrize("title", ["Năm học 2026", "Đợt thi đua 2026", ""])
def test_what_an_office_calls_its_own_stays(title: str) -> None:
    """Nobody has said what it is in English."""
    assert period_words(title, Language.EN) == title
