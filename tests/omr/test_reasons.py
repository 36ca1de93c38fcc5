"""Every reason can be said."""

import pytest

from omr.reasons import _WORDS, Reason
from omr.words import Language

# Whatever evidence any reason may need.
EVIDENCE = tuple(
    (name, "7")
    for name in (
        "path",
        "megapixels",
        "layout_id",
        "page_number",
        "residual_mm",
        "error",
        "serial",
        "found",
        "degrees",
        "percent",
        "dpi",
        "position_mm",
        "width_mm",
        "edge",
        "corner",
    )
)


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("language", list(Language))
def test_every_reason_has_a_sentence_in_every_language(reason: Reason, language: Language) -> None:
    """A reason is a full sentence with its evidence filled in."""
    sentence = reason.sentence(language, EVIDENCE)

    assert sentence.endswith(".")
    assert "{" not in sentence
    assert "{" not in reason.advice(language, EVIDENCE)


def test_places_and_numbers_are_said_as_people_say_them() -> None:
    """A place is named in words, and in Vietnamese a decimal has a comma."""
    streak = (("edge", "left"), ("position_mm", "42.3"))

    assert "cách mép trái của ảnh 4,2 cm." in Reason.STREAK.sentence(Language.VI, streak)
    assert "4.2 cm from the left edge" in Reason.STREAK.sentence(Language.EN, streak)
    assert "Góc trên bên trái" in Reason.CORNER_HIDDEN.sentence(Language.VI, (("corner", "top_left"),))
    assert Reason.SKEWED.sentence(Language.VI, (("degrees", "3.4"),)) == "Trang lệch 3,4°."


def test_no_words_are_left_over() -> None:
    """The table of words has the reasons and nothing else."""
    assert set(_WORDS) == set(Reason)
