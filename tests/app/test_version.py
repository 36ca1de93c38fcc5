"""Facts about the version of the program."""

import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

import app.version
from app.version import program_version


def test_the_version_is_that_of_the_project() -> None:
    """It is stored with every reading: an installation that has fallen behind the source would say the wrong one."""
    project = tomllib.loads((Path(app.version.__file__).parents[1] / "pyproject.toml").read_text("utf-8"))

    assert program_version() == project["project"]["version"]


def test_a_folder_that_was_not_installed_runs_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under a version that no release has."""

    def unknown(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("app.version.version", unknown)

    assert program_version() == "0+unknown"
