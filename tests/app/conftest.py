"""Tests here may run the command line, in an empty home or in one with a week's scans."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app import cli
from app.language import speak
from app.settings import Settings
from db.batches import create_batch
from db.convert import page_values
from db.engine import open_database
from db.results import PageResult, store_pages
from db.sources import add_source, finish_source
from db.surveys import record_print_run
from forms.arrange import arrange
from forms.catalogue import find_form
from omr.layout.code import SheetCode
from omr.layout.serial import layout_id
from omr.reading import PageRejected
from omr.reasons import Reason
from omr.words import Language
from tests.app.running import Omr, Ran
from tests.db.fixtures import migrated
from tests.db.values import FIRST, NOW, SECOND, accepted, reading, unsure

__all__ = ["migrated"]


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Keep what a desk has set out of the tests, and what a test sets out of the next."""
    for name in [name for name in os.environ if name.startswith("OMR_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("OMR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OMR_LANG", "en")
    # Wide enough that no sentence is broken.
    monkeypatch.setenv("COLUMNS", "240")
    speak(Language.EN)
    yield
    speak(Language.VI)


@pytest.fixture
def omr(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Omr:
    """Return what runs the command line."""

    def run(*words: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["omr", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.run()
        said = capsys.readouterr()
        return Ran(int(left.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def home(migrated: Path, tmp_path: Path) -> Path:
    """Return the home folder of an office that has printed and scanned nothing."""
    folder = tmp_path / "home"
    folder.mkdir()
    shutil.copy(migrated, folder / "omr.sqlite3")
    return folder


@pytest.fixture
def settings(home: Path) -> Settings:
    """Return the settings of that office."""
    return Settings(home, f"sqlite:///{(home / 'omr.sqlite3').as_posix()}", Language.EN)


@pytest.fixture(scope="session")
def _scanned_week(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("week") / "week.sqlite3"
    shutil.copy(migrated, path)
    survey = find_form("pks-q")
    layout = arrange(survey).layout
    engine = open_database(f"sqlite:///{path.as_posix()}")
    record_print_run(engine, layout, survey.model_dump_json(), [FIRST, SECOND], NOW)
    batch = create_batch(engine, "Tuần 38", "paper_box", NOW)
    source_id = add_source(engine, batch, "hòm phiếu.pdf", "ab" * 32, 1234)
    fields = [field for page in layout.pages for field in page.fields]
    for number, serial in enumerate((FIRST, SECOND), start=1):
        answers = [
            unsure("C1", "5")
            if (field.question, serial) == ("C1", FIRST)
            else accepted(field.question, field.boxes[0].choice)
            for field in fields
        ]
        page = replace(reading(serial, *answers), code=SheetCode(layout_id(layout), serial, 1), marks=())
        store_pages(engine, [PageResult(source_id, number, page_values(page))], "0.1.0", NOW)
    store_pages(engine, [PageResult(source_id, 3, page_values(PageRejected(Reason.NOT_A_SHEET)))], "0.1.0", NOW)
    finish_source(engine, source_id, 3)
    engine.dispose()
    return path


@pytest.fixture
def week(_scanned_week: Path, tmp_path: Path) -> Path:
    """Return the home of an office with two sheets of pks-q read, C1 of the first unsure, and a photo of a dog."""
    folder = tmp_path / "home"
    folder.mkdir()
    shutil.copy(_scanned_week, folder / "omr.sqlite3")
    return folder
