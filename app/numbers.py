"""How are numbers and shares written? 1.636 and 99,02 % in Vietnamese, 1,636 and 99.02 % in English."""

from app.language import language
from omr.words import Language

_TO_VIETNAMESE = str.maketrans(",.", ".,")


def number(value: float, decimals: int = 0) -> str:
    """Return a number with thousands and decimal signs of the language of this run."""
    text = f"{value:,.{decimals}f}"
    return text.translate(_TO_VIETNAMESE) if language() is Language.VI else text


def share(part: float, whole: float, decimals: int = 1) -> str:
    """Return a share as per cent, or a dash where there is nothing to share."""
    return "–" if whole == 0 else f"{number(100 * part / whole, decimals)} %"
