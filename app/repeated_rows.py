"""Were the answers of a file taken before, from another file? Refused unless they are said to be others'."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from db.engine import Engine
from db.responses import Response
from db.unnamed import unnamed_responses
from omr.errors import OmrError
from omr.words import Text
from reports.repeats import repeated


class RowsImportedBefore(OmrError):
    """Rows without a name of their own were taken before. Evidence: path, count, batch."""

    exit_code: ClassVar[int] = 120
    sentence_text = Text(
        "{count} lượt trả lời của “{path}” giống hệt, nối tiếp nhau, các lượt đã nhận vào lô {batch}; chưa nhận gì.",
        "{count} responses of “{path}” are, one after another, those taken into batch {batch}; nothing was taken.",
    )
    advice_text = Text(
        "Nếu tệp được xuất lại: chỉ giữ các dòng mới, hoặc rút lô ấy trước (omr batches withdraw). Nếu là của những "
        "người khác: thêm --other-people. Có cột source_id thì máy tự phân biệt.",
        "If the file was exported again: keep the new rows alone, or withdraw that batch first (omr batches withdraw). "
        "If they are other people's: add --other-people. With a column source_id rows are told apart without asking.",
    )


def check_rows(engine: Engine, form: str, path: Path, responses: Sequence[Response]) -> None:
    """Refuse rows of a file that came in before; those with a `source_key` are known by it and not looked at.

    Raises
    ------
    RowsImportedBefore
        When a batch that counts has them.
    """
    rows = [response for response in responses if not response.source_key]
    if not rows:
        return
    for batch in unnamed_responses(engine, form):
        if count := repeated(rows, batch.responses):
            raise RowsImportedBefore(path=path, count=count, batch=batch.name)
