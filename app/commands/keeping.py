"""`omr backup`, `omr restore`, `omr doctor`: keeping an office's data safe."""

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
    "✓ Cơ sở dữ liệu và {count} tệp gốc trong {path}.", "✓ The database and {count} originals are in {path}."
)
_RESTORED = Text("✓ Đã khôi phục {count} tệp gốc vào {home}.", "✓ {count} originals restored into {home}.")
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
    """Sao lưu cơ sở dữ liệu và tệp gốc vào một tệp. · Back everything up into one file, also while others work.

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
