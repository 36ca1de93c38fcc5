"""Truths survive being written down."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulate.truth import BoxTruth, MarkKind, SheetTruth, truth_from_json, truth_to_json

_codes = st.text(min_size=1, max_size=4)
_boxes = st.builds(BoxTruth, _codes, _codes, st.sampled_from(MarkKind), st.booleans())
_truths = st.builds(
    SheetTruth,
    serial=st.none() | _codes,
    form=_codes,
    page_number=st.integers(1, 9),
    grade=st.sampled_from(("clean", "office", "hard")),
    seed=st.integers(0, 2**62),
    answers=st.lists(st.tuples(_codes, st.lists(_codes, max_size=3).map(tuple)), max_size=4).map(tuple),
    boxes=st.lists(_boxes, max_size=4).map(tuple),
    facts=st.lists(_codes, max_size=3).map(tuple),
    pen=_codes,
    writer_kind=st.sampled_from(MarkKind),
    dpi=st.sampled_from((150.0, 200.0, 300.0)),
    turn_deg=st.sampled_from((0, 90, 180, 270)),
)


@given(_truths)
@settings(max_examples=60, deadline=None)
def test_a_truth_written_as_json_reads_back_the_same(truth: SheetTruth) -> None:
    """A truth is one line of JSON and comes back whole."""
    line = truth_to_json(truth)

    assert "\n" not in line
    assert truth_from_json(line) == truth


def test_a_ringed_cross_cancels_and_a_ring_does_not() -> None:
    """A ring around an empty box chooses it; around a mark it takes the mark back."""
    assert MarkKind.CROSS_RINGED.cancels
    assert not MarkKind.RING.cancels


def test_text_that_is_no_truth_is_refused() -> None:
    """A line without the fields of a truth raises."""
    with pytest.raises(KeyError):
        truth_from_json("{}")
