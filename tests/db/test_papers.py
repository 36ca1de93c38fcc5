"""Facts about which papers of one serial count."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from db.papers import Choice, Paper, Standing, settle


def _papers(*drawn: tuple[int, int, bool, Choice | None]) -> tuple[Paper, ...]:
    """Return papers numbered from 1; each shows the same as the first of its side that has its look."""
    first: dict[tuple[int, int], int] = {}
    papers = []
    for page_id, (side, look, withdrawn, choice) in enumerate(drawn, start=1):
        root = first.setdefault((side, look), page_id)
        papers.append(Paper(page_id, side, root, withdrawn, choice if root == page_id else None))
    return tuple(papers)


_drawn = st.lists(
    st.tuples(st.integers(1, 2), st.integers(1, 3), st.booleans(), st.none() | st.sampled_from(Choice)), max_size=8
)


def _standings(*papers: Paper) -> list[str]:
    return [f"{s.standing.value}{s.copy_number if s.standing is Standing.READ else ''}" for s in settle(papers)]


@given(_drawn)
def test_no_paper_is_lost_and_none_counts_twice(drawn: list[tuple[int, int, bool, Choice | None]]) -> None:
    """Every page has one standing; a look of a side counts at most once; a side has each copy number once."""
    papers = _papers(*drawn)

    settled = {s.page_id: s for s in settle(papers)}

    assert list(settled) == [paper.page_id for paper in papers]
    counted = [paper for paper in papers if settled[paper.page_id].standing is Standing.READ]
    assert all(n == 1 for n in Counter((p.form_page, p.same_as) for p in counted).values())
    numbers = [(p.form_page, settled[p.page_id].copy_number) for p in counted]
    assert len(numbers) == len(set(numbers))
    for side in (1, 2):
        copies = sorted(number for s, number in numbers if s == side)
        assert copies == list(range(1, len(copies) + 1))


@given(_drawn)
def test_a_side_counts_waits_or_is_withdrawn(drawn: list[tuple[int, int, bool, Choice | None]]) -> None:
    """A side with a paper in a batch that stands has one that counts, or some that wait, never neither or both."""
    papers = _papers(*drawn)
    settled = {s.page_id: s.standing for s in settle(papers)}

    for side in {paper.form_page for paper in papers if not paper.withdrawn}:
        seen = {settled[p.page_id] for p in papers if p.form_page == side and not p.withdrawn}
        assert (Standing.READ in seen) != (Standing.HELD in seen)


@given(_drawn)
def test_withdrawn_pages_count_for_nothing(drawn: list[tuple[int, int, bool, Choice | None]]) -> None:
    """Without them the others stand just as they do beside them."""
    papers = _papers(*drawn)
    alone = {s.page_id: s for s in settle(tuple(paper for paper in papers if not paper.withdrawn))}

    for s in settle(papers):
        assert s == alone[s.page_id] if s.page_id in alone else s.standing is Standing.WITHDRAWN


def test_the_same_paper_again_is_a_duplicate() -> None:
    """The first counts."""
    assert _standings(Paper(1, 1, 1, False), Paper(2, 1, 1, False)) == ["read1", "duplicate"]


def test_two_papers_wait_until_a_person_chooses() -> None:
    """Then the first counts, or the second, or both."""
    first = Paper(1, 1, 1, False)

    assert _standings(first, Paper(2, 1, 2, False)) == ["held", "held"]
    assert _standings(first, Paper(2, 1, 2, False, Choice.FIRST)) == ["read1", "duplicate"]
    assert _standings(first, Paper(2, 1, 2, False, Choice.SECOND)) == ["duplicate", "read1"]
    assert _standings(first, Paper(2, 1, 2, False, Choice.BOTH)) == ["read1", "read2"]


def test_a_third_paper_asks_again_unless_the_form_was_photocopied() -> None:
    """A choice between two says nothing of a third; that a form was photocopied holds for all its copies and sides."""
    first, third, back = Paper(1, 1, 1, False), Paper(3, 1, 3, False), (Paper(4, 2, 4, False), Paper(5, 2, 5, False))

    assert _standings(first, Paper(2, 1, 2, False, Choice.FIRST), third) == ["held"] * 3
    assert _standings(first, Paper(2, 1, 2, False, Choice.BOTH), third, *back) == [
        "read1",
        "read2",
        "read3",
        "read1",
        "read2",
    ]


def test_a_sheet_of_a_withdrawn_batch_makes_room_for_its_rescan() -> None:
    """What was a duplicate counts once the first is out."""
    assert _standings(Paper(1, 1, 1, True), Paper(2, 1, 1, False)) == ["withdrawn", "read1"]
    assert _standings(Paper(1, 1, 1, True), Paper(2, 1, 2, False)) == ["withdrawn", "read1"]
