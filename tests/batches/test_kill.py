"""Facts about a run that is killed."""

from pathlib import Path

import pytest

from db.engine import Engine, open_database
from tests.batches.kill import killed_until_done, make_box, outcome, prepare, run


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """Return a box with pages of all kinds, in files good and bad."""
    (tmp_path / "hòm phiếu").mkdir()
    return make_box(tmp_path / "hòm phiếu")


def test_a_box_read_by_a_program_that_is_killed_is_as_if_it_had_not_been(
    engine: Engine, box: Path, migrated: Path, tmp_path: Path
) -> None:
    """Killed six times before any statement or commit, and run again: nothing is lost and nothing is there twice."""
    other = tmp_path / "undisturbed.sqlite3"
    other.write_bytes(migrated.read_bytes())
    calm = open_database(f"sqlite:///{other.as_posix()}")
    prepare(calm)
    _, statements = run(str(calm.url), box)
    prepare(engine)

    killed = killed_until_done(str(engine.url), box, kills=6, statements=statements // 4, seed=1)

    assert killed >= 4
    assert len(outcome(calm).pages) == 37
    assert outcome(engine) == outcome(calm)
    calm.dispose()
