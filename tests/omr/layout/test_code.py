"""The text of the printed code."""

import random
import secrets

from hypothesis import given
from hypothesis import strategies as st

from omr.layout.code import (
    SERIAL_ALPHABET,
    SheetCode,
    code_text,
    new_serial,
    parse_code,
    serial_is_sound,
    spoken_serial,
)

LAYOUT_IDS = st.text(SERIAL_ALPHABET, min_size=10, max_size=10)
SERIALS = st.integers(0).map(lambda seed: new_serial(random.Random(seed).choice))


@given(LAYOUT_IDS, st.none() | SERIALS, st.integers(1, 99))
def test_a_code_survives_the_round_trip(layout_id: str, serial: str | None, page_number: int) -> None:
    """What is printed is what is read."""
    code = SheetCode(layout_id, serial, page_number)

    assert parse_code(code_text(code)) == code


@given(LAYOUT_IDS, SERIALS)
def test_a_code_fits_the_smallest_symbol(layout_id: str, serial: str) -> None:
    """29 characters of QR's alphanumeric set are what version 2 holds at level Q."""
    text = code_text(SheetCode(layout_id, serial, 99))

    assert len(text) <= 29
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


@given(SERIALS, st.integers(0, 9), st.sampled_from(SERIAL_ALPHABET))
def test_one_wrong_character_is_noticed(serial: str, place: int, wrong: str) -> None:
    """A serial with one other character does not check."""
    typed = serial[:place] + wrong + serial[place + 1 :]

    assert serial_is_sound(typed) == (typed == serial)


def test_two_swapped_characters_are_mostly_noticed() -> None:
    """Of serials with two neighbours swapped, at most 1 in 200 checks: a hybrid system misses a few."""
    rng = random.Random(0)
    swapped = missed = 0
    for serial in (new_serial(rng.choice) for _ in range(3000)):
        for place in range(9):
            typed = serial[:place] + serial[place + 1] + serial[place] + serial[place + 2 :]
            swapped += typed != serial
            missed += typed != serial and serial_is_sound(typed)

    assert missed / swapped < 1 / 200


def test_foreign_codes_are_not_ours() -> None:
    """Any other QR code, and one of ours with a broken serial, says nothing."""
    assert parse_code("https://example.org") is None
    assert parse_code("O1:ABCDEFGHJK:0000000000:01") is None or serial_is_sound("0000000000")
    assert parse_code("O1:ABCDEFGHJK:-:01") == SheetCode("ABCDEFGHJK", None, 1)


def test_serials_are_spoken_in_groups_of_four() -> None:
    """People read and type groups."""
    assert spoken_serial("K7QM3F2X9C") == "K7QM-3F2X-9C"
    assert serial_is_sound(new_serial(secrets.choice))
