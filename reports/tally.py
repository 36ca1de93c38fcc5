"""How many chose what, out of how many? Counts that add up, with the satisfaction rate and the mean beside them.

For every question: answers + no opinion + blank + several + spoiled + waiting = sheets. A table that does not add up
is not made.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from db.tallies import AnswerCount
from omr.errors import OmrError
from omr.words import Text
from reports.tables import Cell


class TallyDoesNotAddUp(OmrError):
    """Counts contradict one another. Evidence: form, question, sum, sheets."""

    exit_code = 30
    sentence_text = Text(
        "Số liệu câu {question} của mẫu {form} không khớp: cộng được {sum}, số phiếu {sheets}.",
        "The counts of {question} in {form} do not add up: {sum} against {sheets} sheets.",
    )
    advice_text = Text(
        "Không dùng bảng này; báo cho người phụ trách phần mềm.", "Do not use the table; report it to the maintainers."
    )


@dataclass(frozen=True, slots=True)
class ChoiceMeaning:
    """What a choice stands for in reports: its score, if it counts as satisfied, if it is no opinion at all."""

    code: str
    label: str
    score: float | None = None
    positive: bool = False
    no_opinion: bool = False


@dataclass(frozen=True, slots=True)
class QuestionMeaning:
    """What a question means in reports. `multiple` questions may be answered with several choices.

    `factor` names the index that it is part of, `role` what it says of the sheet (``overall`` is the verdict); both may
    be empty.
    """

    form: str
    question: str
    label: str
    choices: tuple[ChoiceMeaning, ...]
    multiple: bool = False
    factor: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class QuestionTally:
    """The counts of one question over all sheets of its form.

    `valid` is how many answers count: the denominator of every share. `satisfaction_rate` is the share of valid
    answers in the positive set, 0..1; `mean_score` the mean of their scores; None where the question has neither.
    """

    meaning: QuestionMeaning
    sheets: int
    valid: int
    counts: tuple[int, ...]
    no_opinion: int
    blank: int
    several: int
    spoiled: int
    waiting: int
    group: tuple[tuple[str, str], ...] = ()

    @property
    def satisfaction_rate(self) -> float | None:
        """Share of valid answers that are in the positive set."""
        if not self.valid or not any(choice.positive for choice in self.meaning.choices):
            return None
        return (
            sum(n for n, choice in zip(self.counts, self.meaning.choices, strict=True) if choice.positive) / self.valid
        )

    @property
    def mean_score(self) -> float | None:
        """Mean of the scores of valid answers."""
        scored = [
            (n, choice.score)
            for n, choice in zip(self.counts, self.meaning.choices, strict=True)
            if choice.score is not None and not choice.no_opinion
        ]
        total = sum(n for n, _ in scored)
        return sum(n * score for n, score in scored) / total if total else None


TALLY_COLUMNS = (
    "form",
    "question",
    "group",
    "choice",
    "count",
    "valid",
    "blank",
    "no_opinion",
    "several",
    "spoiled",
    "waiting",
    "share",
    "satisfaction_rate",
    "mean_score",
)


def tally(
    counts: Iterable[AnswerCount], meanings: Sequence[QuestionMeaning], by: Sequence[str] = ()
) -> tuple[QuestionTally, ...]:
    """Return the tally of every question that was answered, in the order of `meanings`; with `by` one for each group.

    Parameters
    ----------
    by
        What the groups of `counts` are called, one name for each of their texts.

    Raises
    ------
    TallyDoesNotAddUp
        When the parts of a question are not its sheets, or an answer holds a choice that the question never had.
    """
    by_question: dict[tuple[str, str], dict[tuple[str, ...], list[AnswerCount]]] = {}
    for count in counts:
        by_question.setdefault((count.form, count.question), {}).setdefault(count.group, []).append(count)
    return tuple(
        replace(_question_tally(meaning, some), group=tuple(zip(by, group, strict=True)))
        for meaning in meanings
        for group, some in sorted(by_question.get((meaning.form, meaning.question), {}).items())
    )


def tally_rows(tallies: Iterable[QuestionTally]) -> Iterator[tuple[Cell, ...]]:
    """Yield one row for each choice of each question, shares unrounded."""
    for t in tallies:
        for choice, count in zip(t.meaning.choices, t.counts, strict=True):
            yield (
                t.meaning.form,
                t.meaning.question,
                dict(t.group),
                choice.code,
                count,
                t.valid,
                t.blank,
                t.no_opinion,
                t.several,
                t.spoiled,
                t.waiting,
                count / t.valid if t.valid and not choice.no_opinion else None,
                t.satisfaction_rate,
                t.mean_score,
            )


def _question_tally(meaning: QuestionMeaning, counts: Sequence[AnswerCount]) -> QuestionTally:
    sheets = sum(count.sheets for count in counts)
    spoiled = sum(count.sheets for count in counts if count.standing == "spoiled")
    waiting = sum(count.sheets for count in counts if count.standing == "waiting")
    final = [count for count in counts if count.standing == "final"]
    blank = sum(count.sheets for count in final if not count.chosen)
    several = 0 if meaning.multiple else sum(count.sheets for count in final if len(count.chosen) > 1)
    answered = [count for count in final if count.chosen and (meaning.multiple or len(count.chosen) == 1)]
    silent = {choice.code for choice in meaning.choices if choice.no_opinion}
    no_opinion = sum(count.sheets for count in answered if set(count.chosen) <= silent)
    known = {choice.code for choice in meaning.choices}
    if strange := {code for count in final for code in count.chosen} - known:
        raise TallyDoesNotAddUp(
            form=meaning.form, question=meaning.question, sum=", ".join(sorted(strange)), sheets=sheets
        )
    result = QuestionTally(
        meaning=meaning,
        sheets=sheets,
        valid=sum(count.sheets for count in answered) - no_opinion,
        counts=tuple(
            sum(count.sheets for count in answered if choice.code in count.chosen) for choice in meaning.choices
        ),
        no_opinion=no_opinion,
        blank=blank,
        several=several,
        spoiled=spoiled,
        waiting=waiting,
    )
    checked(result)
    return result


def checked(t: QuestionTally) -> None:
    """Refuse counts that do not add up, whatever made them so: an unknown choice, a sheet counted twice.

    Raises
    ------
    TallyDoesNotAddUp
        When the parts of a question are not its sheets.
    """
    parts = t.valid + t.no_opinion + t.blank + t.several + t.spoiled + t.waiting
    chosen = sum(t.counts)
    answers = t.valid + t.no_opinion
    if parts != t.sheets or (chosen < answers if t.meaning.multiple else chosen != answers):
        raise TallyDoesNotAddUp(
            form=t.meaning.form,
            question=t.meaning.question,
            sum=parts if parts != t.sheets else chosen,
            sheets=t.sheets,
        )
