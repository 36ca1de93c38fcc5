"""Facts about one sheet as a person looks at it."""

from dataclasses import replace

import pytest

from db.audits import draw_audit
from db.engine import Engine
from db.errors import ItemUnknown
from db.review import decide, queue
from db.sheet_view import Standing, sides_of, standings
from omr.reading import PageRejected
from omr.reasons import Reason
from tests.db.values import FIRST, NOW, SECOND, accepted, printed, reading, scanned, two_sides, two_sides_code, unsure


def test_a_sheet_is_shown_from_any_of_its_sides_in_their_order(engine: Engine) -> None:
    """Wherever the other side was scanned; a sheet of another number is no side of it."""
    two_sides(engine, FIRST, SECOND)
    back = replace(reading(FIRST, accepted("MD", "tt")), code=two_sides_code(FIRST, 2))
    other = replace(reading(SECOND, accepted("C1", "1")), code=two_sides_code(SECOND))
    front = replace(reading(FIRST, accepted("C1", "5")), code=two_sides_code(FIRST))
    scanned(engine, back, other, path="hòm 1.pdf")
    scanned(engine, front, front, path="hòm 2.pdf")

    for page_id in (1, 3, 4):
        assert [(side.page_id, side.form_page, side.outcome) for side in sides_of(engine, page_id)] == [
            (3, 1, "read"),
            (4, 1, "duplicate"),
            (1, 2, "read"),
        ]


def test_pages_without_a_number_are_sheets_of_their_own(engine: Engine) -> None:
    """Nothing says that two of them belong together; one that was not read says why."""
    scanned(
        engine, reading(None, accepted("C1", "5")), reading(None, accepted("C1", "1")), PageRejected(Reason.NOT_A_SHEET)
    )

    assert [[side.page_id for side in sides_of(engine, page_id)] for page_id in (1, 2)] == [[1], [2]]
    (unread,) = sides_of(engine, 3)
    assert (unread.form_page, unread.outcome, unread.reason) == (0, "rejected", "not_a_sheet")
    assert standings(engine, (3,)) == ()
    with pytest.raises(ItemUnknown):
        sides_of(engine, 4)


def test_two_papers_of_one_number_are_two_sheets(engine: Engine) -> None:
    """Once a person has said that the form was photocopied, neither shows the other's answers."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, accepted("C1", "5")), reading(FIRST, accepted("C1", "1")))
    assert len(sides_of(engine, 1)) == 2

    decide(engine, queue(engine)[0].id, "both", "Người kiểm tra", "", NOW)

    assert [[side.page_id for side in sides_of(engine, page_id)] for page_id in (1, 2)] == [[1], [2]]


def _told(engine: Engine) -> list[tuple[str, tuple[str, ...], str, str, tuple[str, ...], str]]:
    def words(s: Standing) -> tuple[str, tuple[str, ...], str, str, tuple[str, ...], str]:
        return s.question, s.machine, s.state, s.outcome, s.chosen, s.who

    return [words(standing) for standing in standings(engine, (1,))]


def test_what_the_machine_read_stays_beside_what_a_person_decided(engine: Engine) -> None:
    """In printed order: sure, unsure, decided, taken back, and what nobody can tell."""
    printed(engine, FIRST)
    scanned(
        engine, reading(FIRST, unsure("C1", "5", "4"), accepted("MD", "tt", "cs")), reading(None, accepted("C1", "1"))
    )
    (item,) = queue(engine)
    md = ("MD", ("tt", "cs"), "accepted", "", (), "")

    assert _told(engine) == [("C1", ("5", "4"), "waiting", "", (), ""), md]
    decide(engine, item.id, "4", "Người một", "", NOW)
    assert _told(engine) == [("C1", ("5", "4"), "reviewed", "answer", ("4",), "Người một"), md]
    decide(engine, item.id, "spoiled", "Người hai", "", NOW)
    assert _told(engine) == [("C1", ("5", "4"), "reviewed", "spoiled", (), "Người hai"), md]
    decide(engine, item.id, "reopen", "Người hai", "", NOW)
    assert _told(engine) == [("C1", ("5", "4"), "waiting", "", (), ""), md]
    assert {standing.item_id for standing in standings(engine, (1,))} == {item.id, 0}


def test_an_answer_drawn_for_an_audit_looks_accepted(engine: Engine) -> None:
    """Whoever looks at the sheet is not told that it was drawn."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, accepted("C1", "5")))
    draw_audit(engine, 1, "Quản trị", NOW, 7)

    assert _told(engine) == [("C1", ("5",), "accepted", "", (), "")]
