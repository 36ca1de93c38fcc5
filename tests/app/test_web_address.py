"""Facts about where a form is on the web."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.office import Office
from app.roster import PrintedFor
from app.web_address import AddressMissing, form_address

_OFFICE = Office(unit="X", web_address="https://khaosat.example/phuong")
_NOWHERE = Office(unit="X")


def test_what_is_typed_holds() -> None:
    """To the letter, and before the office's own."""
    typed = "https://noi-khac.example/f/pks-q?channel=kiosk"

    assert form_address(_OFFICE, "pks-q", typed, (PrintedFor("01"),)) == typed
    assert form_address(_NOWHERE, "pks-q", typed) == typed


@pytest.mark.parametrize("typed", [None, ""])
def test_nobody_said_where(typed: str | None) -> None:
    """Neither now nor in the office's file: a code that leads nowhere is not printed."""
    with pytest.raises(AddressMissing):
        form_address(_NOWHERE, "pks-q", typed)


@pytest.mark.parametrize("end", ["", "/", "//"])
def test_the_offices_address_may_end_in_a_slash(end: str) -> None:
    """The form stands below it all the same."""
    office = Office(unit="X", web_address=f"https://khaosat.example/phuong{end}")

    assert form_address(office, "pks-q", None) == "https://khaosat.example/phuong/f/pks-q?channel=qr"


def test_sheets_of_several_officers_name_none() -> None:
    """One address on all of them cannot say whose; neither can one that is printed for nobody in particular."""
    one, two = PrintedFor("01", "2", "ht"), PrintedFor("02")

    assert form_address(_OFFICE, "pks-q", None, (one,)).endswith("?channel=qr&field=ht&officer=01")
    assert form_address(_OFFICE, "pks-q", None, (two,)).endswith("?channel=qr&officer=02")
    for whose in ((one, two), (PrintedFor(),), ()):
        assert form_address(_OFFICE, "pks-q", None, whose).endswith("?channel=qr")


@given(st.text(min_size=1, max_size=8), st.text(min_size=1, max_size=8))
def test_any_code_survives_the_address(officer: str, field: str) -> None:
    """Blanks, accents and signs that an address is made of come out as they went in."""
    query = urlsplit(form_address(_OFFICE, "pks-q", None, (PrintedFor(officer, "", field),))).query

    assert parse_qs(query) == {"channel": ["qr"], "field": [field], "officer": [officer]}
