"""Facts about what `omr demo` says at the end."""

import os
import shlex
from pathlib import Path

import pytest

from app.commands.demo import _as_typed, _quoted
from tests.app.running import Omr


@pytest.mark.parametrize("out", ["bản thử của tôi", "bản 'thử' & $HOME"])
def test_what_is_to_be_typed_next_can_be_copied(
    omr: Omr, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    """Whole, however narrow the terminal, and whatever signs stand in the folder's name."""
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.chdir(tmp_path)
    ran = omr("demo", "--out", tmp_path / out, "--copies", 2)
    lines = ran.out.splitlines()
    commands = [line.strip() for line in lines if line.endswith((" review", " tally.csv"))]

    assert ran.code == 0
    assert f"  {tmp_path / out / 'phieu.pdf'} · the printed sheets" in lines
    assert [shlex.split(command)[:3] for command in commands] == [["omr", "--home", str(tmp_path / out / "home")]] * 2
    assert commands[0].endswith(" review")
    assert omr(*shlex.split(commands[1])[1:]).code == 0
    assert (tmp_path / "tally.csv").exists()
    assert " 0 wrong." in " ".join(lines[-12:])


@pytest.mark.parametrize(
    ("called", "typed"),
    [
        ("/usr/bin/omr", "/usr/bin/omr"),
        ("/home/an/bản thử/.venv/bin/omr", "'/home/an/bản thử/.venv/bin/omr'"),
        ("app/__main__.py", "omr"),
        ("pytest", "omr"),
    ],
)
def test_the_program_is_called_as_it_was(monkeypatch: pytest.MonkeyPatch, called: str, typed: str) -> None:
    """By its path where that was typed; a module that was run has no name of its own."""
    monkeypatch.setattr("sys.argv", [called])

    assert _as_typed() == typed


def test_a_path_is_quoted_for_the_shells_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows knows no single quotes."""
    path = Path("bản thử") / "home"
    assert shlex.split(_quoted(path)) == [str(path)]
    monkeypatch.setattr("app.commands.demo.os", type("Windows", (), {"name": "nt", "fspath": os.fspath}))

    assert _quoted(path) == f'"{path}"'
    assert _quoted(Path("home")) == "home"
