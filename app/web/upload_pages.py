"""Scans dropped onto the page: kept, read in the background, and their progress shown until the batch stands."""

import os
import re
import secrets
import shutil
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Annotated, BinaryIO

from fastapi import APIRouter, File, Form, HTTPException, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.scanning import Scanned, ScanOrder, scan_files
from app.settings import Settings
from app.web.pages import Pages
from app.web.sessions import Desk, Session, Sessions
from batches.source import NothingToScan
from db.roles import Role
from omr.errors import OmrError

_FOLDER = "uploads"
# A name has 255 bytes at most on most disks, a Vietnamese letter up to three; these signs are none on Windows.
_STEM_BYTES, _SUFFIX_LETTERS = 180, 10
# A pile is read within hours.
_KEPT_S = 24 * 3600.0
_SIGNS = frozenset('<>:"|?*')


@dataclass(slots=True)
class Upload:
    """Files that were dropped, and how far reading them has come. `problem` is what went wrong."""

    who: str
    files: tuple[str, ...]
    order: ScanOrder
    done: int = 0
    of: int = 0
    result: Scanned | None = None
    problem: OmrError | None = None
    failed: bool = False

    @property
    def finished(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self.result is not None or self.problem is not None or self.failed


@dataclass(slots=True)
class Uploads:
    """What was dropped since the program was started. One pile is read after another."""

    settings: Settings
    now_s: Callable[[], float] = time.time
    known: dict[str, Upload] = field(default_factory=dict)
    _reader: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "upload"))

    def __post_init__(self) -> None:
        """Remove what a program left that was ended while it read: whoever dropped the files has them."""
        old_s = self.now_s() - _KEPT_S
        for folder in self._folder.iterdir() if self._stored and self._folder.is_dir() else ():
            if folder.stat().st_mtime < old_s:
                shutil.rmtree(folder, ignore_errors=True)

    @property
    def _folder(self) -> Path:
        return self.settings.home / _FOLDER

    @property
    def _stored(self) -> bool:
        """Whether a copy of every file that was taken is in the store, under its hash."""
        return self.settings.originals is not None

    def take(self, who: str, files: list[tuple[str, BinaryIO]], order: ScanOrder) -> str:
        """Keep the files and have them read; returns a name to ask for them by."""
        name = secrets.token_urlsafe(9)
        folder = self._folder / name
        folder.mkdir(parents=True)
        for number, (file_name, stream) in enumerate(files, start=1):
            # Two folders may each hold a file of the same name.
            path = folder / f"{number:03d}" / _kept_name(file_name)
            path.parent.mkdir()
            with path.open("wb") as kept:
                shutil.copyfileobj(stream, kept)
        self.known[name] = Upload(who, tuple(file_name for file_name, _ in files), order)
        self._reader.submit(self._read, name, folder).add_done_callback(_say_what_failed)
        return name

    def _read(self, name: str, folder: Path) -> None:
        upload = self.known[name]

        def progress(done: int, of: int) -> None:
            upload.done, upload.of = done, of

        try:
            upload.result = scan_files(self.settings, [folder], os.cpu_count() or 1, upload.order, progress)
        except OmrError as error:
            upload.problem = _as_dropped(error, folder, upload.files)
        finally:
            upload.failed = not upload.finished
            if self._stored or isinstance(upload.problem, NothingToScan):
                # Whoever dropped what could not be read has it, and drops it again.
                shutil.rmtree(folder, ignore_errors=True)


def _as_dropped(error: OmrError, folder: Path, files: Sequence[str]) -> OmrError:
    """Return an error that names files as they were dropped, not where they lay meanwhile."""
    inside = re.compile(re.escape(str(folder)) + r"(?:[/\\\\]\d{3}[/\\\\])?")
    if isinstance(error, NothingToScan):
        return NothingToScan(paths=", ".join(f"“{PurePosixPath(name).name}”" for name in files))
    return type(error)(**{name: inside.sub("", value) for name, value in error.evidence})


def _kept_name(sent: str) -> str:
    """Return a name that every disk takes and no folder hides: the last part of what was sent, cut where it is long."""
    last = PurePosixPath(sent.replace("\\", "/")).name
    plain = PurePosixPath("".join("_" if c in _SIGNS else c for c in last if c.isprintable()).lstrip(". ") or "scan")
    return plain.stem.encode()[:_STEM_BYTES].decode(errors="ignore") + plain.suffix[:_SUFFIX_LETTERS]


def _say_what_failed(reading: Future[None]) -> None:
    """Write on the terminal what nobody foresaw; the page says to look there."""
    error = reading.exception()
    if error is not None:
        traceback.print_exception(error)


def upload_routes(desk: Desk, pages: Pages, sessions: Sessions) -> APIRouter:
    """Return the routes of scans that are dropped onto the page."""
    router = APIRouter()
    uploads = Uploads(desk.settings)

    @router.get("/upload")
    def upload_form(session: Annotated[Session, sessions.needs(Role.COMPILER)]) -> HTMLResponse:
        return pages.page("upload.html", session, uploads=list(uploads.known.items())[::-1])

    @router.post("/upload")
    def uploaded(
        session: Annotated[Session, sessions.needs_form(Role.COMPILER)],
        files: Annotated[list[UploadFile], File()],
        batch: Annotated[str, Form(max_length=100)] = "",
    ) -> Response:
        kept = [(file.filename or "", file.file) for file in files if file.filename]
        if not kept:
            return RedirectResponse("/upload", status_code=303)
        name = uploads.take(session.who, kept, ScanOrder(batch.strip() or None))
        return RedirectResponse(f"/upload/{name}", status_code=303)

    @router.get("/upload/{name}")
    def progress(session: Annotated[Session, sessions.needs(Role.COMPILER)], name: str) -> HTMLResponse:
        upload = uploads.known.get(name)
        if upload is None:
            raise HTTPException(404)
        problem = upload.problem.sentence(session.language) if upload.problem is not None else ""
        advice = upload.problem.advice(session.language) if upload.problem is not None else ""
        return pages.page("upload_progress.html", session, name=name, upload=upload, problem=problem, advice=advice)

    return router
