"""Which figures does closing freeze, and which report does a new one replace? The same figures are the same text."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from itertools import groupby
from typing import Any

from db.periods import ClosedPeriod
from reports.period_figures import FormFigures, PeriodFigures, Replaced, Returned
from reports.tally import TALLY_COLUMNS, QuestionMeaning, QuestionTally, tally_rows

_BESIDE = ("valid", "no_opinion", "blank", "several", "spoiled", "waiting")


def snapshot_of(figures: PeriodFigures) -> str:
    """Return the figures as canonical JSON."""
    period = figures.period
    snapshot = {
        "period": period.name,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "waiting": figures.waiting,
        "unseen": figures.unseen,
        "nobodys": asdict(figures.nobodys),
        "forms": [
            {
                "form": form.form,
                "returned": asdict(form.returned),
                "tallies": _rows(form.tallies),
                "by_field": _rows(form.by_field),
                "by_officer": _rows(form.by_officer),
                "by_counter": _rows(form.by_counter),
                "by_channel": _rows(form.by_channel),
            }
            for form in figures.forms
        ],
    }
    return json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def days_of(snapshot: str) -> tuple[date, date]:
    """Return the first and the last day of the figures of a snapshot."""
    written = json.loads(snapshot)
    return date.fromisoformat(written["first"]), date.fromisoformat(written["last"])


def figures_of_snapshot(
    snapshot: str, meanings: Iterable[QuestionMeaning]
) -> tuple[tuple[FormFigures, ...], Returned, int]:
    """Return the instruments of a snapshot, pages that are nobody's, and pages that nobody had looked at.

    Forms have no title. `meanings` are those of every question that was ever printed.
    """
    written = json.loads(snapshot)
    known = {(meaning.form, meaning.question): meaning for meaning in meanings}
    forms = tuple(
        FormFigures(
            form["form"],
            "",
            Returned(**form["returned"]),
            _tallies(form["tallies"], known),
            _tallies(form["by_field"], known),
            _tallies(form["by_officer"], known),
            _tallies(form.get("by_counter", ()), known),
            _tallies(form["by_channel"], known),
        )
        for form in written["forms"]
    )
    # Closings of earlier versions of the program say neither.
    return forms, Returned(**written.get("nobodys", {})), written.get("unseen", 0)


def replaced_by(snapshot: str, closed: Sequence[ClosedPeriod]) -> Replaced | None:
    """Return the closing whose report these figures replace: the last one with others; None where there is none."""
    others = [closing for closing in closed if closing.snapshot != snapshot]
    if not others:
        return None
    return Replaced(others[-1].revision, others[-1].closed_at.astimezone().date())


def _rows(tallies: tuple[QuestionTally, ...]) -> list[dict[str, object]]:
    return [dict(zip(TALLY_COLUMNS, row, strict=True)) for row in tally_rows(tallies)]


def _tallies(
    rows: Sequence[Mapping[str, Any]], known: Mapping[tuple[str, str], QuestionMeaning]
) -> tuple[QuestionTally, ...]:
    found = []
    for (form, question, group), some in groupby(rows, lambda row: (row["form"], row["question"], row["group"])):
        choices = list(some)
        meaning, counts = known[form, question], {row["choice"]: row["count"] for row in choices}
        beside = {name: choices[0][name] for name in _BESIDE}
        found.append(
            QuestionTally(
                meaning=meaning,
                sheets=sum(beside.values()),
                counts=tuple(counts.get(choice.code, 0) for choice in meaning.choices),
                group=tuple(group.items()),
                **beside,
            )
        )
    return tuple(found)
