"""What is known of a period? Its counts in every way that the tables need, gathered before any table is made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.indices import Pooling, Rate, component_index
from reports.periods import Period
from reports.quotas import Progress
from reports.tally import QuestionTally


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """A quota of a form with its progress; `scope` is ``office``, ``officer`` or ``field``, `name` whose it is."""

    form: str
    scope: str
    name: str
    progress: Progress
    per_week: int | None
    behind: bool


@dataclass(frozen=True, slots=True)
class FormFigures:
    """All counts of one instrument in a period. Sheets of another are never added to them.

    `tallies` are of the whole; the others are of its verdict (`overall`) by group. `issued` are sheets printed within
    the period; `dossiers` those settled, by the field's code, None where nobody wrote them down.
    """

    form: str
    title: str
    issued: int
    tallies: tuple[QuestionTally, ...]
    by_field: tuple[QuestionTally, ...]
    by_officer: tuple[QuestionTally, ...]
    by_channel: tuple[QuestionTally, ...]
    trend: tuple[tuple[Period, QuestionTally | None], ...] = ()

    @property
    def overall(self) -> QuestionTally | None:
        """The question that is the sheet's verdict."""
        return verdict(self.tallies)

    @property
    def waiting(self) -> int:
        """Questions that a person has yet to look at: while there are any, every figure is provisional."""
        return sum(tally.waiting for tally in self.tallies)

    def factors(self, pooling: Pooling) -> tuple[tuple[str, int, float | None], ...]:
        """Return each factor with the number of valid answers and its index, 0..1."""
        named: dict[str, list[Rate]] = {}
        for tally in self.tallies:
            if tally.meaning.factor:
                named.setdefault(tally.meaning.factor, []).append(rate_of(tally))
        return tuple(
            (factor, sum(rate.n for rate in rates), component_index(rates, pooling))
            for factor, rates in sorted(named.items())
        )


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """All that a report says: the period, its instruments, the quotas, what respondents wrote."""

    period: Period
    forms: tuple[FormFigures, ...]
    quotas: tuple[QuotaLine, ...]
    comments: tuple[tuple[str, str, str, str], ...] = ()

    @property
    def waiting(self) -> int:
        """Questions that a person has yet to look at."""
        return sum(form.waiting for form in self.forms)


def verdict(tallies: Iterable[QuestionTally]) -> QuestionTally | None:
    """Return the tally of the question that is a sheet's verdict, None where the form has none."""
    return next((tally for tally in tallies if tally.meaning.role == "overall"), None)


def rate_of(tally: QuestionTally) -> Rate:
    """Return how many valid answers are in the positive set."""
    choices = zip(tally.counts, tally.meaning.choices, strict=True)
    return Rate(sum(count for count, choice in choices if choice.positive), tally.valid)


def levels_of(tally: QuestionTally) -> tuple[tuple[str, int], ...]:
    """Return the words of each level with its count; *no opinion* is none."""
    choices = zip(tally.meaning.choices, tally.counts, strict=True)
    return tuple((choice.label, count) for choice, count in choices if not choice.no_opinion)


def opinions(tally: QuestionTally) -> int:
    """Return how many sheets say something to a question, sure or not yet: what quotas count."""
    return tally.sheets - tally.blank


def group_name(tally: QuestionTally) -> str:
    """Return the group that a tally is of."""
    return tally.group[0][1] if tally.group else ""


def by_name(tallies: Sequence[QuestionTally]) -> dict[str, QuestionTally]:
    """Return tallies by the group they are of."""
    return {group_name(tally): tally for tally in tallies}
