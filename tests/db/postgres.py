"""A PostgreSQL server for the tests, where one can be had: named by OMR_TEST_POSTGRES, or started from its programs."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

_DEBIAN = Path("/usr/lib/postgresql")
# PostgreSQL refuses to run as root; Debian's package makes this user.
_USER = "postgres"


def can_run() -> bool:
    """Tell whether there is a driver and a server, or the programs to start one."""
    return find_spec("psycopg") is not None and bool(os.environ.get("OMR_TEST_POSTGRES") or _programs())


@contextmanager
def server() -> Iterator[str]:
    """Give the address of an empty database that may be filled and emptied."""
    named = os.environ.get("OMR_TEST_POSTGRES")
    if named:
        yield named
        return
    programs = _programs()
    if programs is None:
        raise RuntimeError("no PostgreSQL here")
    # Not below pytest's own folder, which only its owner may enter.
    with tempfile.TemporaryDirectory(prefix="omr-postgres-") as folder:
        data = Path(folder) / "data"
        if _is_root():
            shutil.chown(folder, _USER)
        _run([programs / "initdb", "-D", data, "-U", "omr", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"])
        port = _free_port()
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        _run([programs / "pg_ctl", "-D", data, "-o", options, "-l", Path(folder) / "log", "-w", "start"])
        try:
            yield f"postgresql+psycopg://omr@127.0.0.1:{port}/postgres"
        finally:
            _run([programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])


def _programs() -> Path | None:
    """Return the folder of the newest server's programs."""
    found = shutil.which("pg_ctl")
    if found and shutil.which("initdb"):
        return Path(found).parent
    folders = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return folders[-1].parent if folders else None


def _run(command: list[object]) -> None:
    user = _USER if _is_root() else None
    words = [str(word) for word in command]
    # No pipes: a server that is started would keep them open.
    subprocess.run(
        words, check=True, cwd="/", user=user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60
    )


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
