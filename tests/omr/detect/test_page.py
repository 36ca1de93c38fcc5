"""A whole page, from pixels to answers."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from omr.detect.page import read_page
from omr.layout.sheet import BoxShape
from omr.reading import AnswerState, PageReading, PageRejected
from omr.reasons import Reason
from tests.omr.detect.model import MODEL
from tests.omr.detect.scans import SERIAL, grey_print, known, left_blank, printed, scanned

# Seeds of the pages that every test run reads; none was fitted on.
CLEAN_SEEDS, OFFICE_SEEDS, HARD_SEEDS = range(6), range(12), range(10)


def _counts(grade: str, seeds: range, shape: BoxShape = BoxShape.BOX) -> tuple[int, int, list[str]]:
    """Return questions, accepted ones, and what was accepted wrongly."""
    questions, accepted, wrong = 0, 0, []
    for seed in seeds:
        sheet, page = scanned(grade, seed, shape)
        reading = read_page(page.pixels, known(sheet), MODEL, page.dpi)
        if isinstance(reading, PageRejected):
            continue
        for answer in reading.answers:
            questions += 1
            if answer.state is AnswerState.ACCEPTED:
                accepted += 1
                if answer.chosen != page.truth.answer(answer.question):
                    wrong.append(f"seed {seed} {answer.question}: {answer.chosen}")
    return questions, accepted, wrong


@pytest.mark.parametrize("shape", list(BoxShape))
def test_clean_scans_are_read_without_a_person(shape: BoxShape) -> None:
    """Nearly every answer is accepted, none wrongly."""
    questions, accepted, wrong = _counts("clean", CLEAN_SEEDS, shape)

    assert wrong == []
    assert accepted / questions >= 0.95


def test_office_scans_are_read_honestly() -> None:
    """Nine answers of ten and more are accepted, none wrongly."""
    questions, accepted, wrong = _counts("office", OFFICE_SEEDS)

    assert wrong == []
    assert accepted / questions >= 0.9


def test_hard_scans_are_right_or_unsure() -> None:
    """Whatever happened to the paper, no accepted answer is wrong."""
    _, accepted, wrong = _counts("hard", HARD_SEEDS)

    assert wrong == []
    assert accepted > 0


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2**31), st.sampled_from(["clean", "office"]))
def test_what_is_accepted_was_meant(seed: int, grade: str) -> None:
    """Draw, wear, read: any sheet gives what was marked, or says that it is unsure."""
    assert _counts(grade, range(seed, seed + 1))[2] == []


@pytest.mark.parametrize("grade", ["clean", "office", "hard"])
def test_blank_sheets_have_no_answers(grade: str) -> None:
    """No blank question ever becomes an accepted answer."""
    for seed in range(4):
        sheet, page = scanned(left_blank(grade), seed)
        reading = read_page(page.pixels, known(sheet), MODEL)
        if isinstance(reading, PageReading):
            assert [a.chosen for a in reading.answers if a.state is AnswerState.ACCEPTED and a.chosen] == []


@pytest.mark.parametrize("quarter_turns", range(4))
def test_any_orientation_reads_the_same(quarter_turns: int) -> None:
    """A page on its side or on its head gives the same answers, and says how it lay."""
    sheet, page = scanned("clean", 3)
    upright = read_page(page.pixels, known(sheet), MODEL)
    turned = read_page(np.ascontiguousarray(np.rot90(page.pixels, -quarter_turns)), known(sheet), MODEL)

    assert isinstance(upright, PageReading)
    assert isinstance(turned, PageReading)
    assert turned.code.serial == SERIAL
    assert turned.alignment.turn_deg == 90 * quarter_turns
    assert [a.chosen for a in turned.answers] == [a.chosen for a in upright.answers]


def test_a_photograph_at_an_angle_reads_the_same() -> None:
    """One end of the sheet is an eighth larger than the other, as from a telephone held aslant."""
    sheet, page = scanned("clean", 3)
    height, width = page.pixels.shape[:2]
    corners = np.array([[0.0, 0.0], [width, 0.0], [width, height], [0.0, height]], np.float32)
    seen = np.array([[0.06, 0.04], [0.94, 0.04], [1.0, 0.97], [0.0, 0.97]], np.float32) * [width, height]
    camera = cv2.getPerspectiveTransform(corners, seen.astype(np.float32))
    table = (70,) * (1 if page.pixels.ndim == 2 else 3)
    photograph = cv2.warpPerspective(page.pixels, camera, (width, height), flags=cv2.INTER_AREA, borderValue=table)
    flat, tilted = (read_page(np.asarray(p, np.uint8), known(sheet), MODEL) for p in (page.pixels, photograph))

    assert isinstance(flat, PageReading)
    assert isinstance(tilted, PageReading)
    assert [(a.chosen, a.state) for a in tilted.answers] == [(a.chosen, a.state) for a in flat.answers]


def test_reading_is_repeatable() -> None:
    """The same pixels give the same values."""
    sheet, page = scanned("office", 5)

    assert read_page(page.pixels, known(sheet), MODEL) == read_page(page.pixels, known(sheet), MODEL)


@pytest.mark.parametrize(
    ("pixels", "reason"),
    [
        (np.full((1754, 1240), 250, np.uint8), Reason.BLANK_PAGE),
        (np.random.default_rng(0).integers(0, 255, (1754, 1240)).astype(np.uint8), Reason.NOT_A_SHEET),
        (np.zeros((1, 1), np.uint8), Reason.NOT_A_SHEET),
        (np.random.default_rng(1).integers(0, 255, (900, 1400, 3)).astype(np.uint8), Reason.NOT_A_SHEET),
    ],
)
def test_what_is_no_sheet_is_said(pixels: np.ndarray, reason: Reason) -> None:
    """A blank page, noise and a picture of something else are rejected with their reason."""
    outcome = read_page(pixels, known(printed()[0]), MODEL)

    assert isinstance(outcome, PageRejected)
    assert outcome.reason is reason


@pytest.mark.parametrize("black_and_white", [False, True])
def test_a_negative_is_read_as_what_it_is_of(black_and_white: bool) -> None:
    """Scanners that invert black and white lose no sheet; the clerk is told."""
    sheet, page = scanned("clean", 3)
    pixels = np.where(page.pixels > 150, 255, 0).astype(np.uint8) if black_and_white else page.pixels
    positive, negative = (read_page(shown, known(sheet), MODEL) for shown in (pixels, 255 - pixels))

    assert isinstance(positive, PageReading)
    assert isinstance(negative, PageReading)
    assert [a.chosen for a in negative.answers] == [a.chosen for a in positive.answers]
    assert [f.reason for f in negative.findings] == [Reason.NEGATIVE, *(f.reason for f in positive.findings)]


def test_a_dark_page_is_never_blank() -> None:
    """Nobody looks at blank pages."""
    outcome = read_page(np.full((1754, 1240), 8, np.uint8), known(printed()[0]), MODEL)

    assert isinstance(outcome, PageRejected)
    assert outcome.reason is Reason.NOT_A_SHEET


def test_outlines_that_did_not_survive_are_said() -> None:
    """A scan so light that only the marks and the code are left is not read by guesswork."""
    page = np.where(grey_print() < 60, 0, 255).astype(np.uint8)

    outcome = read_page(page, known(printed()[0]), MODEL)

    assert isinstance(outcome, PageRejected)
    assert outcome.reason is Reason.OUTLINES_NOT_FOUND


def test_an_unknown_layout_is_said() -> None:
    """A sheet of a form that is not known here is rejected with the layout's name."""
    outcome = read_page(grey_print(), {}, MODEL)

    assert isinstance(outcome, PageRejected)
    assert outcome.reason is Reason.UNKNOWN_LAYOUT
    assert outcome.code is not None
    assert outcome.code.serial == SERIAL
