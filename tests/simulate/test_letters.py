"""Vietnamese handwriting can be written with the letters there are."""

import unicodedata
from dataclasses import replace

import numpy as np
import pytest

from simulate.canvas import Floats
from simulate.chance import Stream
from simulate.letters import COMMENTS, written, written_width_mm
from tests.simulate.hands import STEADY


def _points(text: str, seed: int = 1, letter_mm: float = 3.0) -> Floats:
    strokes = written(text, (10.0, 20.0), replace(STEADY, letter_mm=letter_mm), Stream(seed).rng())
    return np.vstack([stroke.points_mm for stroke in strokes])


def _count(text: str) -> int:
    return len(written(text, (0.0, 0.0), STEADY, Stream(1).rng()))


def test_every_word_that_is_written_has_all_its_letters() -> None:
    """No letter and no accent of a comment is left out for want of a shape."""
    for text in COMMENTS:
        for character in text:
            base, *marks = list(unicodedata.normalize("NFD", character))
            assert base == " " or _count(base) > 0, (text, character)
            assert _count(character) == _count(base) + len(marks), (text, character)


def test_accents_combined_or_not_are_the_same_letters() -> None:
    """However a keyboard sent them; capitals are written small; what has no shape takes no room."""
    text = "hướng dẫn chưa rõ"
    assert np.array_equal(_points(unicodedata.normalize("NFD", text)), _points(text))
    assert np.array_equal(_points(text.upper()), _points(text))
    assert _count("☂") == 0
    assert _count("") == 0


def test_letters_stand_on_their_line() -> None:
    """Small ones are as high as the hand's, d is twice that, g and the dot of ạ go below."""
    for letter, top, bottom in (("x", 1.0, 0.0), ("d", 1.9, 0.0), ("g", 1.0, -0.8), ("ạ", 1.0, -0.4), ("ấ", 1.85, 0.0)):
        heights = [(20.0 - _points(letter, seed)[:, 1]) / 3.0 for seed in range(30)]
        assert np.mean([h.max() for h in heights]) == pytest.approx(top, abs=0.2), letter
        assert np.mean([h.min() for h in heights]) == pytest.approx(bottom, abs=0.2), letter


@pytest.mark.parametrize("letter_mm", [2.0, 4.0])
def test_a_text_is_about_as_wide_as_it_is_said_to_be(letter_mm: float) -> None:
    """Within an eighth and half a letter, from where it begins."""
    for text in COMMENTS:
        points = _points(text, letter_mm=letter_mm)
        told = written_width_mm(text, replace(STEADY, letter_mm=letter_mm))
        assert points[:, 0].max() - 10.0 == pytest.approx(told, rel=0.125, abs=0.5 * letter_mm), text
        assert points[:, 0].min() > 10.0 - 0.2 * letter_mm


def test_a_slanting_hand_leans_its_letters() -> None:
    """The top of an l stands to the right of its foot by the tangent of the slant."""
    leans = []
    for seed in range(60):
        strokes = written("h", (0.0, 0.0), replace(STEADY, slant_deg=20.0), Stream(seed).rng())
        stem = strokes[0].points_mm
        leans.append((stem[0, 0] - stem[-1, 0]) / (stem[-1, 1] - stem[0, 1]))
    assert np.mean(leans) == pytest.approx(np.tan(np.deg2rad(20.0)), abs=0.05)
