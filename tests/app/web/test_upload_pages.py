"""Facts about scans that are dropped onto the page."""

import io
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from app.scanning import Scanned, ScanOrder
from app.settings import Settings
from app.web import upload_pages
from app.web.upload_pages import Upload, Uploads
from batches.source import SUFFIXES, NothingToScan, SourceUnreadable
from db.roles import Role
from omr.words import Language
from tests.app.web.seats import OfficeDesk

_NOTHING = Scanned(None, (), ())
Piles = list[tuple[dict[str, bytes], ScanOrder]]


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Piles:
    """Return what is handed over to be read: each pile's files by their names, and the order; none is read."""
    piles: Piles = []

    def scanned(
        _settings: Settings,
        paths: Sequence[Path],
        _workers: int,
        order: ScanOrder,
        progress: Callable[[int, int], None],
    ) -> Scanned:
        (folder,) = paths
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        piles.append(({path.name: path.read_bytes() for path in files}, order))
        progress(len(files), len(files))
        return _NOTHING

    monkeypatch.setattr(upload_pages, "scan_files", scanned)
    return piles


def _finished(uploads: Uploads, name: str) -> Upload:
    end = time.monotonic() + 20
    while not uploads.known[name].finished and time.monotonic() < end:
        time.sleep(0.005)
    return uploads.known[name]


def _take(settings: Settings, *names: str, content: bytes = b"x") -> tuple[Uploads, str]:
    uploads = Uploads(settings)
    name = uploads.take("Người tổng hợp", [(n, io.BytesIO(content)) for n in names], ScanOrder())
    _finished(uploads, name)
    return uploads, name


_LONG = "Phiếu khảo sát sự hài lòng của người dân về việc tiếp nhận và trả kết quả thủ tục hành chính " * 2


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("hòm 1.pdf", "hòm 1.pdf"),
        ("C:\\Quét\\hòm 1.pdf", "hòm 1.pdf"),
        ("../../../omr.sqlite3.pdf", "omr.sqlite3.pdf"),
        ("/etc/cron.d/x.tif", "x.tif"),
        ("..", "scan"),
        (".", "scan"),
        ("a/", "a"),
        (".ẩn.pdf", "ẩn.pdf"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        ("ho\u0300m.PDF", "ho\u0300m.PDF"),
    ],
)
def test_a_file_is_kept_under_its_name_and_nowhere_else(settings: Settings, taken: Piles, sent: str, kept: str) -> None:
    """Whatever folder a name says; nothing that a disk does not take, nothing hidden that would be left out unsaid."""
    before = {path for path in settings.home.rglob("*") if path.is_file()}
    uploads, name = _take(settings, sent, content=b"quet")

    assert taken[0][0] == {kept: b"quet"}
    assert uploads.known[name].files == (sent,)
    after = {path for path in settings.home.rglob("*") if path.is_file()} - before
    assert all(path.is_relative_to(settings.home / "uploads" / name) for path in after)


def test_a_name_may_be_longer_than_a_disk_takes(settings: Settings, taken: Piles) -> None:
    """A name of 190 Vietnamese letters is one on Windows and none on Linux: it is cut, and stays that of a scan."""
    _take(settings, _LONG + ".pdf", "e\u0301" * 120 + ".tiff")

    names = list(taken[0][0])
    assert [Path(name).suffix for name in names] == [".pdf", ".tiff"]
    assert names[0].startswith("Phiếu khảo sát sự hài lòng của người dân")
    assert all(len(name.encode()) <= 255 for name in names)


def test_files_of_one_name_are_two(settings: Settings, taken: Piles) -> None:
    """As scanners that begin anew each day give them; they stand in the order in which they were dropped."""
    uploads = Uploads(replace(settings, originals=None))
    files = [("scan.pdf", io.BytesIO(b"1")), ("scan.pdf", io.BytesIO(b"2"))]
    name = uploads.take("x", list(files), ScanOrder("Tuần 39"))
    _finished(uploads, name)

    folder = settings.home / "uploads" / name
    assert [path.read_bytes() for path in sorted(folder.rglob("scan.pdf"))] == [b"1", b"2"]
    assert taken[0][1].batch_name == "Tuần 39"
    assert uploads.known[name].done == 2


def test_what_is_in_the_store_lies_nowhere_else(settings: Settings, taken: Piles) -> None:
    """Once it is read; where no copy is kept the file that was dropped stays, as the only one."""
    for originals, stays in ((settings.home / "originals", False), (None, True)):
        _, name = _take(replace(settings, originals=originals), "a.pdf")
        end = time.monotonic() + 20
        while (settings.home / "uploads" / name).exists() != stays and time.monotonic() < end:
            time.sleep(0.005)
        assert (settings.home / "uploads" / name).exists() is stays


