"""Facts about putting pages together into sheets."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from batches.collate import Oddity, SheetState, collate, incomplete_pages, oddities
from db.sheets import SheetPage
from omr.reasons import Reason
from tests.batches.sheet_pages import PAGE, sheet


def _states(*pages: SheetPage) -> list[SheetState]:
    return [s.state for s in collate(pages)]


@given(st.randoms(use_true_random=False), st.integers(1, 6))
def test_sheets_come_together_in_any_order_and_across_files(rng: Random, count: int) -> None:
    """Whatever the order of their sides and whichever file they are in."""
    pages = [page for number in range(count) for page in sheet(f"S{number}", 2)]
    rng.shuffle(pages)
    placed = [replace(p, page_id=i, source=rng.choice("ab"), source_page=i) for i, p in enumerate(pages, start=1)]

    sheets = collate(placed)

    assert {s.serial for s in sheets} == {f"S{number}" for number in range(count)}
    assert all((s.state, len(s.pages), s.missing) == (SheetState.ACCEPTED, 2, ()) for s in sheets)
    assert [s.pages[0].page_id for s in sheets] == sorted(s.pages[0].page_id for s in sheets)


def test_a_missing_side_is_named() -> None:
    """The sheet is incomplete until a person accepts it as it is."""
    front, _ = sheet("S1", 2)

    (found,) = collate([front])
    assert (found.state, found.missing) == (SheetState.INCOMPLETE, (2,))
    assert [(o.oddity, o.side) for o in oddities([front])] == [(Oddity.MISSING_PAGE, 2)]
    assert incomplete_pages([front]) == (front.page_id,)
    assert _states(replace(front, accepted_incomplete=True)) == [SheetState.ACCEPTED]


def test_a_side_in_another_batch_completes_the_sheet() -> None:
    """It counts where its first page is, once."""
    front, back = sheet("S1", 2)

    assert _states(front, replace(back, here=False)) == [SheetState.ACCEPTED]
    assert _states(replace(front, here=False), back) == [SheetState.ELSEWHERE]
    assert _states(replace(front, here=False), replace(back, here=False)) == []


def test_a_sheet_waits_while_a_question_or_a_choice_does() -> None:
    """One side is enough."""
    front, back = sheet("S1", 2)

    assert _states(front, replace(back, questions_waiting=1)) == [SheetState.WAITING]
    held = [replace(page, outcome="held") for page in (front, back)]
    assert _states(*held) == [SheetState.WAITING]


def test_doubled_pages_are_sheets_of_their_own() -> None:
    """A sheet that was scanned three times is one that counts and two that were scanned again."""
    pages = [*sheet("S1", 2), *sheet("S1", 2, "duplicate"), *sheet("S1", 2, "duplicate")]
    numbered = [replace(page, page_id=i) for i, page in enumerate(pages, start=1)]

    assert _states(*numbered) == [SheetState.ACCEPTED, SheetState.DUPLICATE, SheetState.DUPLICATE]
    assert [o.oddity for o in oddities(numbered)] == [Oddity.DOUBLED_PAGE] * 4


def test_copies_of_a_photocopied_number_are_sheets_of_their_own() -> None:
    """Each with its sides, by copy."""
    pages = [replace(page, copy_number=n) for n in (1, 2) for page in sheet("S1", 2)]
    numbered = [replace(page, page_id=i) for i, page in enumerate(pages, start=1)]

    assert [len(s.pages) for s in collate(numbered)] == [2, 2]


def test_photocopies_without_a_number_are_put_together_as_they_follow() -> None:
    """A side that is there already, another form or another file begins a new sheet."""
    front, back = sheet(None, 2)
    pages = [front, back, front, front, back, replace(front, source="b"), replace(back, source="b", layout_id="L2")]
    numbered = [replace(page, page_id=i) for i, page in enumerate(pages, start=1)]

    assert [len(s.pages) for s in collate(numbered)] == [2, 1, 2, 1, 1]
    assert [s.missing for s in collate(numbered)] == [(), (2,), (), (2,), (1,)]


def test_pages_of_unknown_and_older_layouts_are_named() -> None:
    """And pages that the form does not have; a page that is no sheet is odd to nobody."""
    pages = [
        replace(PAGE, page_id=1, outcome="rejected", reason=Reason.UNKNOWN_LAYOUT, layout_id="NEW"),
        replace(PAGE, page_id=2, layout_id="OLD"),
        replace(PAGE, page_id=3, outcome="rejected", reason=Reason.NO_SUCH_PAGE),
        replace(PAGE, page_id=4, outcome="rejected", reason=Reason.NOT_A_SHEET),
        replace(PAGE, page_id=5, serial="S5"),
    ]

    assert [(o.oddity, o.page.page_id) for o in oddities(pages, ["L1"])] == [
        (Oddity.UNKNOWN_LAYOUT, 1),
        (Oddity.OLDER_LAYOUT, 2),
        (Oddity.NO_SUCH_PAGE, 3),
    ]
