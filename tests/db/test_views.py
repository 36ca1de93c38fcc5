"""Facts about what report tools read by SQL."""

import sqlite3
from collections import Counter
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from app.exporting import current_tallies
from db.batches import withdraw_batch
from db.engine import Engine
from db.kept_quotas import KeptQuota, keep_quotas
from db.views import AnswerPlace, ReportAnswer, report_answers
from omr.words import Language
from tests.db.opinions import opinions
from tests.db.values import NOW

_COUNTS = ("count", "valid", "blank", "no_opinion", "several", "spoiled", "waiting")
# SQLite tells DuckDB no types of what a view computes.
_SUMS = ", ".join(f"SUM(CAST({name} AS BIGINT))" for name in _COUNTS)
_TOTALS = f"SELECT question, choice, {_SUMS} FROM report_tallies GROUP BY question, choice"


def _rows(engine: Engine, statement: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def _exported(engine: Engine) -> list[tuple[object, ...]]:
    return sorted(
        (t.meaning.question, c.code, n, t.valid, t.blank, t.no_opinion, t.several, t.spoiled, t.waiting)
        for t in current_tallies(engine, Language.VI)
        for c, n in zip(t.meaning.choices, t.counts, strict=True)
    )


def test_the_view_of_tallies_has_the_figures_of_the_export(engine: Engine) -> None:
    """Added up over batches and days, every choice has the counts that `omr export tallies` gives it."""
    opinions(engine)

    assert sorted(_rows(engine, _TOTALS)) == _exported(engine)
    assert ("C1", "5", 3, 5, 2, 1, 1, 1, 1) in _exported(engine)


def test_the_view_of_answers_has_one_row_for_each_question_of_each_sheet(engine: Engine) -> None:
    """Nine papers of three questions, and what two responses were asked."""
    opinions(engine)

    rows = _rows(engine, "SELECT sheet, question FROM report_answers")
    standing = Counter(_rows(engine, "SELECT standing FROM report_answers WHERE question = 'C1'"))

    assert len(rows) == len(set(rows)) == 9 * 3 + 3
    assert standing == {("final",): 9, ("spoiled",): 1, ("waiting",): 1}


def test_days_are_those_of_the_box_or_of_the_response(engine: Engine) -> None:
    """Each row of the tallies belongs to a day."""
    opinions(engine)

    days = {str(day) for (day,) in _rows(engine, "SELECT DISTINCT day FROM report_tallies")}

    assert days >= {"2026-09-01", "2026-07-01"}
    assert len(days) == 4


def test_a_withdrawn_batch_is_in_no_view(engine: Engine) -> None:
    """What was taken out of the tallies is taken out of the views."""
    opinions(engine)
    withdraw_batch(engine, "Hòm 1", "Người phụ trách", "quét nhầm", NOW)
    withdraw_batch(engine, "Kiosk", "Người phụ trách", "quét nhầm", NOW)

    assert {batch for (batch,) in _rows(engine, "SELECT batch FROM report_answers")} == {"Hòm 2"}
    assert sorted(_rows(engine, _TOTALS)) == _exported(engine)


def test_any_program_that_reads_sqlite_reads_the_views(engine: Engine, sqlite_only: None) -> None:
    """Without this program's own functions."""
    opinions(engine)

    with closing(sqlite3.connect(str(engine.url.database))) as connection:
        assert sorted(connection.execute(_TOTALS).fetchall()) == _exported(engine)


def test_duckdb_reads_the_views(engine: Engine, sqlite_only: None) -> None:
    """Through its SQLite extension, as a report tool would that stands on it."""
    opinions(engine)
    keep_quotas(engine, "2026-Q3", [KeptQuota("pks-q", "office", "", 75, 60, 15, None)], NOW.date())
    extension = next(Path(str(files("duckdb_extension_sqlite_scanner"))).rglob("*.duckdb_extension"))
    with closing(duckdb.connect()) as duck:
        duck.execute(f"LOAD '{extension}'")
        duck.execute(f"ATTACH '{engine.url.database}' AS omr (TYPE sqlite, READ_ONLY)")

        assert sorted(duck.execute(_TOTALS.replace("report_", "omr.report_")).fetchall()) == _exported(engine)
        assert duck.execute("SELECT count(*) FROM omr.report_answers").fetchall() == [(30,)]
        assert duck.execute('SELECT form, "of", missing, per_week FROM omr.report_quotas').fetchall() == [
            ("pks-q", "", 15, None)
        ]


def test_answers_come_in_pages_that_leave_out_nothing(engine: Engine) -> None:
    """A page may end in the middle of a sheet."""
    opinions(engine)
    whole = report_answers(engine, "pks-q", AnswerPlace(), 100)
    place, found = AnswerPlace(), list[ReportAnswer]()
    while page := report_answers(engine, None, place, 4):
        found += page
        last = page[-1].sheet
        place = AnswerPlace(last, sum(answer.sheet == last for answer in found))

    assert tuple(found) == whole
    assert len(whole) == 30
    assert (whole[0].question, whole[0].day) == ("C1", NOW.astimezone().date())


def test_an_account_may_be_given_the_views_and_nothing_else(engine: Engine) -> None:
    """On a server: it reads figures, and no serial, decision or token."""
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no accounts")
    opinions(engine)
    with engine.connect() as connection:
        # Nothing of it is committed, so that no role stays behind.
        connection.execute(text("CREATE ROLE report_reader"))
        connection.execute(text("GRANT SELECT ON report_answers, report_tallies, report_quotas TO report_reader"))
        connection.execute(text("SET LOCAL ROLE report_reader"))

        assert connection.execute(text("SELECT count(*) FROM report_answers")).scalar_one() == 30
        assert len(connection.execute(text("SELECT * FROM report_tallies")).all()) > 0
        assert connection.execute(text("SELECT * FROM report_quotas")).all() == []
        with pytest.raises(ProgrammingError, match="permission denied"):
            connection.execute(text("SELECT * FROM page"))
        connection.rollback()
