"""Facts about which decision holds."""

from sqlalchemy import select

from db.decisions import decided_items, latest_decisions
from db.engine import Engine
from db.review import decide, queue
from tests.db.values import FIRST, NOW, printed, reading, scanned, unsure


def test_the_last_decision_holds_unless_it_reopens(engine: Engine) -> None:
    """Of several the newest counts; an item that was reopened counts as undecided."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, unsure("C1", "5")))
    (item,) = queue(engine)

    def holding() -> list[str]:
        with engine.connect() as connection:
            latest = latest_decisions()
            assert bool(connection.scalars(decided_items()).all()) == bool(connection.execute(select(latest)).all())
            return list(connection.scalars(select(latest.c.chosen)))

    decide(engine, item.id, "5", "A", "", NOW)
    decide(engine, item.id, "4", "B", "", NOW)
    assert holding() == ["4"]
    decide(engine, item.id, "reopen", "B", "", NOW)
    assert holding() == []
