"""Chance is drawn from named streams."""

from collections import Counter

from simulate.chance import Range, Stream, pick


def test_a_stream_gives_the_same_numbers_each_time() -> None:
    """One seed and path name one sequence of numbers."""
    assert Stream(3).child(1, 2).rng().random() == Stream(3, (1, 2)).rng().random()


def test_streams_of_other_paths_or_seeds_differ() -> None:
    """Neither a longer path nor another seed repeats a stream."""
    streams = (Stream(3), Stream(3, (0,)), Stream(3, (0, 0)), Stream(4), Stream(3, (1,)))

    assert len({stream.rng().random() for stream in streams}) == len(streams)


def test_pick_follows_the_weights() -> None:
    """A value is drawn as often as its weight says."""
    rng = Stream(1).rng()
    counts = Counter(pick(rng, (("a", 3.0), ("b", 1.0), ("never", 0.0))) for _ in range(2000))

    assert 0.70 < counts["a"] / 2000 < 0.80
    assert counts["never"] == 0


def test_a_range_takes_one_number_whatever_its_width() -> None:
    """Widening a range does not move what is drawn after it."""
    one, other = Stream(5).rng(), Stream(5).rng()
    Range(0, 0).draw(one)
    Range(-9, 9).draw_low(other)

    assert one.random() == other.random()
