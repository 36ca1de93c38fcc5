"""Which options do several commands share? Declared once, so that they read the same everywhere."""

from pathlib import Path
from typing import Annotated

import typer

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="DIR",
        help="Thư mục dữ liệu (mặc định: OMR_HOME hoặc thư mục riêng của người dùng). · Home folder.",
        show_default=False,
    ),
]

JsonOption = Annotated[bool, typer.Option("--json", help="In JSON cho chương trình khác đọc. · Print JSON.")]

OutOption = Annotated[
    Path,
    typer.Option("--out", "-o", metavar="FILE", help="Tệp kết quả; “-” là đầu ra chuẩn. · Output file; - for stdout."),
]
