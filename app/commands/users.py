"""`omr users`: who may log in at the desk over the network."""

import sys
from typing import Annotated

import typer

from app.console import notes, out, print_json
from app.language import say
from app.options import HomeOption, JsonOption
from db.roles import Role
from omr.words import Text

app = typer.Typer(
    name="users",
    help="Tài khoản vào bàn kiểm phiếu qua mạng. · Accounts of the review desk on a network.",
    no_args_is_help=True,
)

_ADDED = Text("✓ Đã thêm tài khoản {name} ({role}).", "✓ Account {name} added ({role}).")
_CHANGED = Text("✓ Đã đổi mật khẩu của {name}.", "✓ The password of {name} is changed.")
_DISABLED = Text("✓ {name} không còn vào được.", "✓ {name} can log in no more.")
_PASSWORD = Text("Mật khẩu", "Password")
_NONE = Text("Chưa có tài khoản. Thêm: omr users add TÊN --role reviewer", "No account yet. Add: omr users add NAME")
_HEADINGS = (
    Text("Tên", "Name"),
    Text("Vai trò", "Role"),
    Text("Mã cán bộ", "Officer"),
    Text("Còn dùng", "In use"),
)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Tên đăng nhập. · Log-in name.")]
StdinOption = Annotated[
    bool, typer.Option("--password-stdin", help="Đọc mật khẩu từ đầu vào. · Read the password from standard input.")
]


@app.command("add")
def add(
    name: NameArgument,
    role: Annotated[
        Role,
        typer.Option(
            help="viewer xem số liệu; reviewer xem lại phiếu; compiler thêm quét, in, chốt kỳ; administrator mọi việc. "
            "· What the account may do."
        ),
    ] = Role.REVIEWER,
    officer: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            help="Mã cán bộ của người này; phiếu về chính họ bị giấu. · Their own officer code; hides their sheets.",
        ),
    ] = "",
    from_stdin: StdinOption = False,
    home: HomeOption = None,
) -> None:
    """Thêm một tài khoản. · Add an account.

    Ví dụ: omr users add thu-ky --role reviewer --officer CB02
    """
    from datetime import UTC, datetime

    from app.accounts import new_account
    from app.settings import load_settings
    from db.engine import open_database

    password = _asked(from_stdin)
    new_account(open_database(load_settings(home).database_url), name, password, role, officer, datetime.now(UTC))
    notes.print(say(_ADDED, name=name, role=role.value))


@app.command("password")
def password(name: NameArgument, from_stdin: StdinOption = False, home: HomeOption = None) -> None:
    """Đổi mật khẩu. · Change a password.

    Ví dụ: omr users password thu-ky
    """
    from app.accounts import new_password
    from app.settings import load_settings
    from db.engine import open_database

    new_password(open_database(load_settings(home).database_url), name, _asked(from_stdin))
    notes.print(say(_CHANGED, name=name))


@app.command("disable")
def disable(name: NameArgument, home: HomeOption = None) -> None:
    """Không cho vào nữa; quyết định cũ còn nguyên. · Let nobody in by this account; its decisions stay.

    Ví dụ: omr users disable thu-ky
    """
    from datetime import UTC, datetime

    from app.settings import load_settings
    from db.accounts import disable_account
    from db.engine import open_database

    disable_account(open_database(load_settings(home).database_url), name, datetime.now(UTC))
    notes.print(say(_DISABLED, name=name))


@app.command("list")
def list_(json: JsonOption = False, home: HomeOption = None) -> None:
    """Danh sách tài khoản. · List the accounts.

    Ví dụ: omr users list
    """
    from rich import box
    from rich.table import Table

    from app.settings import load_settings
    from db.accounts import accounts
    from db.engine import open_database

    found = accounts(open_database(load_settings(home).database_url))
    if json:
        print_json(
            [{"name": a.name, "role": a.role.value, "officer": a.officer, "disabled": a.disabled} for a in found]
        )
        return
    if not found:
        out.print(say(_NONE))
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    for heading in _HEADINGS:
        table.add_column(say(heading))
    for account in found:
        table.add_row(account.name, account.role.value, account.officer, "–" if account.disabled else "✓")
    out.print(table)


def _asked(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt(say(_PASSWORD), hide_input=True, confirmation_prompt=True))
