"""How do values become rows? One direction here: what was read, written down as columns and JSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from db.likeness import likeness_of
from omr.reading import FEATURE_NAMES, Alignment, Answer, Finding, JudgedMark, PageOutcome, PageRejected
from omr.reasons import Evidence, Reason

# Between the choices of one answer; choice codes hold letters, digits, - and _ only.
CHOICE_SEPARATOR = ";"


def to_utc(at: datetime | None) -> datetime | None:
    """Return a time in UTC, as it is stored: SQLite keeps the hands of the clock and forgets the zone."""
    return at.astimezone(UTC) if at is not None else None


def from_utc(at: datetime) -> datetime:
    """Return a stored time with its zone."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at


def evidence_to_json(evidence: Evidence) -> str:
    """Return evidence as a JSON object."""
    return _compact(dict(evidence))


def evidence_from_json(text: str) -> Evidence:
    """Return evidence written by `evidence_to_json`."""
    return tuple((name, str(value)) for name, value in json.loads(text).items())


def findings_to_json(findings: tuple[Finding, ...]) -> str:
    """Return findings as a JSON list of ``[reason, evidence]``."""
    return _compact([[finding.reason.value, dict(finding.evidence)] for finding in findings])


def findings_from_json(text: str) -> tuple[Finding, ...]:
    """Return findings written by `findings_to_json`."""
    return tuple(
        Finding(Reason(reason), tuple((name, str(value)) for name, value in evidence.items()))
        for reason, evidence in json.loads(text)
    )


def alignment_to_json(alignment: Alignment) -> str:
    """Return an alignment as a JSON object; the map keeps all its digits."""
    return _compact(asdict(alignment))


def chosen_to_text(chosen: Iterable[str]) -> str:
    """Return choice codes as one text."""
    return CHOICE_SEPARATOR.join(chosen)


def chosen_from_text(text: str) -> tuple[str, ...]:
    """Return the choice codes of a text; none for blank."""
    return tuple(text.split(CHOICE_SEPARATOR)) if text else ()


def reasons_to_text(reasons: Iterable[Reason]) -> str:
    """Return reasons as one text."""
    return CHOICE_SEPARATOR.join(reason.value for reason in reasons)


def reasons_from_text(text: str) -> tuple[Reason, ...]:
    """Return the reasons of a text."""
    return tuple(Reason(name) for name in text.split(CHOICE_SEPARATOR)) if text else ()


# Five digits are more than a scan is good for; most are 0.
_FEATURES_JSON = "{" + ",".join(f'"{name}":%.5g' for name in FEATURE_NAMES) + "}"


MARK_COLUMNS = (
    *("position", "question", "choice", "state", "p_empty", "p_marked", "p_cancelled"),
    *("x_px", "y_px", "shift_x_mm", "shift_y_mm", "outline_score", "features_json"),
)


def mark_values(position: int, mark: JudgedMark) -> tuple[int | float | str, ...]:
    """Return the values of `MARK_COLUMNS` for one mark."""
    reading, verdict = mark
    return (
        position,
        reading.question,
        reading.choice,
        verdict.state.value,
        round(verdict.p_empty, 6),
        round(verdict.p_marked, 6),
        round(verdict.p_cancelled, 6),
        *reading.centre,
        *reading.shift,
        reading.outline_score,
        # A page has 2,000 of them: written by one format they cost a tenth of what rounding and `json` do.
        _FEATURES_JSON % reading.features,
    )


def answer_row(page_id: int, position: int, answer: Answer) -> dict[str, Any]:
    """Return the columns of one answer."""
    return {
        "page_id": page_id,
        "position": position,
        "question": answer.question,
        "chosen": chosen_to_text(answer.chosen),
        "state": answer.state.value,
        "confidence": answer.confidence,
        "reasons": reasons_to_text(answer.reasons),
    }


@dataclass(frozen=True, slots=True)
class PageValues:
    """What is stored of one page, whatever file it is of.

    It is made where the page is read, by as many workers as there are; the one process that writes has the less to do,
    and to take in: a page has 2,000 measured numbers and one text for each of its boxes.

    Attributes
    ----------
    columns
        Of the page itself.
    marks
        The values of `MARK_COLUMNS` for each box.
    """

    columns: Mapping[str, str | int | None]
    marks: tuple[tuple[int | float | str, ...], ...] = ()
    answers: tuple[Answer, ...] = ()
    written: tuple[str, ...] = ()


def page_values(outcome: PageOutcome) -> PageValues:
    """Return what is stored of a page."""
    columns: dict[str, str | int | None] = {
        "layout_id": outcome.code.layout_id if outcome.code else None,
        "serial": outcome.code.serial if outcome.code else None,
        "form_page": outcome.code.page_number if outcome.code else None,
    }
    if isinstance(outcome, PageRejected):
        rejected = {
            "outcome": "rejected",
            "reason": outcome.reason.value,
            "evidence_json": evidence_to_json(outcome.evidence),
            "findings_json": "[]",
        }
        return PageValues(columns | rejected)
    read = {
        # Until it is settled whether the page counts.
        "outcome": "held",
        "reason": None,
        "evidence_json": "{}",
        "likeness": likeness_of(outcome),
        "alignment_json": alignment_to_json(outcome.alignment),
        "findings_json": findings_to_json(outcome.findings),
        "model_version": outcome.model_version,
    }
    marks = tuple(mark_values(position, mark) for position, mark in enumerate(outcome.marks))
    return PageValues(columns | read, marks, outcome.answers, outcome.written)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
