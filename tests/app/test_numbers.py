"""Facts about how numbers are written."""

import pytest

from app.language import speak
from app.numbers import number, share
from omr.words import Language


@pytest.mark.parametrize(
    ("language", "thousands", "decimals", "per_cent"),
    [(Language.VI, "1.234.567", "1.234,57", "33,3 %"), (Language.EN, "1,234,567", "1,234.57", "33.3 %")],
)
def test_signs_are_those_of_the_language(language: Language, thousands: str, decimals: str, per_cent: str) -> None:
    """The full stop parts thousands in Vietnamese, and decimals in English."""
    speak(language)

    assert number(1_234_567) == thousands
    assert number(1234.567, 2) == decimals
    assert share(1, 3) == per_cent


def test_a_share_of_nothing_is_a_dash() -> None:
    """An empty batch has no percentage, and is no error."""
    assert share(0, 0) == "–"
    assert share(5, 5, 0) == "100 %"
