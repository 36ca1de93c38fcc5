"""A desk in a process of its own, forked from one that has imported the program already.

To start Python and to import take longer than most of the tests; `cold_desk` is one that starts as people start it.
"""

import contextlib
import io
import multiprocessing
import os
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from app import cli

if sys.platform == "win32":
    # No fork there: each desk imports anew.
    _PROCESSES = multiprocessing.get_context("spawn")
else:
    _PROCESSES = multiprocessing.get_context("forkserver")
    _PROCESSES.set_forkserver_preload(["tests.browser.serving", "app.desk"])
_START_S = 60


class _Told(io.TextIOBase):
    """A standard output whose lines are heard by another process."""

    def __init__(self, listener: Connection) -> None:
        self._listener = listener

    def write(self, text: str) -> int:
        """Send what is more than the end of a line."""
        if text.strip():
            self._listener.send(text.strip())
        return len(text)


def _run(words: tuple[str, ...], listener: Connection) -> None:
    """Be the command line, as if these words had been typed where no setting is made."""
    for name in [name for name in os.environ if name.startswith("OMR_")]:
        del os.environ[name]
    os.environ["OMR_LANG"] = "vi"
    sys.argv = ["omr", *words]
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        contextlib.redirect_stdout(_Told(listener)),
        contextlib.redirect_stderr(nowhere),
    ):
        cli.main()


@contextlib.contextmanager
def serving(*words: str) -> Iterator[str]:
    """Give the first line that a command says, which is where it serves; it ends with the block."""
    listener, speaker = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_run, args=(words, speaker))
    process.start()
    speaker.close()
    try:
        assert listener.poll(_START_S)
        yield listener.recv()
    finally:
        process.terminate()
        process.join(20)
        listener.close()
