"""Facts about counts that are kept: they are those that counting anew would give."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from db import kept_counts
from db.batches import create_batch, reinstate_batch, withdraw_batch
from db.engine import Engine
from db.exports import final_answers
from db.kept_counts import keep_counts
from db.review import decide, queue
from db.sheet_groups import Group
from db.tallies import Selection, count_answers
from omr.reading import AnswerState
from tests.db.emptying import emptied
from tests.db.opinions import opinions
from tests.db.values import FIRST, NOW, accepted, printed, reading, scanned, unsure


@pytest.fixture(autouse=True)
def _worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the counts of single pages too."""
    monkeypatch.setattr(kept_counts, "_WORTH_KEEPING_PAGES", 1)


def _row_by_row(engine: Engine) -> Counter[tuple[str, tuple[str, ...], str]]:
    rows: Counter[tuple[str, tuple[str, ...], str]] = Counter()
    for a in final_answers(engine):
        standing = "waiting" if a.state is AnswerState.REVIEW else "spoiled" if a.spoiled else "final"
        rows[a.question, a.chosen, standing] += 1
    return rows


def _counted(engine: Engine) -> dict[tuple[str, tuple[str, ...], str], int]:
    counts = count_answers(engine)
    assert all(type(count.sheets) is int for count in counts)
    return {(c.question, c.chosen, c.standing): c.sheets for c in counts}


def _kept(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM counted_source")).scalar_one())


def test_counting_keeps_and_a_decision_lets_go(engine: Engine) -> None:
    """Of the file that it is about alone."""
    opinions(engine)
    count_answers(engine)
    files = _kept(engine)
    before = count_answers(engine, Selection(by=(Group.BATCH,)))

    item = next(item for item in queue(engine) if item.kind == "question")
    decide(engine, item.id, "blank", "Người kiểm tra", "", NOW)

    assert (files, _kept(engine)) == (3, 2)
    assert count_answers(engine, Selection(by=(Group.BATCH,))) != before
    assert _kept(engine) == 3


def test_kept_counts_are_read(engine: Engine) -> None:
    """A number that is changed in secret shows, so it is these that are added up."""
    printed(engine, FIRST)
    scanned(engine, reading(None, accepted("C1", "5")))
    count_answers(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE kept_count SET sheets = 77"))

    assert _counted(engine) == {("C1", ("5",), "final"): 77}


def test_a_few_pages_are_not_worth_keeping(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading figures then writes nothing."""
    monkeypatch.setattr(kept_counts, "_WORTH_KEEPING_PAGES", 2_000)
    printed(engine, FIRST)
    scanned(engine, reading(None, accepted("C1", "5")))
    keep_counts(engine)

    assert _kept(engine) == 0
    assert _counted(engine) == {("C1", ("5",), "final"): 1}


_PAGES = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from([accepted("C1", "5"), accepted("C1", "4"), accepted("C1"), unsure("C1", "3")]),
    ),
    min_size=1,
    max_size=4,
)
_STEPS = st.lists(
    st.one_of(
        _PAGES,
        st.sampled_from(["3", "blank", "spoiled", "first", "second", "both", "withdraw", "reinstate"]),
    ),
    min_size=2,
    max_size=8,
)


@given(_STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_the_figures_are_those_of_the_rows(engine: Engine, steps: list[object]) -> None:
    """Scanning, deciding, withdrawing a batch and putting it back, with figures asked for after each step."""
    emptied(engine)
    printed(engine, FIRST)
    for number, step in enumerate(steps):
        match step:
            case list():
                pages = [reading(FIRST if doubled else None, answer) for doubled, answer in step]
                scanned(engine, *pages, batch=create_batch(engine, f"lô {number}", "paper_box", NOW))
            case "withdraw" | "reinstate":
                _turn(engine, str(step))
            case word:
                kinds = {"duplicate", "alike"} if word in {"first", "second", "both"} else {"question"}
                for item in [item for item in queue(engine) if item.kind in kinds][:1]:
                    decide(engine, item.id, str(word), "Người kiểm tra", "", NOW)

        assert _counted(engine) == _row_by_row(engine)


def _turn(engine: Engine, word: str) -> None:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name, withdrawn FROM batch ORDER BY id")).all()
    wanted = [str(row.name) for row in rows if bool(row.withdrawn) == (word == "reinstate")]
    if wanted:
        turn = withdraw_batch if word == "withdraw" else reinstate_batch
        turn(engine, wanted[0], "Người phụ trách", "thử", NOW)
