"""Facts about reading on a Dask cluster."""

from collections.abc import Iterator

import pytest
from distributed.comm.core import CommClosedError

from batches.cluster import ClusterUnfit, ClusterUnreachable, cluster
from batches.executor import Workers
from batches.worker import Reader
from tests.batches.clusters import kill_one_worker, local_cluster
from tests.batches.jobs import DOUBLE, DOUBLE_OR_HANG, LINGER

READER = Reader({}, None, page_limit_s=2.0)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Return where a cluster of two workers is."""
    with local_cluster() as found:
        yield found


def test_results_come_in_the_order_of_the_tasks(address: str) -> None:
    """As from processes of this machine."""
    tasks = [(number,) for number in range(12)]

    with cluster(address) as hands:
        assert hands.workers == 2
        assert list(Workers(READER, hands, DOUBLE).run(tasks)) == [((n,), (2 * n,)) for n in range(12)]


def test_one_page_that_kills_its_reader_is_found_alone(address: str) -> None:
    """The cluster gives its task up; its neighbours are done."""
    tasks = [(1, 2), (12, 13, 14), (3, 4)]

    with cluster(address) as hands:
        done = dict(Workers(READER, hands, DOUBLE).run(tasks))

    assert done == {(1, 2): (2, 4), (12, 13, 14): (24, -13, 28), (3, 4): (6, 8)}


def test_a_page_that_takes_for_ever_is_given_up_alone(address: str) -> None:
    """A worker of the cluster ends itself too."""
    with cluster(address) as hands:
        done = dict(Workers(READER, hands, DOUBLE_OR_HANG).run([(1, 2), (12, 13)]))

    assert done == {(1, 2): (2, 4), (12, 13): (24, -13)}


def test_a_worker_that_is_killed_costs_nothing(address: str) -> None:
    """What it was doing is done by another."""
    tasks = [0.2 + number / 1000 for number in range(12)]

    with cluster(address) as hands:
        results = Workers(READER, hands, LINGER).run(tasks)
        first = [next(results)]
        kill_one_worker(address)

        assert [*first, *results] == [(seconds, seconds) for seconds in tasks]


def test_a_worker_that_is_gone_when_all_is_read_spoils_nothing(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot be told to forget what pages were read with; the pages are read."""

    def closed(*_: object) -> None:
        raise CommClosedError("Stream is closed")

    monkeypatch.setattr("distributed.Client.unregister_worker_plugin", closed)
    with cluster(address) as hands:
        assert list(Workers(READER, hands, DOUBLE).run([(1, 2)])) == [((1, 2), (2, 4))]


def test_workers_of_several_threads_are_refused() -> None:
    """The PDF library would be used by two at once."""
    with local_cluster(1, threads=2) as found, pytest.raises(ClusterUnfit), cluster(found):
        pass


def test_a_cluster_that_is_not_there_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """After some seconds, in a sentence."""
    monkeypatch.setattr("batches.cluster._ANSWER_S", 0.5)

    with pytest.raises(ClusterUnreachable), cluster("tcp://127.0.0.1:1"):
        pass
