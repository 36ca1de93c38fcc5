"""In which languages do we speak to people? A sentence exists in all of them or not at all."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language of the interface, by its ISO 639-1 code."""

    VI = "vi"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or phrase in both languages; may hold ``{name}`` places for evidence."""

    vi: str
    en: str

    def to(self, language: Language, /, **evidence: object) -> str:
        """Return the text in one language with its places filled in.

        Raises
        ------
        KeyError
            When the text names evidence that is not given.
        """
        template = self.vi if language is Language.VI else self.en
        return template.format(**evidence)
