"""Facts about the language of a run."""

import pytest

from app.language import language, say, speak
from omr.words import Language, Text

_GREETING = Text("Chào {name}", "Hello {name}")


@pytest.mark.parametrize(("chosen", "said"), [(Language.VI, "Chào Lan"), (Language.EN, "Hello Lan")])
def test_what_is_said_follows_the_language_of_the_run(chosen: Language, said: str) -> None:
    """Set once, it holds everywhere."""
    speak(chosen)

    assert language() is chosen
    assert say(_GREETING, name="Lan") == said
