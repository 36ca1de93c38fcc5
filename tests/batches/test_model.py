"""The fitted numbers as a file."""

from dataclasses import replace

import numpy as np

from batches.model import adopted_model_beside, load_adopted_model, load_model, model_from_json, model_to_json
from omr.detect.context import INPUTS
from omr.detect.look import Look, LookNetwork


def test_the_model_that_comes_with_the_program_fits_the_reader() -> None:
    """It takes what the reader measures, and names itself."""
    model = load_model()
    p = model.probabilities(np.zeros((3, INPUTS)))

    assert p.shape == (3, 3)
    assert np.allclose(p.sum(axis=1), 1)
    assert model.version
    assert 0.9 < model.accepted_confidence < 1


def test_forms_of_others_are_never_read_less_carefully_than_their_model_says() -> None:
    """Where ours are asked for more, so are they."""
    own = load_adopted_model().accepted_confidence
    lax, strict = (replace(load_model(), accepted_confidence=accepted) for accepted in (0.9, 0.999))

    assert adopted_model_beside(lax).accepted_confidence == own
    assert adopted_model_beside(strict).accepted_confidence == 0.999


def test_a_model_survives_the_round_trip() -> None:
    """Written and read back it says the same, to five digits."""
    model = load_model()
    again = model_from_json(model_to_json(model))
    x = np.random.default_rng(0).normal(0.3, 0.3, (50, INPUTS))

    assert (again.version, again.accepted_confidence) == (model.version, model.accepted_confidence)
    assert np.abs(again.probabilities(x) - model.probabilities(x)).max() < 1e-4


def test_a_second_look_survives_the_round_trip() -> None:
    """To three digits of each number; and a model without one has none afterwards."""
    rng = np.random.default_rng(1)
    weights, biases = rng.normal(0, 0.3, (3, 3, 2, 4)).astype(np.float32), np.zeros(4, np.float32)
    dense = rng.normal(0, 0.3, (3 * 3 * 4 + INPUTS + 3, 3)).astype(np.float32), np.zeros(3, np.float32)
    look = Look((LookNetwork(((weights, biases),), (dense,)),), 1.2, 0.999)
    again = model_from_json(model_to_json(replace(load_model(), look=look))).look
    pictures, known = rng.random((5, 5, 5, 2), np.float32), rng.normal(0, 1, (5, INPUTS + 3))

    assert again is not None
    assert (again.temperature, again.sure) == (1.2, 0.999)
    assert np.abs(again.probabilities(pictures, known) - look.probabilities(pictures, known)).max() < 0.003
    assert model_from_json(model_to_json(replace(load_model(), look=None))).look is None
