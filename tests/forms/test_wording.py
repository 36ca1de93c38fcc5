"""Facts about what may be said on a form."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from forms.wording import code_text_of, not_reserved, printable, whole_number

# Letters, signs and spaces of every kind, with marks that follow their letters.
texts = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"]), min_size=1) | st.text(
    " \n\t\u00a0ơươếệẫđ\u0301\u0323\u0302\u031b", min_size=1
)


@given(texts)
def test_wording_is_kept_as_one_composed_line(text: str) -> None:
    """It has no breaks, no space around it and none doubled, and is the same however its letters were typed."""
    if not text.strip():
        with pytest.raises(PydanticCustomError):
            printable(text)
        return

    line = printable(text)

    assert unicodedata.is_normalized("NFC", line)
    assert line == line.strip()
    assert not any(part in line for part in ("\n", "\t", "\r", "  "))
    assert printable(line) == line
    assert printable(unicodedata.normalize("NFD", text)) == line


@given(texts, st.sampled_from(["\n", "\t", "\r\n", "   ", " \n "]))
def test_where_a_text_is_broken_does_not_matter(text: str, space: str) -> None:
    """Folded over lines in the file or not, it is the same wording."""
    assert printable(f"a{space}{text}{space}b") == printable(f" a {text} b ")


def test_a_no_break_space_is_the_authors_wish() -> None:
    """It stays where it was put, and beside another space too."""
    assert printable("10\u00a0điểm") == "10\u00a0điểm"
    assert printable("a \u00a0 b") == "a \u00a0 b"


@pytest.mark.parametrize("strange", ["\u200b", "\u00ad", "\u202e", "\ue000", "\ud800", "\x07", "\u0378"])
def test_what_cannot_be_seen_is_refused_by_its_number(strange: str) -> None:
    """Marks without width, direction signs, private and unassigned letters: each once, by their numbers."""
    with pytest.raises(PydanticCustomError) as refused:
        printable(f"a{strange}b\u2060c{strange}")

    names = [f"U+{number:04X}" for number in sorted((ord(strange), 0x2060))]
    assert refused.value.type == "unprintable"
    assert refused.value.context == {"characters": ", ".join(names)}


@pytest.mark.parametrize(
    ("written", "code"), [(5, "5"), (0, "0"), (-1, "-1"), ("05", "05"), (True, True), (1.0, 1.0), (None, None)]
)
def test_a_code_may_be_written_as_a_whole_number(written: object, code: object) -> None:
    """What is neither that nor text is left for the models to refuse."""
    assert code_text_of(written) == code
    assert type(code_text_of(written)) is type(code)


@pytest.mark.parametrize("code", ["blank", "SPOILED", "Discard"])
def test_a_word_of_the_review_is_refused_as_it_was_written(code: str) -> None:
    """The author is told which one."""
    with pytest.raises(PydanticCustomError) as refused:
        not_reserved(code)

    assert (refused.value.type, refused.value.context) == ("reserved_code", {"code": code})
    assert not_reserved(f"{code}s") == f"{code}s"


@pytest.mark.parametrize("value", [1, "1", 1.5, "x", None])
def test_only_true_and_false_are_no_numbers_from_the_start(value: object) -> None:
    """Anything else is for the models to judge."""
    assert whole_number(value) is value
    for truth in (True, False):
        with pytest.raises(PydanticCustomError) as refused:
            whole_number(truth)
        assert refused.value.type == "int_type"
