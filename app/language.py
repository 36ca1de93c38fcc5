"""In which language does this run speak? Set at the start, and for each page of the desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from omr.words import Language, Text

# Requests of the desk are answered side by side, each in the language of its own browser.
_current: ContextVar[Language] = ContextVar("language", default=Language.VI)


def speak(chosen: Language) -> None:
    """Set the language of this run, or of this request."""
    _current.set(chosen)


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Speak a language for a while, whatever that of this run is: papers of the office are Vietnamese."""
    before = _current.set(chosen)
    try:
        yield
    finally:
        _current.reset(before)


def language() -> Language:
    """Return the language of this run."""
    return _current.get()


def say(text: Text, /, **evidence: object) -> str:
    """Return a text in the language of this run."""
    return text.to(_current.get(), **evidence)
