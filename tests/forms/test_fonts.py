"""Facts about the letters of the sheets."""

import pytest

from forms.fonts import letter_of, width_mm
from forms.typeface import ASCENT_EM, CAP_HEIGHT_EM, DESCENT_EM, MM_PER_POINT, Face


@pytest.mark.parametrize("face", Face)
def test_the_ink_of_letters_is_where_type_has_it(face: Face) -> None:
    """Capitals stand on the baseline, g reaches below it, and no letter further than the family's own bounds."""
    for character in "HgxĐộƯẾ1,(":
        advance, left, bottom, right, top = letter_of(character, face)
        assert advance == pytest.approx(width_mm(character, face, 1.0) / MM_PER_POINT)
        assert -0.1 < left < right < advance + 0.1
        assert -DESCENT_EM <= bottom < top <= ASCENT_EM
    assert letter_of("H", face)[2] == pytest.approx(0.0, abs=0.02)
    assert letter_of("H", face)[4] == pytest.approx(CAP_HEIGHT_EM, abs=0.02)
    assert letter_of("g", face)[2] < -0.15


def test_a_space_advances_and_has_no_ink() -> None:
    """Words are told apart by it."""
    advance, *ink = letter_of(" ", Face.REGULAR)

    assert advance > 0.1
    assert ink == [0.0, 0.0, 0.0, 0.0]
