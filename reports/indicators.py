"""How does a unit stand by the nine indicators of 2/1/0 points? Per sheet and as a whole, with its grade.

The model of Decree 61/2018 and Circular 01/2018/TT-VPCP as deployed provincial systems count it: the mean of each
indicator cut to one decimal, nine of them together 18 at most. Respondents score some, the office the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from omr.errors import OmrError
from omr.words import Text
from reports.indices import Grade, grade_of, indicator_points
from reports.tally import QuestionMeaning, QuestionTally

ALL_INDICATORS = tuple(range(1, 10))
# What an official answers for, 10 points at most.
OF_OFFICIALS = (1, 2, 3, 4, 7)


_POINTS = (0.0, 1.0, 2.0)


class NoIndicatorScores(OmrError):
    """A question that is to score an indicator has no levels of 2, 1 and 0. Evidence: form, question."""

    exit_code: ClassVar[int] = 98
    sentence_text = Text(
        "Câu {question} của mẫu {form} không tính được điểm 2/1/0: thang không có ba mức, điểm từng mức chưa ghi.",
        "The question {question} of {form} gives no points of 2, 1 and 0: its scale is not of three levels.",
    )
    advice_text = Text("Sửa mục indicators trong office.yaml.", "Mend the key indicators in office.yaml.")


@dataclass(frozen=True, slots=True)
class IndicatorScheme:
    """Which questions of a form score which indicator, and what the office scores itself; names where it has any.

    `points` are those of a choice by its code, for scales that are not of three levels.
    """

    form: str
    questions: Mapping[int, tuple[str, ...]]
    points: Mapping[str, float]
    office_scores: Mapping[int, float]
    names: Mapping[int, str]

    def name(self, indicator: int) -> str:
        """Return what an indicator is called."""
        return self.names.get(indicator, f"Chỉ số {indicator}")


@dataclass(frozen=True, slots=True)
class RatedSheet:
    """What one sheet scores: its points by indicator, cut to one decimal (None: not answered), and its verdict."""

    points: tuple[tuple[int, float | None], ...]
    verdict: str

    def of_officials(self) -> float | None:
        """Return what the official answers for, 0..10; None where one of its indicators is not answered."""
        own = [points for indicator, points in self.points if indicator in OF_OFFICIALS]
        told = [points for points in own if points is not None]
        return round(sum(told), 1) if told and len(told) == len(own) else None


@dataclass(frozen=True, slots=True)
class UnitPoints:
    """The points of a unit by indicator, with how many scores each goes by (0: the office's own, or none)."""

    rows: tuple[tuple[int, float | None, int], ...]

    @property
    def total(self) -> float | None:
        """All nine together, 0..18; None while one is not known."""
        points = [points for _, points, _ in self.rows if points is not None]
        return round(sum(points), 1) if len(points) == len(ALL_INDICATORS) else None

    @property
    def grade(self) -> Grade | None:
        """The grade, None while an indicator is not known."""
        return grade_of(self.total) if self.total is not None else None


def scores_of(meaning: QuestionMeaning, scheme: IndicatorScheme) -> Mapping[str, float]:
    """Return the points of each choice: those written down, its own scores where they are 2, 1 and 0, else by order.

    Raises
    ------
    NoIndicatorScores
        When there are none, or not three.
    """
    scored = {c.code: c.score for c in meaning.choices if c.score is not None and not c.no_opinion}
    if scored and scored.keys() <= scheme.points.keys():
        return {code: scheme.points[code] for code in scored}
    levels = sorted(set(scored.values()))
    if levels and set(levels) <= set(_POINTS):
        return scored
    if len(levels) != len(_POINTS):
        raise NoIndicatorScores(form=meaning.form, question=meaning.question)
    return {code: float(levels.index(score)) for code, score in scored.items()}


def unit_points(tallies: Sequence[QuestionTally], scheme: IndicatorScheme) -> UnitPoints:
    """Return the points of a unit: the scores of an indicator's questions together, else what the office gave.

    Raises
    ------
    NoIndicatorScores
        When a question has no such scores.
    """
    by_question = {t.meaning.question: t for t in tallies if t.meaning.form == scheme.form}
    rows: list[tuple[int, float | None, int]] = []
    for indicator in ALL_INDICATORS:
        total, n = 0.0, 0
        for tally in (by_question[q] for q in scheme.questions.get(indicator, ()) if q in by_question):
            scores = scores_of(tally.meaning, scheme)
            choices = zip(tally.meaning.choices, tally.counts, strict=True)
            counted = [(scores[choice.code], count) for choice, count in choices if choice.code in scores]
            total += sum(score * count for score, count in counted)
            n += sum(count for _, count in counted)
        points = indicator_points(total, n) if n else scheme.office_scores.get(indicator)
        rows.append((indicator, points, n))
    return UnitPoints(tuple(rows))


def rated_sheet(
    answers: Mapping[str, str], verdict: str, scores: Mapping[str, Mapping[str, float]], scheme: IndicatorScheme
) -> RatedSheet:
    """Return the points of one sheet.

    Parameters
    ----------
    answers
        The choice of each question that is answered with one.
    scores
        The points of each choice, by question: see `scores_of`.
    """
    points: list[tuple[int, float | None]] = []
    for indicator, questions in sorted(scheme.questions.items()):
        got = [scores[q][answers[q]] for q in questions if q in scores and answers.get(q) in scores[q]]
        points.append((indicator, indicator_points(sum(got), len(got)) if got else None))
    return RatedSheet(tuple(points), verdict)
