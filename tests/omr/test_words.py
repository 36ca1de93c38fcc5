"""Texts in two languages."""

import pytest

from omr.words import Language, Text

TEXT = Text(vi="Trang {number} bị mờ.", en="Page {number} is faint.")


def test_a_text_speaks_each_language() -> None:
    """Its places are filled in either way."""
    assert TEXT.to(Language.VI, number=3) == "Trang 3 bị mờ."
    assert TEXT.to(Language.EN, number=3) == "Page 3 is faint."


def test_a_place_may_have_any_name() -> None:
    """Even that of the language itself."""
    assert Text("{language}", "{language}").to(Language.EN, language="fr") == "fr"


def test_missing_evidence_is_not_passed_over() -> None:
    """A sentence with a hole in it is never shown."""
    with pytest.raises(KeyError):
        TEXT.to(Language.VI)
