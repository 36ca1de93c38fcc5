"""How are the figures of a batch shown? Equations that a person can check with a pencil, on the terminal."""

from pathlib import Path

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as RichText

from app.batch_report import BatchReport
from app.batch_words import STATES, channel_words, day, moment, oddity_words
from app.language import say
from app.numbers import number
from app.reason_counts import NOT_READ, counts_view, reason_words
from batches.collate import NamedPage, SheetState
from batches.reconcile import Reconciliation
from db.batches import BatchRecord
from omr.words import Text

# More would push the figures off the screen; the JSON has them all.
_ODDITIES_SHOWN = 12
# Of 80 columns: longer names of batches are broken, as the table is else.
_NAME_WHOLE = 30

# Shown even where there is none, so that the line always reads the same.
ALWAYS_SHOWN = (SheetState.ACCEPTED, SheetState.WAITING, SheetState.INCOMPLETE, SheetState.DUPLICATE)
_PAGES = Text(
    "Trang      {all} = {read} đọc được + {rejected} không đọc + {blank} mặt trắng{separators}",
    "Pages      {all} = {read} read + {rejected} not read + {blank} blank backs{separators}",
)
_SEPARATORS = Text(" + {count} trang ngăn", " + {count} separators")
_BESIDE = Text("{pages} + {beside} phiếu nằm chung trang", "{pages} + {beside} sheets beside another")
_SHEETS = Text("Phiếu      {all} = {parts}", "Sheets     {all} = {parts}")
_BY_HAND = Text("Đếm tay    {hand} phiếu ({verdict})", "By hand    {hand} sheets ({verdict})")
_SAME = Text("khớp", "agrees")
_OFF = Text("lệch {difference}", "off by {difference}")
_PRINTED = Text(
    "Đã in      {printed} {form} = {returned} đã về ({here} trong lô này) + {never} chưa thấy",
    "Printed    {printed} {form} = {returned} returned ({here} in this batch) + {never} never seen",
)
_WHERE = Text("• {path}, trang {page}: {what}", "• {path}, page {page}: {what}")
_WHOLE_FILE = Text("• {path}, cả tệp: {what}", "• {path}, the whole file: {what}")
_MORE = Text("… và {count} điều nữa (xem --json)", "… and {count} more (see --json)")
_OPENED = Text("Mở hòm     {at}, người mở: {by}, chứng kiến: {witness}", "Opened     {at}, by {by}, witness {witness}")
_CHANNEL = Text("Hình thức  {channel}", "Channel    {channel}")
_WITHDRAWN = Text(
    "✗ Lô đã rút khỏi số liệu ngày {at} ({who}): {why}", "✗ Withdrawn from the tallies on {at} ({who}): {why}"
)
_HEADINGS = (
    (Text("Lô", "Batch"), False),
    (Text("Ngày", "Date"), False),
    (Text("Hình thức", "Channel"), False),
    (Text("Tệp", "Files"), True),
    (Text("Trang", "Pages"), True),
    (Text("Đếm tay", "By hand"), True),
    (Text("Người mở", "Opened by"), False),
    (Text("Ghi chú", "Note"), False),
)
_UNPRINTED = Text(
    "! {count} phiếu mang số không in ở máy này, vẫn được tính: phiếu của nơi khác, hay máy mất sổ in?",
    "! {count} sheets bear numbers that were not printed here, and count: another office's, or is a print run lost?",
)
_OUT = Text("đã rút: {why}", "withdrawn: {why}")


def figures_view(figures: Reconciliation, sheets_by_hand: int | None = None) -> list[RenderableType]:
    """Return the equations of a batch, a line each."""
    lines: list[RenderableType] = [
        say(
            _PAGES,
            all=_scanned(figures),
            read=number(figures.pages_read),
            rejected=number(figures.pages_rejected),
            blank=number(figures.blank_backs),
            separators=say(_SEPARATORS, count=number(figures.separators)) if figures.separators else "",
        ),
        say(_SHEETS, all=number(figures.sheets_seen), parts=_parts(figures)),
    ]
    if sheets_by_hand is not None:
        verdict = hand_verdict(figures, sheets_by_hand)
        lines.append(say(_BY_HAND, hand=number(sheets_by_hand), verdict=verdict))
    for form in figures.printed:
        lines.append(
            say(
                _PRINTED,
                printed=number(form.printed),
                form=form.form,
                returned=number(form.returned),
                here=number(form.returned_here),
                never=number(form.never_seen),
            )
        )
    return lines


