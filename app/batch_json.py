"""How are the figures of a batch given to a script?"""

from collections import Counter
from dataclasses import asdict
from typing import Any

from app.batch_report import BatchReport
from batches.collate import SheetState
from batches.reconcile import Reconciliation
from db.batches import BatchRecord


def record_json(record: BatchRecord) -> dict[str, Any]:
    """Return the record of a batch for a script; times as ISO 8601."""
    opening, withdrawal = record.opening, record.withdrawal
    return {
        "batch": record.batch.name,
        "channel": record.channel,
        "created_at": record.created_at.isoformat(),
        "opened_at": opening.opened_at.isoformat() if opening.opened_at else None,
        "opened_by": opening.opened_by,
        "witness": opening.witness,
        "sheets_by_hand": opening.sheets_by_hand,
        "files": record.files,
        "pages": record.pages,
        "withdrawn": None
        if withdrawal is None
        else {"who": withdrawal.who, "why": withdrawal.why, "at": withdrawal.at.isoformat()},
    }


def figures_json(figures: Reconciliation) -> dict[str, Any]:
    """Return the equations of a batch for a script."""
    return {
        "pages": {
            "scanned": figures.pages_scanned,
            "read": figures.pages_read,
            "rejected": {reason.value: count for reason, count in figures.rejected},
            "blank_backs": figures.blank_backs,
            "separators": figures.separators,
            "beside": figures.beside,
        },
        "sheets": {"seen": figures.sheets_seen} | {s.value: figures.sheets_in(s) for s in SheetState},
        "printed": [asdict(form) for form in figures.printed],
    }


def report_json(report: BatchReport) -> dict[str, Any]:
    """Return all that is known of a batch for a script."""
    return (
        record_json(report.record)
        | figures_json(report.figures)
        | {
            "sheets_not_printed_here": report.unprinted,
            "questions": {
                "all": report.summary.questions,
                "accepted": report.summary.questions_accepted,
                "reviewed": report.summary.questions_reviewed,
                "waiting": report.summary.questions_waiting,
            },
            "oddities": [
                {
                    "what": n.oddity.value,
                    "source": n.page.source,
                    "source_page": n.page.source_page,
                    "serial": n.page.serial,
                    "side": n.side or None,
                }
                for n in report.oddities
            ],
            "oddities_by_kind": dict(Counter(n.oddity.value for n in report.oddities)),
        }
    )
