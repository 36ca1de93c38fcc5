"""Where is a file that is not on this machine? Named by its URL, and fetched when its pages are opened.

A folder in an object store (``s3://bucket/box``), on a web server or on a share is named as fsspec names it
(https://filesystem-spec.readthedocs.io); everything else is a path.
"""

import atexit
import shutil
import tempfile
from pathlib import Path
from typing import cast

from omr.errors import OmrError
from omr.words import Text


class RemoteNotInstalled(OmrError):
    """What speaks to such an address is not installed. Evidence: path, reason."""

    exit_code = 78
    sentence_text = Text("Máy này chưa đọc được “{path}” ({reason}).", "“{path}” cannot be read here ({reason}).")
    advice_text = Text(
        "Cài thêm: pip install .[cluster], và s3fs cho s3://.", "Install: pip install .[cluster], and s3fs for s3://."
    )


class RemoteUnreachable(OmrError):
    """A file elsewhere cannot be fetched now. Evidence: path, reason."""

    exit_code = 79
    sentence_text = Text("Không lấy được “{path}” ({reason}).", "“{path}” cannot be fetched ({reason}).")
    advice_text = Text(
        "Xem lại mạng rồi chạy lại lệnh này; những trang đã đọc không đọc lại.",
        "See to the network and run this command again; pages that were read stay read.",
    )


def as_path(name: str) -> Path:
    """Return what is named on the command line or in the database, as something that can be opened and listed.

    Raises
    ------
    RemoteNotInstalled
        When it is an address, and what speaks to it is not installed.
    """
    if "://" not in name:
        return Path(name)
    try:
        from upath import UPath

        # It answers to all that is asked of a path here, and goes over to a worker as it is.
        return cast("Path", UPath(name))
    except (ImportError, ValueError) as error:
        raise RemoteNotInstalled(path=name, reason=error) from error


def local_copy(path: Path) -> Path:
    """Return a file on this machine with the content of a path; a path itself, where it is on this machine.

    The copy stays until another file is asked for or the process ends: pages of one file are read one after another.

    Raises
    ------
    RemoteUnreachable
        When it cannot be fetched.
    """
    if isinstance(path, Path):
        return path
    if path not in _fetched:
        _forget()
        folder = Path(tempfile.mkdtemp(prefix="omr-"))
        _fetched[path] = folder
        try:
            with path.open("rb") as stream, (folder / "page").open("wb") as copy:
                shutil.copyfileobj(stream, copy)
        except OSError as error:
            _forget()
            raise RemoteUnreachable(path=path, reason=error) from error
    return _fetched[path] / "page"


# The one file that was fetched last, by its address: the folder it is in.
_fetched: dict[Path, Path] = {}


@atexit.register
def _forget() -> None:
    while _fetched:
        shutil.rmtree(_fetched.popitem()[1], ignore_errors=True)
