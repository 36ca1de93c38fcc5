"""`omr tokens`: which other programs may read figures, what of them, and until when."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated

import typer

from app.console import notes, out, print_json
from app.language import say
from app.options import HomeOption, JsonOption
from omr.words import Text

app = typer.Typer(
    help="Mã truy cập cho phần mềm báo cáo: cấp, liệt kê, thu hồi. · Tokens for report tools: add, list, revoke.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

_GIVEN = Text(
    "✓ Mã “{name}”, đến hết {day}. Chỉ hiện một lần này; chép ngay và giữ kín.",
    "✓ Token “{name}”, until {day}. It is shown this once; copy it now and keep it secret.",
)
_REVOKED = Text("✓ Đã thu hồi mã “{name}”.", "✓ Token “{name}” is revoked.")
_NONE = Text("Chưa cấp mã nào.  → omr tokens add TÊN", "No token was given out.  → omr tokens add NAME")
_HEADINGS = (Text("Tên", "Name"), Text("Được đọc", "May read"), Text("Hết hạn", "Expires"), Text("Hiện nay", "Now"))
_STATES = {
    "valid": Text("dùng được", "valid"),
    "expired": Text("hết hạn", "expired"),
    "revoked": Text("đã thu hồi", "revoked"),
}
# A report year and the weeks until its report is out.
_MAX_DAYS = 400

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Tên. · Name.", show_default=False)]


class Readable(StrEnum):
    """What a token can let a program read."""

    TALLIES = "tallies"
    PUBLISHED = "published"
    ANSWERS = "answers"
    BATCHES = "batches"


@app.command()
def add(
    name: NameArgument,
    scope: Annotated[
        list[Readable], typer.Option("--scope", help="Được đọc gì; nhắc lại để thêm. · May read; repeat for more.")
    ] = [Readable.TALLIES],  # noqa: B006 - typer makes a list of its own for each run
    days: Annotated[int, typer.Option("--days", min=1, max=_MAX_DAYS, help="Số ngày dùng được. · Valid for.")] = 90,
    json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Cấp một mã truy cập; chỉ hiện một lần. · Give out a token; it is shown once.

    Ví dụ: omr tokens add "Power BI" --scope tallies --days 90
    """
    from app.settings import load_settings
    from db.engine import open_database
    from db.tokens import Scope, add_token

    name = name.strip()
    if not name:
        raise typer.BadParameter("NAME")
    now = datetime.now(UTC)
    expires_at = now + timedelta(days=days)
    engine = open_database(load_settings(home).database_url)
    secret = add_token(engine, name, [Scope(word.value) for word in scope], expires_at, now)
    if json:
        print_json({"name": name, "token": secret, "expires_at": expires_at.isoformat(timespec="seconds")})
        return
    # The secret alone on standard output, so that a script can take it.
    notes.print(say(_GIVEN, name=name, day=f"{expires_at.astimezone():%d/%m/%Y}"))
    typer.echo(secret)


@app.command("list")
def list_(json: JsonOption = False, home: HomeOption = None) -> None:
    """Liệt kê các mã đã cấp; không hiện mã. · List tokens that were given out, never their secrets.

    Ví dụ: omr tokens list
    """
    from rich import box
    from rich.table import Table

    from app.settings import load_settings
    from db.engine import open_database
    from db.tokens import list_tokens

    now = datetime.now(UTC)
    tokens = list_tokens(open_database(load_settings(home).database_url))
    rows = [
        (
            token.name,
            [scope.value for scope in token.scopes],
            token.expires_at,
            "revoked" if token.revoked_at else "valid" if token.holds(now) else "expired",
        )
        for token in tokens
    ]
    if json:
        keys = ("name", "scopes", "expires_at", "state")
        print_json([dict(zip(keys, (n, s, e.isoformat(timespec="seconds"), st), strict=True)) for n, s, e, st in rows])
        return
    if not rows:
        out.print(say(_NONE))
        return
    table = Table(*(say(heading) for heading in _HEADINGS), box=box.SIMPLE)
    for name, scopes, expires_at, state in rows:
        table.add_row(name, ", ".join(scopes), f"{expires_at.astimezone():%d/%m/%Y}", say(_STATES[state]))
    out.print(table)


@app.command()
def revoke(name: NameArgument, home: HomeOption = None) -> None:
    """Thu hồi một mã, có hiệu lực ngay. · Revoke a token, at once.

    Ví dụ: omr tokens revoke "Power BI"
    """
    from app.settings import load_settings
    from db.engine import open_database
    from db.tokens import revoke_token

    revoke_token(open_database(load_settings(home).database_url), name, datetime.now(UTC))
    notes.print(say(_REVOKED, name=name))
