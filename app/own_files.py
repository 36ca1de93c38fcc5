"""Which files of the home folder has the office written itself? All but the database and the originals."""

from pathlib import Path, PurePosixPath

from app.dossiers import DOSSIERS_FILE
from app.office import OFFICE_FILE
from app.roster import ROSTER_FILE
from app.settings import DRAFTS_FOLDER, FORMS_FOLDER, TEMPLATES_FOLDER

_FILES = (OFFICE_FILE, ROSTER_FILE, DOSSIERS_FILE)
_FOLDERS = (FORMS_FOLDER, TEMPLATES_FOLDER, DRAFTS_FOLDER)


def own_files(home: Path) -> tuple[Path, ...]:
    """Return what the office has written into its home: its settings, tables, forms, templates and drafts of forms."""
    alone = [home / name for name in _FILES]
    within = [path for folder in _FOLDERS for path in sorted((home / folder).rglob("*"))]
    return tuple(path for path in (*alone, *within) if path.is_file() and not path.name.startswith("."))


def is_own(name: str) -> bool:
    """Tell whether a path in a home, parted by slashes, is that of such a file, and of nothing outside it."""
    parts = PurePosixPath(name).parts
    inside = not name.endswith("/") and not any(part == ".." or "\\" in part or ":" in part for part in parts)
    return name in _FILES or (inside and len(parts) > 1 and parts[0] in _FOLDERS)
