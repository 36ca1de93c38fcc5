"""What is known of a period? Its counts in every way that the tables need, gathered before any table is made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reports.indicators import RatedSheet
from reports.indices import Denominator, Pooling, Rate, component_index
from reports.nested import FormCount
from reports.periods import Period
from reports.quotas import Progress
from reports.tally import QuestionTally, TallyDoesNotAddUp, checked


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
class Returned:
    """How many sheets of an instrument went out and came back.

    `issued` were printed within the period. Of those that came back `valid` answer something; the others are `blank`,
    `unreadable` (torn, not read), of `other_forms`, or wait to be looked at (`unseen`). Of all that came back
    `without_paper` came from a kiosk, the web or the telephone.
    """

    issued: int = 0
    valid: int = 0
    blank: int = 0
    unreadable: int = 0
    other_forms: int = 0
    unseen: int = 0
    without_paper: int = 0

    @property
    def invalid(self) -> int:
        """Those that count nowhere, as a person or the reader has found."""
        return self.blank + self.unreadable + self.other_forms

    @property
    def returned(self) -> int:
        """All that came back."""
        return self.valid + self.invalid + self.unseen

    @property
    def papers(self) -> int:
        """Papers that came back: no other answer went out with a number."""
        return self.returned - self.without_paper

    @property
    def response_rate(self) -> float | None:
        """Papers returned as a share of those issued; above 1 with photocopies. None where none were issued."""
        return self.papers / self.issued if self.issued else None


@dataclass(frozen=True, slots=True)
class Compared:
    """An earlier period and what was counted of an instrument in it."""

    period: Period
    tallies: tuple[QuestionTally, ...]


@dataclass(frozen=True, slots=True)
class FormFigures:
    """All counts of one instrument in a period. Sheets of another are never added to them.

    `tallies` are of the whole, without sheets that are blank altogether; the others are of its verdict (`overall`) by
    group. `before` is the period before, `year_ago` the same one a year earlier; None where nothing was counted then.
    `inside` are the reports within these days: who knows them subtracts them.
    `fields` are the codes of the form's own list of fields with its words, in printed order. Of what was given out
    before, `held` is how many questions stay as they were, as too few sheets answer otherwise; `regrouped` says that
    groups were told then and are not anew (`reports.given_out`).
    """

    form: str
    title: str
    returned: Returned
    tallies: tuple[QuestionTally, ...]
    by_field: tuple[QuestionTally, ...] = ()
    by_officer: tuple[QuestionTally, ...] = ()
    by_counter: tuple[QuestionTally, ...] = ()
    by_channel: tuple[QuestionTally, ...] = ()
    trend: tuple[tuple[Period, QuestionTally | None], ...] = ()
    before: Compared | None = None
    year_ago: Compared | None = None
    inside: tuple[FormCount, ...] = ()
    # Questions that too few were asked to tell anything of.
    untold: tuple[QuestionTally, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    held: int = 0
    regrouped: bool = False

    @property
    def count(self) -> FormCount:
        """How many valid sheets there are, here and in the reports within."""
        return FormCount(self.form, self.returned.valid, self.tallies, self.inside)

    @property
    def overall(self) -> QuestionTally | None:
        """The question that is the sheet's verdict."""
        return verdict(self.tallies)

    @property
    def waiting(self) -> int:
        """Questions that a person has yet to look at: while there are any, every figure is provisional."""
        return sum(tally.waiting for tally in (*self.tallies, *self.untold))


@dataclass(frozen=True, slots=True)
class Replaced:
    """A closing of the same period, with other figures, whose report stands until another takes its place."""

    revision: int
    closed_on: date


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """All that a report says: the period, its instruments, the quotas, what respondents wrote.

    `revision` is the closing that the figures are of, 0 where they are those of now.
    """

    period: Period
    forms: tuple[FormFigures, ...]
    quotas: tuple[QuotaLine, ...]
    comments: tuple[tuple[str, str, str, str], ...] = ()
    # The answers behind the nine indicators, a row for each sheet; only where an office has indicators.
    rated: tuple[RatedSheet, ...] = ()
    # Pages that were not read and of which nobody knows whose they are, where there are several instruments.
    nobodys: Returned = Returned()
    # Instruments of which too few sheets came back to tell more than how many.
    few: tuple[FormFigures, ...] = ()
    # Pages that count nowhere until a person looks at them.
    unseen: int = 0
    replaces: Replaced | None = None
    revision: int = 0

    @property
    def waiting(self) -> int:
        """Questions that a person has yet to look at."""
        return sum(form.waiting for form in (*self.forms, *self.few))


def valid_sheets(tallies: Iterable[QuestionTally]) -> int:
    """Return how many sheets answer something, of tallies without those that are blank altogether."""
    some = tuple(tallies)
    overall = verdict(some)
    return overall.sheets if overall is not None else max((tally.sheets for tally in some), default=0)


def verdict(tallies: Iterable[QuestionTally]) -> QuestionTally | None:
    """Return the tally of the question that is a sheet's verdict, None where the form has none."""
    return next((tally for tally in tallies if tally.meaning.role == "overall"), None)


def rate_of(tally: QuestionTally, of: Denominator = Denominator.VALID_ANSWERS) -> Rate:
    """Return how many answers are in the positive set, of how many.

    Valid sheets are all but those whose answer still waits.
    """
    choices = zip(tally.counts, tally.meaning.choices, strict=True)
    positive = sum(count for count, choice in choices if choice.positive)
    return Rate(positive, tally.valid if of is Denominator.VALID_ANSWERS else tally.sheets - tally.waiting)


def factors_of(
    tallies: Iterable[QuestionTally], pooling: Pooling, of: Denominator
) -> dict[str, tuple[int, float | None]]:
    """Return each factor with how many answers (or sheets) it goes by and its index, 0..1."""
    named: dict[str, list[Rate]] = {}
    for tally in tallies:
        if tally.meaning.factor:
            named.setdefault(tally.meaning.factor, []).append(rate_of(tally, of))
    return {
        factor: (sum(rate.n for rate in rates), component_index(rates, pooling))
        for factor, rates in sorted(named.items())
    }


def without_blank_sheets(
    tallies: Iterable[QuestionTally], blank: Mapping[tuple[str, str], int]
) -> tuple[QuestionTally, ...]:
    """Return tallies of valid sheets: those that are blank altogether, by form and question, are no valid ones.

    Raises
    ------
    TallyDoesNotAddUp
        When more sheets are blank altogether than leave a question blank.
    """
    return tuple(_lessened(tally, blank.get((tally.meaning.form, tally.meaning.question), 0)) for tally in tallies)


def _lessened(tally: QuestionTally, blank: int) -> QuestionTally:
    if blank > tally.blank:
        # They are counted one after the other: a decision between the two makes them contradict one another.
        raise TallyDoesNotAddUp(
            form=tally.meaning.form,
            question=tally.meaning.question,
            sum=tally.sheets - tally.blank + blank,
            sheets=tally.sheets,
        )
    lessened = replace(tally, sheets=tally.sheets - blank, blank=tally.blank - blank)
    checked(lessened)
    return lessened


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
