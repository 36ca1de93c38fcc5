"""Facts about reading the same box elsewhere: on another database, on a cluster, from an address."""

import io
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from app.printing import print_run
from app.scanning import ScanOrder, scan_files
from app.settings import Settings
from batches.remote import as_path
from db.engine import open_database
from db.exports import FinalAnswer, final_answers
from db.surveys import record_print_run
from forms.arrange import arrange
from forms.catalogue import find_form
from tests.app.sheets import scanned_sheets, write_tiff
from tests.batches.clusters import kill_one_worker, local_cluster
from tests.db.postgres import can_run, server
from tests.db.values import NOW

_SHEETS = 12


@pytest.fixture
def elsewhere() -> Iterator[ExitStack]:
    """Keep what a test starts until it ends."""
    with ExitStack() as started:
        yield started


@pytest.fixture
def box(settings: Settings, tmp_path: Path) -> Path:
    """Return a folder with marked sheets in three files."""
    stream = io.BytesIO()
    print_run(settings, find_form("pks-q"), _SHEETS, stream, NOW, lambda _done, _total: None)
    (tmp_path / "phiếu.pdf").write_bytes(stream.getvalue())
    pages = scanned_sheets(tmp_path / "phiếu.pdf")
    folder = tmp_path / "hòm phiếu"
    folder.mkdir()
    for number in range(3):
        write_tiff(folder / f"{number}.tif", pages[number::3])
    return folder


def _answers(settings: Settings, order: ScanOrder, path: Path, workers: int = 0) -> list[FinalAnswer]:
    scan_files(settings, [path], workers, order, lambda _done, _total: None)
    engine = open_database(settings.database_url)
    answers = list(final_answers(engine))
    engine.dispose()
    return answers


def _printed_alike(settings: Settings, url: str) -> Settings:
    """Return the settings of an office that printed the same sheets, with another database."""
    here, there = open_database(settings.database_url), open_database(url)
    survey = find_form("pks-q")
    with here.connect() as connection:
        serials = [row[0] for row in connection.exec_driver_sql("SELECT serial FROM printed_sheet ORDER BY serial")]
    record_print_run(there, arrange(survey).layout, survey.model_dump_json(), serials, NOW)
    here.dispose()
    there.dispose()
    return replace(settings, database_url=url)


def _sqlite_beside(settings: Settings, name: str) -> str:
    return f"sqlite:///{(settings.home / name).as_posix()}"


def test_a_cluster_reads_what_this_machine_reads(settings: Settings, box: Path, elsewhere: ExitStack) -> None:
    """Answer for answer, though one of its workers is killed in the middle."""
    alone = _answers(_printed_alike(settings, _sqlite_beside(settings, "1.sqlite3")), ScanOrder("Tuần 38"), box)
    address = elsewhere.enter_context(local_cluster())
    killed: list[int] = []

    def kill_once(done: int, _total: int) -> None:
        if done and not killed:
            killed.append(done)
            kill_one_worker(address)

    order = ScanOrder("Tuần 38", scheduler=address)
    scan_files(settings, [box], 0, order, kill_once)
    engine = open_database(settings.database_url)

    assert killed
    assert len(alone) > _SHEETS * 8
    assert list(final_answers(engine)) == alone
    engine.dispose()


@pytest.mark.skipif(not can_run(), reason="no PostgreSQL here")
def test_postgresql_holds_what_sqlite_holds(settings: Settings, box: Path, elsewhere: ExitStack) -> None:
    """The answers are the same, whatever keeps them."""
    there = _printed_alike(settings, elsewhere.enter_context(server()))

    assert _answers(there, ScanOrder("Tuần 38"), box) == _answers(settings, ScanOrder("Tuần 38"), box)


def test_a_box_at_an_address_is_read_as_one_in_a_folder(settings: Settings, box: Path) -> None:
    """Copied into the store as any file is, or fetched by each worker where originals stay where they are."""
    there = _printed_alike(settings, _sqlite_beside(settings, "1.sqlite3"))
    in_place = _printed_alike(settings, _sqlite_beside(settings, "2.sqlite3"))
    order, address = ScanOrder("Tuần 38"), as_path(f"file://{box.as_posix()}")
    copying = replace(there, originals=settings.home / "originals")

    expected = _answers(settings, order, box)
    assert [replace(a, source="") for a in _answers(copying, order, address)] == [
        replace(a, source="") for a in expected
    ]
    assert [a.chosen for a in _answers(in_place, order, address, workers=1)] == [a.chosen for a in expected]
