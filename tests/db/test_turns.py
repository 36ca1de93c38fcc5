"""Facts about whose turn it is."""

from datetime import timedelta

from db.engine import Engine
from db.four_eyes import require_two
from db.review import decide, queue
from db.surveys import Whose, record_print_run
from db.turns import LEASE, Reviewer, Wanted, next_item, waiting_for
from tests.db.values import FIRST, NOW, SECOND, layout, printed, reading, scanned, unsure

A, B, C = (Reviewer(desk, f"Người kiểm tra {desk}") for desk in "abc")
ALL = Wanted()


def _two_waiting(engine: Engine) -> tuple[int, int]:
    printed(engine, FIRST, SECOND)
    scanned(engine, reading(FIRST, unsure("C1", "5")), reading(SECOND, unsure("C1", "4")))
    first, second = (item.id for item in queue(engine))
    return first, second


def _given(engine: Engine, reviewer: Reviewer, wanted: Wanted = ALL, after: int = 0, certain: int = 0) -> int:
    item = next_item(engine, reviewer, wanted, NOW, after, certain).item
    return item.id if item is not None else 0


def test_two_desks_never_have_the_same_item(engine: Engine) -> None:
    """Each is given another one; when nothing is left, nothing is given."""
    first, second = _two_waiting(engine)

    assert [_given(engine, reviewer) for reviewer in (A, B, C)] == [first, second, 0]
    assert [_given(engine, reviewer) for reviewer in (A, B)] == [first, second]


def test_an_item_that_nobody_settles_is_free_again(engine: Engine) -> None:
    """Who is called away holds an item for some minutes, not for the day."""
    first, _ = _two_waiting(engine)
    _given(engine, A)
    _given(engine, B)

    later = next_item(engine, C, ALL, NOW + LEASE + timedelta(seconds=1))
    assert later.item is not None
    assert later.item.id == first


def test_skipping_goes_on_in_the_order_of_the_queue(engine: Engine) -> None:
    """After the last comes the first; the item that follows is known beforehand."""
    first, second = _two_waiting(engine)

    turn = next_item(engine, A, ALL, NOW, after=first)
    assert (turn.item.id if turn.item else 0, turn.left, turn.following) == (second, 2, first)
    assert _given(engine, A, after=second) == first


def test_a_certain_item_is_shown_whoever_has_it(engine: Engine) -> None:
    """And none where it waits no more."""
    first, second = _two_waiting(engine)
    _given(engine, A)

    assert _given(engine, B, certain=first) == first
    decide(engine, first, "5", "Tổ A", "", NOW)
    assert _given(engine, B, certain=first) == 0
    assert _given(engine, B) == second


def test_only_what_is_wanted(engine: Engine) -> None:
    """By kind, batch, form and question."""
    first, second = _two_waiting(engine)
    batch = queue(engine)[0].batch

    def ids(wanted: Wanted) -> list[int]:
        return [item.id for item in waiting_for(engine, A, wanted)]

    assert ids(Wanted(kind="question", batch=batch, form="pks-q", question="C1")) == [first, second]
    for other in (Wanted(kind="page"), Wanted(batch="khác"), Wanted(form="pks-s"), Wanted(question="C2")):
        assert ids(other) == []


def test_nobody_judges_their_own_sheets(engine: Engine) -> None:
    """A sheet that was printed for an officer is for everybody else to look at."""
    record_print_run(engine, layout(), "{}", (FIRST,), NOW, Whose(officer="CB02"))
    scanned(engine, reading(FIRST, unsure("C1", "5")))

    assert waiting_for(engine, Reviewer("a", "thu-ky", "CB02"), ALL) == []
    assert len(waiting_for(engine, Reviewer("a", "thu-ky", "CB03"), ALL)) == 1
    assert len(waiting_for(engine, A, ALL)) == 1


def test_a_second_opinion_is_asked_of_somebody_else(engine: Engine) -> None:
    """Whoever has given theirs is not asked again."""
    first, second = _two_waiting(engine)
    require_two(engine, "pks-q", "C1", True, "Quản trị", NOW)
    decide(engine, first, "5", A.who, "", NOW)

    assert [item.id for item in waiting_for(engine, A, ALL)] == [second]
    assert [item.id for item in waiting_for(engine, B, ALL)] == [first, second]