def test_what_could_not_be_read_is_said_and_removed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was foreseen in words; what was not on the terminal. Whoever dropped the files has them."""
    store = replace(settings, originals=settings.home / "originals")
    for error in (NothingToScan(paths="x"), RuntimeError("đĩa hỏng")):

        def broken(*_: object, error: Exception = error) -> Scanned:
            raise error

        monkeypatch.setattr(upload_pages, "scan_files", broken)
        uploads, name = _take(store, "a.pdf")
        upload = uploads.known[name]
        foreseen = isinstance(error, NothingToScan)
        assert (upload.problem is not None, upload.failed) == (foreseen, not foreseen)
        uploads._reader.shutdown()
        assert not (settings.home / "uploads" / name).exists()
    assert "đĩa hỏng" in capsys.readouterr().err


def test_a_problem_names_files_as_they_were_dropped(settings: Settings) -> None:
    """Not the folder in which they lay while they were looked at."""
    uploads, name = _take(replace(settings, originals=settings.home / "originals"), "phiếu.zip")
    problem = uploads.known[name].problem

    assert problem is not None
    assert problem.sentence(Language.VI) == "Không có tệp quét nào trong “phiếu.zip”."


def test_any_other_problem_names_them_so_too(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever in a sentence they stand."""

    def broken(_settings: Settings, paths: Sequence[Path], *_: object) -> Scanned:
        raise SourceUnreadable(path=next(paths[0].rglob("*.pdf")), reason="hỏng")

    monkeypatch.setattr(upload_pages, "scan_files", broken)
    uploads, name = _take(settings, "hòm 1.pdf")
    problem = uploads.known[name].problem

    assert problem is not None
    assert "hòm 1.pdf" in problem.sentence(Language.VI)
    assert str(settings.home) not in problem.sentence(Language.VI)


def test_what_a_program_left_that_was_ended_is_removed(settings: Settings) -> None:
    """After a day; not what another desk may be reading, nor where no copy is kept."""
    left = settings.home / "uploads" / "bỏ lại" / "001" / "a.pdf"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"x")
    store = replace(settings, originals=settings.home / "originals")
    for chosen, hours, stays in ((store, 1, True), (replace(settings, originals=None), 48, True), (store, 48, False)):
        later_s = time.time() + hours * 3600
        Uploads(chosen, now_s=partial(float, later_s))
        assert left.exists() is stays


def test_one_pile_is_read_after_another(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two people who drop at once do not halve the speed of both, and neither waits for the other to go on."""
    go, reading = Event(), []

    def slow(_settings: Settings, paths: Sequence[Path], *_: object) -> Scanned:
        reading.append(paths[0].name)
        go.wait(20)
        return _NOTHING

    monkeypatch.setattr(upload_pages, "scan_files", slow)
    uploads = Uploads(settings)
    names = [uploads.take("x", [("a.pdf", io.BytesIO(b"x"))], ScanOrder()) for _ in range(2)]
    end = time.monotonic() + 20
    while not reading and time.monotonic() < end:
        time.sleep(0.005)
    assert reading == names[:1]
    go.set()
    assert all(_finished(uploads, name).result is _NOTHING for name in names)
    assert reading == names


def test_the_page_says_how_far_it_is(new_desk: OfficeDesk, taken: Piles, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it is read, when it is done, and when it went wrong; the list has who dropped what, never as markup."""
    seat = new_desk.account("Người <b>", Role.COMPILER)
    sent = seat.post("/upload", files=[("files", ("<i>.pdf", b"x"))], batch="  ")
    assert (sent.status_code, taken[0][1].batch_name if taken else None) == (303, None)
    address = sent.headers["location"]
    end = time.monotonic() + 20
    while "Đã đọc xong" not in seat.get(address).text and time.monotonic() < end:
        time.sleep(0.01)
    assert "Đã đọc xong" in seat.get(address).text
    listed = seat.get("/upload").text
    assert "&lt;i&gt;.pdf" in listed
    assert "Người &lt;b&gt;" in listed
    assert "<i>" not in listed

    def broken(*_: object) -> Scanned:
        raise NothingToScan(paths="x")

    monkeypatch.setattr(upload_pages, "scan_files", broken)
    address = seat.post("/upload", files=[("files", ("a.txt", b"x"))]).headers["location"]
    while 'class="problem"' not in seat.get(address).text and time.monotonic() < end:
        time.sleep(0.01)
    assert '<h1 class="problem">' in seat.get(address).text


def test_nothing_chosen_is_nothing_read(new_desk: OfficeDesk, taken: Piles) -> None:
    """A form without a file leads back; one with a name that is too long is misshapen."""
    seat = new_desk.chief()

    assert seat.post("/upload", files=[("files", ("", b""))]).status_code in (303, 422)
    assert seat.post("/upload", files=[("files", ("a.pdf", b"x"))], batch="x" * 101).status_code == 422
    assert seat.get("/upload/đâu").status_code == 404
    assert taken == []
    assert not (new_desk.settings.home / "uploads").exists()


def test_only_compilers_upload(new_desk: OfficeDesk, taken: Piles) -> None:
    """Neither a stranger, a reviewer, nor a form from elsewhere; nothing of theirs stays on the disk."""
    reviewer, compiler = new_desk.account("Người xem", Role.REVIEWER), new_desk.chief()
    files = [("files", ("a.pdf", b"x"))]

    assert new_desk.stranger().post("/upload", files=files).status_code == 401
    assert reviewer.post("/upload", files=files).status_code == 403
    assert reviewer.get("/upload").status_code == 403
    assert compiler.client.post("/upload", files=files).status_code == 403
    assert taken == []
    assert not (new_desk.settings.home / "uploads").exists()
    assert ".pdf" in SUFFIXES
