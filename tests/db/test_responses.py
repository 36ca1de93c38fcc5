"""Facts about answers without paper."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from db.batches import NewBatch, withdraw_batch
from db.engine import Engine
from db.responses import Response, ResponseForm, known_keys, response_answers, store_responses, taken_before
from db.sheet_groups import Group, RoleQuestion
from db.sources import NewSource
from db.tallies import AnswerCount, Selection, count_answers
from omr.layout.serial import layout_id
from tests.db.values import FIRST, NOW, SECOND, accepted, layout, printed, reading, scanned, unsure

_FILE = NewSource("kiosk.csv", "cd" * 32, 99)
_ANSWERS = (("C1", ("5",)), ("MD", ("tt", "cs")))


def _stored(engine: Engine, *responses: Response) -> None:
    printed(engine, FIRST, SECOND)
    form = ResponseForm("pks-q", layout_id(layout()))
    store_responses(engine, form, _FILE, NewBatch("Kiosk", "kiosk"), responses, NOW)


def test_responses_count_beside_sheets(engine: Engine) -> None:
    """Both are added up; by channel they stand apart."""
    _stored(engine, Response(_ANSWERS), Response((("C1", ()), ("MD", ()))))
    scanned(engine, reading(FIRST, accepted("C1", "5")))

    c1 = [c for c in count_answers(engine) if c.question == "C1"]
    assert c1 == [AnswerCount("pks-q", "C1", (), "final", 1), AnswerCount("pks-q", "C1", ("5",), "final", 2)]
    by_channel = [c for c in count_answers(engine, Selection(by=(Group.CHANNEL,))) if c.chosen == ("5",)]
    assert {(c.group, c.sheets) for c in by_channel} == {(("kiosk",), 1), (("paper_box",), 1)}


def test_days_are_counted_to_their_end(engine: Engine) -> None:
    """Both days belong to a period; a response without a day has that of its batch."""
    _stored(engine, Response(_ANSWERS, received_on=date(2026, 6, 15)), Response(_ANSWERS))

    def counted(since: date | None, until: date | None) -> int:
        return sum(c.sheets for c in count_answers(engine, Selection(since, until)) if c.question == "C1")

    assert counted(date(2026, 6, 15), date(2026, 6, 15)) == 1
    assert counted(date(2026, 6, 16), date(2026, 9, 13)) == 0
    assert counted(None, date(2026, 9, 14)) == 2
    assert counted(date(2026, 9, 14), None) == 1


def test_groups_are_what_sheets_and_responses_say_of_themselves(engine: Engine) -> None:
    """A sheet says its field by the answer to a question; while that waits it belongs to none."""
    _stored(engine, Response(_ANSWERS, field="tt"))
    scanned(
        engine,
        reading(FIRST, accepted("C1", "5"), accepted("MD", "tt")),
        reading(SECOND, accepted("C1", "4"), unsure("MD", "tt")),
    )
    asked = Selection(by=(Group.FIELD,), roles=(RoleQuestion(Group.FIELD, "pks-q", ("MD",)),))

    found = {(c.group, c.chosen, c.sheets) for c in count_answers(engine, asked) if c.question == "C1"}
    assert found == {(("tt",), ("5",), 2), (("",), ("4",), 1)}


def test_a_response_counts_once(engine: Engine) -> None:
    """Its name in the other system and the content of its file are known; one that comes again is left out."""
    _stored(engine, Response(_ANSWERS, source_key="a1"))

    assert known_keys(engine, "pks-q") == {"a1"}
    batch = taken_before(engine, _FILE.sha256)
    assert batch is not None
    assert batch.name == "Kiosk"
    again = NewSource("other.csv", "ef" * 32, 99)
    form = ResponseForm("pks-q", layout_id(layout()))
    store_responses(engine, form, again, NewBatch("B", "kiosk"), [Response(_ANSWERS, source_key="a1")], NOW)
    assert sum(c.sheets for c in count_answers(engine) if c.question == "C1") == 1


def test_all_of_a_file_is_stored_or_nothing(engine: Engine) -> None:
    """A run that is cut off leaves no batch, and the same file can be taken again."""
    printed(engine, FIRST)
    form = ResponseForm("pks-q", layout_id(layout()))
    twice = [Response(_ANSWERS, source_key="a"), Response(_ANSWERS, source_key="a")]
    with pytest.raises(IntegrityError):
        store_responses(engine, form, _FILE, NewBatch("Kiosk", "kiosk"), twice, NOW)

    assert taken_before(engine, _FILE.sha256) is None
    store_responses(engine, form, _FILE, NewBatch("Kiosk", "kiosk"), twice[:1], NOW)
    assert [answer.chosen for answer in response_answers(engine)] == [("5",), ("tt", "cs")]


def test_a_withdrawn_batch_counts_nowhere(engine: Engine) -> None:
    """Responses go with their batch."""
    _stored(engine, Response(_ANSWERS))
    withdraw_batch(engine, "Kiosk", "Tổ A", "nhầm tệp", NOW)

    assert count_answers(engine) == ()
    assert list(response_answers(engine)) == []
