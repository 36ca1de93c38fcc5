"""Facts about how results reach their files."""

import os
import sys
from pathlib import Path
from threading import Thread

import pytest

from app.files import STANDARD_OUTPUT, OutputNotWritable, result_file
from omr.words import Language


def test_a_result_appears_when_it_is_whole(tmp_path: Path) -> None:
    """Until then its name is not taken."""
    path = tmp_path / "bảng kết quả.csv"

    with result_file(path) as stream:
        stream.write(b"half")
        stream.flush()
        assert not path.exists()
        stream.write(b" and half")

    assert path.read_bytes() == b"half and half"
    assert list(tmp_path.iterdir()) == [path]


def test_work_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    """Neither half a result, nor a temporary file, nor harm to the result of last week."""
    path = tmp_path / "tally.csv"
    path.write_bytes(b"last week")

    def half_the_work() -> None:
        with result_file(path) as stream:
            stream.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_the_work()

    assert path.read_bytes() == b"last week"
    assert list(tmp_path.iterdir()) == [path]


def test_a_result_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    """The same command twice gives the newer result."""
    path = tmp_path / "tally.csv"
    for content in (b"a long first result", b"second"):
        with result_file(path) as stream:
            stream.write(content)

    assert path.read_bytes() == b"second"


def test_a_folder_that_is_missing_is_a_sentence(tmp_path: Path) -> None:
    """It names the file, and the exit code is its own."""
    path = tmp_path / "missing" / "tally.csv"

    with pytest.raises(OutputNotWritable) as refused, result_file(path):
        pytest.fail("nothing can be written here")

    assert str(path) in refused.value.sentence(Language.EN)
    assert refused.value.exit_code == 4


def test_a_name_that_is_a_folder_is_a_sentence(tmp_path: Path) -> None:
    """The folder and what is in it stay."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "kept").touch()

    with pytest.raises(OutputNotWritable), result_file(tmp_path / "out") as stream:
        stream.write(b"x")

    assert sorted(path.name for path in tmp_path.rglob("*")) == ["kept", "out"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_a_result_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    """A colleague can read it, though it began as a private temporary file."""
    (tmp_path / "plain").touch()
    with result_file(tmp_path / "result") as stream:
        stream.write(b"x")

    assert (tmp_path / "result").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_dash_is_standard_output(capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    """No file of that name is made."""
    before = set(Path().iterdir())

    with result_file(STANDARD_OUTPUT) as stream:
        stream.write("số liệu".encode())

    assert capsysbinary.readouterr().out == "số liệu".encode()
    assert set(Path().iterdir()) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in its folders")
def test_a_pipe_is_written_into_and_never_replaced(tmp_path: Path) -> None:
    """What is no plain file stays what it is."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    with result_file(pipe) as stream:
        stream.write(b"figures")
    reader.join(timeout=10)

    assert read == [b"figures"]
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_link_leads_to_its_file(tmp_path: Path) -> None:
    """The file behind a link is replaced, the link stays."""
    target, link = tmp_path / "real.csv", tmp_path / "link.csv"
    target.write_bytes(b"old")
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("links may not be made here")
    with result_file(link) as stream:
        stream.write(b"new")

    assert link.is_symlink()
    assert target.read_bytes() == b"new"
