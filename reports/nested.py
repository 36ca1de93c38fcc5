"""Of which instruments may be told more than how many? Those of enough sheets, also in what is left between reports.

The half-year holds the first quarter: who has both subtracts one from the other. So the days that are left of a report
when those within it are taken out must hold no sheet of an instrument, or enough. As reports lie one within another or
apart, whatever else can be subtracted is made up of such remainders. They were closed on different days: what was
decided, added or taken out in between is a remainder too.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from reports.periods import Period
from reports.tally import QuestionTally


@dataclass(frozen=True, slots=True)
class FormCount:
    """How many valid sheets of an instrument a report has, its tallies, and the same of the reports within its days.

    Those `inside` are the next smaller ones, apart from one another; what lies within them is theirs. Of a question
    `outcomes` are its answers, see there.
    """

    form: str
    sheets: int
    tallies: tuple[QuestionTally, ...] = ()
    inside: tuple["FormCount", ...] = ()
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)


def is_told(count: FormCount, least: int) -> bool:
    """Return whether a report has enough sheets of an instrument, and none or enough besides those told within it."""
    told = told_inside(count, least)
    left = abs(count.sheets - sum(inner.sheets for inner in told))
    answers = changed(count.outcomes, sum((inner.outcomes for inner in told), Counter()))
    return count.sheets >= least and not 0 < left < least and not 0 < answers < least


def outcomes(tallies: Iterable[QuestionTally]) -> Counter[tuple[str, str]]:
    """Return how many sheets had each outcome of a question, by what excludes one another.

    Of several choices each is chosen or not by itself; all other outcomes of a sheet exclude one another.
    """
    found = Counter[tuple[str, str]]()
    for tally in tallies:
        beside = {"blank": tally.blank, "several": tally.several, "spoiled": tally.spoiled, "waiting": tally.waiting}
        if tally.meaning.multiple:
            beside |= {"valid": tally.valid, "no opinion": tally.no_opinion}
        found.update({("", name): count for name, count in beside.items()})
        for choice, count in zip(tally.meaning.choices, tally.counts, strict=True):
            # A letter before it, so that no code is called like an outcome.
            found[choice.code if tally.meaning.multiple else "", f"c{choice.code}"] += count
    return found


def changed(one: Counter[tuple[str, str]], other: Counter[tuple[str, str]]) -> int:
    """Return how many sheets at least were added, taken out or answered otherwise between two outcomes."""
    come, gone = Counter[str](), Counter[str]()
    for among, what in one | other:
        more = one[among, what] - other[among, what]
        come[among] += max(0, more)
        gone[among] += max(0, -more)
    return max((*come.values(), *gone.values()), default=0)


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
        outcomes=outcomes(groups),
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
