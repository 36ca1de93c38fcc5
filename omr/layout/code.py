"""What does the code printed on a sheet say? `SheetCode` to its text and back.

The text is ``O1:LAYOUT:SERIAL:PAGE``, upper-case letters and digits only, so that a QR code stores it in its compact
alphanumeric mode and fits 25 x 25 modules at error correction level Q (ISO/IEC 18004, version 2: 29 characters).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

# Crockford's base 32: no I, L, O or U, so that nothing is confused when a person types it.
SERIAL_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# 9 random characters are 45 bits: two equal among a million sheets has a chance of 1.4 %, and is refused when printing.
SERIAL_RANDOM_LENGTH = 9
_ISO7064_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NO_SERIAL = "-"
# What a page says that is laid between two piles.
SEPARATOR_TEXT = "O1:SEPARATOR"
_CODE = re.compile(r"O1:([0-9A-Z]{10}):([0-9A-Z]{10}|-):([0-9]{2})")


@dataclass(frozen=True, slots=True)
class SheetCode:
    """Which page of which sheet this is. `serial` is None on a master made for photocopying."""

    layout_id: str
    serial: str | None
    page_number: int


def code_text(code: SheetCode) -> str:
    """Return the text that the printed code carries."""
    return f"O1:{code.layout_id}:{code.serial or _NO_SERIAL}:{code.page_number:02d}"


def parse_code(text: str) -> SheetCode | None:
    """Return what a decoded text says, or None where it is not a code of ours or its serial does not check."""
    match = _CODE.fullmatch(text)
    if match is None:
        return None
    layout_id, serial, page_number = match.groups()
    if serial == _NO_SERIAL:
        return SheetCode(layout_id, None, int(page_number))
    if not serial_is_sound(serial):
        return None
    return SheetCode(layout_id, serial, int(page_number))


def new_serial(choose: Callable[[str], str]) -> str:
    """Return a serial: random characters and one check character.

    Parameters
    ----------
    choose
        Picks one character of the alphabet it is given; `secrets.choice` for sheets that must not be guessed.
    """
    body = "".join(choose(SERIAL_ALPHABET) for _ in range(SERIAL_RANDOM_LENGTH))
    return body + _check_character(body)


def serial_is_sound(serial: str) -> bool:
    """Tell whether a typed or decoded serial has the right length, letters and check character."""
    body = serial[:-1]
    return (
        len(body) == SERIAL_RANDOM_LENGTH
        and all(character in SERIAL_ALPHABET for character in body)
        and serial[-1] == _check_character(body)
    )


def spoken_serial(serial: str) -> str:
    """Return a serial as printed for people, in groups: ``K7QM-3F2X-9C``."""
    return "-".join(serial[i : i + 4] for i in range(0, len(serial), 4))


def _check_character(body: str) -> str:
    """Return the ISO/IEC 7064 MOD 37,36 check character: finds any wrong letter and nearly any two swapped."""
    product = 36
    for character in body:
        product = (product + _ISO7064_ALPHABET.index(character)) % 36 or 36
        product = product * 2 % 37
    return _ISO7064_ALPHABET[(37 - product) % 36]
