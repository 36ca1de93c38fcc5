"""Facts about the bench of tallies."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bench.tally import HAND_WRITTEN, QUESTIONS, fill
from db.engine import open_database
from db.tallies import count_answers


def test_both_sides_of_the_ratio_count_the_same(tmp_path: Path) -> None:
    """Otherwise it would compare two different things."""
    path = tmp_path / "tally.sqlite3"
    fill(path, 300)
    engine = open_database(f"sqlite:///{path.as_posix()}")
    counted = {(c.form, c.question, ";".join(c.chosen), c.standing): c.sheets for c in count_answers(engine)}
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection:
        by_hand = {tuple(row[:4]): row[4] for row in connection.execute(HAND_WRITTEN)}

    assert counted == by_hand
    assert sum(counted.values()) == 300 * QUESTIONS
    assert {standing for _, _, _, standing in counted} == {"final", "spoiled", "waiting"}
