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


def test_no_words_are_left_over() -> None:
    """The table of words has the reasons and nothing else."""
    assert set(_WORDS) == set(Reason)
