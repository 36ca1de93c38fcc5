"""Which numbers decide what a box holds? A small neural network, several times over, and the thresholds around it.

The network is evaluated with NumPy alone: its few thousand multiplications cost less than reading one patch. Several
networks fitted from different starts vote; where they disagree the mean of their votes is a doubt.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CLASSES = ("empty", "marked", "cancelled")


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Dense layers with rectified units between them and a softmax at the end.

    `weights` are (inputs, outputs) and `biases` (outputs,) float64, one pair a layer.
    """

    weights: tuple[NDArray[np.float64], ...]
    biases: tuple[NDArray[np.float64], ...]

    def probabilities(self, inputs: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
        """Return (N, 3) probabilities of `CLASSES` for (N, inputs) standardised inputs."""
        values = inputs
        for weight, bias in zip(self.weights[:-1], self.biases[:-1], strict=True):
            values = np.maximum(values @ weight + bias, 0.0)
        logits = (values @ self.weights[-1] + self.biases[-1]) / temperature
        exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: NDArray[np.float64] = exponents / exponents.sum(axis=1, keepdims=True)
        return shares


@dataclass(frozen=True, slots=True, eq=False)
class MarkModel:
    """The numbers that decide. `version` is stored with every reading.

    Attributes
    ----------
    mean, scale
        (inputs,) what inputs are standardised by.
    networks
        The voters.
    temperature
        Softens every vote; above 1 where the networks were surer than they were right.
    accepted_confidence
        Answers at least this certain are accepted without a person.
    """

    version: str
    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    networks: tuple[Network, ...]
    temperature: float
    accepted_confidence: float

    def probabilities(self, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return (N, 3) probabilities of `CLASSES` for (N, inputs) raw inputs: the mean of all votes.

        Inputs are held within six deviations of what was fitted on, beyond which a network's answer means nothing.
        """
        standard = np.clip((inputs - self.mean) / self.scale, -6.0, 6.0)
        votes = [network.probabilities(standard, self.temperature) for network in self.networks]
        mean: NDArray[np.float64] = np.mean(votes, axis=0)
        return mean
