"""Facts about files that are elsewhere."""

from pathlib import Path

import fsspec
import pytest

from batches.remote import RemoteNotInstalled, RemoteUnreachable, as_path, local_copy
from batches.source import find_files, hashed
from batches.worker import inspect_file
from tests.batches.pictures import jpeg, page


@pytest.fixture
def bucket() -> str:
    """Return the address of a box with two scans and a note."""
    files = fsspec.filesystem("memory")
    files.pipe("/hòm/tuần 38/2.jpg", jpeg(page(2)))
    files.pipe("/hòm/10.jpg", jpeg(page(1)))
    files.pipe("/hòm/ghi chú.txt", b"-")
    return "memory://hòm"


def test_a_box_elsewhere_is_listed_as_one_on_this_machine(bucket: str) -> None:
    """Files with the suffix of a scan, with their hash; the rest is named."""
    found = find_files([as_path(bucket)])

    assert [path.name for path in found.files] == ["2.jpg", "10.jpg"]
    assert [path.name for path in found.ignored] == ["ghi chú.txt"]
    assert [file.size_bytes for file in hashed(found.files)] == [len(jpeg(page(2))), len(jpeg(page(1)))]


def test_a_page_elsewhere_is_opened(bucket: str) -> None:
    """Its file is fetched for as long as it is read."""
    first, second = find_files([as_path(bucket)]).files

    assert inspect_file(first).pages == 1
    assert local_copy(second).read_bytes() == jpeg(page(1))
    assert local_copy(second) == local_copy(second)


def test_a_path_on_this_machine_is_left_as_it_is(tmp_path: Path) -> None:
    """Nothing is copied that is here."""
    assert local_copy(tmp_path / "a.pdf") == tmp_path / "a.pdf"
    assert as_path(str(tmp_path)) == tmp_path


def test_a_file_that_cannot_be_fetched_ends_the_run_in_a_sentence(bucket: str) -> None:
    """A network that is down is no fault of the page: it is read when the command is run again."""
    with pytest.raises(RemoteUnreachable):
        local_copy(as_path(f"{bucket}/mất.jpg"))


def test_an_address_that_nobody_speaks_to_is_said_so() -> None:
    """With what to install."""
    with pytest.raises(RemoteNotInstalled):
        as_path("khongco://hòm")