def unprinted_view(report: BatchReport) -> list[RenderableType]:
    """Return a line where sheets were not printed here, so that nobody counts another office's by oversight."""
    return [RichText(say(_UNPRINTED, count=number(report.unprinted)), style="yellow")] if report.unprinted else []


def _scanned(figures: Reconciliation) -> str:
    """Return how many pages the files have, and how many sheets lay beside another on one."""
    pages = number(figures.pages_scanned)
    return say(_BESIDE, pages=pages, beside=number(figures.beside)) if figures.beside else pages


def hand_verdict(figures: Reconciliation, sheets_by_hand: int) -> str:
    """Return whether as many papers were read as were counted by hand, or by how many they differ."""
    papers = papers_seen(figures)
    return say(_SAME) if papers == sheets_by_hand else say(_OFF, difference=f"{papers - sheets_by_hand:+d}")


def papers_seen(figures: Reconciliation) -> int:
    """Return how many papers a hand would count: sheets that were read, without those scanned again."""
    return figures.sheets_seen - figures.sheets_in(SheetState.DUPLICATE) - figures.sheets_in(SheetState.ELSEWHERE)


def oddities_view(named: tuple[NamedPage, ...]) -> list[RenderableType]:
    """Return a line for each oddity, and how many more there are."""
    lines = [
        say(
            _WHERE if n.page.source_page else _WHOLE_FILE,
            path=Path(n.page.source).name,
            page=n.page.source_page,
            what=oddity_words(n),
        )
        for n in named[:_ODDITIES_SHOWN]
    ]
    if len(named) > _ODDITIES_SHOWN:
        lines.append(say(_MORE, count=number(len(named) - _ODDITIES_SHOWN)))
    return ["", *(RichText(line, style="dim") for line in lines)] if lines else []


def report_view(report: BatchReport) -> RenderableType:
    """Return all that is known of a batch, for the terminal."""
    record = report.record
    parts: list[RenderableType] = [RichText(record.batch.name, style="bold")]
    if record.withdrawal is not None:
        w = record.withdrawal
        parts.append(RichText(say(_WITHDRAWN, at=day(w.at), who=w.who, why=w.why), style="red"))
    opening = record.opening
    if opening.opened_at or opening.opened_by or opening.witness:
        at = moment(opening.opened_at) if opening.opened_at else "–"
        parts.append(say(_OPENED, at=at, by=opening.opened_by or "–", witness=opening.witness or "–"))
    parts.append(say(_CHANNEL, channel=channel_words(record.channel)))
    parts += ["", *figures_view(report.figures, opening.sheets_by_hand), *unprinted_view(report)]
    parts += counts_view(NOT_READ, [(reason_words(reason), n) for reason, n in report.figures.rejected])
    parts += oddities_view(report.oddities)
    return Group(*parts, "")


def list_view(records: tuple[BatchRecord, ...]) -> Table:
    """Return the batches as a table."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    longest = max((len(r.batch.name) for r in records), default=0)
    widths = {0: longest if longest <= _NAME_WHOLE else None, 1: len("31/12/2026")}
    for place, (heading, right) in enumerate(_HEADINGS):
        # Names are typed again: they and days stand in one piece as far as that leaves room for the rest.
        table.add_column(
            say(heading), justify="right" if right else "left", overflow="fold", min_width=widths.get(place)
        )
    for r in records:
        hand = "–" if r.opening.sheets_by_hand is None else number(r.opening.sheets_by_hand)
        note = say(_OUT, why=r.withdrawal.why) if r.withdrawal else ""
        figures = (number(r.files), number(r.pages), hand)
        when = day(r.opening.opened_at or r.created_at)
        table.add_row(r.batch.name, when, channel_words(r.channel), *figures, r.opening.opened_by or "–", note)
    return table


def _parts(figures: Reconciliation) -> str:
    shown = [s for s in SheetState if s in ALWAYS_SHOWN or figures.sheets_in(s)]
    return " + ".join(f"{number(figures.sheets_in(s))} {say(STATES[s])}" for s in shown)
