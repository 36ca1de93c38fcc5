"""How does a result reach its file? Whole or not at all, and standard output where the name is ``-``."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, ClassVar

from omr.errors import OmrError
from omr.words import Text

STANDARD_OUTPUT = Path("-")


class OutputNotWritable(OmrError):
    """A result cannot be written where it was asked for. Evidence: path, reason."""

    exit_code: ClassVar[int] = 4
    sentence_text = Text(vi="Không ghi được tệp “{path}” ({reason}).", en="“{path}” cannot be written ({reason}).")
    advice_text = Text(
        vi="Kiểm tra thư mục có tồn tại, còn chỗ, và tệp không đang mở ở chương trình khác.",
        en="Check that the folder exists and has room, and that no other program has the file open.",
    )


@contextmanager
def result_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for a result. It appears under its name only when the whole of it is written.

    Raises
    ------
    OutputNotWritable
        When the folder is missing or full, or may not be written.
    """
    if path == STANDARD_OUTPUT:
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    path = path.resolve()
    if path.exists() and not path.is_file():
        # A device or a pipe is written into, never replaced.
        with _opened(path) as stream:
            yield stream
        return
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
            temporary = Path(stream.name)
            yield stream
        # Temporary files are private; a result has the rights of any new file of this user.
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise OutputNotWritable(path=path, reason=error.strerror or error) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        with path.open("wb") as stream:
            yield stream
    except OSError as error:
        raise OutputNotWritable(path=path, reason=error.strerror or error) from error


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current
