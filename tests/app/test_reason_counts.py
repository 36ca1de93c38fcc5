"""Facts about how reasons are counted on the terminal."""

import pytest
from rich.console import Console, Group

from app.language import speak
from app.reason_counts import NOT_READ, counts_view, reason_words
from omr.reasons import Reason
from omr.words import Language


def _shown(counts: list[tuple[str, int]]) -> str:
    console = Console(width=60, force_terminal=False, highlight=False, markup=False)
    with console.capture() as capture:
        console.print(Group(*counts_view(NOT_READ, counts)))
    return capture.get()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_words_of_many_pages(language: Language, reason: Reason) -> None:
    """What differs from page to page is left open, and no place in the sentence is."""
    speak(language)
    words = reason_words(reason)

    assert words
    assert "{" not in words


def test_counts_stand_under_one_another() -> None:
    """In the order given, with the signs of the language, brackets and all; the heading first."""
    speak(Language.VI)
    lines = _shown([("Không phải phiếu [1]", 1234), ("Trang trắng", 5)]).splitlines()

    assert [line.rstrip() for line in lines] == [
        "",
        "Trang không đọc",
        "  1.234 Không phải phiếu [1]",
        "      5 Trang trắng",
    ]


def test_of_nothing_nothing_is_said() -> None:
    """Not even a heading."""
    assert counts_view(NOT_READ, []) == []
