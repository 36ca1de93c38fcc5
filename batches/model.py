"""Where do the fitted numbers come from? A small file that comes with the program, made by ``make fit``."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from omr.detect.look import Look, LookNetwork
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


def adopted_model_beside(model: MarkModel) -> MarkModel:
    """Return the model for forms that others printed, for a batch in which ours are read with this one.

    It asks for as much certainty, and never for less than it was fitted with: on such forms nobody looks twice.
    """
    adopted = load_adopted_model()
    return replace(adopted, accepted_confidence=max(adopted.accepted_confidence, model.accepted_confidence))


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
        "look": None if model.look is None else _look_to_data(model.look),
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
        look=None if data.get("look") is None else _look_of(data["look"]),
    )


_Layer: TypeAlias = tuple[NDArray[np.float32], NDArray[np.float32]]


def _look_to_data(look: Look) -> dict[str, object]:
    def layers(those: Sequence[_Layer]) -> list[object]:
        return [{"weights": _packed(weights), "biases": _packed(biases)} for weights, biases in those]

    return {
        "temperature": round(look.temperature, _DIGITS),
        "sure": look.sure,
        "networks": [{"convolutions": layers(n.convolutions), "dense": layers(n.dense)} for n in look.networks],
    }


def _look_of(data: Mapping[str, Any]) -> Look:
    def layers(those: Sequence[Mapping[str, Any]]) -> tuple[_Layer, ...]:
        return tuple((_unpacked(one["weights"]), _unpacked(one["biases"])) for one in those)

    networks = tuple(LookNetwork(layers(n["convolutions"]), layers(n["dense"])) for n in data["networks"])
    return Look(networks, data["temperature"], data["sure"])


def _packed(values: NDArray[np.float32]) -> dict[str, object]:
    """Return many numbers in little room, three significant digits of each."""
    return {"shape": values.shape, "float16": b64encode(values.astype("<f2").tobytes()).decode("ascii")}


def _unpacked(data: Mapping[str, Any]) -> NDArray[np.float32]:
    return np.frombuffer(b64decode(data["float16"]), "<f2").reshape(data["shape"]).astype(np.float32)


def _rounded(values: NDArray[np.floating]) -> list[object]:
    rounded: list[object] = np.vectorize(lambda v: float(f"{v:.{_DIGITS}g}"))(values).tolist()
    return rounded
