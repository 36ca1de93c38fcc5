"""`omr period`: figures frozen when they are reported, and what has changed since."""

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from app.console import notes, out, print_json
from app.language import language, say
from app.numbers import number
from app.options import HomeOption, JsonOption
from omr.errors import OmrError
from omr.words import Text

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.settings import Settings
    from db.periods import ClosedPeriod
    from db.unseen import Unseen
    from reports.period_figures import PeriodFigures

app = typer.Typer(
    name="period", help="Chốt số liệu một kỳ, có số lần và dấu vết. · Close a period.", no_args_is_help=True
)

_CLOSED = Text(
    "✓ Đã chốt kỳ {name}, lần {revision}. Dấu vết: {hash}", "✓ {name} closed, revision {revision}. Hash: {hash}"
)
_ANNOUNCED = Text("✓ Đã gửi tới {where}.", "✓ Sent to {where}.")
_NOBODY = Text("office.yaml không nêu on_close: không có gì phải gửi.", "office.yaml has no on_close: nothing to send.")
_OPEN = Text("chưa chốt", "open")
_DUE = Text("chưa chốt, hạn {due}", "open, due {due}")
_NONE = Text("Chưa chốt kỳ nào.", "No period is closed yet.")
_SAME = Text("✓ Số liệu hiện nay vẫn là số đã chốt.", "✓ The figures are still those that were closed.")
_MOVED = Text(
    "! Số liệu hiện nay đã khác bản chốt. Cần sửa thì chốt lại: omr period close {name} --why “LÝ DO”",
    "! The figures have changed since. To correct them: omr period close {name} --why “REASON”",
)
_UNSEEN = Text("! {count} trang chưa ai xem, không được tính:", "! {count} pages that nobody has seen do not count:")
_A_PAGE = Text("  lô {batch}, {name}, trang {page}: {why}", "  batch {batch}, {name}, page {page}: {why}")
_A_FILE = Text("  lô {batch}, cả tệp {name}: {why}", "  batch {batch}, the whole of {name}: {why}")
_TO_CHOOSE = Text("chờ chọn giữa các tờ, hoặc thiếu trang.", "waits for a choice of papers, or lacks a page.")
_MORE = Text("  … và {count} trang nữa", "  … and {count} more")
# More would push the sentence that matters off the screen; the desk shows them all.
_SHOWN = 10
_BROKEN = Text("✗ Bản chốt đã bị sửa: không còn khớp dấu vết.", "✗ The snapshot was altered: its hash does not match.")
_HEADINGS = (
    Text("Kỳ", "Period"),
    Text("Lần", "Revision"),
    Text("Lúc", "When"),
    Text("Ai", "Who"),
    Text("Còn chờ", "Waiting"),
    Text("Lý do", "Reason"),
    Text("Dấu vết", "Hash"),
)

NameArgument = Annotated[str, typer.Argument(metavar="PERIOD", help="Kỳ: 2026-Q3. · Period.")]


class PeriodWaits(OmrError):
    """A period is closed while answers or whole pages wait for a person. Evidence: name, count, pages."""

    exit_code: ClassVar[int] = 88
    sentence_text = Text(
        "Kỳ {name} còn {count} câu trả lời chờ xem và {pages} trang chưa ai xem, chưa chốt được.",
        "In {name} {count} answers still wait, and {pages} pages were looked at by nobody.",
    )
    advice_text = Text(
        "Xem hết bằng omr review; nếu phải nộp ngay: --provisional (báo cáo ghi là tạm tính).",
        "Look at them with omr review; if it is due now: --provisional.",
    )


class PeriodOpen(OmrError):
    """A period was never closed. Evidence: name."""

    exit_code: ClassVar[int] = 89
    sentence_text = Text("Kỳ {name} chưa được chốt.", "{name} was never closed.")
    advice_text = Text("Chốt: omr period close {name}", "Close it: omr period close {name}")


