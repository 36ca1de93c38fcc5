"""Facts about what can be typed, and how the program ends."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app import cli
from tests.app.running import Omr

_ROOT = Path(cli.__file__).parents[1]


def _process(*words: object, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "app", *map(str, words)],
        cwd=_ROOT,
        env=dict(os.environ) | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_four_verbs_stand_first(omr: Omr) -> None:
    """Print, scan, review, export: what a week is made of; the rest below."""
    ran = omr("--help")

    places = [re.search(rf"^\W*{verb}\s", ran.out, re.MULTILINE) for verb in ("print", "scan", "review", "export")]
    others = [re.search(rf"^\W*{verb}\s", ran.out, re.MULTILINE) for verb in ("decide", "forms", "demo")]
    verbs = [place.start() for place in places if place is not None]
    assert ran.code == 0
    assert len(verbs) == 4
    assert verbs == sorted(verbs)
    assert all(place is not None and place.start() > verbs[-1] for place in others)


@pytest.mark.parametrize("words", [(), ("print",), ("scan",), ("decide",), ("forms", "layout"), ("unknown",)])
def test_too_few_or_wrong_words_are_wrong_usage(omr: Omr, words: tuple[str, ...]) -> None:
    """The exit code is 2, as for every program."""
    assert omr(*words).code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("export", "marbles"),
        ("export", "tallies", "--format", "xls"),
        ("decide", "twelve", "4", "--who", "A"),
        ("decide", "1", "4"),
        ("scan", "x.pdf", "--workers", "-1"),
        ("print", "pks-q"),
        ("--lang", "fr", "forms", "list"),
    ],
)
def test_an_option_that_is_not_one_is_wrong_usage(omr: Omr, words: tuple[str, ...]) -> None:
    """Nothing is done, and nothing comes out that a script could take for a result."""
    ran = omr(*words)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip()


def test_the_version_is_said(omr: Omr) -> None:
    """One line: the name and the number."""
    ran = omr("--version")

    assert ran.code == 0
    assert re.fullmatch(r"omr \S+\n", ran.out)


@pytest.mark.parametrize("before", [True, False])
def test_the_home_can_stand_before_or_after_the_command(omr: Omr, tmp_path: Path, before: bool) -> None:
    """Either way the data are kept there and not where OMR_HOME says."""
    option = ("--home", tmp_path / "chosen")
    ran = omr(*option, "review", "--list") if before else omr("review", "--list", *option)

    assert ran.code == 0
    assert (tmp_path / "chosen" / "omr.sqlite3").is_file()
    assert not (tmp_path / "home").exists()


def test_the_home_after_the_command_has_the_last_word(omr: Omr, tmp_path: Path) -> None:
    """What is said nearest to the command holds."""
    omr("--home", tmp_path / "first", "review", "--list", "--home", tmp_path / "last")

    assert (tmp_path / "last" / "omr.sqlite3").is_file()
    assert not (tmp_path / "first").exists()


def test_the_environment_names_the_home(omr: Omr, tmp_path: Path) -> None:
    """OMR_HOME holds for every command."""
    omr("export", "pages")

    assert (tmp_path / "home" / "omr.sqlite3").is_file()


def test_the_language_is_that_of_the_environment(omr: Omr, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Vietnamese where nothing is said; --lang outweighs the environment."""
    monkeypatch.delenv("OMR_LANG")
    assert "Không còn mục nào chờ xem" in omr("review", "--list").out

    monkeypatch.setenv("OMR_LANG", "en")
    assert "Nothing waits" in omr("review", "--list").out
    assert "Không còn mục nào chờ xem" in omr("--lang", "vi", "review", "--list").out


def test_a_home_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    """A fresh process ends with its exit code and without a traceback."""
    (tmp_path / "file").touch()

    ran = _process("review", "--list", "--home", tmp_path / "file" / "home")

    assert (ran.returncode, ran.stdout) == (3, "")
    assert "cannot be written" in ran.stderr
    assert "--home" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_missing_file_is_a_sentence_in_letters_as_they_are(tmp_path: Path) -> None:
    """Vietnamese reaches a pipe whatever the code page of the terminal is."""
    ran = _process("scan", tmp_path / "hòm phiếu.pdf", OMR_LANG="vi", PYTHONIOENCODING="ascii")

    assert (ran.returncode, ran.stdout) == (40, "")
    assert "Không thấy" in ran.stderr
    assert "hòm phiếu.pdf" in ran.stderr.replace("\n", "")
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("print", "no-such-form", "--out", "x.pdf"), None),
        (("print", "pks-q", "--out", "missing/x.pdf"), 4),
        (("forms", "check", "no-such-form"), None),
        (("forms", "preview", "pks-q", "--out", "missing/x.png"), 4),
        (("forms", "preview", "pks-q", "--page", "9", "--out", "x.png"), 2),
        (("scan", "no-such-folder"), 40),
        (("scan", "."), 42),
        (("decide", "999", "4", "--who", "A"), 24),
        (("decide", "1", "4", "--who", " "), 26),
        (("export", "answers", "--out", "missing/x.csv"), 4),
    ],
)
def test_what_a_user_can_cause_is_a_sentence_and_a_code(
    omr: Omr, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int | None
) -> None:
    """Nothing goes to standard output, nothing is left on disk."""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")

    ran = omr(*words)

    assert ran.code == code if code is not None else ran.code > 2
    assert ran.out == ""
    assert ran.err.startswith("✗ ")
    assert "Traceback" not in ran.err
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_database_that_cannot_be_reached_does_not_show_its_password(
    omr: Omr, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The sentence may be sent on to somebody for help."""
    monkeypatch.setenv("OMR_DATABASE_URL", "nosuchdatabase://office:secret@server/omr")

    ran = omr("review", "--list")

    assert ran.code == 20
    assert "secret" not in ran.err


def test_stopping_has_the_code_of_shells(omr: Omr, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C is no error, and shows no traceback."""

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.scanning.scan_files", stopped)

    ran = omr("scan", home)

    assert ran.code == 130
    assert "Traceback" not in ran.err


_FAULTY = """
import sys
from app import cli, console
from app.commands import scan
def broken(*_):
    print("\\udcff")
    raise ValueError("phiếu 0000000012")
import app.scanning
app.scanning.scan_files = broken
sys.argv = ["omr", "scan", "."]
cli.main()
"""


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_fault_of_the_program_is_a_sentence_too(tmp_path: Path, encoding: str) -> None:
    """It names the file with the traceback and nothing that was read; letters that are none are no second fault."""
    ran = subprocess.run(
        [sys.executable, "-c", _FAULTY],
        cwd=_ROOT,
        env=dict(os.environ) | {"PYTHONIOENCODING": encoding, "OMR_LANG": "vi", "PYTHONPATH": str(_ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )

    assert ran.returncode == 1
    assert ran.stdout == "\\udcff\n"
    assert "lỗi ngoài dự kiến" in ran.stderr
    assert str(tmp_path / "home" / "faults.log") in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "0000000012" not in ran.stderr
    assert "0000000012" in (tmp_path / "home" / "faults.log").read_text("utf-8")


def test_below_the_guard_a_fault_is_an_exception(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever runs a command in a process of their own gets what went wrong."""

    def broken(*_: object) -> None:
        raise LookupError

    monkeypatch.setattr("app.scanning.scan_files", broken)
    monkeypatch.setattr("sys.argv", ["omr", "scan", str(home)])

    with pytest.raises(LookupError):
        cli.run()
    assert capsys.readouterr().err == ""
