"""Where do the fitted numbers come from? A small file that comes with the program, made by ``make fit``."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from omr.detect.model import MarkModel, together

MODEL_FILE = Path(__file__).parent / "mark_model.json"
# Fitted apart, on forms without marks of ours and with boxes of any size.
ADOPTED_MODEL_FILE = Path(__file__).parent / "adopted_model.json"
# Five significant digits move no probability by more than a hundred-thousandth.
_DIGITS = 5


@lru_cache(maxsize=1)
def load_model() -> MarkModel:
    """Return the model that comes with the program."""
    return model_from_json(MODEL_FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def load_adopted_model() -> MarkModel:
    """Return the model for forms that others printed."""
    return model_from_json(ADOPTED_MODEL_FILE.read_text(encoding="utf-8"))


def model_to_json(model: MarkModel) -> str:
    """Return a model as JSON text."""
    data = {
        "version": model.version,
        "made_by": "make fit",
        "accepted_confidence": model.accepted_confidence,
        "temperature": round(model.temperature, _DIGITS),
        "mean": _rounded(model.mean),
        "scale": _rounded(model.scale),
        "networks": [
            [
                {"weights": _rounded(weights[voter]), "biases": _rounded(biases[voter, 0])}
                for weights, biases in zip(model.networks.weights, model.networks.biases, strict=True)
            ]
            for voter in range(len(model.networks.weights[0]))
        ],
    }
    return json.dumps(data, separators=(",", ":")) + "\n"


def model_from_json(text: str) -> MarkModel:
    """Return the model that a JSON text holds."""
    data = json.loads(text)
    return MarkModel(
        version=data["version"],
        mean=np.array(data["mean"]),
        scale=np.array(data["scale"]),
        networks=together(
            [
                tuple((np.array(layer["weights"]), np.array(layer["biases"])) for layer in network)
                for network in data["networks"]
            ]
        ),
        temperature=data["temperature"],
        accepted_confidence=data["accepted_confidence"],
    )


def _rounded(values: NDArray[np.floating]) -> list[object]:
    rounded: list[object] = np.vectorize(lambda v: float(f"{v:.{_DIGITS}g}"))(values).tolist()
    return rounded
