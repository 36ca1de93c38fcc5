"""Which forms are there? Those that come with the program, and any file a person names."""

from importlib.resources import files
from pathlib import Path

from forms.definition import Survey
from forms.errors import FormInvalid, FormUnknown, Problem
from forms.load import load_survey
from omr.words import Text

_LIBRARY = files("forms") / "library"
_SUFFIXES = (".yaml", ".yml")


def library_forms() -> tuple[Survey, ...]:
    """Return the forms that come with the program, by identity."""
    entries = (entry for entry in _LIBRARY.iterdir() if entry.name.endswith(_SUFFIXES))
    return tuple(load_survey(entry.read_text("utf-8"), entry.name) for entry in sorted(entries, key=lambda e: e.name))


def find_form(name_or_path: str) -> Survey:
    """Return the form of the library with this identity, or the form in the file of this path.

    Raises
    ------
    FormUnknown
        When it is neither.
    FormInvalid
        When the file is not a form, or cannot be read as text.
    """
    known = library_forms()
    for survey in known:
        if survey.id == name_or_path:
            return survey
    path = Path(name_or_path)
    if not path.is_file():
        raise FormUnknown(name=name_or_path, known=", ".join(survey.id for survey in known))
    return load_survey(_text_of(path), path.name)


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
        words = Text(f"không đọc được tệp ({error.strerror})", f"the file cannot be read ({error.strerror})")
        raise FormInvalid(path.name, (Problem(1, words),)) from None
