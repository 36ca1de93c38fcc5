"""What does the whole way look like on made-up sheets? Print, fill in, scan, read; and the truth to hold it against.

Nothing here is a shortcut: the sheets are printed, read and counted by what `omr print`, `omr scan` and `omr export`
use. Only the citizens and the scanner are simulated.
"""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from app.files import result_file
from app.printing import print_run
from app.settings import Settings
from db.engine import open_database
from db.exports import final_answers
from forms.arrange import arrange
from forms.catalogue import find_form
from omr.errors import OmrError
from omr.reading import AnswerState
from omr.words import Text
from simulate.box import PageJob, plan_jobs, returned, simulate_job
from simulate.files import write_jpegs, write_pdf, write_tiff, write_truth
from simulate.sheet import ScannedPage
from simulate.truth import SheetTruth

_FORM = "pks-q"
_GRADE = "office"
# Shares of the pile that become a PDF and a TIFF; the rest are single JPEGs.
_PDF_SHARE, _TIFF_SHARE = 0.5, 0.3
_OURS = ("phieu.pdf", "su-that.jsonl", "scans", "home")

Progress = Callable[[int, int], None]


class DemoFolderTaken(OmrError):
    """The demo's folder holds something that the demo did not make. Evidence: folder, name."""

    exit_code: ClassVar[int] = 5
    sentence_text = Text(
        "Thư mục “{folder}” có sẵn “{name}”, không phải do bản thử tạo ra.",
        "The folder “{folder}” holds “{name}”, which the demo did not make.",
    )
    advice_text = Text("Chọn thư mục khác: omr demo --out THƯ-MỤC.", "Choose another: omr demo --out FOLDER.")


@dataclass(frozen=True, slots=True)
class DemoFolder:
    """Where the demo puts things."""

    root: Path

    @property
    def printed(self) -> Path:
        """The printed sheets."""
        return self.root / "phieu.pdf"

    @property
    def scans(self) -> Path:
        """What the scanner left."""
        return self.root / "scans"

    @property
    def truth(self) -> Path:
        """What every citizen meant, one line of JSON a sheet."""
        return self.root / "su-that.jsonl"

    @property
    def home(self) -> Path:
        """The program's own folder, with the database."""
        return self.root / "home"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The machine's answers held against the truth. `wrong` are accepted answers that were not meant."""

    questions: int
    accepted: int
    wrong: int


def prepare_folder(root: Path) -> DemoFolder:
    """Make the folder, or empty it of what an earlier demo left.

    Raises
    ------
    DemoFolderTaken
        When it holds anything else.
    """
    import shutil

    for path in sorted(root.glob("*")):
        if path.name not in _OURS:
            raise DemoFolderTaken(folder=root, name=path.name)
    for name in _OURS:
        path = root / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    folder = DemoFolder(root)
    folder.scans.mkdir(parents=True)
    return folder


def print_demo(settings: Settings, folder: DemoFolder, copies: int, seed: int, progress: Progress) -> Sequence[PageJob]:
    """Print the sheets; returns what the citizens will do with them."""
    survey = find_form(_FORM)
    with result_file(folder.printed) as stream:
        serials = print_run(settings, survey, copies, stream, datetime.now(UTC), progress)
    return returned(plan_jobs(folder.printed, arrange(survey).layout, serials, _GRADE, seed), seed)


def scan_demo(jobs: Sequence[PageJob], folder: DemoFolder, workers: int, progress: Progress) -> list[SheetTruth]:
    """Fill the sheets in, wear them, scan them into files; returns the truth."""
    pages = list(_simulated(jobs, workers, progress))
    first = round(len(pages) * _PDF_SHARE)
    second = first + round(len(pages) * _TIFF_SHARE)
    write_pdf(pages[:first], folder.scans / "quet-1.pdf")
    write_tiff(pages[first:second], folder.scans / "quet-2.tif")
    write_jpegs(pages[second:], folder.scans)
    truths = [page.truth for page in pages]
    write_truth(truths, folder.truth)
    return truths


def hold_against(settings: Settings, truths: Sequence[SheetTruth]) -> Verdict:
    """Compare what was accepted with what was meant."""
    meant = {(truth.serial, question): set(chosen) for truth in truths for question, chosen in truth.answers}
    answers = list(final_answers(open_database(settings.database_url)))
    accepted = [answer for answer in answers if answer.state is AnswerState.ACCEPTED]
    wrong = [answer for answer in accepted if set(answer.chosen) != meant[answer.serial, answer.question]]
    return Verdict(len(answers), len(accepted), len(wrong))


def _simulated(jobs: Sequence[PageJob], workers: int, progress: Progress) -> Iterator[ScannedPage]:
    progress(0, len(jobs))
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        for done, page in enumerate(pool.map(simulate_job, jobs, chunksize=2), start=1):
            progress(done, len(jobs))
            yield page
