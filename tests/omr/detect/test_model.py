"""The networks that vote."""

import numpy as np
import pytest

from omr.detect.model import CLASSES, Layers, MarkModel, together


def _network(bias: tuple[float, float, float]) -> Layers:
    return ((np.zeros((2, 3)), np.array(bias)),)


def _model(*networks: Layers, temperature: float = 1.0) -> MarkModel:
    return MarkModel("test", np.zeros(2), np.ones(2), together(networks), temperature, 0.99)


def test_votes_are_averaged() -> None:
    """Two networks that contradict each other are a doubt."""
    sure_empty, sure_marked = _network((20.0, 0.0, 0.0)), _network((0.0, 20.0, 0.0))
    p = _model(sure_empty, sure_marked).probabilities(np.zeros((1, 2)))

    assert p[0] == pytest.approx([0.5, 0.5, 0.0], abs=1e-6)
    assert len(CLASSES) == p.shape[1]


def test_temperature_softens() -> None:
    """A higher temperature brings every vote nearer to even."""
    network = _network((4.0, 0.0, 0.0))
    cold = _model(network).probabilities(np.zeros((1, 2)))
    warm = _model(network, temperature=2.0).probabilities(np.zeros((1, 2)))

    assert cold[0, 0] > warm[0, 0] > 1 / 3
    assert warm.sum() == pytest.approx(1.0)


def test_a_hidden_layer_is_rectified() -> None:
    """Negative sums are nothing."""
    network = ((np.array([[1.0], [0.0]]), np.zeros(1)), (np.array([[1.0, 0.0, 0.0]]), np.zeros(3)))

    assert _model(network).probabilities(np.array([[-5.0, 0.0]]))[0] == pytest.approx([1 / 3] * 3)


def test_inputs_beyond_all_experience_are_held() -> None:
    """A number never seen in fitting counts as the largest that was."""
    network = ((np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]), np.zeros(3)),)

    far, farther = _model(network).probabilities(np.array([[6.0, 0.0], [1e9, 0.0]]))
    assert far.tolist() == farther.tolist()
