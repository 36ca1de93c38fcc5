"""What is seen when a batch is read? One screen: files, what adds up, what waits and why, what to type next."""

from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as RichText

from app.batch_report import BatchReport
from app.batch_view import figures_view, oddities_view, unprinted_view
from app.language import language, say
from app.numbers import number, share
from app.reason_counts import NOT_READ, counts_view, reason_words
from batches.collate import NamedPage, Oddity
from batches.run import Skipped
from batches.source import shown
from db.summaries import BatchSummary, FileSummary
from omr.reading import Finding
from omr.words import Text

# More files than this would push the figures off the screen; their sum stands for the rest.
_FILES_SHOWN = 12

_BATCH = Text("Lô {name}", "Batch {name}")
_FILE, _PAGES = Text("Tệp", "File"), Text("Trang", "Pages")
_READ, _REJECTED, _AGAIN = Text("Đọc được", "Read"), Text("Không đọc", "Not read"), Text("Quét lại", "Again")
_HELD, _OUT = Text("Chờ chọn", "To choose"), Text("Đã rút", "Withdrawn")
_COLUMNS = (_PAGES, _READ, _AGAIN, _HELD, _OUT, _REJECTED)
_ALL, _MORE_FILES = Text("Cộng", "All"), Text("… và {count} tệp khác", "… and {count} more files")
_SHEETS = Text(
    "Phiếu      {sheets} = {done} xong + {waiting} chờ xem", "Sheets     {sheets} = {done} done + {waiting} waiting"
)
_QUESTIONS = Text(
    "Câu        {all} = {accepted} máy nhận ({share}) + {reviewed} đã xem + {waiting} chờ xem",
    "Questions  {all} = {accepted} accepted ({share}) + {reviewed} reviewed + {waiting} waiting",
)
_WAITS_BECAUSE = Text("Chờ xem vì", "Waiting because")
_ABOUT_SCANS = Text("Về bản quét (số trang)", "About the scans (pages)")
_SKIPPED = Text(
    "• {path}: đã có trong lô {batch}, bỏ qua (không tính hai lần).",
    "• {path}: already in batch {batch}, skipped (never counted twice).",
)
_IGNORED = Text("• {path}: không phải tệp quét, bỏ qua.", "• {path}: not a scan, left out.")
_NEXT_REVIEW = Text("→ Tiếp theo: omr review   ({count} mục chờ)", "→ Next: omr review   ({count} waiting)")
_NEXT_EXPORT = Text("→ Tiếp theo: omr export tallies", "→ Next: omr export tallies")

# What was noticed about single pages, in words that fit a count.


def summary_view(
    summary: BatchSummary,
    skipped: Sequence[Skipped] = (),
    ignored: Sequence[Path] = (),
    next_step: bool = True,
    report: BatchReport | None = None,
) -> RenderableType:
    """Return the summary of a batch for the terminal, with the command to type next where it is asked for.

    With a `report`, pages, sheets and print runs are shown as the equations that the batch fulfils.
    """
    parts: list[RenderableType] = ["", RichText(say(_BATCH, name=summary.batch), style="bold"), "", _files(summary), ""]
    if report is None:
        parts += _sheets(summary)
    else:
        parts += figures_view(report.figures, report.record.opening.sheets_by_hand)
        parts += unprinted_view(report)
    parts.append(
        say(
            _QUESTIONS,
            all=number(summary.questions),
            accepted=number(summary.questions_accepted),
            share=share(summary.questions_accepted, summary.questions),
            reviewed=number(summary.questions_reviewed),
            waiting=number(summary.questions_waiting),
        )
    )
    parts += counts_view(NOT_READ, [(reason_words(reason), n) for reason, n in summary.rejected])
    parts += counts_view(_WAITS_BECAUSE, [(reason_words(reason), n) for reason, n in summary.doubts])
    parts += counts_view(_ABOUT_SCANS, [(_noticed(finding), pages) for finding, pages in summary.findings])
    parts += oddities_view(_worth_a_line(report.oddities)) if report is not None else []
    parts += skipped_view(skipped, ignored)
    if next_step:
        step = _NEXT_REVIEW if summary.items_waiting else _NEXT_EXPORT
        parts += ["", RichText(say(step, count=number(summary.items_waiting)), style="bold")]
    return Group(*parts, "")


def skipped_view(skipped: Sequence[Skipped], ignored: Sequence[Path] = ()) -> list[RenderableType]:
    """Return a line for every file that was left out, and why."""
    lines: list[str] = []
    for of_kind in (
        [say(_SKIPPED, path=shown(skip.source.path), batch=skip.batch.name) for skip in skipped],
        [say(_IGNORED, path=shown(path)) for path in ignored],
    ):
        lines += of_kind[:_FILES_SHOWN]
        if len(of_kind) > _FILES_SHOWN:
            lines.append("• " + say(_MORE_FILES, count=number(len(of_kind) - _FILES_SHOWN)))
    return ["", *(RichText(line, style="dim") for line in lines)] if lines else []


def _worth_a_line(named: tuple[NamedPage, ...]) -> tuple[NamedPage, ...]:
    """Return what is not in the table already: how many pages were scanned again stands there, file by file."""
    return tuple(n for n in named if n.oddity is not Oddity.DOUBLED_PAGE)


def _noticed(finding: Finding) -> str:
    """Return what was seen and what to do about it."""
    reason, evidence = finding.reason, finding.evidence
    return f"{reason.sentence(language(), evidence)} {reason.advice(language(), evidence)}".strip()


def _sheets(summary: BatchSummary) -> list[RenderableType]:
    done, waiting = summary.sheets - summary.sheets_waiting, summary.sheets_waiting
    return [say(_SHEETS, sheets=number(summary.sheets), done=number(done), waiting=number(waiting))]


def _files(summary: BatchSummary) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_footer=True, header_style="dim", footer_style="bold")
    table.add_column(say(_FILE), say(_ALL), overflow="ellipsis", no_wrap=True, min_width=12, max_width=40)
    rare = (_AGAIN, _HELD, _OUT)
    totals = [sum(column) for column in zip(*map(_figures, summary.files), strict=True)] or [0] * len(_COLUMNS)
    shown = [total > 0 or heading not in rare for heading, total in zip(_COLUMNS, totals, strict=True)]
    for heading, total, visible in zip(_COLUMNS, totals, shown, strict=True):
        if visible:
            table.add_column(say(heading), number(total), justify="right", no_wrap=True, min_width=len(say(heading)))
    for file in summary.files[:_FILES_SHOWN]:
        cells = zip(_figures(file), shown, strict=True)
        table.add_row(Path(file.path).name, *(number(count) if count else "–" for count, visible in cells if visible))
    rest = len(summary.files) - _FILES_SHOWN
    if rest > 0:
        table.add_row(RichText(say(_MORE_FILES, count=number(rest)), style="dim"))
    return table


def _figures(file: FileSummary) -> tuple[int, ...]:
    """Return the figures of a file in the order of `_COLUMNS`."""
    return (file.stored, file.read, file.duplicate, file.held, file.withdrawn, file.rejected)
