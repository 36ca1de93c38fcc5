"""What does one box hold, and how surely? Measurements to calibrated probabilities.

A box is empty, marked or cancelled; the probabilities sum to one. Anything between is said with its reason, and
decided, if at all, together with the other boxes of the question (`omr.detect.answers`).
"""

from dataclasses import dataclass
from math import exp

from omr.reading import MarkFeatures, MarkReading, MarkState, MarkVerdict
from omr.reasons import Reason


@dataclass(frozen=True, slots=True)
class MarkModel:
    """The numbers that decide. `version` is stored with every reading.

    Attributes
    ----------
    half_marked_ink, ink_scale
        The ink fraction at which a box is as likely marked as not, and how fast that changes.
    smallest_extent_mm
        Ink that spans less is a dot: pen rested on the paper, or dirt.
    crease_line_fraction, crease_width_mm
        A row or column this full of a line this thin is a crease or a streak, not a stroke.
    heavy_solid_fraction
        From here on a box is blackened: filled, or struck out.
    ring_fraction
        Ink in this share of directions around a box is a ring around it.
    beside_margin_fraction
        Ink around a box with hardly any in it: a mark that missed, or its neighbour's tail.
    lost_outline_score
        Below this the outline was not seen, so what was measured may not be the box.
    accepted_confidence
        Answers at least this certain are accepted without a person.
    """

    version: str = "1"
    half_marked_ink: float = 0.04
    ink_scale: float = 0.0065
    smallest_extent_mm: float = 1.0
    crease_line_fraction: float = 0.85
    crease_width_mm: float = 0.3
    heavy_solid_fraction: float = 0.55
    ring_fraction: float = 0.7
    beside_margin_fraction: float = 0.05
    lost_outline_score: float = 0.3
    accepted_confidence: float = 0.99


DEFAULT_MODEL = MarkModel()


def judge_mark(reading: MarkReading, model: MarkModel) -> MarkVerdict:
    """Say what one box holds, looking at nothing but that box."""
    features = reading.features
    p_marked = 1.0 / (1.0 + exp(-min(50.0, (features.ink_fraction - model.half_marked_ink) / model.ink_scale)))
    reasons = tuple(_doubts(reading, model))
    p_cancelled = _cancelled_share(features, model) * p_marked
    p_marked -= p_cancelled
    p_empty = 1.0 - p_marked - p_cancelled
    return MarkVerdict(_state(p_empty, p_marked, p_cancelled, reasons), p_empty, p_marked, p_cancelled, reasons)


def _doubts(reading: MarkReading, model: MarkModel) -> list[Reason]:
    features = reading.features
    doubts = []
    inked = features.ink_fraction > model.half_marked_ink / 4
    if inked and (features.ink_fraction < 2 * model.half_marked_ink or features.extent_mm < model.smallest_extent_mm):
        doubts.append(Reason.FAINT_MARK)
    if features.line_fraction > model.crease_line_fraction and features.stroke_width_mm < model.crease_width_mm:
        doubts.append(Reason.FOREIGN_INK)
    if not inked and features.margin_ink_fraction > model.beside_margin_fraction:
        doubts.append(Reason.MARK_BESIDE_BOX)
    if features.solid_fraction > model.heavy_solid_fraction:
        doubts.append(Reason.HEAVY_MARK)
    if features.ring_fraction > model.ring_fraction:
        doubts.append(Reason.CORRECTION)
    if reading.outline_score < model.lost_outline_score and features.solid_fraction < model.heavy_solid_fraction:
        doubts.append(Reason.BOX_NOT_FOUND)
    return doubts


def _cancelled_share(features: MarkFeatures, model: MarkModel) -> float:
    """Return how likely ink in a box is a cancelled mark, before its siblings are looked at."""
    if features.ring_fraction > model.ring_fraction:
        return 0.5
    return 0.1 if features.solid_fraction > model.heavy_solid_fraction else 0.0


def _state(p_empty: float, p_marked: float, p_cancelled: float, reasons: tuple[Reason, ...]) -> MarkState:
    if reasons and reasons != (Reason.HEAVY_MARK,):
        return MarkState.UNSURE
    best = max(p_empty, p_marked, p_cancelled)
    if best < 0.9:
        return MarkState.UNSURE
    if best == p_empty:
        return MarkState.EMPTY
    return MarkState.MARKED if best == p_marked else MarkState.CANCELLED
