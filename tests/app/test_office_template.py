"""Facts about the office that is written for an office to fill in."""

import re
from pathlib import Path

import pytest

from app.office import OFFICE_FILE, Office, load_office
from app.office_template import TEMPLATE, OfficeExists, write_template
from app.periods import asked_period
from omr.words import Language

# A key or an entry that is commented out; what is said in words has more than one before its colon.
_COMMENTED = re.compile(r"(?m)^(\s*)# (?=\s*(?:- [a-z{]|[a-z_]+:))")


def test_what_is_commented_out_is_right_once_it_is_not(tmp_path: Path) -> None:
    """Every key that an office can have is in the template, and each example is one that is taken."""
    (tmp_path / OFFICE_FILE).write_text(_COMMENTED.sub(r"\1", TEMPLATE), "utf-8")

    office = load_office(tmp_path)

    assert office.model_fields_set == set(Office.model_fields)
    assert len(office.quotas) == 4
    assert [tier.share for tier in office.quotas[-1].tiers] == [1.0, 0.3, 0.2]
    assert asked_period("2026-Q3", office).due is not None
    dossiers = office.dossiers_of("2026-Q3")
    assert dossiers is not None
    assert set(dossiers.by_field) == {field.code for field in office.fields}


def test_what_is_not_commented_out_is_what_holds_without_it(tmp_path: Path) -> None:
    """How rates are made and what is hidden does not change because somebody writes the file."""
    write_template(tmp_path)
    written, none = load_office(tmp_path), Office(unit="x")

    settled = ("index", "denominator", "rank_officers", "hide_under", "calendar", "dossiers", "indicators", "on_close")
    assert {key: getattr(written, key) for key in settled} == {key: getattr(none, key) for key in settled}


def test_an_office_that_was_written_stays_as_it_is(tmp_path: Path) -> None:
    """It is named in both languages, with what to do; not a letter of it has changed, broken as it is."""
    (tmp_path / OFFICE_FILE).write_text("unit: [", "utf-8")

    with pytest.raises(OfficeExists) as found:
        write_template(tmp_path)

    assert (tmp_path / OFFICE_FILE).read_text("utf-8") == "unit: ["
    for language in Language:
        assert OFFICE_FILE in found.value.sentence(language)
        assert "omr office check" in found.value.advice(language)
