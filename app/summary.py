"""What is seen when a batch is read? One screen: files, what adds up, what waits and why, what to type next."""

from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as RichText

from app.language import language, say
from app.numbers import number, share
from batches.run import Skipped
from db.summaries import BatchSummary
from omr.reasons import Reason
from omr.words import Text

# More files than this would push the figures off the screen; their sum stands for the rest.
_FILES_SHOWN = 12

_BATCH = Text("Lô {name}", "Batch {name}")
_FILE, _PAGES = Text("Tệp", "File"), Text("Trang", "Pages")
_READ, _REJECTED, _AGAIN = Text("Đọc được", "Read"), Text("Không đọc", "Not read"), Text("Quét lại", "Again")
_ALL, _MORE_FILES = Text("Cộng", "All"), Text("… và {count} tệp khác", "… and {count} more files")
_SHEETS = Text(
    "Phiếu      {sheets} = {done} xong + {waiting} chờ xem", "Sheets     {sheets} = {done} done + {waiting} waiting"
)
_QUESTIONS = Text(
    "Câu        {all} = {accepted} máy nhận ({share}) + {reviewed} đã xem + {waiting} chờ xem",
    "Questions  {all} = {accepted} accepted ({share}) + {reviewed} reviewed + {waiting} waiting",
)
_WAITS_BECAUSE = Text("Chờ xem vì", "Waiting because")
_NOT_READ = Text("Trang không đọc", "Pages not read")
_ABOUT_SCANS = Text("Về bản quét", "About the scans")
_SKIPPED = Text(
    "• {path}: đã có trong lô {batch}, bỏ qua (không tính hai lần).",
    "• {path}: already in batch {batch}, skipped (never counted twice).",
)
_IGNORED = Text("• {path}: không phải tệp quét, bỏ qua.", "• {path}: not a scan, left out.")
_NEXT_REVIEW = Text(
    "→ Tiếp theo: omr review --list   ({count} mục chờ)", "→ Next: omr review --list   ({count} waiting)"
)
_NEXT_EXPORT = Text("→ Tiếp theo: omr export tallies", "→ Next: omr export tallies")

# What was noticed about single pages, in words that fit a count.
_FINDINGS: dict[Reason, Text] = {
    Reason.TURNED: Text("trang bị quay, đã xoay lại", "pages were turned; mended"),
    Reason.FEW_MARKERS: Text("trang thiếu dấu góc", "pages lack a corner mark"),
    Reason.PRINT_SCALE: Text("trang in sai tỉ lệ: in ở 100 %", "pages printed at a wrong scale: print at 100 %"),
    Reason.SKEWED: Text("trang bị lệch: chỉnh thanh dẫn giấy", "pages are skewed: set the paper guides"),
    Reason.ONE_BIT: Text(
        "trang chỉ có đen trắng: đặt máy quét ở chế độ xám", "pages are 1-bit: set the scanner to grey"
    ),
    Reason.LOW_RESOLUTION: Text(
        "trang độ phân giải thấp: quét ở 200–300 dpi", "pages of low resolution: scan at 200–300 dpi"
    ),
    Reason.FAINT_PRINT: Text("trang in mờ: thay mực", "pages with faint print: change the toner"),
}


def summary_view(
    summary: BatchSummary, skipped: Sequence[Skipped] = (), ignored: Sequence[Path] = (), next_step: bool = True
) -> RenderableType:
    """Return the summary of a batch for the terminal, with the command to type next where it is asked for."""
    parts: list[RenderableType] = ["", RichText(say(_BATCH, name=summary.batch), style="bold"), "", _files(summary), ""]
    parts.append(
        say(
            _SHEETS,
            sheets=number(summary.sheets),
            done=number(summary.sheets - summary.sheets_waiting),
            waiting=number(summary.sheets_waiting),
        )
    )
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
    parts += _counts(_NOT_READ, [(reason.sentence(language(), _ANY), n) for reason, n in summary.rejected])
    parts += _counts(_WAITS_BECAUSE, [(reason.sentence(language(), _ANY), n) for reason, n in summary.doubts])
    parts += _counts(_ABOUT_SCANS, [(say(_FINDINGS[reason]), n) for reason, n in summary.findings])
    parts += skipped_view(skipped, ignored)
    if next_step:
        step = _NEXT_REVIEW if summary.items_waiting else _NEXT_EXPORT
        parts += ["", RichText(say(step, count=number(summary.items_waiting)), style="bold")]
    return Group(*parts, "")


def skipped_view(skipped: Sequence[Skipped], ignored: Sequence[Path] = ()) -> list[RenderableType]:
    """Return a line for every file that was left out, and why."""
    lines = [say(_SKIPPED, path=skip.source.path, batch=skip.batch.name) for skip in skipped]
    lines += [say(_IGNORED, path=path) for path in ignored[:_FILES_SHOWN]]
    if len(ignored) > _FILES_SHOWN:
        lines.append("• " + say(_MORE_FILES, count=number(len(ignored) - _FILES_SHOWN)))
    return ["", *(RichText(line, style="dim") for line in lines)] if lines else []


# Evidence differs from page to page; a count over pages shows none.
_ANY = tuple(
    (name, "…") for name in ("path", "megapixels", "layout_id", "page_number", "residual_mm", "error", "serial")
)


def _files(summary: BatchSummary) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_footer=True, header_style="dim", footer_style="bold")
    again = summary.pages_duplicate > 0
    table.add_column(say(_FILE), say(_ALL), overflow="ellipsis", no_wrap=True, min_width=12, max_width=40)
    figures = [
        (_PAGES, summary.pages, True),
        (_READ, summary.pages_read, True),
        (_AGAIN, summary.pages_duplicate, again),
        (_REJECTED, summary.pages_rejected, True),
    ]
    for heading, total, shown in figures:
        if shown:
            table.add_column(say(heading), number(total), justify="right", no_wrap=True, min_width=len(say(heading)))
    for file in summary.files[:_FILES_SHOWN]:
        pages = file.read + file.duplicate + file.rejected
        cells = [(pages, True), (file.read, True), (file.duplicate, again), (file.rejected, True)]
        table.add_row(Path(file.path).name, *(number(count) if count else "–" for count, shown in cells if shown))
    rest = len(summary.files) - _FILES_SHOWN
    if rest > 0:
        table.add_row(RichText(say(_MORE_FILES, count=number(rest)), style="dim"))
    return table


def _counts(heading: Text, counts: Sequence[tuple[str, int]]) -> list[RenderableType]:
    if not counts:
        return []
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right")
    table.add_column()
    for words, count in counts:
        table.add_row(number(count), words)
    return ["", RichText(say(heading), style="dim"), Padding(table, (0, 0, 0, 2))]
