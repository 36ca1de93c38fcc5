"""Reports of a batch, made by hand: two pages read, one blank back, a sheet beside another."""

from dataclasses import replace
from datetime import UTC, datetime

from app.batch_report import BatchReport
from batches.collate import NamedPage, Oddity, SheetState
from batches.reconcile import Reconciliation
from db.batches import Batch, BatchRecord, Opening
from db.sheets import PrintedForm
from db.summaries import BatchSummary
from omr.reasons import Reason
from tests.batches.sheet_pages import PAGE

AT = datetime(2026, 9, 14, 9, 30, tzinfo=UTC)
RECORD = BatchRecord(Batch(1, "Tuần 38 [bổ sung]"), "paper_box", AT, Opening(), None, 2, 1240)
# 1,240 pages and a sheet beside another are 1,226 + 9 + 4 + 2.
FIGURES = Reconciliation(
    batch="Tuần 38 [bổ sung]",
    pages_scanned=1240,
    beside=1,
    pages_read=1226,
    rejected=((Reason.NOT_A_SHEET, 6), (Reason.UNKNOWN_LAYOUT, 3)),
    blank_backs=4,
    separators=2,
    sheets=(
        (SheetState.ACCEPTED, 1200),
        (SheetState.WAITING, 20),
        (SheetState.DUPLICATE, 5),
        (SheetState.ELSEWHERE, 1),
    ),
    printed=(PrintedForm("LAYOUT", "pks-q", 2000, 1221, 1220, 779),),
)
SUMMARY = BatchSummary(
    batch="Tuần 38 [bổ sung]",
    files=(),
    rejected=(),
    sheets=1220,
    sheets_waiting=20,
    questions=12200,
    questions_accepted=12000,
    questions_reviewed=150,
    questions_waiting=50,
    doubts=(),
    findings=(),
    items_waiting=50,
)
REPORT = BatchReport(RECORD, SUMMARY, FIGURES, ())


def odd(count: int, oddity: Oddity = Oddity.MISSING_PAGE) -> tuple[NamedPage, ...]:
    """Return so many oddities, each of another sheet."""
    pages = (replace(PAGE, source="/quét/hòm [1].pdf", source_page=n, serial=f"S{n}") for n in range(1, count + 1))
    return tuple(NamedPage(oddity, page, 2) for page in pages)
