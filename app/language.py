"""In which language does this run speak? Set once at the start, asked wherever `app` says something."""

from omr.words import Language, Text

_current = Language.VI


def speak(chosen: Language) -> None:
    """Set the language of this run."""
    global _current
    _current = chosen


def language() -> Language:
    """Return the language of this run."""
    return _current


def say(text: Text, /, **evidence: object) -> str:
    """Return a text in the language of this run."""
    return text.to(_current, **evidence)
