"""Facts about reading pages of forms that others printed."""

import numpy as np
import pytest

from batches.model import load_adopted_model
from omr.detect.adopted import pen_of, read_adopted
from omr.layout.code import SheetCode
from omr.reading import AnswerState, PageReading, PageRejected
from omr.reasons import Reason
from tests.omr.detect.otherforms import page

MODEL = load_adopted_model()


@pytest.mark.parametrize("seed", range(12))
def test_what_was_meant_is_read_or_left_to_a_person(seed: int) -> None:
    """On forms of any maker, filled in and scanned in an office, no accepted answer is another than what was meant."""
    form, scanned = page("office", 340_000_000 + seed)
    outcome = read_adopted(scanned.pixels, (form,), MODEL)

    assert isinstance(outcome, PageReading), outcome
    assert outcome.code == SheetCode(form.layout_id, None, 1)
    for answer in outcome.answers:
        if answer.state is AnswerState.ACCEPTED:
            assert answer.chosen == scanned.truth.answer(answer.question)
    assert sum(a.state is AnswerState.ACCEPTED for a in outcome.answers) > 0.4 * len(outcome.answers)


def test_places_are_told_in_pixels_of_the_file() -> None:
    """A picture decoded at half its size gives the places of the whole one."""
    form, scanned = page("clean", 340_000_001)
    whole = read_adopted(scanned.pixels, (form,), MODEL)
    half = read_adopted(np.ascontiguousarray(scanned.pixels[::2, ::2]), (form,), MODEL, reduced=2)

    assert isinstance(whole, PageReading)
    assert isinstance(half, PageReading)
    for one, other in zip(whole.marks, half.marks, strict=True):
        assert one.reading.centre.x_px == pytest.approx(other.reading.centre.x_px, abs=4)
        assert one.reading.centre.y_px == pytest.approx(other.reading.centre.y_px, abs=4)


def test_a_page_of_no_known_form_is_refused() -> None:
    """It is stored with its reason; an empty page is told apart from a foreign one."""
    form, _ = page("clean", 1)
    noise = np.random.default_rng(3).integers(0, 255, (1754, 1240), dtype=np.uint8)

    assert read_adopted(noise, (form,), MODEL) == PageRejected(Reason.NO_KNOWN_FORM)
    empty = np.full((1754, 1240), 240, np.uint8)
    assert read_adopted(empty, (form,), MODEL) == PageRejected(Reason.BLANK_PAGE)


def test_print_is_no_pen() -> None:
    """What the blank has is taken away though the page has it a fifth of a millimetre beside; pen beside it stays."""
    blank = np.zeros((80, 80), np.float32)
    blank[20:60, 20:22] = 1.0
    page_seen = np.roll(blank, 1, axis=1)
    page_seen[30:50, 40:45] = 0.8
    pen = pen_of(page_seen, blank)

    assert pen[:, :30].max() < 0.2
    assert pen[40, 42] == pytest.approx(0.8)


def test_how_a_page_was_scanned_is_noticed() -> None:
    """Black and white, upside down, too coarse: each said as of our own sheets; a good scan has nothing to say."""
    form, scanned = page("clean", 340_000_001)
    outcome = read_adopted(scanned.pixels, (form,), MODEL)
    assert isinstance(outcome, PageReading)
    assert outcome.findings == ()

    grey = np.asarray(scanned.pixels.reshape(*scanned.pixels.shape[:2], -1).mean(axis=2), np.uint8)
    upside_down = np.ascontiguousarray(np.where(grey > 150, 255, 0).astype(np.uint8)[::-1, ::-1])
    outcome = read_adopted(upside_down, (form,), MODEL)
    assert isinstance(outcome, PageReading)
    assert [finding.reason for finding in outcome.findings] == [Reason.ONE_BIT, Reason.TURNED]