@app.command("close")
def close(
    name: NameArgument,
    who: Annotated[str | None, typer.Option("--who", metavar="NAME", help="Ai chốt. · Who closes it.")] = None,
    why: Annotated[str, typer.Option("--why", help="Lý do khi chốt lại. · Reason of a correction.")] = "",
    provisional: Annotated[
        bool, typer.Option("--provisional", help="Chốt dù còn câu chờ xem. · Though answers still wait.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Chốt số liệu một kỳ; chốt lại thì thành lần sau. · Freeze the figures of a period.

    Ví dụ: omr period close 2026-Q3 --who "Văn phòng"
    """
    from datetime import UTC, datetime

    from app.period_snapshot import snapshot_of
    from app.settings import load_settings
    from db.engine import open_database
    from db.periods import close_period, closed_periods
    from db.unseen import unseen_pages

    settings = load_settings(home)
    figures = _figures(settings, name)
    engine = open_database(settings.database_url)
    _tell_unseen(unseen_pages(engine, figures.period.first, figures.period.last))
    if (figures.waiting or figures.unseen) and not provisional:
        raise PeriodWaits(name=name, count=number(figures.waiting), pages=number(figures.unseen))
    snapshot, by, now = snapshot_of(figures), who or getpass.getuser(), datetime.now(UTC)
    before = closed_periods(engine, figures.period.name)
    # What was closed while it ran is not for outsiders: once it has ended it is closed anew.
    ended = bool(before) and _day(before[-1].closed_at) <= figures.period.last < _day(now)
    done = close_period(engine, figures.period.name, snapshot, figures.waiting, by, why, now, ended)
    notes.print(say(_CLOSED, name=done.name, revision=done.revision, hash=done.sha256[:16]))
    _announce(settings, name, done)


@app.command("announce")
def announce(name: NameArgument, home: HomeOption = None) -> None:
    """Làm lại việc khi chốt kỳ: ghi báo cáo, báo cho địa chỉ trong office.yaml. · Do again what is done on closing.

    Ví dụ: omr period announce 2026-Q3
    """
    from app.settings import load_settings
    from db.engine import open_database
    from db.periods import closed_periods

    settings = load_settings(home)
    figures = _figures(settings, name)
    closed = closed_periods(open_database(settings.database_url), figures.period.name)
    if not closed:
        raise PeriodOpen(name=figures.period.name)
    if not _announce(settings, name, closed[-1]):
        notes.print(say(_NOBODY))


@app.command("list")
def list_(json: JsonOption = False, home: HomeOption = None) -> None:
    """Các kỳ đã chốt, và các kỳ trong năm chưa chốt. · Periods that were closed, and this year's that were not.

    Ví dụ: omr period list
    """
    from datetime import date

    from rich import box
    from rich.table import Table

    from app.batch_words import moment
    from app.office import load_office
    from app.periods import open_periods
    from app.settings import load_settings
    from db.engine import open_database
    from db.periods import closed_periods
    from db.tallies import batch_facts

    settings = load_settings(home)
    engine = open_database(settings.database_url)
    closed = closed_periods(engine)
    if json:
        print_json(
            [
                {
                    "period": c.name,
                    "revision": c.revision,
                    "closed_at": c.closed_at.isoformat(),
                    "who": c.who,
                    "why": c.why,
                    "waiting": c.waiting,
                    "sha256": c.sha256,
                    "sound": c.sound,
                }
                for c in closed
            ]
        )
        return
    days = [facts.day for facts in batch_facts(engine).values()]
    waiting = open_periods(load_office(settings.home), {c.name for c in closed}, date.today(), min(days, default=None))
    if not closed:
        out.print(say(_NONE))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    for heading in _HEADINGS:
        # All but the reasons in one piece: these may be long.
        table.add_column(say(heading), no_wrap=heading != _HEADINGS[-2])
    for c in closed:
        told = (c.name, str(c.revision), moment(c.closed_at), c.who, number(c.waiting), c.why)
        table.add_row(*told, c.sha256[:12] if c.sound else say(_BROKEN))
    for period in waiting:
        state = say(_DUE, due=f"{period.due:%d/%m/%Y}") if period.due is not None else say(_OPEN)
        table.add_row(period.name, "–", state, style="yellow" if period.last < date.today() else "dim")
    out.print(table)


@app.command("show")
def show(name: NameArgument, home: HomeOption = None) -> None:
    """In bản chốt mới nhất (JSON) và cho biết số liệu có đổi không. · Print the latest snapshot; say what changed.

    Ví dụ: omr period show 2026-Q3 > ky.json
    """
    import json

    from app.period_snapshot import snapshot_of
    from app.settings import load_settings
    from db.engine import open_database
    from db.periods import closed_periods

    settings = load_settings(home)
    figures = _figures(settings, name)
    closed = closed_periods(open_database(settings.database_url), figures.period.name)
    if not closed:
        raise PeriodOpen(name=figures.period.name)
    print_json(json.loads(closed[-1].snapshot))
    if not closed[-1].sound:
        notes.print(say(_BROKEN))
    same = closed[-1].snapshot == snapshot_of(figures)
    notes.print(say(_SAME) if same else say(_MOVED, name=figures.period.name))


def _day(moment: "datetime") -> "date":
    """Return the office's own day of a moment: the clock of this computer is set to it."""
    return moment.astimezone().date()


def _tell_unseen(pages: "Sequence[Unseen]") -> None:
    """Name what nobody has looked at: of a file that was cut short nobody knows how many sheets are lost."""
    if pages:
        notes.print(say(_UNSEEN, count=number(len(pages))))
    for page in pages[:_SHOWN]:
        why = page.reason.sentence(language(), page.evidence) if page.reason is not None else say(_TO_CHOOSE)
        place = _A_PAGE if page.page else _A_FILE
        notes.print(say(place, batch=page.batch, name=Path(page.path).name, page=page.page, why=why))
    if len(pages) > _SHOWN:
        notes.print(say(_MORE, count=number(len(pages) - _SHOWN)))


def _announce(settings: "Settings", name: str, closed: "ClosedPeriod") -> bool:
    """Do what the office wants done on closing; returns whether it wants anything."""
    from app.closing import announce as announced
    from app.commands.report import order_of
    from app.office import load_office
    from db.engine import open_database

    order = order_of(settings, load_office(settings.home), name)
    done = announced(open_database(settings.database_url), settings.home, order, closed)
    for where in done:
        notes.print(say(_ANNOUNCED, where=where))
    return bool(done)


def _figures(settings: "Settings", name: str) -> "PeriodFigures":
    from app.commands.report import figures_of
    from app.office import load_office

    return figures_of(settings, load_office(settings.home), name)
