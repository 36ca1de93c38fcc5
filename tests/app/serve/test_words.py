"""Facts about the words of the web form."""

import re
from pathlib import Path

import pytest

import app.serve
from app.serve.words import _WORDS, said
from omr.words import Language

_FOLDER = Path(app.serve.__file__).parent
_ASKED = re.compile(r'say\("([a-z_]+)"')


@pytest.mark.parametrize("language", Language)
def test_whatever_a_page_says_is_there(language: Language) -> None:
    """Each word that a template asks for has its text, and none waits in vain to be asked."""
    texts = [path.read_text("utf-8") for path in (_FOLDER / "templates").iterdir()]
    asked = {name for text in texts for name in _ASKED.findall(text)}

    assert asked == set(_WORDS)
    for name in asked:
        assert said(language, name, most=2)


def test_the_button_of_languages_names_the_other_one() -> None:
    """In that one's own words, so that who cannot read the page finds it."""
    assert said(Language.VI, "language") == "English"
    assert said(Language.EN, "language") == "Tiếng Việt"


def test_what_depends_on_the_question_is_filled_in() -> None:
    """How many may be chosen."""
    assert said(Language.VI, "most", most=2) == "Chọn tối đa 2"
    assert said(Language.EN, "most", most=3) == "Choose at most 3"
