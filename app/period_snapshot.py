"""Which figures does closing freeze, and which report does a new one replace? The same figures are the same text."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from db.periods import ClosedPeriod
from reports.period_figures import PeriodFigures, Replaced
from reports.tally import TALLY_COLUMNS, QuestionTally, tally_rows


def snapshot_of(figures: PeriodFigures) -> str:
    """Return the figures as canonical JSON."""
    period = figures.period
    snapshot = {
        "period": period.name,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "waiting": figures.waiting,
        "forms": [
            {
                "form": form.form,
                "returned": asdict(form.returned),
                "tallies": _rows(form.tallies),
                "by_field": _rows(form.by_field),
                "by_officer": _rows(form.by_officer),
                "by_channel": _rows(form.by_channel),
            }
            for form in figures.forms
        ],
    }
    return json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def replaced_by(figures: PeriodFigures, closed: Sequence[ClosedPeriod]) -> Replaced | None:
    """Return the closing whose report these figures replace: the last one with others; None where there is none."""
    snapshot = snapshot_of(figures)
    others = [closing for closing in closed if closing.snapshot != snapshot]
    if not others:
        return None
    return Replaced(others[-1].revision, others[-1].closed_at.astimezone().date())


def _rows(tallies: tuple[QuestionTally, ...]) -> list[dict[str, object]]:
    return [dict(zip(TALLY_COLUMNS, row, strict=True)) for row in tally_rows(tallies)]
