"""`omr quota` and `omr report`: what a period has brought, and what is sent on."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.console import notes, out, print_json
from app.language import say
from app.numbers import number, share
from app.options import HomeOption, JsonOption
from omr.words import Text

if TYPE_CHECKING:
    from app.office import Office
    from app.periods import ReportOrder
    from app.settings import Settings
    from reports.period_figures import PeriodFigures

_NO_QUOTA = Text(
    "Chưa khai chỉ tiêu. Ghi vào office.yaml (mẫu: omr init).", "No quota is written down. See office.yaml (omr init)."
)
_HEADINGS = (
    Text("Mẫu", "Form"),
    Text("Của", "Whose"),
    Text("Thực hiện", "Done"),
    Text("Tối thiểu", "Minimum"),
    Text("Đạt", "Share"),
    Text("Thiếu", "Missing"),
    Text("Cần mỗi tuần", "Each week"),
)
_OFFICE = Text("đơn vị", "office")
_BEHIND = Text("! {count} chỉ tiêu đang chậm so với số ngày đã qua.", "! {count} quotas are behind the days gone by.")
_WRITTEN = Text("✓ {title}: {files} vào {path}.", "✓ {title}: {files} in {path}.")
_PROVISIONAL = Text(
    "! Còn {count} câu chờ xem: báo cáo ghi rõ là tạm tính.",
    "! {count} answers still wait: the report says provisional.",
)
_UNSEEN = Text(
    "! Còn {count} trang chưa ai xem (omr review): báo cáo ghi rõ là tạm tính.",
    "! {count} pages were looked at by nobody (omr review): the report says provisional.",
)
_REPLACES = Text(
    "! Kỳ {name} đã chốt, số liệu nay khác bản chốt lần {revision} ({day}): báo cáo ghi là thay bản ấy. Nộp lại thì "
    "chốt lại: omr period close {name} --why “LÝ DO”",
    "! {name} was closed, and its figures are no longer those of revision {revision} ({day}): the report says that it "
    "replaces that one. To hand it in: omr period close {name} --why “REASON”",
)
_MOVED = Text(
    "! Báo cáo theo bản chốt lần {revision}; số liệu nay đã khác. Muốn đưa số mới ra: omr period close {name} --why "
    "“LÝ DO”",
    "! The report is of revision {revision}; the figures have changed since. To give out new ones: omr period close "
    "{name} --why “REASON”",
)
_HELD = Text(
    "! {count} câu giữ như bản đã đưa ra: chỗ khác quá ít phiếu để nêu lại, trừ hai bản cho nhau là ra từng phiếu.",
    "! {count} question(s) stay as given out before: too few sheets differ, and both, subtracted, would tell them.",
)
_REGROUPED = Text(
    "! Số theo nhóm đã nêu ở bản trước, không nêu lại: báo cáo này chỉ có toàn kỳ.",
    "! Groups were told in the report before, and are not anew: this one has the whole alone.",
)

PeriodArgument = Annotated[
    str, typer.Argument(metavar="PERIOD", help="Kỳ: 2026-Q3, 2026-H1, 2026-Y, tháng 2026-09. · Period.")
]


def quota(
    period: Annotated[
        str | None, typer.Option("--period", metavar="PERIOD", help="Kỳ (mặc định: đang chạy). · Period.")
    ] = None,
    json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Đã đạt bao nhiêu so với chỉ tiêu, còn thiếu mấy. · How far the quotas are reached.

    Ví dụ: omr quota   ·   omr quota --period 2026-Q3
    """
    from app.office import load_office
    from app.settings import load_settings

    settings = load_settings(home)
    office = load_office(settings.home)
    figures = figures_of(settings, office, period)
    if json:
        print_json(
            [
                {
                    "period": figures.period.name,
                    "form": line.form,
                    "scope": line.scope,
                    "of": line.name,
                    "minimum": line.progress.minimum,
                    "done": line.progress.done,
                    "missing": line.progress.missing,
                    "per_week": line.per_week,
                    "behind": line.behind,
                }
                for line in figures.quotas
            ]
        )
        return
    if not figures.quotas:
        out.print(say(_NO_QUOTA))
        return
    _print_quotas(figures)


