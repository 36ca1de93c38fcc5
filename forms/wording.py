"""What may be said on a form, and how is it kept? The checks that each text, code and number of a definition passes."""

import re
import unicodedata

from pydantic_core import PydanticCustomError

# Breaking white space only: a no-break space is the author's wish and stays.
_BREAKING_SPACE = re.compile(r"[ \t\r\n]+")
# What a reviewer types for an empty answer, one that cannot be told, and a page to drop.
_RESERVED_CODES = frozenset({"blank", "spoiled", "discard"})
# Control and format characters (tabs, zero-width and direction marks), surrogates, private and unassigned ones.
_UNPRINTABLE_CATEGORIES = ("Cc", "Cf", "Cs", "Co", "Cn")


def printable(text: str) -> str:
    """Return a text as one line in normal form C, without space around it.

    Vietnamese typed as letters followed by combining marks would print the marks beside the letters.

    Raises
    ------
    PydanticCustomError
        When nothing is left, or a character cannot be printed.
    """
    line = unicodedata.normalize("NFC", _BREAKING_SPACE.sub(" ", text).strip())
    if not line:
        raise PydanticCustomError("empty_text", "the text is empty")
    strange = sorted({c for c in line if unicodedata.category(c) in _UNPRINTABLE_CATEGORIES})
    if strange:
        names = ", ".join(f"U+{ord(c):04X}" for c in strange)
        raise PydanticCustomError("unprintable", "the text holds {characters}", {"characters": names})
    return line


def line_of(value: object) -> object:
    """Return a text as `printable`; what is no text is left for the models to refuse."""
    return printable(value) if isinstance(value, str) else value


def code_text_of(value: object) -> object:
    """Return a code as it is compared: a whole number as text (``code: 5`` means ``"5"``), a text as `printable`.

    Two codes that look the same are the same.
    """
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else line_of(value)


def not_reserved(code: str) -> str:
    """Return a choice code, refusing the words that stand for something else in review and in exports.

    Raises
    ------
    PydanticCustomError
        When the code is one of those words.
    """
    if code.lower() in _RESERVED_CODES:
        raise PydanticCustomError("reserved_code", "the code {code} is reserved", {"code": code})
    return code


def whole_number(value: object) -> object:
    """Refuse true and false where a number is asked for, which would otherwise count as 1 and 0."""
    if isinstance(value, bool):
        raise PydanticCustomError("int_type", "a whole number is needed")
    return value
