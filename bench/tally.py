"""How fast are the figures of many sheets? A tally against a hand-written GROUP BY of the same database, as a ratio.

``python -m bench.tally --sheets 1000000`` makes the database first, with SQL: twenty questions on each sheet, one
answer in fifty for a person. Times are the best of the rounds, both sides of the ratio in turn.
"""

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.table import Table

from db.engine import Engine, open_database
from db.sheet_groups import Group, RoleQuestion
from db.tallies import Selection, count_answers

QUESTIONS = 20
_BATCHES = 40
_ROUNDS = 3
HAND_WRITTEN = """
    SELECT l.form, a.question,
        CASE WHEN d.outcome = 'answer' THEN d.chosen WHEN a.state = 'accepted' THEN a.chosen ELSE '' END AS chosen,
        CASE WHEN d.outcome = 'spoiled' THEN 'spoiled' WHEN d.outcome = 'answer' OR a.state = 'accepted' THEN 'final'
             ELSE 'waiting' END AS standing,
        count(*)
    FROM answer a JOIN page p ON p.id = a.page_id JOIN layout l ON l.layout_id = p.layout_id
    LEFT JOIN review_item i ON i.answer_id = a.id
    LEFT JOIN decision d ON d.item_id = i.id AND d.outcome <> 'reopen'
        AND d.id = (SELECT max(id) FROM decision WHERE item_id = i.id)
    WHERE p.outcome = 'read' GROUP BY 1, 2, 3, 4
"""
_FILL = (
    "INSERT INTO layout (layout_id, form, survey_json, layout_json, page_count, created_at) "
    "VALUES ('AAAAAAAAAA', 'bench', '{{}}', '{{}}', 1, '2026-01-01 00:00:00')",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {batches}) "
    "INSERT INTO batch (id, name, channel, created_at, withdrawn) "
    "SELECT i, 'box ' || i, 'paper_box', date('2026-01-01', i || ' days') || ' 08:00:00', 0 FROM n",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {batches}) "
    "INSERT INTO source (id, batch_id, path, sha256, size_bytes, pages) "
    "SELECT i, i, 'box.pdf', 'hash ' || i, 1, {sheets} FROM n",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {sheets}) "
    "INSERT INTO page (id, source_id, page_number, outcome, evidence_json, layout_id, serial, form_page, "
    "findings_json, program_version, read_at) SELECT i, 1 + i % {batches}, i, 'read', '{{}}', 'AAAAAAAAAA', "
    "printf('%010d', i), 1, "
    "'[]', 'bench', '2026-01-01 08:00:00' FROM n",
    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {answers} - 1) "
    "INSERT INTO answer (id, page_id, position, question, chosen, state, confidence, reasons) "
    "SELECT i + 1, 1 + i / {questions}, i % {questions}, 'C' || (1 + i % {questions}), "
    "CASE WHEN i * 7919 % 29 = 0 THEN '' ELSE CAST(1 + i * 7919 % 5 AS TEXT) END, "
    "CASE WHEN i % 50 = 0 THEN 'review' ELSE 'accepted' END, 0.99, '' FROM n",
    "INSERT INTO review_item (id, kind, page_id, answer_id, created_at) "
    "SELECT id, 'question', page_id, id, '2026-01-01 08:00:00' FROM answer WHERE state = 'review'",
    "INSERT INTO decision (id, item_id, who, decided_at, outcome, chosen, why) "
    "SELECT id, id, 'bench', '2026-01-02 08:00:00', CASE WHEN id / 50 % 9 = 0 THEN 'spoiled' ELSE 'answer' END, "
    "CASE WHEN id / 50 % 9 = 0 THEN '' ELSE '4' END, '' FROM review_item WHERE id / 50 % 10 < 9",
)
_ROLES = (RoleQuestion(Group.FIELD, "bench", ("C1",)),)
console = Console(width=100)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sheets", type=int, default=50_000)
    parser.add_argument("--database", type=Path, help="Made where it is not there, and kept.")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.database or Path(folder) / "tally.sqlite3"
        if not path.exists():
            fill(path, asked.sheets)
        engine = open_database(f"sqlite:///{path.as_posix()}")
        try:
            _print(engine, path, asked.sheets)
        finally:
            engine.dispose()


def fill(path: Path, sheets: int) -> None:
    """Make a database of so many sheets."""
    open_database(f"sqlite:///{path.as_posix()}").dispose()
    numbers = {"batches": _BATCHES, "sheets": sheets, "questions": QUESTIONS, "answers": sheets * QUESTIONS}
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        for statement in _FILL:
            connection.execute(statement.format(**numbers))
        connection.commit()


def _print(engine: Engine, path: Path, sheets: int) -> None:
    ways: dict[str, Callable[[], int]] = {
        "GROUP BY by hand": lambda: _by_hand(path),
        "count_answers, first time": lambda: len(count_answers(engine)),
        "count_answers": lambda: len(count_answers(engine)),
        "count_answers by month": lambda: len(count_answers(engine, Selection(by=(Group.MONTH,)))),
        "count_answers by field": lambda: len(count_answers(engine, Selection(by=(Group.FIELD,), roles=_ROLES))),
        "count_answers by batch": lambda: len(count_answers(engine, Selection(by=(Group.BATCH,)))),
    }
    once = ways.pop("count_answers, first time")
    times = {"count_answers, first time": _seconds(once)}
    for _ in range(_ROUNDS):
        for name, way in ways.items():
            times[name] = min(times.get(name, float("inf")), _seconds(way))
    table = Table(title=f"{sheets:,} sheets of {QUESTIONS} questions", title_justify="left", box=None)
    for heading in ("what", "s", "× by hand"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    for name, seconds in times.items():
        table.add_row(name, f"{seconds:.3f}", f"{seconds / times['GROUP BY by hand']:.2f}")
    console.print(table)


def _by_hand(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return len(connection.execute(HAND_WRITTEN).fetchall())


def _seconds(work: Callable[[], int]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
