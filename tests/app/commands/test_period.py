"""Facts about `omr period`: what is listed, shown and frozen. Closing and correcting is in the facts about reports."""

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from app.periods import open_periods
from db.engine import open_database
from tests.app.closings import close
from tests.app.papers import flat
from tests.app.running import Omr

_PERIOD = "2026-Q3"
_TODAY = date(2026, 9, 21)


@pytest.fixture
def _autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.periods.open_periods", lambda office, closed, *_: open_periods(office, closed, _TODAY))


@pytest.mark.usefixtures("_autumn")
def test_of_an_empty_office_the_years_reports_are_open(omr: Omr, home: Path) -> None:
    """With when they are due; for a script there is nothing closed, and nothing else."""
    ran = omr("period", "list")

    assert (ran.code, "No period is closed yet." in ran.out) == (0, True)
    rows = [line.split() for line in ran.out.splitlines() if "2026-" in line]
    assert [(row[0], row[-1]) for row in rows] == [
        ("2026-Q1", "20/03/2026"), ("2026-H1", "20/06/2026"), ("2026-Q3", "20/09/2026"), ("2026-Y", "20/12/2026"),
    ]  # fmt: skip
    assert json.loads(omr("period", "list", "--json").out) == []


def test_a_closed_period_is_listed_with_who_and_its_hash(omr: Omr, week: Path) -> None:
    """And is not among the open ones any more; names with brackets stand as they are."""
    omr("period", "close", _PERIOD, "--provisional", "--who", "Tổ [A]")
    lines = [line for line in omr("period", "list").out.splitlines() if _PERIOD in line]
    (listed,) = json.loads(omr("period", "list", "--json").out)

    assert len(lines) == 1
    assert "Tổ [A]" in lines[0]
    assert listed["sha256"][:12] in lines[0]
    assert (listed["period"], listed["revision"], listed["waiting"], listed["why"]) == (_PERIOD, 1, 1, "")


def test_a_snapshot_that_was_altered_is_told(omr: Omr, week: Path) -> None:
    """In the list, for scripts, and where it is shown; it is not shown as the figures of today either."""
    omr("period", "close", _PERIOD, "--provisional", "--who", "An")
    with closing(sqlite3.connect(week / "omr.sqlite3")) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            if name.startswith("closed_period"):
                database.execute(f"DROP TRIGGER {name}")
        database.execute(
            "UPDATE closed_period SET snapshot_json = replace(snapshot_json, '\"waiting\":1', '\"waiting\":0')"
        )
        database.commit()
    shown = omr("period", "show", _PERIOD)

    assert "altered" in omr("period", "list").out
    assert [closed["sound"] for closed in json.loads(omr("period", "list", "--json").out)] == [False]
    assert "altered" in shown.err
    assert "still those" not in shown.err


def test_what_is_shown_is_the_figures_alone(omr: Omr, week: Path) -> None:
    """On standard output one document for another program; what is said of it goes elsewhere."""
    omr("period", "close", _PERIOD, "--provisional", "--who", "An")
    ran = omr("period", "show", "2026-q3")
    told_of = json.loads(ran.out)

    assert (told_of["period"], told_of["first"], told_of["last"]) == (_PERIOD, "2026-06-15", "2026-09-14")
    (form,) = told_of["forms"]
    (row,) = (row for row in form["tallies"] if (row["question"], row["choice"]) == ("C8", "5"))
    assert (form["form"], form["returned"]["valid"], row["count"]) == ("pks-q", 2, 2)
    assert "still those" in ran.err


def test_what_nobody_has_looked_at_is_named_before_a_period_is_closed(omr: Omr, week: Path) -> None:
    """The page that was not read stands there with its file and reason; it does not close without an option."""
    (item,) = (i for i in json.loads(omr("review", "--list", "--json").out) if i["kind"] == "question")
    omr("decide", item["id"], "5", "--who", "An")

    refused = omr("period", "close", _PERIOD, "--who", "An")
    assert refused.code == 88
    assert "batch Tuần 38, hòm phiếu.pdf, page 3: No corner marks" in refused.err
    assert "1 pages" in refused.err
    assert omr("period", "close", _PERIOD, "--who", "An", "--provisional").code == 0
    (item,) = json.loads(omr("review", "--list", "--json").out)
    omr("decide", item["id"], "discard", "--who", "An")
    assert omr("period", "close", _PERIOD, "--who", "An", "--why", "xem hết").code == 0


def test_what_was_closed_on_the_last_day_is_closed_again_for_outsiders(omr: Omr, week: Path, tmp_path: Path) -> None:
    """Though nothing has changed since: while it ran it was for the office alone."""
    engine = open_database(f"sqlite:///{(week / 'omr.sqlite3').as_posix()}")
    close(engine, _PERIOD, date(2026, 9, 14))
    engine.dispose()
    again = ("period", "close", _PERIOD, "--provisional", "--who", "An", "--why", "kỳ đã hết")

    assert omr("report", _PERIOD, "--out", tmp_path / "ra").code == 132
    assert omr(*again).code == 0
    assert omr("report", _PERIOD, "--out", tmp_path / "ra").code == 0
    assert omr(*again).code == 87


def test_a_report_of_a_closed_period_says_what_it_replaces(omr: Omr, week: Path, tmp_path: Path) -> None:
    """At the terminal and on every paper of the office, once the figures are others; outsiders get the last closing."""
    (week / "office.yaml").write_text("unit: UBND phường An\nhide_under: 1\n", "utf-8")
    inside = "--internal"
    omr("period", "close", _PERIOD, "--provisional", "--who", "An")
    before = omr("report", _PERIOD, "--out", tmp_path / "1", inside)
    omr("batches", "withdraw", "Tuần 38", "--who", "An", "--why", "nhầm hòm")
    (tmp_path / "k.csv").write_text("C8,received_on\n5,2026-09-01\n4,2026-09-01\n", "utf-8")
    omr("import", tmp_path / "k.csv", "--form", "pks-q", "--channel", "kiosk")
    after = omr("report", _PERIOD, "--out", tmp_path / "2", inside)

    assert (before.code, after.code) == (0, 0)
    assert "revision" not in before.err
    assert "no longer those of revision 1" in after.err
    for name in (f"bao-cao-{_PERIOD}.pdf", f"thong-bao-{_PERIOD}.pdf"):
        assert "khác bản chốt lần 1" not in flat((tmp_path / "1" / name).read_bytes())
        assert "khác bản chốt lần 1" in flat((tmp_path / "2" / name).read_bytes())
    assert "of revision 1; the figures have changed" in omr("report", _PERIOD, "--out", tmp_path / "3").err


def test_a_period_that_nobody_closed_cannot_be_shown_or_told(omr: Omr, week: Path) -> None:
    """With what to do; a name that is none is another matter."""
    for verb in ("show", "announce"):
        ran = omr("period", verb, _PERIOD)
        assert (ran.code, f"omr period close {_PERIOD}" in ran.err) == (89, True)
        assert omr("period", verb, "2026-Q9").code == 83
