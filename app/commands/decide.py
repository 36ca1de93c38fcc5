"""`omr decide`: what a person says of an item, on the record."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from app.console import out
from app.language import say
from app.options import HomeOption
from omr.words import Text

_DECIDED = Text("✓ Mục {item}: {answer} ({who}).", "✓ Item {item}: {answer} ({who}).")


def decide(
    item: Annotated[int, typer.Argument(metavar="ITEM", help="Số mục trong danh sách chờ. · Item number.")],
    answer: Annotated[
        str,
        typer.Argument(
            metavar="ANSWER",
            help="Mã ô (nhiều ô: 1;3), blank, spoiled, discard; hai tờ: first, second, both, all; thiếu trang: "
            "accept. · Choice codes or one of these words.",
        ),
    ],
    who: Annotated[str, typer.Option("--who", metavar="NAME", help="Người quyết định. · Who decides.")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Lý do. · Why.")] = "",
    home: HomeOption = None,
) -> None:
    """Ghi một quyết định; quyết định sau thay quyết định trước. · Record a decision; the latest holds.

    Ví dụ: omr decide 12 4 --who "Tổ Một cửa"
    """
    from app.settings import load_settings
    from db.engine import open_database
    from db.review import decide as record

    engine = open_database(load_settings(home).database_url)
    record(engine, item, answer, who, why, datetime.now(UTC))
    out.print(say(_DECIDED, item=item, answer=answer, who=who))
