"""What is a period called? As offices call it in Vietnamese; in English where its name is known."""

import re

from omr.words import Language

# The reports of guidance 581/BNV-CCHC, months and quarters; what an office calls its own reports stays.
_ENGLISH = {
    "Quý": "Quarter",
    "6 tháng đầu năm": "First half of",
    "Năm": "Year",
    "Tháng": "Month",
}
_TITLE = re.compile(rf"({'|'.join(_ENGLISH)}) ((?:I{{1,3}}|IV|\d{{1,2}})/)?(\d{{4}})( \(theo lịch\))?")


def period_words(title: str, language: Language) -> str:
    """Return the title of a period in a language; one that is not known in it as it is."""
    known = _TITLE.fullmatch(title)
    if language is Language.VI or known is None:
        return title
    calendar = " (calendar)" if known[4] else ""
    return f"{_ENGLISH[known[1]]} {known[2] or ''}{known[3]}{calendar}"
