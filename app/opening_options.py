"""What can be written down when a box is opened? The options that `omr scan` and `omr batches record` share."""

from datetime import datetime
from typing import Annotated

import typer

DEFAULT_CHANNEL = "paper_box"

ChannelOption = Annotated[
    str,
    typer.Option(
        "--channel",
        metavar="NAME",
        help="Hình thức: paper_box (hòm phiếu), counter, post hoặc tên riêng. · How the sheets came in.",
    ),
]
OpenedByOption = Annotated[str, typer.Option("--opened-by", metavar="NAME", help="Người mở hòm. · Who opened the box.")]
WitnessOption = Annotated[str, typer.Option("--witness", metavar="NAME", help="Người chứng kiến. · The witness.")]
OpenedAtOption = Annotated[
    datetime | None,
    typer.Option(
        "--opened-at",
        formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y", "%d/%m/%Y %H:%M"],
        help="Lúc mở hòm, ví dụ “20/11/2026 16:30”. · When the box was opened.",
        show_default=False,
    ),
]
ByHandOption = Annotated[
    int | None,
    typer.Option("--counted", min=0, metavar="N", help="Số phiếu đếm tay. · Sheets counted by hand."),
]


def in_this_zone(at: datetime | None) -> datetime | None:
    """Return a time that was typed, in the time zone of this machine."""
    return at.astimezone() if at is not None else None
