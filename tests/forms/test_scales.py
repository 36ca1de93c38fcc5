"""Facts about the scales that come with the program."""

import pytest

from forms.questions import Scale
from forms.scales import BUILT_IN_SCALES, built_in_scale

EVERY = pytest.mark.parametrize("scale", BUILT_IN_SCALES, ids=lambda scale: scale.name)


def test_a_name_means_one_scale() -> None:
    """A form that names one gets that one, and no other name finds any."""
    assert len({scale.name.casefold() for scale in BUILT_IN_SCALES}) == len(BUILT_IN_SCALES)
    assert all(built_in_scale(scale.name) is scale for scale in BUILT_IN_SCALES)
    assert built_in_scale("S6") is None
    assert built_in_scale("") is None


@EVERY
def test_a_scale_could_have_been_written_by_an_author(scale: Scale) -> None:
    """What is built in passes every check that a form's own scale does, names and codes included."""
    assert Scale.model_validate(scale.model_dump()) == scale
    codes = [choice.code for choice in scale.choices]
    assert len(set(codes)) == len(codes)
    assert set(scale.positive) < set(codes)


@EVERY
def test_the_satisfied_are_those_of_the_highest_scores(scale: Scale) -> None:
    """No level that counts as satisfied is worth less than one that does not; no opinion is neither."""
    worth = {choice.code: choice.score for choice in scale.choices if choice.score is not None}
    positive = {worth[code] for code in scale.positive}

    assert positive
    assert min(positive) > max(set(worth.values()) - positive)


@EVERY
def test_levels_are_printed_in_the_order_of_their_scores(scale: Scale) -> None:
    """From best to worst, or the other way where the name says so; no opinion stands last either way."""
    scores = [choice.score for choice in scale.choices if not choice.no_opinion]

    assert scores == sorted(scores, key=lambda score: score or 0.0, reverse=not scale.name.endswith("R"))
    assert [choice.no_opinion for choice in scale.choices[:-1]] == [False] * (len(scale.choices) - 1)
    assert scale.choices[-1].no_opinion is ("K" in scale.name)


@EVERY
def test_every_level_has_words_of_its_own_in_both_languages(scale: Scale) -> None:
    """On a form in two languages no column lacks its English, and no two mean the same."""
    for words in ([choice.label.vi for choice in scale.choices], [choice.label.en for choice in scale.choices]):
        assert None not in words
        assert len(set(words)) == len(words)
