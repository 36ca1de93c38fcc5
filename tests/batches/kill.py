"""A box that is read by a program that is killed again and again; what is left must be as if nothing had happened.

Run by hand (``make kill``): ``python -m tests.batches.kill 50`` kills it 50 times on SQLite, and 50 times on PostgreSQL
where there is one.
"""

import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass, fields
from pathlib import Path

from PIL import Image

from app.batch_report import batch_report
from db.batches import list_batches
from db.engine import Engine, open_database
from db.exports import final_answers, stored_marks, stored_pages
from db.review import queue
from tests.batches.killed import NAME
from tests.db.emptying import emptied
from tests.db.postgres import can_run, server
from tests.db.values import FIRST, SECOND, THIRD, printed, two_sides

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run left, without what depends on how often it was begun: the numbers of rows and the time."""

    pages: tuple[object, ...]
    answers: tuple[object, ...]
    marks: tuple[object, ...]
    waiting: tuple[object, ...]
    figures: tuple[object, ...]


def make_box(folder: Path) -> Path:
    """Write files of all kinds of pages; `tests.batches.killed` knows what each number of a picture says."""
    rng = random.Random(5)
    for name, count in (("1 dài.tif", 21), ("2 ngắn.tif", 3), ("4 vừa.tif", 11)):
        pictures = [Image.new("L", (24, 24), rng.randrange(1, 200)) for _ in range(count)]
        pictures[0].save(folder / name, save_all=True, append_images=pictures[1:])
    (folder / "3 rỗng.pdf").touch()
    (folder / "5 cắt cụt.tif").write_bytes((folder / "1 dài.tif").read_bytes()[:2000])
    return folder


def prepare(engine: Engine) -> None:
    """Record what was printed."""
    printed(engine, FIRST, SECOND)
    two_sides(engine, THIRD)


def run(url: str, box: Path, die_at: int = 0) -> tuple[int, int]:
    """Read the box in a process that kills itself before a statement; returns its exit code and the statements made.

    Parameters
    ----------
    die_at
        The number of the statement; 0 lets the run come to its end.
    """
    command = [sys.executable, "-m", "tests.batches.killed", url, str(box), str(die_at)]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False)
    if done.returncode > 0 and not die_at:
        raise RuntimeError(done.stderr)
    return done.returncode, int(done.stdout or 0)


def outcome(engine: Engine) -> Outcome:
    """Return all that is stored, as people see it."""
    waiting = [
        (i.kind, i.source, i.source_page, i.serial, i.question, i.other_source, i.other_page) for i in queue(engine)
    ]
    reports = [batch_report(engine, record.batch.name) for record in list_batches(engine)]
    return Outcome(
        tuple(stored_pages(engine)),
        tuple(final_answers(engine)),
        tuple(stored_marks(engine)),
        tuple(sorted(waiting)),
        tuple((r.record.channel, r.record.opening, r.figures, r.summary) for r in reports),
    )


def killed_until_done(url: str, box: Path, kills: int, statements: int, seed: int) -> int:
    """Run, kill at a random statement, and run again until the box is read; returns how often it was killed."""
    rng = random.Random(seed)
    for killed in range(kills):
        code, _ = run(url, box, rng.randint(1, statements))
        if code == 0:
            return killed
    run(url, box)
    return kills


def main(wanted: int, url: str) -> None:
    """Kill as often as wanted, over as many fresh databases as that takes; the first difference ends it."""
    engine = open_database(url)
    with tempfile.TemporaryDirectory() as folder:
        box = make_box(Path(folder))
        emptied(engine)
        prepare(engine)
        _, statements = run(url, box)
        undisturbed = outcome(engine)
        killed = rounds = 0
        while killed < wanted:
            emptied(engine)
            prepare(engine)
            # Early and late in the run alike: the fewer statements a life has, the more lives the run takes.
            life = max(statements // (1 + rounds % 5), 20)
            killed += killed_until_done(url, box, min(8, wanted - killed), life, rounds)
            rounds += 1
            found = outcome(engine)
            if found != undisturbed:
                wrong = [f.name for f in fields(Outcome) if getattr(found, f.name) != getattr(undisturbed, f.name)]
                sys.exit(f"{engine.dialect.name}: killed {killed} times in {rounds} boxes, and {wrong} differ")
            sys.stdout.write(f"\r{engine.dialect.name}: killed {killed} times in {rounds} boxes, all as undisturbed")
            sys.stdout.flush()
    sys.stdout.write(f" ({len(undisturbed.pages)} pages, {statements} statements, {NAME})\n")
    engine.dispose()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        main(int(sys.argv[1]), f"sqlite:///{(Path(home) / 'omr.sqlite3').as_posix()}")
    if can_run():
        with server() as address:
            main(int(sys.argv[1]), address)
    else:
        sys.stdout.write("postgresql: not here (it takes the server's programs and the driver psycopg)\n")
