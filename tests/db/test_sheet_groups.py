"""Facts about what a sheet says it is about."""

import pytest

from db.audits import draw_audit
from db.engine import Engine
from db.review import decide, queue
from db.sheet_groups import Group, RoleQuestion, whole_number
from db.surveys import Whose, record_print_run
from db.tallies import Selection, count_answers
from omr.reading import Answer
from tests.db.values import FIRST, NOW, SECOND, THIRD, accepted, layout, printed, reading, scanned, unsure

# Two questions that are the digits of an officer's number, side by side.
_DIGITS = (RoleQuestion(Group.OFFICER, "pks-q", ("CB1", "CB2")),)


def _officers(engine: Engine, roles: tuple[RoleQuestion, ...] = _DIGITS) -> dict[str, int]:
    counts = count_answers(engine, Selection(by=(Group.OFFICER,), roles=roles))
    found: dict[str, int] = {}
    for count in counts:
        if count.question == "C1":
            found[count.group[0]] = found.get(count.group[0], 0) + count.sheets
    return found


def _sheet(*digits: Answer) -> tuple[Answer, ...]:
    return (accepted("C1", "5"), *digits)


def test_digits_stand_in_the_order_of_the_number(engine: Engine) -> None:
    """However the page has them; 12 is not 21."""
    printed(engine, FIRST, SECOND)
    scanned(
        engine,
        reading(FIRST, *_sheet(accepted("CB1", "1"), accepted("CB2", "2"))),
        reading(SECOND, *_sheet(accepted("CB2", "1"), accepted("CB1", "2"))),
    )

    assert _officers(engine) == {"12": 1, "21": 1}


@pytest.mark.parametrize(
    "second", [accepted("CB2"), unsure("CB2", "2"), accepted("CB1x", "2")], ids=["blank", "unsure", "not asked"]
)
def test_a_number_that_lacks_a_digit_names_nobody(engine: Engine, second: Answer) -> None:
    """Officer 1 is not given what was said of 12: while the digit waits, is blank, or was not on the sheet."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, *_sheet(accepted("CB1", "1"), second)))

    assert _officers(engine) == {"": 1}


@pytest.mark.parametrize(("word", "officer"), [("4", "4"), ("blank", "CB09"), ("spoiled", "CB09"), (None, "CB09")])
def test_what_a_person_decides_moves_a_sheet_to_whom_it_names(engine: Engine, word: str | None, officer: str) -> None:
    """Until then, and where nobody could tell, it is of whom it was printed for; never of what the machine guessed."""
    record_print_run(engine, layout(), "{}", (FIRST,), NOW, Whose(officer="CB09"))
    scanned(engine, reading(FIRST, unsure("C1", "5"), accepted("MD", "tt")))
    if word is not None:
        decide(engine, queue(engine)[0].id, word, "Người kiểm tra", "", NOW)

    counts = count_answers(
        engine, Selection(by=(Group.OFFICER,), roles=(RoleQuestion(Group.OFFICER, "pks-q", ("C1",)),))
    )

    assert {count.group for count in counts} == {(officer,)}
    assert sum(count.sheets for count in counts) == 2


def test_what_nobody_can_tell_names_nobody_though_the_machine_was_sure(engine: Engine) -> None:
    """An answer that was accepted, drawn for an audit and found illegible: the sheet is of whom it was printed for."""
    record_print_run(engine, layout(), "{}", (FIRST,), NOW, Whose(officer="CB09"))
    scanned(engine, reading(FIRST, accepted("C1", "5")))
    role = (RoleQuestion(Group.OFFICER, "pks-q", ("C1",)),)
    assert _officers(engine, role) == {"5": 1}

    draw_audit(engine, 1, "Quản trị", NOW, 7)
    decide(engine, queue(engine)[0].id, "spoiled", "Người kiểm tra", "", NOW)

    assert _officers(engine, role) == {"CB09": 1}


def test_a_role_of_another_form_says_nothing_of_this_one(engine: Engine) -> None:
    """Though its question has the same code."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, accepted("C1", "5")))

    assert _officers(engine, (RoleQuestion(Group.OFFICER, "pks-c", ("C1",)),)) == {"": 1}


def test_groups_take_no_sheet_away_and_add_none(engine: Engine) -> None:
    """A paper that was scanned again, one that waits for a choice and one without a number: as without groups."""
    printed(engine, FIRST, SECOND, THIRD)
    same = reading(FIRST, *_sheet(accepted("CB1", "1"), accepted("CB2", "2")))
    scanned(
        engine,
        same,
        same,
        reading(SECOND, *_sheet(accepted("CB1", "3"), accepted("CB2", "4"))),
        reading(SECOND, accepted("C1", "1"), accepted("CB1", "3"), accepted("CB2", "5")),
        reading(None, *_sheet(accepted("CB1", "1"), accepted("CB2", "2"))),
        reading(None, *_sheet(accepted("CB1", "0"), accepted("CB2", "0"))),
    )
    alone = sum(count.sheets for count in count_answers(engine) if count.question == "C1")

    assert sum(_officers(engine).values()) == alone == 3
    assert _officers(engine) == {"12": 2, "00": 1}


def test_a_whole_number_has_all_its_digits() -> None:
    """A role of one question takes any code; of a form without the role nothing is asked of it."""
    assert [whole_number(_DIGITS, "pks-q", Group.OFFICER, said) for said in ("12", "1", "", "123")] == [
        "12",
        "",
        "",
        "",
    ]
    assert whole_number(_DIGITS, "pks-c", Group.OFFICER, "CB-1") == "CB-1"
    assert whole_number((RoleQuestion(Group.FIELD, "pks-q", ("LV",)),), "pks-q", Group.FIELD, "dat-dai") == "dat-dai"
