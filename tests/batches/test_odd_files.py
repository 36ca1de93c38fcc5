"""Facts about files that no scanner should send."""

from pathlib import Path

import pytest

from batches.executor import Hands
from batches.run import RunOptions, run_batch
from batches.source import find_files, hashed
from db.engine import Engine
from db.exports import stored_pages
from db.summaries import batch_summary
from omr.reasons import Reason
from tests.batches.corpus import Odd, write_corpus
from tests.batches.fuzz import fuzz, write_sound
from tests.batches.one_sheet import one_sheet
from tests.db.values import NOW

# A bomb is given up after this here; 40 s at a desk.
_LIMIT_S = 3.0
_SLOW = {"ba nghìn trang.pdf"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[tuple[Path, Odd], ...]]:
    """Return a folder that holds the corpus, but for the file that takes long because it is long."""
    folder = tmp_path_factory.mktemp("hòm phiếu")
    files = write_corpus(folder, one_sheet(_LIMIT_S)[0])
    for path, odd in files:
        if odd.name in _SLOW:
            path.unlink()
    return folder, tuple((path, odd) for path, odd in files if odd.name not in _SLOW)


def test_every_odd_file_is_read_or_ends_with_its_reason(
    engine: Engine, written: tuple[Path, tuple[tuple[Path, Odd], ...]]
) -> None:
    """None of them ends the run or holds it up, and the batch adds up."""
    folder, files = written
    _, reader = one_sheet(_LIMIT_S)
    options = RunOptions("0.1.0", lambda: NOW, hands=Hands(2), batch_name="Tuần 38")

    result = run_batch(engine, tuple(hashed(find_files([folder]).files)), reader, options)

    ended: dict[str, Reason | None] = {}
    for page in stored_pages(engine):
        ended.setdefault(Path(page.source).name, page.reason)
    assert ended == {odd.name: odd.ends_as for _, odd in files}
    assert result.batch is not None
    # Figures that did not add up would be an error here.
    assert batch_summary(engine, result.batch).pages == sum(1 for _ in stored_pages(engine))


def test_no_spoiled_file_ends_or_hangs_its_reader(tmp_path: Path) -> None:
    """Nor is one read as another sheet than it was; the same at full length is `make fuzz`."""
    sheet, reader = one_sheet(15.0)
    write_sound(tmp_path, sheet)

    ended = [what for _, what in fuzz(reader, tmp_path, range(60), workers=1)]

    assert len(ended) == 60
    assert not [what for what in ended if what.startswith((Reason.READER_FAILED.value, "reader died", "wrong"))]
