"""Which forms are there? Those that come with the program, and any file a person names."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from forms.definition import Survey
from forms.errors import FormInvalid, FormUnknown, Problem
from forms.load import load_survey
from omr.os_reasons import in_words_of
from omr.words import Language, Text

_LIBRARY = files("forms") / "library"
_SUFFIXES = (".yaml", ".yml")


@cache
def library_forms() -> tuple[Survey, ...]:
    """Return the forms that come with the program, by identity."""
    entries = (entry for entry in _LIBRARY.iterdir() if entry.name.endswith(_SUFFIXES))
    return tuple(load_survey(entry.read_text("utf-8"), entry.name) for entry in sorted(entries, key=lambda e: e.name))


def office_forms(folder: Path | None) -> tuple[Survey, ...]:
    """Return the forms that an office keeps in a folder, by file name; none where there is none.

    Raises
    ------
    FormInvalid
        When a file is not a form.
    """
    paths = (
        sorted(p for p in folder.glob("*") if p.suffix in _SUFFIXES) if folder is not None and folder.is_dir() else []
    )
    return tuple(load_survey(_text_of(path), path.name) for path in paths)


def known_form(identity: str, folder: Path | None) -> Survey:
    """Return the form with this identity: the newest version in an office's folder, else that of the library.

    Raises
    ------
    FormUnknown
        When there is none.
    FormInvalid
        When a file of the folder is not a form.
    """
    own = sorted(office_forms(folder), key=lambda survey: _natural(survey.version), reverse=True)
    known = (*own, *library_forms())
    for survey in known:
        if survey.id == identity:
            return survey
    raise FormUnknown(name=identity, known=", ".join(dict.fromkeys(survey.id for survey in known)))


def find_form(name_or_path: str, folder: Path | None = None) -> Survey:
    """Return the form with this identity, as `known_form` does, or that in the file of this path.

    Raises
    ------
    FormUnknown
        When it is neither.
    FormInvalid
        When the file is not a form, or cannot be read as text.
    """
    path = Path(name_or_path)
    if path.suffix in _SUFFIXES and path.is_file():
        # No identity ends so; and what is wrong with other files of the office is not asked.
        return load_survey(_text_of(path), path.name)
    try:
        return known_form(name_or_path, folder)
    except FormUnknown:
        if not path.is_file():
            raise
    return load_survey(_text_of(path), path.name)


def _natural(version: str) -> tuple[tuple[int, str], ...]:
    """Return a version so that 10 comes after 9."""
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in version.split("."))


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        words = Text(
            f"tệp không phải là chữ UTF-8 (byte thứ {error.start + 1})",
            f"the file is not UTF-8 text (byte {error.start + 1})",
        )
        raise FormInvalid(path.name, (Problem(1, words),)) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        told = in_words_of(Language.VI, reason)
        words = Text(f"không đọc được tệp ({told})", f"the file cannot be read ({reason})")
        raise FormInvalid(path.name, (Problem(1, words),)) from None
