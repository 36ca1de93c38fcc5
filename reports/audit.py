"""How often is the machine certain and wrong? From answers drawn by chance, with a bound that chance seldom exceeds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from db.audits import AuditedAnswer

# One-sided: in 95 of 100 audits the true rate lies below the bound.
_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class AuditFigures:
    """What an audit has found so far.

    `rate` is the share of checked answers in which a person read something else, `bound` the 95 % upper bound of the
    silent error rate; both 0..1, None while nothing was checked.
    """

    group: str
    drawn: int
    checked: int
    disagreements: int

    @property
    def rate(self) -> float | None:
        """Share of the checked answers that a person read otherwise."""
        return self.disagreements / self.checked if self.checked else None

    @property
    def bound(self) -> float | None:
        """The upper bound after Clopper and Pearson (1934): exact for any number of answers."""
        if not self.checked:
            return None
        if self.disagreements == self.checked:
            return 1.0
        from scipy.stats import beta

        return float(beta.ppf(_CONFIDENCE, self.disagreements + 1, self.checked - self.disagreements))


def audit_figures(
    answers: Iterable[AuditedAnswer], group: Callable[[AuditedAnswer], str] = lambda _: ""
) -> tuple[AuditFigures, ...]:
    """Return what was found, for each group apart, by the name of the group; one nameless group where none is asked."""
    groups: dict[str, list[AuditedAnswer]] = {}
    for answer in answers:
        groups.setdefault(group(answer), []).append(answer)
    return tuple(_figures(name, groups[name]) for name in sorted(groups))


def _figures(name: str, answers: list[AuditedAnswer]) -> AuditFigures:
    checked = [answer for answer in answers if answer.agreed is not None]
    return AuditFigures(name, len(answers), len(checked), sum(not answer.agreed for answer in checked))
