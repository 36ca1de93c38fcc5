"""What is there to say about a batch? Its record, its summary, and the equations that it must fulfil."""

import json
from dataclasses import dataclass

from batches.collate import NamedPage, collate, oddities
from batches.reconcile import Reconciliation, reconcile
from db.batches import BatchRecord, find_batch
from db.engine import Engine
from db.sheets import pages_scanned, printed_forms, sheet_pages, unprinted_serials
from db.summaries import BatchSummary, batch_summary
from db.surveys import StoredSurvey, load_surveys


@dataclass(frozen=True, slots=True)
class BatchReport:
    """All that is known of a batch, checked. `office` is the letterhead of its forms, in Vietnamese.

    `unprinted` are its sheets whose serial was not printed here.
    """

    record: BatchRecord
    summary: BatchSummary
    figures: Reconciliation
    oddities: tuple[NamedPage, ...]
    office: tuple[str, ...] = ()
    unprinted: int = 0


def batch_report(engine: Engine, name: str) -> BatchReport:
    """Return what is known of a batch.

    Raises
    ------
    BatchUnknown
        When there is none of this name.
    BatchDoesNotAddUp
        When its figures contradict one another.
    """
    record = find_batch(engine, name)
    batch = record.batch
    pages = sheet_pages(engine, batch)
    figures = reconcile(name, pages_scanned(engine, batch), pages, collate(pages), printed_forms(engine, batch))
    newest = {survey.form: survey for survey in load_surveys(engine)}
    layouts = [survey.layout_id for survey in newest.values()]
    forms = dict.fromkeys(page.form for page in pages if page.form is not None)
    office = next((_letterhead(newest[form]) for form in forms if form in newest), ())
    odd, unprinted = oddities(pages, layouts), unprinted_serials(engine, batch)
    return BatchReport(record, batch_summary(engine, batch), figures, odd, office, unprinted)


def _letterhead(stored: StoredSurvey) -> tuple[str, ...]:
    survey = json.loads(stored.survey_json)
    return tuple(line["vi"] for line in survey.get("office", ()))
