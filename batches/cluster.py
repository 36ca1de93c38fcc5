"""How are pages read by a Dask cluster? The same work, handed to its workers instead of to processes of this machine.

Dask tries a task whose worker died on others, and gives it up after a few (https://distributed.dask.org, "Resilience");
it is then tried page by page on this machine, as ever.
"""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager, suppress
from typing import Any

from batches.executor import Hands
from batches.worker import Reader, limit_this_process, set_reader
from omr.errors import OmrError
from omr.words import Text

# A cluster that does not answer within this is not there.
_ANSWER_S = 20


class ClusterNotInstalled(OmrError):
    """Dask is not installed here."""

    exit_code = 75
    sentence_text = Text("Máy này chưa cài phần chạy trên cụm máy.", "What reads on a cluster is not installed here.")
    advice_text = Text("Cài thêm: pip install .[cluster].", "Install it: pip install .[cluster].")


class ClusterUnreachable(OmrError):
    """No scheduler answers at an address. Evidence: address."""

    exit_code = 76
    sentence_text = Text("Không có cụm máy nào trả lời ở {address}.", "No cluster answers at {address}.")
    advice_text = Text(
        "Chạy dask scheduler và dask worker, rồi ghi địa chỉ như tcp://máy-chủ:8786.",
        "Start dask scheduler and dask worker, and give an address such as tcp://host:8786.",
    )


class ClusterUnfit(OmrError):
    """A cluster without workers, or with workers of several threads. Evidence: address, threads."""

    exit_code = 77
    sentence_text = Text(
        "Cụm máy {address} không dùng được: số luồng của các tiến trình là {threads}.",
        "The cluster {address} cannot be used: its workers have {threads} threads.",
    )
    advice_text = Text(
        "Mỗi tiến trình phải có đúng một luồng: dask worker ĐỊA-CHỈ --nworkers auto --nthreads 1.",
        "Each worker must have one thread: dask worker ADDRESS --nworkers auto --nthreads 1.",
    )


@contextmanager
def cluster(address: str) -> Iterator[Hands]:
    """Give the workers of the cluster whose scheduler is at an address, such as ``tcp://host:8786``.

    Raises
    ------
    ClusterNotInstalled, ClusterUnreachable, ClusterUnfit
        When pages cannot be read there.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterNotInstalled from error
    try:
        client = Client(address, timeout=_ANSWER_S, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise ClusterUnreachable(address=address) from error
    with client:
        threads = sorted(client.nthreads().values())
        # The PDF library of each process must be used by one thread at a time.
        if set(threads) != {1}:
            raise ClusterUnfit(address=address, threads=", ".join(map(str, threads)) or 0)
        yield Hands(len(threads), lambda reader, _count: _ClusterExecutor(client, reader))


class _ClusterExecutor(Executor):
    """Dask's executor, whose workers know what pages are read with, and which says that one died as others do."""

    def __init__(self, client: Any, reader: Reader) -> None:
        self._client, self._key = client, f"omr-{uuid.uuid4().hex}"
        client.register_plugin(_reader_plugin(self._key, reader))
        self._inner = client.get_executor(pure=False)

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **options: Any) -> "Future[Any]":
        """Hand work to some worker."""
        outer: Future[Any] = Future()
        outer.set_running_or_notify_cancel()
        inner = self._inner.submit(_read_with, self._key, work, arguments, options)
        inner.add_done_callback(lambda done: _pass_on(done, outer))
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Forget what pages are read with, and what is still waiting to be read."""
        self._inner.shutdown(wait=wait and not cancel_futures)
        # A worker that has just died hears nothing, and has nothing to forget; all that was to be read is read.
        with suppress(OSError):
            self._client.unregister_worker_plugin(self._key)


def _pass_on(done: "Future[Any]", outer: "Future[Any]") -> None:
    from distributed import KilledWorker

    if done.cancelled():
        outer.set_exception(BrokenExecutor("cancelled"))
        return
    error = done.exception()
    if isinstance(error, KilledWorker):
        outer.set_exception(BrokenExecutor(str(error)))
    elif error is not None:
        outer.set_exception(error)
    else:
        outer.set_result(done.result())


# What pages are read with, by the run that they are of: one worker may serve several runs.
_by_run: dict[str, Reader] = {}


def _read_with(key: str, work: Callable[..., Any], arguments: tuple[Any, ...], options: Any) -> Any:
    set_reader(_by_run[key])
    return work(*arguments, **options)


def _remember(key: str, reader: Reader) -> None:
    limit_this_process()
    _by_run[key] = reader


def _forget(key: str) -> None:
    _by_run.pop(key, None)


def _reader_plugin(key: str, reader: Reader) -> Any:
    """Return what Dask runs on every worker, also on those that join or come back later.

    The class goes over the wire as it is, what it calls by its name: so only functions may touch what a worker keeps.
    """
    from distributed.diagnostics.plugin import WorkerPlugin

    class ReaderPlugin(WorkerPlugin):  # type: ignore[misc]
        name = key

        def setup(self, worker: object) -> None:
            del worker
            _remember(key, reader)

        def teardown(self, worker: object) -> None:
            del worker
            _forget(key)

    return ReaderPlugin()
