"""By which name does a spreadsheet of somebody else ask for a figure? Every figure of a period under a name of its own.

Names are ``omr_FORM_QUESTION_PART`` in small letters, whatever else stands in a code become ``_``: Excel takes letters,
digits and underscores, and does not tell capitals apart. Where two figures would have one name, a number is appended.
"""

import re
from collections.abc import Container, Iterator
from itertools import count

from reports.group_tables import group_counts
from reports.indicators import unit_points
from reports.period_figures import (
    Compared,
    FormFigures,
    PeriodFigures,
    factors_of,
    group_name,
    opinions,
    rate_of,
    verdict,
)
from reports.report_table import TableSettings
from reports.tally import QuestionTally

PREFIX = "omr_"
NamedFigure = tuple[str, str | int | float | None]


def named_figures(figures: PeriodFigures, settings: TableSettings) -> dict[str, str | int | float | None]:
    """Return every figure by name; shares are 0..1, unrounded; None where there is none, or where it is hidden."""
    period = figures.period
    found: dict[str, str | int | float | None] = {
        "omr_period": period.title,
        "omr_first": f"{period.first:%d/%m/%Y}",
        "omr_last": f"{period.last:%d/%m/%Y}",
        "omr_waiting": figures.waiting,
    }
    for form in figures.forms:
        for part, value in _of_form(form, settings):
            found[_free_name(found, form.form, part)] = value
    # By name, so that a number does not depend on the order in which an office has written its fields down.
    for line in sorted(figures.quotas, key=lambda line: (line.form, line.scope, line.name)):
        parts = (line.form, "quota", line.scope, *([line.name] if line.name else []))
        found[_free_name(found, *parts, "minimum")] = line.progress.minimum
        found[_free_name(found, *parts, "done")] = line.progress.done
        found[_free_name(found, *parts, "missing")] = line.progress.missing
    return found


def _of_form(form: FormFigures, settings: TableSettings) -> Iterator[NamedFigure]:
    returned = form.returned
    yield "issued", returned.issued
    yield "returned", returned.returned
    yield "valid", returned.valid
    yield "invalid", returned.invalid
    yield "response_rate", returned.response_rate
    yield "without_paper", returned.without_paper
    for tally in form.tallies:
        for part, value in _of_question(tally, settings):
            yield f"{tally.meaning.question}_{part}", value
    for factor, (n, index) in factors_of(form.tallies, settings.pooling, settings.denominator).items():
        yield f"factor_{factor}_n", n
        yield f"factor_{factor}", index
    groups = {
        "field": form.by_field,
        "officer": form.by_officer,
        "counter": form.by_counter,
        "channel": form.by_channel,
    }
    for group, tallies in groups.items():
        for tally, secret in group_counts(tallies, form, settings.hide_under):
            code = group_name(tally) or "none"
            # Levels of a group are for its table alone, where what must be hidden is.
            yield f"{group}_{code}_opinions", opinions(tally)
            yield f"{group}_{code}_rate", None if secret else rate_of(tally, settings.denominator).value
    for name, compared in (("before", form.before), ("year_ago", form.year_ago)):
        yield f"{name}_rate", _rate_then(compared, settings)
    if settings.indicators is not None and settings.indicators.form == form.form:
        points = unit_points(form.tallies, settings.indicators)
        for indicator, got, _ in points.rows:
            yield f"indicator_{indicator}", got
        yield "indicators", points.total
        yield "grade", points.grade.value if points.grade is not None else None


def _of_question(tally: QuestionTally, settings: TableSettings) -> Iterator[NamedFigure]:
    # Names of the program's own come first: a choice may be called like one of them.
    yield "sheets", tally.sheets
    yield "answers", tally.valid
    yield "blank", tally.blank
    yield "no_opinion", tally.no_opinion
    yield "several", tally.several
    yield "spoiled", tally.spoiled
    yield "waiting", tally.waiting
    if any(choice.positive for choice in tally.meaning.choices):
        yield "positive", rate_of(tally, settings.denominator).positive
        yield "rate", rate_of(tally, settings.denominator).value
        yield "mean", tally.mean_score
    for choice, chosen in zip(tally.meaning.choices, tally.counts, strict=True):
        yield choice.code, chosen
        yield f"{choice.code}_share", chosen / tally.valid if tally.valid and not choice.no_opinion else None


def _rate_then(compared: Compared | None, settings: TableSettings) -> float | None:
    overall = verdict(compared.tallies) if compared is not None else None
    return rate_of(overall, settings.denominator).value if overall is not None else None


def _free_name(taken: Container[str], *parts: str) -> str:
    name = PREFIX + re.sub(r"[^a-z0-9_]", "_", "_".join(parts).lower())
    names = (name if number == 1 else f"{name}_{number}" for number in count(1))
    return next(free for free in names if free not in taken)
