"""`omr review`: what waits for a person."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.console import out, print_json
from app.language import language, say
from app.numbers import number
from app.options import HomeOption, JsonOption
from omr.words import Text

if TYPE_CHECKING:
    from db.review import QueueItem

_NOTHING = Text("✓ Không còn mục nào chờ xem.", "✓ Nothing waits.")
_WAITING = Text("Còn {count} mục chờ xem.", "{count} item(s) waiting.")
_HOW = Text(
    "→ Quyết định: omr decide MỤC TRẢ-LỜI --who TÊN   (mã ô, blank = để trống, spoiled = không rõ, discard = bỏ;\n"
    "  hai tờ cùng số: first = tính tờ trước, second = tính tờ này, both = tính cả hai;\n"
    "  all = phiếu photocopy, tính mọi tờ cùng số)",
    "→ Decide: omr decide ITEM ANSWER --who NAME   (choice code, blank, spoiled = cannot be told, discard = drop;\n"
    "  two papers of one number: first = the earlier, second = this one, both;\n"
    "  all = photocopied, count all of that number)",
)
_HEADINGS = (
    Text("Mục", "Item"),
    Text("Câu", "Question"),
    Text("Tệp", "File"),
    Text("Trang", "Page"),
    Text("Vì sao", "Why"),
)
_KINDS = {
    "page": Text("cả trang", "page"),
    "duplicate": Text("hai tờ cùng số", "two papers"),
    "alike": Text("hai tờ giống hệt", "look alike"),
    "incomplete": Text("thiếu trang", "incomplete"),
}
_WHOLE = Text("cả tệp", "all")
_AGAINST = Text("{why} (so với {path}, trang {page})", "{why} (against {path}, page {page})")


def review(  # noqa: PLR0913, PLR0917 - to typer each option is an argument
    list_: Annotated[bool, typer.Option("--list", help="In danh sách chờ. · Print what waits.")] = False,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Cổng (0: bất kỳ). · Port (0: any).")] = 0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Mở trình duyệt. · Open the browser.")] = True,
    who: Annotated[
        str | None,
        typer.Option("--who", metavar="NAME", help="Ai quyết định (mặc định: tên đăng nhập máy). · Who decides."),
    ] = None,
    host: Annotated[
        str,
        typer.Option("--host", help="Mở ra mạng (0.0.0.0); cần tài khoản. · Open to a network; needs accounts."),
    ] = "127.0.0.1",
    cert: Annotated[
        Path | None, typer.Option("--cert", metavar="FILE", help="Chứng thư TLS (PEM). · TLS certificate.")
    ] = None,
    key: Annotated[Path | None, typer.Option("--key", metavar="FILE", help="Khóa TLS (PEM). · TLS key.")] = None,
    plain_http: Annotated[
        bool,
        typer.Option("--plain-http", help="Không mã hóa: đã có máy chủ trung gian lo. · A proxy in front has TLS."),
    ] = False,
    json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Xem lại những câu và trang máy không chắc, trên trình duyệt. · Review what the machine is not sure of.

    Ví dụ: omr review   hoặc   omr review --list
    """
    if not list_ and not json:
        from app.desk import Door, serve

        serve(home, Door(host, port, browser, cert, key, plain_http), who)
        return
    from rich import box
    from rich.table import Table

    from app.settings import load_settings
    from db.engine import open_database
    from db.review import queue
    from db.waiting import COMMENT

    # Comments are typed at the desk, with their picture; no figure waits for them.
    items = [item for item in queue(open_database(load_settings(home).database_url)) if item.kind != COMMENT]
    if json:
        print_json(
            [
                {
                    "id": item.id,
                    "kind": _kind(item),
                    "batch": item.batch,
                    "source": item.source,
                    "source_page": item.source_page,
                    "question": item.question,
                    "reasons": [reason.value for reason in item.reasons],
                }
                for item in items
            ]
        )
        return
    if not items:
        out.print(say(_NOTHING))
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    for heading, right in zip(_HEADINGS, (True, False, False, True, False), strict=True):
        table.add_column(say(heading), justify="right" if right else "left")
    for item in items:
        why = " ".join(reason.sentence(language(), item.evidence) for reason in item.reasons)
        if item.other_page:
            why = say(_AGAINST, why=why, path=Path(item.other_source).name, page=item.other_page)
        what = item.question or say(_KINDS[item.kind])
        # Page 0 is the file as a whole.
        page = str(item.source_page) if item.source_page else say(_WHOLE)
        table.add_row(str(item.id), what, Path(item.source).name, page, why)
    out.print(table)
    out.print(say(_WAITING, count=number(len(items))))
    out.print(say(_HOW))


def _kind(item: "QueueItem") -> str:
    """Return what a script is told that an item is."""
    if item.audited:
        return "audit"
    # Both are a paper that may be there twice; the reason tells them apart.
    return "duplicate" if item.kind == "alike" else item.kind
