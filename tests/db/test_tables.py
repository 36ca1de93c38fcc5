"""Facts about the rules that the database itself keeps, whatever program writes to it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError

from db.engine import Engine
from db.review import decide, queue
from tests.db.values import FIRST, NOW, SECOND, accepted, printed, reading, scanned, unsure

NEVER_CHANGED = ("mark", "answer", "decision")


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """Return a database with two sheets: page 1 has an answer in doubt, decided; page 2 has none."""
    printed(engine, FIRST, SECOND)
    scanned(
        engine,
        reading(FIRST, accepted("C1", "5"), unsure("MD", "tt")),
        reading(SECOND, accepted("C1", "4"), accepted("MD")),
    )
    decide(engine, queue(engine)[0].id, "tt", "Người kiểm tra", "", NOW)
    return engine


def _do(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


def _rows(engine: Engine, table: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2"))]


@pytest.mark.usefixtures("sqlite_only")
@pytest.mark.parametrize("table", NEVER_CHANGED)
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET rowid = rowid", "DELETE FROM {}", "REPLACE INTO {0} SELECT * FROM {0}"]
)
def test_what_was_read_and_decided_stays(filled: Engine, table: str, statement: str) -> None:
    """Neither changed nor removed, not even by a change that changes nothing; all rows are still there."""
    before = _rows(filled, table)

    with pytest.raises(DatabaseError, match=f"rows of {table} are never changed"):
        _do(filled, statement.format(table))

    assert before
    assert _rows(filled, table) == before


@pytest.mark.parametrize(
    ("rule", "statement"),
    [
        ("ck_page_outcome", "UPDATE page SET outcome = 'lost'"),
        ("ck_page_rejected_has_reason", "UPDATE page SET outcome = 'rejected'"),
        ("ck_page_rejected_has_reason", "UPDATE page SET reason = 'blank_page'"),
        ("ck_review_item_kind", "UPDATE review_item SET kind = 'other', answer_id = NULL"),
        ("ck_review_item_question_has_answer", "UPDATE review_item SET answer_id = NULL"),
        ("ck_review_item_question_has_answer", "UPDATE review_item SET kind = 'page'"),
        ("ck_print_run_copies", "UPDATE print_run SET copies = -1"),
        (
            "ck_answer_state",
            "INSERT INTO answer (page_id, position, question, chosen, state, confidence, reasons) "
            "VALUES (1, 9, 'C9', '', 'reviewed', 1, '')",
        ),
        (
            "ck_answer_confidence",
            "INSERT INTO answer (page_id, position, question, chosen, state, confidence, reasons) "
            "VALUES (1, 9, 'C9', '', 'accepted', 1.01, '')",
        ),
        (
            "ck_decision_outcome",
            "INSERT INTO decision (item_id, who, decided_at, outcome, chosen, why) "
            "VALUES (1, 'ai', '2026-09-14', 'maybe', '', '')",
        ),
        (
            "ck_decision_who",
            "INSERT INTO decision (item_id, who, decided_at, outcome, chosen, why) "
            "VALUES (1, '', '2026-09-14', 'answer', '', '')",
        ),
    ],
)
def test_a_value_that_means_nothing_is_refused(filled: Engine, rule: str, statement: str) -> None:
    """Outcomes, states and kinds are those that the program knows; the rule that was broken is named."""
    with pytest.raises(IntegrityError, match=rule):
        _do(filled, statement)


@pytest.mark.usefixtures("sqlite_only")
@pytest.mark.parametrize(
    ("columns", "statement"),
    [
        ("source.sha256", "INSERT INTO source SELECT 99, batch_id, 'other name.pdf', sha256, 1, 1 FROM source"),
        ("batch.name", "INSERT INTO batch SELECT 99, name, channel, created_at, withdrawn FROM batch"),
        ("page.source_id, page.page_number", "UPDATE page SET page_number = 1"),
        ("page.serial, page.form_page, page.copy_number", f"UPDATE page SET serial = '{FIRST}'"),
        (
            "answer.page_id, answer.question",
            "INSERT INTO answer SELECT 99, page_id, position, question, chosen, state, confidence, reasons FROM answer",
        ),
        (
            "review_item.page_id, review_item.answer_id",
            "INSERT INTO review_item SELECT 99, kind, page_id, answer_id, created_at, NULL, '' FROM review_item",
        ),
        ("printed_sheet.serial", "INSERT INTO printed_sheet SELECT serial, print_run_id FROM printed_sheet"),
    ],
)
def test_what_is_there_once_cannot_be_there_twice(filled: Engine, columns: str, statement: str) -> None:
    """A file, a page of a file, a counted page of a sheet, an answer, an item."""
    with pytest.raises(IntegrityError, match=f"UNIQUE constraint failed: {columns}"):
        _do(filled, statement)


def test_only_pages_that_count_are_unique_by_serial(filled: Engine) -> None:
    """A duplicate has the serial of the page that counts, and photocopies have none to share."""
    _do(filled, f"UPDATE page SET serial = '{FIRST}', outcome = 'duplicate' WHERE page_number = 2")
    _do(filled, "UPDATE page SET serial = NULL, outcome = 'read'")

    assert len(_rows(filled, "page")) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO decision (item_id, who, decided_at, outcome, chosen, why) "
        "VALUES (99, 'ai', '2026-09-14', 'answer', '', '')",
        "INSERT INTO printed_sheet VALUES ('ABCDEFGHJK', 99)",
        "UPDATE source SET batch_id = 99",
        "DELETE FROM page",
        "DELETE FROM source",
        "DELETE FROM batch",
        "DELETE FROM review_item",
        "DELETE FROM layout",
    ],
)
def test_no_row_is_left_hanging(filled: Engine, statement: str) -> None:
    """A row that others stand on stays, and none stands on nothing."""
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        _do(filled, statement)


@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
@pytest.mark.parametrize(("table", "column"), [("mark", "page_id"), ("answer", "page_id"), ("decision", "item_id")])
def test_every_database_keeps_what_was_read_and_decided(
    filled: Engine, table: str, column: str, statement: str
) -> None:
    """The same rule on SQLite and on PostgreSQL."""
    with pytest.raises(DatabaseError, match=f"rows of {table} are never changed"):
        _do(filled, statement.format(table, column, column))


def test_a_paper_counts_once_on_every_database(filled: Engine) -> None:
    """A second page of a serial and side cannot count as the same copy; as another copy it can."""
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        _do(filled, f"UPDATE page SET serial = '{FIRST}'")
    _do(filled, f"UPDATE page SET serial = '{FIRST}', copy_number = 2 WHERE page_number = 2")
