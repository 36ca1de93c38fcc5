"""Facts about telling one paper from another by its pen."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from db.likeness import another_hand, likeness_of, same_hand
from omr.reading import PageReading
from tests.db.values import accepted, penned, reading


def _noisy(page: PageReading, amount: float, seed: int) -> PageReading:
    """Return the same paper as another scanner sees it: shares off by up to `amount`."""
    rng = random.Random(seed)

    def off(value: float) -> float:
        return max(0.0, value + rng.uniform(-amount, amount))

    marks = []
    for mark in page.marks:
        f = mark.reading.features
        shifted = f._replace(
            core_fraction=off(f.core_fraction),
            corner_fraction=off(f.corner_fraction),
            side_fraction=off(f.side_fraction),
            offset_mm=off(f.offset_mm),
            roundness=off(f.roundness),
            diagonal=off(f.diagonal),
        )
        marks.append(mark._replace(reading=mark.reading._replace(features=shifted)))
    return replace(page, marks=tuple(marks))


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_a_rescan_is_the_same_paper(hand: int, seed: int) -> None:
    """What two scanners differ by does not make two papers of one."""
    page = penned(reading(None, accepted("C1", "5"), accepted("MD", "tt", "cs")), hand)

    first, second = likeness_of(page), likeness_of(_noisy(page, 0.08, seed))

    assert same_hand(first, second)
    assert not another_hand(first, second)


def test_another_hand_is_another_paper() -> None:
    """Though the answers are the same."""
    page = reading(None, accepted("C1", "5"), accepted("MD", "tt", "cs"))
    likenesses = [likeness_of(penned(page, hand)) for hand in range(30)]

    told = [another_hand(likenesses[0], other) for other in likenesses[1:]]
    assert sum(told) >= 28
    assert [same_hand(likenesses[0], other) for other in likenesses[1:]] == [not t for t in told]


def test_few_marks_tell_nothing() -> None:
    """Blank sheets and sheets with two marks are neither the same nor different."""
    for answers in ((accepted("C1"),), (accepted("C1", "5"), accepted("MD", "tt"))):
        one, other = (likeness_of(penned(reading(None, *answers), hand)) for hand in (1, 2))
        assert not same_hand(one, other)
        assert not another_hand(one, other)


def test_other_answers_are_not_compared() -> None:
    """Papers that are marked in other boxes share no strokes to compare."""
    one = likeness_of(penned(reading(None, accepted("C1", "5"), accepted("MD", "tt", "cs")), 1))
    other = likeness_of(penned(reading(None, accepted("C1", "1"), accepted("MD", "td", "cs")), 1))

    assert not same_hand(one, other)
