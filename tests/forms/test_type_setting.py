"""Facts about breaking wording into lines."""

from hypothesis import given
from hypothesis import strategies as st

from forms.measures import STANDARD
from forms.type_setting import break_text, break_words, overhang_mm, text_width_mm


@given(st.lists(st.sampled_from(["Ông/Bà", "hài", "lòng", "ở", "mức"]), min_size=1, max_size=15), st.floats(12, 80))
def test_breaking_keeps_every_word_within_its_room(words: list[str], room_mm: float) -> None:
    """Lines hold all the words in their order, and none is wider than the room when no word is."""
    text = " ".join(words)
    for broken in (break_text(text, STANDARD.plain, room_mm), break_words(text, STANDARD.plain, room_mm)):
        assert " ".join(broken) == text
        if overhang_mm(text, STANDARD.plain, room_mm) == 0:
            assert all(text_width_mm(line, STANDARD.plain) <= room_mm + 1e-9 for line in broken)


def test_words_over_a_column_keep_their_qualifier_apart() -> None:
    """The words of a scale break after the qualifier, not within what it qualifies."""
    assert break_words("Rất hài lòng", STANDARD.small_strong, 15.5) == ("Rất", "hài lòng")
    assert break_words("Rất không hài lòng", STANDARD.small_strong, 15.5) == ("Rất không", "hài lòng")


def test_lines_of_wording_are_even() -> None:
    """Wording of two lines is broken near its middle instead of leaving one word over."""
    text = "Thời gian chờ và ngày trả kết quả so với giấy hẹn"

    first, second = break_text(text, STANDARD.plain, text_width_mm(text, STANDARD.plain) - 1)

    assert abs(text_width_mm(first, STANDARD.plain) - text_width_mm(second, STANDARD.plain)) < 15


def test_a_no_break_space_holds() -> None:
    """Words joined by a no-break space stay on one line."""
    assert break_text("rõ\u00a0ràng", STANDARD.plain, 5.0) == ("rõ\u00a0ràng",)
