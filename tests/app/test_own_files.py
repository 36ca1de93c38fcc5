"""Facts about which files of a home are the office's own."""

from pathlib import Path

import pytest

from app.own_files import is_own, own_files


def test_they_are_what_the_office_has_written(tmp_path: Path) -> None:
    """Not the database, the originals, what is half written, nor what happens to lie there."""
    names = ("office.yaml", "forms/a.yaml", "templates/b.docx", "adopting/c/layout.yaml")
    for name in (*names, "omr.sqlite3", "originals/ab/abc", "forms/.a.yaml.x", "notes.txt", "done/x.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert [path.relative_to(tmp_path).as_posix() for path in own_files(tmp_path)] == list(names)
    assert all(is_own(name) for name in names)


@pytest.mark.parametrize(
    "name", ["../office.yaml", "/office.yaml", "forms", "forms/", "forms/../x", "forms\\..\\x", "forms/C:x", "x", ""]
)
def test_what_leads_elsewhere_is_not_theirs(name: str) -> None:
    """An archive may come from anywhere."""
    assert not is_own(name)
