"""The threshold in plain words."""

from dataclasses import replace

import pytest

from batches.acceptance import (
    Acceptance,
    MeasuredPoint,
    StricterThanMeasured,
    acceptance_to_json,
    asked_for,
    load_acceptance,
)
from batches.model import load_model

CURVE = Acceptance("x", (MeasuredPoint(0.9, 300, 0.1), MeasuredPoint(0.98, 2000, 0.12), MeasuredPoint(0.99, 1900, 0.2)))


def test_the_least_review_that_bounds_the_errors_is_chosen() -> None:
    """Of the thresholds that were shown to be strict enough the lowest is taken, and named in the version."""
    model = asked_for(load_model(), CURVE, 1000)

    assert model.accepted_confidence == 0.98
    assert model.version == f"{load_model().version} from 0.98"


def test_nothing_asked_changes_nothing() -> None:
    """The threshold of the model is the default."""
    assert asked_for(load_model(), CURVE, None) is load_model()


def test_more_than_was_measured_is_not_promised() -> None:
    """A bound that no measurement shows is refused, with the strictest that one does."""
    with pytest.raises(StricterThanMeasured) as caught:
        asked_for(load_model(), CURVE, 2001)
    assert dict(caught.value.evidence)["most"] == "2000"


def test_the_curve_that_comes_with_the_program_is_the_models_own() -> None:
    """It was measured with this model; stricter thresholds mean more review."""
    curve = load_acceptance()

    assert curve.model_version == load_model().version
    assert [p.review_share for p in curve.points] == sorted(p.review_share for p in curve.points)
    assert replace(curve) == curve
    assert '"made_by": "make accuracy"' in acceptance_to_json(curve, "make accuracy")
