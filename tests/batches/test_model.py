"""The fitted numbers as a file."""

import numpy as np

from batches.model import load_model, model_from_json, model_to_json
from omr.detect.context import INPUTS


def test_the_model_that_comes_with_the_program_fits_the_reader() -> None:
    """It takes what the reader measures, and names itself."""
    model = load_model()
    p = model.probabilities(np.zeros((3, INPUTS)))

    assert p.shape == (3, 3)
    assert np.allclose(p.sum(axis=1), 1)
    assert model.version
    assert 0.9 < model.accepted_confidence < 1


def test_a_model_survives_the_round_trip() -> None:
    """Written and read back it says the same, to five digits."""
    model = load_model()
    again = model_from_json(model_to_json(model))
    x = np.random.default_rng(0).normal(0.3, 0.3, (50, INPUTS))

    assert (again.version, again.accepted_confidence) == (model.version, model.accepted_confidence)
    assert np.abs(again.probabilities(x) - model.probabilities(x)).max() < 1e-4
