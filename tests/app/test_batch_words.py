"""Facts about the words that batches are spoken of in."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.batch_words import CHANNELS, STATES, channel_words, day, moment, oddity_words
from app.language import speak
from batches.collate import NamedPage, Oddity, SheetState
from omr.words import Language
from tests.batches.sheet_pages import PAGE


@pytest.mark.parametrize("language", list(Language))
def test_every_state_and_every_oddity_has_words_of_its_own(language: Language) -> None:
    """None is left to its code, none is called what another is, and no gap is left in a sentence."""
    speak(language)
    states = [text.to(language) for text in STATES.values()]
    said = [oddity_words(NamedPage(oddity, PAGE, 2)) for oddity in Oddity]

    assert set(STATES) == set(SheetState)
    assert len(set(states)) == len(SheetState)
    assert len(set(said)) == len(Oddity)
    assert not any(sign in words for words in said for sign in "{}")
    assert {state.value for state in SheetState}.isdisjoint(states) or language is Language.EN


def test_an_oddity_names_the_sheet_and_its_side() -> None:
    """Of a sheet without a number it says so; of one that was not read, which layout it needs."""
    speak(Language.VI)
    nameless = replace(PAGE, serial=None, form=None, layout_id=None)

    assert oddity_words(NamedPage(Oddity.MISSING_PAGE, replace(PAGE, serial="0000000012"), 2)) == (
        "phiếu 0000000012: thiếu trang 2"
    )
    assert oddity_words(NamedPage(Oddity.DOUBLED_PAGE, nameless, 1)).startswith("phiếu không số: trang 1")
    assert "L1" in oddity_words(NamedPage(Oddity.UNKNOWN_LAYOUT, PAGE))
    assert "None" not in oddity_words(NamedPage(Oddity.OLDER_LAYOUT, nameless))
    assert "None" not in oddity_words(NamedPage(Oddity.UNKNOWN_LAYOUT, nameless))


@pytest.mark.parametrize("language", list(Language))
def test_a_channel_that_an_office_named_itself_is_called_that(language: Language) -> None:
    """The usual ones have words in the language that is spoken, each its own."""
    speak(language)

    assert channel_words("quầy lưu động") == "quầy lưu động"
    assert channel_words("") == ""
    assert len({channel_words(channel) for channel in CHANNELS}) == len(CHANNELS)
    assert channel_words("phone") == {Language.VI: "điện thoại", Language.EN: "telephone"}[language]


@pytest.fixture
def _in_hanoi(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("this system keeps its time zone to itself")
    with monkeypatch.context() as changed:
        changed.setenv("TZ", "<+07>-7")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("_in_hanoi")
def test_a_box_opened_after_midnight_is_of_the_new_day() -> None:
    """By the clock on the office's wall, whatever the database keeps; day before month."""
    late = datetime(2026, 9, 3, 17, 5, tzinfo=UTC)

    assert (day(late), moment(late)) == ("04/09/2026", "00:05 04/09/2026")
