"""A Dask cluster for the tests: a scheduler and workers in processes of their own, started as an office would."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from distributed import Client

_ROOT = Path(__file__).parents[2]
# Gives up a task after the second worker that it kills; asks home for nothing.
_SETTINGS = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1", "PYTHONPATH": str(_ROOT)}
_START_S = 60


@contextmanager
def local_cluster(workers: int = 2, threads: int = 1) -> Iterator[str]:
    """Give the address of a cluster on this machine, all of whose workers are there."""
    with tempfile.TemporaryDirectory(prefix="omr-cluster-", ignore_cleanup_errors=True) as folder:
        note = Path(folder) / "scheduler.json"
        listening = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(note)]
        scheduler = _started("distributed.cli.dask_scheduler", *listening)
        try:
            address = _address(note)
            counts = ["--nworkers", str(workers), "--nthreads", str(threads), "--no-dashboard"]
            reading = _started("distributed.cli.dask_worker", address, *counts, "--local-directory", folder)
            try:
                with Client(address, set_as_default=False) as client:
                    client.wait_for_workers(workers, timeout=_START_S)
                yield address
            finally:
                _end(reading)
        finally:
            _end(scheduler)


def kill_one_worker(address: str) -> None:
    """Kill the process of one worker, as a power cut on its machine would."""
    with Client(address, set_as_default=False) as client:
        worker = sorted(client.nthreads())[0]
        (pid,) = client.run(os.getpid, workers=[worker]).values()
    os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))


def _started(module: str, *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", module, *words],
        env={**os.environ, **_SETTINGS},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _address(note: Path) -> str:
    until = time.monotonic() + _START_S
    while time.monotonic() < until:
        if note.exists() and (text := note.read_text("utf-8")):
            return str(json.loads(text)["address"])
        time.sleep(0.05)
    raise TimeoutError(note)
