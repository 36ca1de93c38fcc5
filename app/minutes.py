"""What do the minutes of a box opening say? In Vietnamese whatever the language of the terminal."""

from dataclasses import dataclass

from app.batch_report import BatchReport
from app.batch_words import CHANNELS, oddity_words
from app.language import speaking
from app.numbers import number
from app.reason_counts import reason_words
from batches.collate import SheetState
from forms.unit_name import named_line
from omr.reasons import Reason
from omr.words import Language

# What was not written down is left to be filled in by hand.
_TO_FILL_IN = "." * 40
_TO_FILL_IN_SHORT = "." * 12
# More would run onto another page; the rest is in the program.
_ODDITIES_NAMED = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a table: what is counted, how many, and a word about it."""

    label: str
    count: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MinutesTable:
    """A table of the minutes; its last line is the sum of those above where `summed`."""

    title: str
    lines: tuple[Figure, ...]
    summed: bool


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes, ready to be set in type."""

    office: tuple[str, ...]
    batch: str
    opened: str
    opened_by: str
    witness: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[MinutesTable, ...]
    remarks: tuple[str, ...]


def minutes_of(report: BatchReport, unit: str = "") -> Minutes:
    """Return the minutes of a batch; what nobody wrote down is left to be filled in by hand.

    Parameters
    ----------
    unit
        The name of the office, where it is known.
    """
    with speaking(Language.VI):
        return _minutes(report, unit)


def _minutes(report: BatchReport, unit: str) -> Minutes:
    record, opening = report.record, report.record.opening
    channel = CHANNELS[record.channel].vi if record.channel in CHANNELS else record.channel
    facts = (
        ("Người mở hòm", opening.opened_by or _TO_FILL_IN),
        ("Người chứng kiến", opening.witness or _TO_FILL_IN),
        ("Hình thức thu phiếu", channel),
        ("Tên lô, tệp quét", f"{record.batch.name}; {number(record.files)} tệp, {number(record.pages)} trang"),
    )
    tables = [_sheets(report), _pages(report)]
    if report.figures.printed:
        tables.append(_printed(report))
    return Minutes(
        office=tuple(named_line(line, unit) for line in report.office) or (unit or _TO_FILL_IN,),
        batch=record.batch.name,
        opened=_opened(report),
        opened_by=opening.opened_by,
        witness=opening.witness,
        facts=facts,
        tables=tuple(tables),
        remarks=_remarks(report),
    )


def _opened(report: BatchReport) -> str:
    at = report.record.opening.opened_at
    if at is None:
        dots = _TO_FILL_IN_SHORT
        return f"Hôm nay, hồi {dots} giờ {dots} ngày {dots} tháng {dots} năm {dots}, tại"
    here = at.astimezone()
    return f"Hôm nay, hồi {here:%H} giờ {here:%M} ngày {here:%d} tháng {here:%m} năm {here:%Y}, tại"


def _sheets(report: BatchReport) -> MinutesTable:
    figures, by_hand = report.figures, report.record.opening.sheets_by_hand
    named = (
        (SheetState.ACCEPTED, "Phiếu đã xong", ""),
        (SheetState.WAITING, "Phiếu chờ người xem lại", "cần người quyết định"),
        (SheetState.INCOMPLETE, "Phiếu thiếu trang", ""),
        (SheetState.DUPLICATE, "Phiếu quét lại", "không tính hai lần"),
        (SheetState.ELSEWHERE, "Phiếu tính ở lô khác", ""),
        (SheetState.WITHDRAWN, "Phiếu trong lô đã rút", "không tính"),
    )
    lines = [
        Figure(label, number(figures.sheets_in(state)), note)
        for state, label, note in named
        if figures.sheets_in(state) or state in (SheetState.ACCEPTED, SheetState.WAITING)
    ]
    lines.append(Figure("Cộng số phiếu máy đọc", number(figures.sheets_seen), _against_hand(by_hand)))
    return MinutesTable("1. Số phiếu", tuple(lines), True)


def _against_hand(by_hand: int | None) -> str:
    return f"đếm tay: {_TO_FILL_IN_SHORT if by_hand is None else number(by_hand)} phiếu"


def _pages(report: BatchReport) -> MinutesTable:
    figures = report.figures
    lines = [Figure("Trang đọc được", number(figures.pages_read))]
    lines += [Figure(_reason(reason), number(count)) for reason, count in figures.rejected]
    lines.append(Figure("Mặt sau để trắng", number(figures.blank_backs)))
    lines.append(Figure("Trang ngăn", number(figures.separators)))
    if figures.beside:
        lines.append(Figure("Trừ phiếu nằm chung trang với phiếu khác", f"−{number(figures.beside)}"))
    lines.append(Figure("Cộng số trang đã quét", number(figures.pages_scanned)))
    return MinutesTable("2. Số trang quét", tuple(lines), True)


def _reason(reason: Reason) -> str:
    return f"Không đọc: {reason_words(reason).rstrip('.')}"


def _printed(report: BatchReport) -> MinutesTable:
    lines = []
    for form in report.figures.printed:
        name = f"{form.form} (bản in {form.layout_id})"
        lines.append(Figure(f"Đã in – {name}", number(form.printed)))
        lines.append(Figure("   đã thu về", number(form.returned), f"trong lô này: {number(form.returned_here)}"))
        lines.append(Figure("   chưa thấy", number(form.never_seen)))
    return MinutesTable("3. Đối chiếu với số phiếu đã in", tuple(lines), False)


def _remarks(report: BatchReport) -> tuple[str, ...]:
    named = [oddity_words(n) for n in report.oddities]
    lines = [words[0].upper() + words[1:] + "." for words in named[:_ODDITIES_NAMED]]
    if len(named) > _ODDITIES_NAMED:
        lines.append(f"… và {number(len(named) - _ODDITIES_NAMED)} điều nữa, có trong chương trình.")
    if report.unprinted:
        lines.append(f"{number(report.unprinted)} phiếu mang số không in ở máy này, vẫn được tính.")
    withdrawal = report.record.withdrawal
    if withdrawal is not None:
        lines.insert(0, f"Lô đã rút khỏi số liệu ({withdrawal.who}): {withdrawal.why}.")
    return tuple(lines)
