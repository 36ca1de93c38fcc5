"""Which numbers decide what a box holds? A small neural network, several times over, and the thresholds around it.

The network is evaluated with NumPy alone: its few thousand multiplications cost less than reading one patch. Several
networks fitted from different starts vote; where they disagree the mean of their votes is a doubt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from omr.detect.look import Look

CLASSES = ("empty", "marked", "cancelled")


@dataclass(frozen=True, slots=True, eq=False)
class Networks:
    """The voters, side by side: dense layers with rectified units between them and a softmax at the end.

    `weights` are (V, inputs, outputs) and `biases` (V, 1, outputs) float32, one pair a layer: all voters go through a
    layer in one product.
    """

    weights: tuple[NDArray[np.float32], ...]
    biases: tuple[NDArray[np.float32], ...]

    def votes(self, inputs: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
        """Return (V, N, 3) probabilities of `CLASSES` for (N, inputs) standardised inputs."""
        values = inputs.astype(np.float32)[None]
        for weight, bias in zip(self.weights[:-1], self.biases[:-1], strict=True):
            values = np.maximum(values @ weight + bias, 0.0)
        logits = (values @ self.weights[-1] + self.biases[-1]).astype(np.float64) / temperature
        exponents = np.exp(logits - logits.max(axis=2, keepdims=True))
        shares: NDArray[np.float64] = exponents / exponents.sum(axis=2, keepdims=True)
        return shares


Layers: TypeAlias = tuple[tuple[NDArray[np.float64], NDArray[np.float64]], ...]
"""One network: (inputs, outputs) weights and (outputs,) biases of each layer."""


def together(networks: Sequence[Layers]) -> Networks:
    """Return networks of one shape as voters."""
    layers = list(zip(*networks, strict=True))
    return Networks(
        tuple(np.stack([weight for weight, _ in layer]).astype(np.float32) for layer in layers),
        tuple(np.stack([bias for _, bias in layer])[:, None, :].astype(np.float32) for layer in layers),
    )


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
    look
        What is asked about doubtful boxes, if anything is.
    """

    version: str
    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    networks: Networks
    temperature: float
    accepted_confidence: float
    look: Look | None = None

    def standardised(self, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return raw inputs as the networks take them, (N, inputs).

        They are held within six deviations of what was fitted on, beyond which a network's answer means nothing.
        """
        standard: NDArray[np.float64] = np.clip((inputs - self.mean) / self.scale, -6.0, 6.0)
        return standard

    def probabilities(self, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return (N, 3) probabilities of `CLASSES` for (N, inputs) raw inputs: the mean of all votes."""
        mean: NDArray[np.float64] = self.networks.votes(self.standardised(inputs), self.temperature).mean(axis=0)
        return mean
