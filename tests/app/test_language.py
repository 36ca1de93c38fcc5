"""Facts about the language of a run."""

import pytest

from app.language import language, say, speak, speaking
from omr.words import Language, Text

_GREETING = Text("Chào {name}", "Hello {name}")


@pytest.mark.parametrize(("chosen", "said"), [(Language.VI, "Chào Lan"), (Language.EN, "Hello Lan")])
def test_what_is_said_follows_the_language_of_the_run(chosen: Language, said: str) -> None:
    """Set once, it holds everywhere."""
    speak(chosen)

    assert language() is chosen
    assert say(_GREETING, name="Lan") == said


def test_a_language_spoken_for_a_while_gives_way_again() -> None:
    """Also where the while ends in an error, and as often as something is made that speaks it."""
    speak(Language.EN)

    @speaking(Language.VI)
    def greeting() -> str:
        return say(_GREETING, name="Lan")

    assert [greeting(), say(_GREETING, name="Lan"), greeting()] == ["Chào Lan", "Hello Lan", "Chào Lan"]
    with pytest.raises(KeyError), speaking(Language.VI):
        say(_GREETING)
    assert language() is Language.EN
