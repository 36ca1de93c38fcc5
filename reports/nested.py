"""Of which instruments may be told more than how many? Those of enough sheets, also in what is left between reports.

The half-year holds the first quarter: who has both subtracts one from the other. So the days that are left of a report
when those within it are taken out must hold no sheet of an instrument, or enough. As reports lie one within another or
apart, whatever else can be subtracted is made up of such remainders.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reports.periods import Period
from reports.tally import QuestionTally


@dataclass(frozen=True, slots=True)
class FormCount:
    """How many valid sheets of an instrument a report has, its tallies, and the same of the reports within its days.

    Those `inside` are the next smaller ones, apart from one another; what lies within them is theirs.
    """

    form: str
    sheets: int
    tallies: tuple[QuestionTally, ...] = ()
    inside: tuple["FormCount", ...] = ()


def is_told(count: FormCount, least: int) -> bool:
    """Return whether a report has enough sheets of an instrument, and none or enough besides those told within it."""
    left = count.sheets - sum(inner.sheets for inner in told_inside(count, least))
    return count.sheets >= least and not 0 < left < least


def told_inside(count: FormCount, least: int) -> tuple[FormCount, ...]:
    """Return the largest reports within one of which more is told than how many, each with those within it."""
    told: list[FormCount] = []
    for inner in count.inside:
        within = told_inside(inner, least)
        told += (replace(inner, inside=within),) if is_told(inner, least) else within
    return tuple(told)


def question_count(groups: Sequence[QuestionTally], inside: Sequence[FormCount]) -> FormCount:
    """Return how many sheets asked the question of some tallies, here and in the reports within."""
    return FormCount(
        groups[0].meaning.form,
        sum(t.sheets for t in groups),
        inside=tuple(question_count(some, inner.inside) for inner in inside if (some := like(groups[0], inner))),
    )


def like(one: QuestionTally, within: FormCount) -> list[QuestionTally]:
    """Return the tallies of a report that are of the same question, by the same kind of group."""

    def kind(tally: QuestionTally) -> tuple[str, ...]:
        return tally.meaning.form, tally.meaning.question, *(name for name, _ in tally.group)

    return [tally for tally in within.tallies if kind(tally) == kind(one)]


def nested(outer: Period, periods: Sequence[Period], make: Callable[[Period], FormCount]) -> FormCount:
    """Return the count of a report with those of `periods` that lie within its days; none of them cut another's."""
    within = [p for p in periods if _holds(outer, p)]
    largest = [p for p in within if not any(_holds(other, p) for other in within)]
    # Two names of the same days are one report.
    days = {(p.first, p.last): p for p in largest}
    return replace(make(outer), inside=tuple(nested(p, within, make) for p in days.values()))


def _holds(outer: Period, inner: Period) -> bool:
    same = (outer.first, outer.last) == (inner.first, inner.last)
    return outer.first <= inner.first and inner.last <= outer.last and not same
