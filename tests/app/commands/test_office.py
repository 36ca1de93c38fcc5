"""Facts about `omr init` and `omr office`. Their exit codes are in the facts about reports."""

from pathlib import Path

from app.office import OFFICE_FILE
from tests.app.running import Omr


def test_an_office_that_wrote_nothing_down_is_told_as_it_is(omr: Omr, home: Path) -> None:
    """Without fields or quotas, and with the calendar of reform."""
    assert omr("office", "check").out.strip() == "✓ UBND PHƯỜNG/XÃ …: 0 fields, 0 quotas, reports Q1, H1, Q3, Y."


def test_what_an_office_wrote_down_is_counted(omr: Omr, home: Path) -> None:
    """By its own name, brackets and all, and with its own calendar; through a pipe in one line."""
    (home / OFFICE_FILE).write_text(
        "unit: UBND PHƯỜNG [MẪU]\n"
        'fields: [{code: "1", name: Hộ tịch}, {code: "2", name: Đất đai}]\n'
        "quotas: [{form: pks-q, scope: office, minimum: 25}]\n"
        "calendar: [{name: N1, title: Kỳ một, first: 1/11, last: 30/4, from_last_year: true, due: 5/5}]\n",
        "utf-8",
    )

    assert omr("office", "check").out == "✓ UBND PHƯỜNG [MẪU]: 2 fields, 1 quotas, reports N1.\n"


def test_the_file_is_written_where_it_is_said(omr: Omr, tmp_path: Path) -> None:
    """Into a home that is made for it, with blanks in its path; what is written is sound."""
    home = tmp_path / "dữ liệu của tôi"
    ran = omr("init", "--home", home)

    assert ran.code == 0
    assert str(home / OFFICE_FILE) in ran.err
    assert omr("office", "check", "--home", home).code == 0
