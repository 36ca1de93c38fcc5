"""Facts about files whose rows were taken before."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.importing import ImportOrder, import_file
from app.repeated_rows import RowsImportedBefore
from app.settings import Settings
from db.batches import list_batches
from db.engine import open_database
from omr.words import Language

_ORDER = ImportOrder("pks-q", "kiosk")
_ROWS = ("C1,C8", "5,5", "4,4", "5,4")


def _csv(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join([*lines, ""]), "utf-8")
    return path


@pytest.mark.parametrize("order", [_ORDER, replace(_ORDER, dry_run=True)])
def test_the_same_rows_in_another_file_are_refused(settings: Settings, tmp_path: Path, order: ImportOrder) -> None:
    """An empty line more makes no other answers of them; a trial says so too, and names the batch that has them."""
    first = import_file(settings, _csv(tmp_path, "k4.csv", *_ROWS), _ORDER)
    assert first.batch is not None

    with pytest.raises(RowsImportedBefore) as found:
        import_file(settings, _csv(tmp_path, "lại.csv", *_ROWS, ""), order)

    for language in Language:
        assert first.batch.name in found.value.sentence(language)
        assert "lại.csv" in found.value.sentence(language)
    engine = open_database(settings.database_url)
    assert len(list_batches(engine)) == 1
    engine.dispose()


def test_rows_that_are_said_to_be_other_peoples_are_taken(settings: Settings, tmp_path: Path) -> None:
    """Whoever knows better says so."""
    import_file(settings, _csv(tmp_path, "k4.csv", *_ROWS), _ORDER)
    again = import_file(settings, _csv(tmp_path, "lại.csv", *_ROWS, ""), replace(_ORDER, other_people=True))

    assert again.batch is not None


def test_one_row_like_another_is_two_people(settings: Settings, tmp_path: Path) -> None:
    """As are rows of which the other system says that they are others."""
    import_file(settings, _csv(tmp_path, "1.csv", "C8", "5"), _ORDER)
    import_file(settings, _csv(tmp_path, "2.csv", "source_id,C8", "a,5", "b,4"), _ORDER)

    assert import_file(settings, _csv(tmp_path, "3.csv", "C8", "5", ""), _ORDER).batch is not None
    assert import_file(settings, _csv(tmp_path, "4.csv", "source_id,C8", "c,5", "d,4"), _ORDER).batch is not None
