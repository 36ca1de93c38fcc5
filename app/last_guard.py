"""What does a user see of a fault of the program itself? One sentence; the traceback goes into a file of the home."""

import os
import tempfile
import traceback
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from app.settings import load_settings
from app.version import program_version
from omr.errors import OmrError
from omr.words import Text

FAULTS_FILE = "faults.log"


class ProgramFault(OmrError):
    """Something that no sentence of the program foresees. Evidence: path."""

    exit_code: ClassVar[int] = 1
    sentence_text = Text(
        "Chương trình gặp lỗi ngoài dự kiến; chi tiết ở tệp “{path}”.",
        "The program met a fault that was not foreseen; “{path}” has the details.",
    )
    advice_text = Text(
        "Chạy lại lệnh này; nếu lại lỗi, gửi tệp ấy cho người bảo trì. Những gì đã ghi vẫn còn.",
        "Run the command again; if it fails again, send that file to the maintainers. What was stored is safe.",
    )


def kept_fault(fault: Exception, words: Sequence[str]) -> ProgramFault:
    """Write down what happened, with the words of the command; returns the sentence that says where.

    Where the home cannot be written the file is in the folder of temporary files.
    """
    told = "".join(traceback.format_exception(fault))
    text = f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S%z}  omr {program_version()}  {' '.join(words)}\n{told}\n"
    path = _folder(words) / FAULTS_FILE
    try:
        with path.open("a", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(text)
    except OSError:
        # A disk without room for a traceback: the sentence is all there is.
        return ProgramFault(path="–")
    return ProgramFault(path=path)


def _folder(words: Sequence[str]) -> Path:
    """Return the home that the words of a command name, or the environment, as far as it can be written."""
    after = [words[i + 1] for i, word in enumerate(words[:-1]) if word == "--home"]
    joined = [word.partition("=")[2] for word in words if word.startswith("--home=")]
    named = (*joined, *after)
    try:
        return load_settings(Path(named[-1]) if named else None, os.environ).home
    except OmrError:
        return Path(tempfile.gettempdir())
