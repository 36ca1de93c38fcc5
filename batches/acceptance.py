"""From which confidence on is an answer accepted, if at most one in N may be wrong? Picked from a measured curve.

The curve is measured on the hardest simulated sheets, on pages that nothing was fitted on (``make accuracy``), and kept
in `acceptance.json` with the model it belongs to. Each point holds what can be said with 95 % certainty, so that asking
for more than was measured is refused and not promised.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from omr.detect.model import MarkModel
from omr.errors import OmrError
from omr.words import Text

ACCEPTANCE_FILE = Path(__file__).parent / "acceptance.json"


class StricterThanMeasured(OmrError):
    """Fewer wrong answers are asked for than was ever shown. Evidence: one_wrong_in, most."""

    exit_code: ClassVar[int] = 2
    sentence_text = Text(
        vi="Chưa đo được mức “nhiều nhất 1 câu sai trong {one_wrong_in} câu”.",
        en="At most one wrong answer in {one_wrong_in} has not been shown by any measurement.",
    )
    advice_text = Text(
        vi="Mức chặt nhất đã đo là 1 trong {most}; chọn số đó hoặc nhỏ hơn.",
        en="The strictest that was measured is one in {most}; ask for that or less.",
    )


@dataclass(frozen=True, slots=True)
class MeasuredPoint:
    """What one threshold gave: at most one accepted answer in `one_wrong_in` is wrong (95 %), at this much review."""

    accepted_confidence: float
    one_wrong_in: int
    review_share: float


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The measured curve of one model; points with rising confidence."""

    model_version: str
    points: tuple[MeasuredPoint, ...]


def load_acceptance() -> Acceptance:
    """Return the curve that comes with the program."""
    data = json.loads(ACCEPTANCE_FILE.read_text(encoding="utf-8"))
    return Acceptance(data["model_version"], tuple(MeasuredPoint(**point) for point in data["points"]))


def acceptance_to_json(acceptance: Acceptance, made_by: str) -> str:
    """Return a curve as JSON text, with the command that measures it."""
    points = [
        {"accepted_confidence": p.accepted_confidence, "one_wrong_in": p.one_wrong_in, "review_share": p.review_share}
        for p in acceptance.points
    ]
    data = {"made_by": made_by, "model_version": acceptance.model_version, "points": points}
    return json.dumps(data, indent=1) + "\n"


def asked_for(model: MarkModel, acceptance: Acceptance, one_wrong_in: int | None) -> MarkModel:
    """Return the model with the threshold that a setting asks for; as it is where nothing is asked.

    The threshold becomes part of the version, and so of every reading.

    Raises
    ------
    StricterThanMeasured
        When no measured threshold bounds the errors as closely.
    """
    if one_wrong_in is None:
        return model
    enough = [point for point in acceptance.points if point.one_wrong_in >= one_wrong_in]
    if not enough:
        most = max(point.one_wrong_in for point in acceptance.points)
        raise StricterThanMeasured(one_wrong_in=one_wrong_in, most=most)
    threshold = min(point.accepted_confidence for point in enough)
    return replace(model, accepted_confidence=threshold, version=f"{model.version} from {threshold}")