def report(
    period: PeriodArgument,
    out_path: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Thư mục ghi. · Folder to write to.")],
    internal: Annotated[
        bool,
        typer.Option(
            "--internal",
            help="Chỉ dùng nội bộ: không che gì, số lúc này, kỳ chưa chốt, tháng hay quý theo lịch cũng được. · Inside "
            "the office: hide nothing, as of now, of any period.",
        ),
    ] = False,
    fill: Annotated[
        list[Path] | None,
        typer.Option("--fill", metavar="XLSX", help="Điền vào bảng tính của cấp trên, theo tên ô. · Fill a workbook."),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Lập báo cáo và thông báo của một kỳ đã chốt (chưa chốt: --internal). · Report and notice of a closed period.

    Ví dụ: omr report 2026-Q3 --out bao-cao   ·   omr report 2026-Q3 --out bao-cao --fill mau-so-noi-vu.xlsx
    """
    from app.office import load_office
    from app.report_files import ReportJob, write_report
    from app.settings import load_settings

    settings = load_settings(home)
    office = load_office(settings.home)
    figures = figures_of(settings, office, period, internal)
    names = write_report(ReportJob(settings.home, office, figures, internal, tuple(fill or ())), out_path)
    notes.print(say(_WRITTEN, title=figures.period.title, files=", ".join(names), path=out_path))
    if figures.waiting:
        notes.print(say(_PROVISIONAL, count=number(figures.waiting)))
    if figures.unseen:
        notes.print(say(_UNSEEN, count=number(figures.unseen)))
    if figures.revision:
        _tell_what_is_kept(settings, figures, figures_of(settings, office, period))
    elif (last := figures.replaces) is not None:
        told = {"name": figures.period.name, "revision": last.revision, "day": f"{last.closed_on:%d/%m/%Y}"}
        notes.print(say(_REPLACES, **told))


def _tell_what_is_kept(settings: "Settings", figures: "PeriodFigures", now: "PeriodFigures") -> None:
    """Say what a report for outsiders does not tell: what came since the closing, and what differs from one before."""
    from app.period_snapshot import snapshot_of
    from db.engine import open_database
    from db.periods import closed_periods

    if held := sum(form.held for form in figures.forms):
        notes.print(say(_HELD, count=number(held)))
    if any(form.regrouped for form in figures.forms):
        notes.print(say(_REGROUPED))
    closed = closed_periods(open_database(settings.database_url), figures.period.name)
    if closed and closed[-1].snapshot != snapshot_of(now):
        notes.print(say(_MOVED, name=figures.period.name, revision=figures.revision))


def figures_of(settings: "Settings", office: "Office", name: str | None, internal: bool = True) -> "PeriodFigures":
    """Return the figures of a period now, or as outsiders have them; of the shortest that runs where none is named."""
    from app.outside_figures import report_figures
    from db.engine import open_database

    order = order_of(settings, office, name)
    return report_figures(open_database(settings.database_url), order, internal)


def order_of(settings: "Settings", office: "Office", name: str | None) -> "ReportOrder":
    """Return the order of a report as of today, of the shortest period that is running where none is named."""
    from datetime import date

    from app.periods import asked_period, report_order
    from reports.periods import current_periods

    period = asked_period(name, office) if name is not None else current_periods(date.today(), office.windows())[0]
    return report_order(settings.home, office, period)


def _print_quotas(figures: "PeriodFigures") -> None:
    from rich import box
    from rich.table import Table

    period = figures.period
    title = f"{period.title} ({period.first:%d/%m/%Y} – {period.last:%d/%m/%Y})"
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", title=title, title_justify="left")
    for place, heading in enumerate(_HEADINGS):
        table.add_column(say(heading), justify="right" if place > 1 else "left")
    for line in figures.quotas:
        done, minimum = line.progress.done, line.progress.minimum
        weekly = "–" if line.per_week is None else number(line.per_week)
        style = "yellow" if line.behind else "red" if line.progress.missing and line.per_week is None else ""
        words = (number(done), number(minimum), share(done, minimum), number(line.progress.missing), weekly)
        table.add_row(line.form, line.name or say(_OFFICE), *words, style=style)
    out.print(table)
    behind = sum(line.behind for line in figures.quotas)
    if behind:
        notes.print(say(_BEHIND, count=number(behind)))
