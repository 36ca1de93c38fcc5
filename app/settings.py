"""Where is everything kept, and in which language do we speak? Read once, then handed down as arguments."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from omr.errors import OmrError
from omr.words import Language, Text

ORIGINALS_FOLDER = "originals"
FORMS_FOLDER = "forms"
# Papers of the office's own, and forms that are being adopted at the desk.
TEMPLATES_FOLDER, DRAFTS_FOLDER = "templates", "adopting"
_DATABASE_FILE = "omr.sqlite3"
# What OMR_ORIGINALS may say.
_COPY, _REFERENCE = "copy", "reference"


class HomeNotWritable(OmrError):
    """The home folder cannot be made or written. Evidence: home."""

    exit_code: ClassVar[int] = 3
    sentence_text = Text(
        vi="Không ghi được vào thư mục dữ liệu “{home}”.", en="The home folder “{home}” cannot be written."
    )
    advice_text = Text(
        vi="Chọn thư mục khác bằng --home hoặc OMR_HOME, hoặc xin quyền ghi.",
        en="Choose another with --home or OMR_HOME, or get the right to write there.",
    )


class UnknownLanguage(OmrError):
    """A language that the program does not speak. Evidence: language."""

    exit_code: ClassVar[int] = 2
    sentence_text = Text(vi="Không có ngôn ngữ “{language}”.", en="There is no language “{language}”.")
    advice_text = Text(vi="Dùng vi hoặc en.", en="Use vi or en.")


class UnknownKeeping(OmrError):
    """A way of keeping the scanned files that there is not. Evidence: word."""

    exit_code: ClassVar[int] = 2
    sentence_text = Text(vi="OMR_ORIGINALS không nhận “{word}”.", en="OMR_ORIGINALS does not take “{word}”.")
    advice_text = Text(
        vi="Dùng copy (chép một bản) hoặc reference (để nguyên chỗ cũ).",
        en="Use copy (a copy is kept) or reference (files stay where they are).",
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for one run of the program.

    `originals` is where scanned files are copied to; None where they are referred to in their place.
    """

    home: Path
    database_url: str
    language: Language
    originals: Path | None = None

    @property
    def forms(self) -> Path:
        """Where the office's own forms are."""
        return self.home / FORMS_FOLDER


def language_from(environment: Mapping[str, str]) -> Language:
    """Return the language asked for by ``OMR_LANG``; Vietnamese where none is.

    Raises
    ------
    UnknownLanguage
        When the environment names a language we do not speak.
    """
    name = environment.get("OMR_LANG") or Language.VI.value
    try:
        return Language(name.lower()[:2])
    except ValueError:
        raise UnknownLanguage(language=name) from None


def load_settings(home: Path | None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings of this run, and make the home folder where it is missing.

    Parameters
    ----------
    home
        The folder given on the command line; else ``OMR_HOME``, else a folder of the user's own.

    Raises
    ------
    HomeNotWritable
        When the folder cannot be made or written to.
    UnknownLanguage
        When ``OMR_LANG`` names a language we do not speak.
    UnknownKeeping
        When ``OMR_ORIGINALS`` is neither ``copy`` nor ``reference``.
    """
    folder = _home(home, environment)
    _make_writable(folder)
    return Settings(
        home=folder,
        database_url=environment.get("OMR_DATABASE_URL") or f"sqlite:///{(folder / _DATABASE_FILE).as_posix()}",
        language=language_from(environment),
        originals=_originals_from(environment, folder),
    )


def forms_folder(home: Path | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Return where the office's own forms are, for who only looks at forms: the home is not made for that."""
    return _home(home, environment) / FORMS_FOLDER


def _home(home: Path | None, environment: Mapping[str, str]) -> Path:
    return (home or _home_from(environment)).expanduser().resolve()


def _originals_from(environment: Mapping[str, str], home: Path) -> Path | None:
    word = environment.get("OMR_ORIGINALS") or _COPY
    if word not in (_COPY, _REFERENCE):
        raise UnknownKeeping(word=word)
    return home / ORIGINALS_FOLDER if word == _COPY else None


def _home_from(environment: Mapping[str, str]) -> Path:
    if environment.get("OMR_HOME"):
        return Path(environment["OMR_HOME"])
    from platformdirs import user_data_path

    return user_data_path("omr", appauthor=False)


def _make_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise HomeNotWritable(home=folder) from error
