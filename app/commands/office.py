"""`omr init` and `omr office`: who this office is, in a file that a clerk can edit."""

import typer

from app.console import notes, out
from app.language import say
from app.options import HomeOption
from omr.words import Text

app = typer.Typer(
    name="office", help="Khai báo của đơn vị (office.yaml). · What the office has written down.", no_args_is_help=True
)

_WRITTEN = Text(
    "✓ Đã tạo {path}. Sửa tệp ấy, rồi chạy: omr office check", "✓ {path} written. Edit it, then run: omr office check"
)
_SOUND = Text(
    "✓ {unit}: {fields} lĩnh vực, {quotas} chỉ tiêu, lịch báo cáo {calendar}.",
    "✓ {unit}: {fields} fields, {quotas} quotas, reports {calendar}.",
)


def init(home: HomeOption = None) -> None:
    """Tạo tệp khai báo đơn vị có chú thích. · Write a commented office.yaml.

    Ví dụ: omr init
    """
    from app.office_template import write_template
    from app.settings import load_settings

    notes.print(say(_WRITTEN, path=write_template(load_settings(home).home)))


@app.command("check")
def check(home: HomeOption = None) -> None:
    """Kiểm tra office.yaml: mỗi lỗi nêu dòng và mục. · Name each mistake by line and key.

    Ví dụ: omr office check
    """
    from app.office import load_office
    from app.settings import load_settings

    office = load_office(load_settings(home).home)
    calendar = ", ".join(window.name for window in office.windows())
    out.print(say(_SOUND, unit=office.unit, fields=len(office.fields), quotas=len(office.quotas), calendar=calendar))
