"""Facts about values written as columns."""

import json
import pickle

from hypothesis import given
from hypothesis import strategies as st

from db.convert import (
    MARK_COLUMNS,
    chosen_from_text,
    chosen_to_text,
    evidence_from_json,
    evidence_to_json,
    findings_from_json,
    findings_to_json,
    mark_values,
    page_values,
    reasons_from_text,
    reasons_to_text,
)
from omr.reading import Finding, MarkFeatures, PageRejected
from omr.reasons import Reason
from tests.db.values import layout, reading

evidence = st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3).map(lambda d: tuple(d.items()))


@given(evidence)
def test_evidence_survives_the_round_trip(value: tuple[tuple[str, str], ...]) -> None:
    """Evidence to JSON to evidence changes nothing."""
    assert evidence_from_json(evidence_to_json(value)) == value


@given(st.lists(st.builds(Finding, st.sampled_from(Reason), evidence), max_size=3).map(tuple))
def test_findings_survive_the_round_trip(value: tuple[Finding, ...]) -> None:
    """Findings to JSON to findings changes nothing."""
    assert findings_from_json(findings_to_json(value)) == value


@given(st.lists(st.from_regex(r"[A-Za-z0-9_-]{1,12}", fullmatch=True), max_size=5).map(tuple))
def test_choices_survive_the_round_trip(value: tuple[str, ...]) -> None:
    """Choice codes to text to choice codes changes nothing; blank stays blank."""
    assert chosen_from_text(chosen_to_text(value)) == value


@given(st.lists(st.sampled_from(Reason), max_size=4).map(tuple))
def test_reasons_survive_the_round_trip(value: tuple[Reason, ...]) -> None:
    """Reasons to text to reasons changes nothing."""
    assert reasons_from_text(reasons_to_text(value)) == value


def test_a_mark_keeps_every_measurement() -> None:
    """All raw features of a box are kept, so that thresholds can be replayed later."""
    row = dict(zip(MARK_COLUMNS, mark_values(7, reading(None).marks[0]), strict=True))

    assert row["position"] == 7
    assert set(json.loads(str(row["features_json"]))) == set(MarkFeatures._fields)
    assert (row["x_px"], row["shift_y_mm"], row["outline_score"]) == (812.345, -0.2, 0.97)


def test_what_is_stored_of_a_page_goes_from_one_process_to_another() -> None:
    """A page has as many rows as boxes; a rejected one has none, and its reason. Both survive the way unchanged."""
    read, rejected = (page_values(page) for page in (reading("38DXZ"), PageRejected(Reason.BLANK_PAGE)))

    assert [mark[:2] for mark in read.marks] == [
        (position, field.question) for position, (field, _) in enumerate(layout().pages[0].boxes())
    ]
    assert (read.columns["serial"], read.columns["outcome"], read.columns["reason"]) == ("38DXZ", "held", None)
    assert (rejected.columns["outcome"], rejected.columns["reason"], rejected.marks) == ("rejected", "blank_page", ())
    assert pickle.loads(pickle.dumps((read, rejected))) == (read, rejected)
