"""Facts about whom sheets are printed for."""

from pathlib import Path

import pytest

from app.roster import OfficerUnknown, PrintedFor, RosterUnreadable, chosen_officers, read_roster


def _roster(folder: Path, text: str) -> Path:
    path = folder / "officers.csv"
    path.write_text(text, "utf-8-sig")
    return path


def test_a_table_gives_codes_counters_and_fields(tmp_path: Path) -> None:
    """Other columns are left alone, empty rows and repeated codes count once."""
    roster = _roster(tmp_path, "code,name,counter\n01,x,3\n\n07,y,5\n01,z,4\n")

    assert read_roster(roster) == (PrintedFor("01", "4"), PrintedFor("07", "5"))


def test_all_are_those_of_the_table(tmp_path: Path) -> None:
    """Each must have a place on the form for the code; what else is known is printed where it fits."""
    roster = _roster(tmp_path, "code,counter\n01,3\n")

    assert chosen_officers("all", roster) == (PrintedFor("01", "3", needed=("officer",)),)


def test_codes_need_no_table(tmp_path: Path) -> None:
    """They are taken as they are named, each once."""
    chosen = chosen_officers("07, 01,07", tmp_path / "officers.csv")

    assert [whose.officer for whose in chosen] == ["07", "01"]


@pytest.mark.parametrize("text", ["", "name\nx\n", "code\n\n"])
def test_a_table_without_codes_is_a_sentence(tmp_path: Path, text: str) -> None:
    """As is one that is missing."""
    with pytest.raises(RosterUnreadable):
        chosen_officers("all", _roster(tmp_path, text))
    with pytest.raises(RosterUnreadable):
        chosen_officers("all", tmp_path / "none.csv")


def test_a_code_that_the_table_has_not_is_refused(tmp_path: Path) -> None:
    """A slip of the finger would print ratings of nobody; the others are not printed either."""
    path = tmp_path / "officers.csv"
    path.write_text("code,counter\n01,1\n02,2\n", "utf-8")

    with pytest.raises(OfficerUnknown) as found:
        chosen_officers("01,99, 98", path)
    assert "officers.csv" in str(found.value)
    assert "99, 98" in str(found.value)
    assert [officer.officer for officer in chosen_officers("02,01", path)] == ["02", "01"]
