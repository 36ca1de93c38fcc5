"""`omr backup`, `omr restore`, `omr purge`, `omr doctor`: keeping an office's data safe."""

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from app.console import notes, out, print_json, progress_bar
from app.language import language, say
from app.numbers import number
from app.options import HomeOption, JsonOption
from omr.words import Text

_COPYING, _FILES_A_SECOND = Text("Đang sao lưu", "Backing up"), Text("tệp/giây", "files/s")
_BACKED_UP = Text(
    "✓ Cơ sở dữ liệu, {count} tệp gốc và các tệp của đơn vị trong {path}.",
    "✓ The database, {count} originals and the office's own files are in {path}.",
)
_RESTORED = Text("✓ Đã khôi phục {count} tệp gốc vào {home}.", "✓ {count} originals restored into {home}.")
_GOING = Text(
    "Ảnh của {count} tệp trong {batches} lô trước {day} sẽ bị xóa hẳn; số liệu và các quyết định được giữ.",
    "The pictures of {count} files in {batches} batches before {day} would be removed; counts and decisions stay.",
)
_STAY_WAITING = Text(
    "! {count} tệp được giữ lại vì còn mục chờ xem: {names}…", "! {count} files stay: items of theirs wait: {names}…"
)
_STAY_OUTSIDE = Text(
    "! {count} tệp nằm ngoài kho của chương trình, tự xóa nếu cần: {names}…",
    "! {count} files are outside the store; remove them yourself if need be: {names}…",
)
_SURE = Text("Xóa hẳn, không lấy lại được?", "Remove them for good?")
_PURGED = Text("✓ Đã xóa ảnh của {count} tệp.", "✓ The pictures of {count} files are removed.")
_NAMES = {
    "database": Text("cơ sở dữ liệu", "database"),
    "originals": Text("tệp gốc", "originals"),
    "disk": Text("đĩa", "disk"),
    "typefaces": Text("phông chữ", "typefaces"),
    "poppler": Text("poppler", "poppler"),
}


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Tệp sao lưu (.zip). · The backup.")],
    home: HomeOption = None,
) -> None:
    """Sao lưu cả thư mục dữ liệu vào một tệp, kể cả đang dùng. · Back everything up, also while others work.

    Ví dụ: omr backup sao-luu.zip
    """
    from app.keeping import backup as write
    from app.settings import load_settings

    with progress_bar(_COPYING, _FILES_A_SECOND) as advance:
        count = write(load_settings(home), file, advance)
    notes.print(say(_BACKED_UP, count=number(count), path=file))


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Tệp sao lưu. · The backup.")],
    home: HomeOption = None,
) -> None:
    """Khôi phục một bản sao lưu vào thư mục trống. · Restore a backup into an empty home.

    Ví dụ: omr restore sao-luu.zip --home du-lieu-moi
    """
    from app.keeping import restore as put_back
    from app.settings import load_settings

    settings = load_settings(home)
    notes.print(say(_RESTORED, count=number(put_back(settings, file)), home=settings.home))


def purge(
    before: Annotated[
        datetime,
        typer.Option("--before", formats=["%Y-%m-%d"], help="Xóa ảnh của các lô trước ngày này. · Of batches before."),
    ],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Căn cứ. · On what ground.")] = "",
    who: Annotated[
        str | None, typer.Option("--who", metavar="NAME", help="Ai (mặc định: tên đăng nhập). · Who.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem, không xóa. · Only say what would go.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Không hỏi lại. · Do not ask.")] = False,
    home: HomeOption = None,
) -> None:
    """Xóa hẳn ảnh quét đã quá hạn lưu; giữ số liệu và các quyết định. · Remove pictures kept long enough, keep counts.

    Ví dụ: omr purge --before 2026-01-01 --why "Hết hạn lưu 12 tháng"
    """
    from app.purging import purge as remove
    from app.purging import purgeable
    from app.settings import load_settings
    from db.purges import Purge

    settings = load_settings(home)
    found = purgeable(settings, before.date())
    batches = len({file.batch for file in found.removed})
    notes.print(say(_GOING, count=number(len(found.removed)), batches=number(batches), day=f"{before:%d/%m/%Y}"))
    for words, files in ((_STAY_WAITING, found.waiting), (_STAY_OUTSIDE, found.outside)):
        if files:
            notes.print(say(words, count=number(len(files)), names=", ".join(Path(f.path).name for f in files[:3])))
    if dry_run or (found.removed and not yes and not typer.confirm(say(_SURE))):
        return
    # Also where nothing new goes: a purge that was cut off is finished.
    named = getpass.getuser() if who is None else who
    count = remove(settings, found, Purge(before.date(), named, why, datetime.now(UTC)))
    notes.print(say(_PURGED, count=number(count)))


def doctor(json: JsonOption = False, home: HomeOption = None) -> None:
    """Kiểm tra máy này: dữ liệu, tệp gốc, đĩa, phông chữ. · Is everything as it should be here?

    Ví dụ: omr doctor
    """
    from app.checkup import checkup
    from app.settings import load_settings

    checks = checkup(load_settings(home))
    if json:
        print_json([{"name": c.name, "well": c.well, "said": c.said.to(language())} for c in checks])
    else:
        for check in checks:
            out.print(f"{'✓' if check.well else '✗'} {say(_NAMES[check.name])}: {check.said.to(language())}")
    if not all(check.well for check in checks):
        raise typer.Exit(1)
