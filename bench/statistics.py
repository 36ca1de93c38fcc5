"""What do counts of errors allow to be said? Bounds, calibration, and the price of being surer."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import beta

from bench.scored import Outcome, ScoredQuestion

# Confidences crowd near 1, where everything is decided: bins by how far they are from it.
_DOUBTS = (0.0, 1e-5, 1e-4, 1e-3, 1e-2, 0.05, 0.1, 0.2, 0.4, 1.0)
# The usual bins of the expected calibration error (Guo et al. 2017), of one width.
_BINS = 15


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of about one confidence: how many, how certain the machine was of them, how many it had right."""

    questions: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What one threshold costs: silent errors and the share of questions that a person must look at."""

    accepted_confidence: float
    accepted: int
    silent_errors: int
    review_rate: float


def upper_bound(errors: int, trials: int, certainty: float = 0.95) -> float:
    """Return the rate of errors that is not exceeded with this certainty (Clopper and Pearson 1934, one-sided)."""
    return 1.0 if errors >= trials else float(beta.ppf(certainty, errors + 1, trials - errors))


def expected_calibration_error(questions: Sequence[ScoredQuestion]) -> float:
    """Return the mean difference between how certain the machine was and how often it was right, 0..1.

    Over the questions that their confidence decides: those that wait for a person anyway are left out.
    """
    decided = [q for q in questions if not q.barred]
    confidence = np.array([q.confidence for q in decided])
    right = np.array([q.right for q in decided], float)
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    counts = np.bincount(bins, minlength=_BINS)
    gaps = np.abs(np.bincount(bins, confidence, _BINS) - np.bincount(bins, right, _BINS))
    return float(gaps.sum() / max(1, counts.sum()))


def reliability(questions: Sequence[ScoredQuestion]) -> tuple[Bin, ...]:
    """Return the questions that confidence decides in bins, the most certain first."""
    decided = [q for q in questions if not q.barred]
    result = []
    for low, high in itertools.pairwise(_DOUBTS):
        some = [q for q in decided if low <= 1 - q.confidence < high]
        if some:
            confidence = sum(q.confidence for q in some) / len(some)
            result.append(Bin(len(some), confidence, sum(q.right for q in some) / len(some)))
    return tuple(result)


def curve(questions: Sequence[ScoredQuestion], thresholds: Sequence[float]) -> tuple[CurvePoint, ...]:
    """Return what each threshold costs."""
    points = []
    for threshold in thresholds:
        outcomes = [q.outcome(threshold) for q in questions]
        errors, right = outcomes.count(Outcome.SILENT_ERROR), outcomes.count(Outcome.RIGHT)
        points.append(CurvePoint(threshold, errors + right, errors, outcomes.count(Outcome.REVIEW) / len(questions)))
    return tuple(points)
