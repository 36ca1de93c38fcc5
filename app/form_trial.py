"""How well would a form be read? Its own sheets, filled in, worn and scanned by the simulator, and read as any scan.

The citizens, the paper and the scanner are made up; everything else is what `omr print` and `omr scan` use.
"""

import multiprocessing
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from batches.model import load_model
from forms.arrange import arrange
from forms.definition import Survey
from forms.draw import draw_pdf
from omr.detect.page import read_page
from omr.layout.serial import layout_id
from omr.layout.sheet import SheetLayout
from omr.reading import AnswerState, PageOutcome, PageReading
from simulate.grades import GRADES
from simulate.options import Grade
from simulate.render import render_pdf
from simulate.sheet import simulate_page
from simulate.truth import SheetTruth

# Any serial that checks will do: each page is read alone.
_SERIAL = "M0MNGRAWJF"
_BLANK_DPI = 300.0
_SHEETS_A_TASK = 4
# The office grade with every sheet copied from a copy.
PHOTOCOPIED = "photocopied"


class Fate(StrEnum):
    """What became of one answer."""

    RIGHT = "right"
    SILENT_ERROR = "silent error"
    REVIEW = "review"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class QuestionTrial:
    """How often what became of the answers to one question; the rates are 0..1."""

    question: str
    right: int
    silent_errors: int
    review: int
    unread: int

    @property
    def answers(self) -> int:
        """How many answers there were."""
        return self.right + self.silent_errors + self.review + self.unread

    @property
    def review_rate(self) -> float:
        """Which share waits for a person."""
        return self.review / self.answers


def try_form(
    survey: Survey, grade: str, seeds: Sequence[int], workers: int, progress: Callable[[int, int], None]
) -> tuple[QuestionTrial, ...]:
    """Fill in, scan and read a sheet for each seed; returns the questions in printed order.

    Parameters
    ----------
    grade
        A grade of `simulate.grades`, or `PHOTOCOPIED`.
    seeds
        Each names a citizen, and what happens to the sheet; the same seeds give the same result.
    progress
        Called with how many sheets are done, and of how many.

    Raises
    ------
    NoRoomOnPage, UnprintableText
        When the form cannot be printed.
    """
    questions = tuple(field.question for page in arrange(survey).layout.pages for field in page.fields)
    text = survey.model_dump_json()
    tasks = [(text, grade, tuple(seeds[i : i + _SHEETS_A_TASK])) for i in range(0, len(seeds), _SHEETS_A_TASK)]
    counted: Counter[tuple[str, Fate]] = Counter()
    progress(0, len(seeds))
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        for done, fates in enumerate(pool.map(_tried, tasks), start=1):
            counted.update(fates)
            progress(min(done * _SHEETS_A_TASK, len(seeds)), len(seeds))
    return tuple(QuestionTrial(question, *(counted[question, fate] for fate in Fate)) for question in questions)


def _tried(task: tuple[str, str, tuple[int, ...]]) -> list[tuple[str, Fate]]:
    import cv2

    cv2.setNumThreads(1)
    text, grade, seeds = task
    layout, blanks = _printed(text)
    known, model = {layout_id(layout): layout}, load_model()
    fates: list[tuple[str, Fate]] = []
    for seed in seeds:
        for page, blank in zip(layout.pages, blanks, strict=True):
            scan = simulate_page(blank, _BLANK_DPI, layout, page.number, _SERIAL, _grade(grade), seed)
            fates += _fates(read_page(scan.pixels, known, model), scan.truth)
    return fates


@lru_cache(maxsize=1)
def _printed(survey_json: str) -> tuple[SheetLayout, tuple[NDArray[np.uint8], ...]]:
    """Return the layout of a form and its pages as printed."""
    plan = arrange(Survey.model_validate_json(survey_json))
    return plan.layout, tuple(render_pdf(draw_pdf(plan, [_SERIAL]), _BLANK_DPI))


def _grade(name: str) -> Grade:
    if name != PHOTOCOPIED:
        return GRADES[name]
    office = GRADES["office"]
    return replace(office, name=PHOTOCOPIED, paper=replace(office.paper, copies_before=((2, 1.0),)))


def _fates(outcome: PageOutcome, truth: SheetTruth) -> list[tuple[str, Fate]]:
    """Return what became of each question of a page; a page that was rejected has all of them unread."""
    answers = {a.question: a for a in outcome.answers} if isinstance(outcome, PageReading) else {}
    fates = []
    for question, meant in truth.answers:
        answer = answers.get(question)
        if answer is None:
            fates.append((question, Fate.UNREAD))
        elif answer.state is not AnswerState.ACCEPTED:
            fates.append((question, Fate.REVIEW))
        else:
            fates.append((question, Fate.RIGHT if set(answer.chosen) == set(meant) else Fate.SILENT_ERROR))
    return fates
