"""Facts about counting in the database."""

from collections import Counter
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.engine import Engine
from db.exports import final_answers
from db.review import decide, queue
from db.sheet_groups import Group, RoleQuestion
from db.surveys import Whose, record_print_run
from db.tallies import AnswerCount, Selection, count_answers
from omr.reading import Answer, AnswerState
from tests.db.emptying import emptied
from tests.db.values import (
    FIRST,
    NOW,
    SCALE,
    SECOND,
    accepted,
    layout,
    printed,
    reading,
    scanned,
    two_sides,
    two_sides_code,
    unsure,
)


def test_answers_are_counted_as_they_stand(engine: Engine) -> None:
    """The machine's answer, a person's where there is one, and what still waits apart; a duplicate nowhere."""
    printed(engine, FIRST)
    pages = [reading(None, accepted("C1", "5")) for _ in range(3)]
    pages += [reading(None, unsure("C1", "5")) for _ in range(4)] + [reading(FIRST, accepted("C1"))] * 2
    scanned(engine, *pages)
    for item, answer in zip(queue(engine), ("5", "blank", "spoiled"), strict=False):
        decide(engine, item.id, answer, "Người kiểm tra", "", NOW)

    assert set(count_answers(engine)) == {
        AnswerCount("pks-q", "C1", ("5",), "final", 4),
        AnswerCount("pks-q", "C1", (), "final", 2),
        AnswerCount("pks-q", "C1", (), "spoiled", 1),
        AnswerCount("pks-q", "C1", (), "waiting", 1),
    }


_answers = st.one_of(
    st.sampled_from(SCALE).map(lambda choice: accepted("C1", choice)),
    st.just(accepted("C1")),
    st.sampled_from(SCALE).map(lambda choice: unsure("C1", choice)),
)


@given(
    st.lists(st.tuples(st.booleans(), _answers), min_size=1, max_size=12),
    st.lists(st.sampled_from(["3", "blank", "spoiled"])),
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_counting_in_the_database_and_row_by_row_agree(
    engine: Engine, sheets: list[tuple[bool, Answer]], decisions: list[str]
) -> None:
    """Whatever was scanned and decided, the tally is the count of the exported rows."""
    emptied(engine)
    printed(engine, FIRST)
    scanned(engine, *(reading(FIRST if doubled else None, answer) for doubled, answer in sheets))
    for item, word in zip([i for i in queue(engine) if i.kind == "question"], decisions, strict=False):
        decide(engine, item.id, word, "Người kiểm tra", "", NOW)

    rows: Counter[tuple[tuple[str, ...], str]] = Counter()
    for a in final_answers(engine):
        standing = "waiting" if a.state is AnswerState.REVIEW else "spoiled" if a.spoiled else "final"
        rows[a.chosen, standing] += 1

    assert {(c.chosen, c.standing): c.sheets for c in count_answers(engine)} == rows


def test_a_sheet_is_counted_for_the_field_that_it_names(engine: Engine) -> None:
    """Both its sides, whatever lay between them; a sheet without a number is by itself."""
    two_sides(engine, FIRST, SECOND)
    front, back = (accepted("C1", "4"), accepted("MD", "tt"))
    codes = [two_sides_code(serial, side) for serial in (FIRST, SECOND) for side in (1, 2)]
    pages = [
        replace(reading(code.serial, front if code.page_number == 1 else back), code=code)
        for code in (codes[0], codes[2], codes[3], codes[1])
    ]
    pages += [replace(reading(None, accepted("C1", "5"), accepted("MD")), code=two_sides_code(None))]
    scanned(engine, *pages)
    wanted = Selection(by=(Group.FIELD,), roles=(RoleQuestion(Group.FIELD, "pks-s", ("C1",)),))

    assert {(c.question, c.chosen, c.group): c.sheets for c in count_answers(engine, wanted)} == {
        ("C1", ("4",), ("4",)): 2,
        ("MD", ("tt",), ("4",)): 2,
        ("C1", ("5",), ("5",)): 1,
        ("MD", (), ("5",)): 1,
    }


def test_a_sheet_is_about_whom_it_was_printed_for(engine: Engine) -> None:
    """Where it does not say so itself: officer and field of the print run; what the sheet says comes first."""
    record_print_run(engine, layout(), "{}", (FIRST,), NOW, Whose(officer="CB02", counter="7", field="ht"))
    record_print_run(engine, layout(), "{}", (SECOND,), NOW, Whose(officer="CB03"))
    scanned(engine, reading(FIRST, accepted("C1", "5")), reading(SECOND, accepted("C1", "4"), accepted("MD", "tt")))

    def groups(*by: Group, roles: tuple[RoleQuestion, ...] = ()) -> dict[str, tuple[str, ...]]:
        counts = count_answers(engine, Selection(by=by, roles=roles))
        return {count.chosen[0]: count.group for count in counts if count.question == "C1"}

    said = (RoleQuestion(Group.FIELD, "pks-q", ("MD",)),)
    assert groups(Group.OFFICER) == {"5": ("CB02",), "4": ("CB03",)}
    assert groups(Group.FIELD) == {"5": ("ht",), "4": ("",)}
    assert groups(Group.COUNTER) == {"5": ("7",), "4": ("",)}
    assert groups(Group.FIELD, roles=said) == {"5": ("ht",), "4": ("tt",)}
    assert groups(Group.OFFICER, Group.FIELD, roles=said) == {"5": ("CB02", "ht"), "4": ("CB03", "tt")}
    assert groups(Group.FIELD, Group.CHANNEL, roles=said) == {"5": ("ht", "paper_box"), "4": ("tt", "paper_box")}
