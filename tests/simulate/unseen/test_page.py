"""Pages of the second world: repeatable, true to their plan, and drawn where they should be."""

from dataclasses import replace

import numpy as np
import pytest

from omr.layout.sheet import BoxShape
from simulate.chance import Range
from simulate.testsheet import draw_blank, plain_sheet
from simulate.truth import MarkKind
from simulate.unseen.levels import LEVELS
from simulate.unseen.options import UnseenOptions
from simulate.unseen.page import Blank, unseen_page

SHEET = plain_sheet()
_QUESTIONS = {field.question for field in SHEET.pages[0].fields}


@pytest.fixture(scope="module")
def blank() -> Blank:
    """Return a printed page."""
    return Blank(draw_blank(SHEET, 1, 300.0, "O1:AAAAAAAAAA:-:01"), 300.0, SHEET, 1, "K7QM3F2X9C")


def _quiet(level: UnseenOptions) -> UnseenOptions:
    """Return a level whose sheets lie flat and true in a scanner without faults, at 200 dpi in grey."""
    still = Range(0.0, 0.0)
    sheet = replace(
        level.sheet, fold_share=0.0, tinted_share=0.0, recycled_share=0.0, holes_share=0.0, staple_share=0.0
    )
    sensor = replace(
        level.sensor,
        dpi=((200.0, 1.0),),
        colour_share=0.0,
        skew_deg=0.0,
        shift_mm=0.0,
        scale=0.0,
        feed_wave_mm=still,
        noise=still,
        stripe=still,
        border_share=0.0,
        halo_share=0.0,
    )
    return replace(level, sheet=sheet, sensor=sensor)


@pytest.mark.parametrize("level", ["easy", "rough"])
def test_a_seed_gives_one_scan(blank: Blank, level: str) -> None:
    """The same seed gives the same pixels and truth; another gives others."""
    once, again, other = (unseen_page(blank, LEVELS[level], seed) for seed in (3, 3, 4))

    assert np.array_equal(once.page.pixels, again.page.pixels)
    assert once.page.truth == again.page.truth
    assert once.page.truth.boxes != other.page.truth.boxes


def test_the_blank_is_not_drawn_on(blank: Blank) -> None:
    """The printed page can be used for the next respondent."""
    before = blank.pixels.copy()
    unseen_page(blank, LEVELS["rough"], 1)

    assert np.array_equal(before, blank.pixels)


def test_answers_are_the_boxes_that_were_not_taken_back(blank: Blank) -> None:
    """A truth's answers hold every marked box but the cancelled ones, in every question of the page."""
    for seed in range(3):
        truth = unseen_page(blank, LEVELS["rough"], seed).page.truth
        assert {question for question, _ in truth.answers} == _QUESTIONS
        for question, meant in truth.answers:
            boxes = [box for box in truth.boxes if box.question == question]
            kept = tuple(b.choice for b in boxes if b.kind is not MarkKind.NONE and not b.cancelled)
            assert kept == meant
            assert all(box.cancelled == box.kind.cancels for box in boxes)


def test_ink_lies_in_marked_boxes_only(blank: Blank) -> None:
    """On a flat sheet the marked boxes are darker than the others, and the page has not moved."""
    px_per_mm = 200 / 25.4
    for seed in range(6):
        page = unseen_page(blank, _quiet(LEVELS["easy"]), seed).page
        pixels = np.rot90(page.pixels, 2) if page.truth.turn_deg else page.pixels
        light: dict[bool, list[float]] = {True: [], False: []}
        for (_, mark), truth in zip(SHEET.pages[0].boxes(), page.truth.boxes, strict=True):
            inner = mark.box.grown(-0.5)
            rows = slice(round(inner.y_mm * px_per_mm), round(inner.bottom_mm * px_per_mm))
            columns = slice(round(inner.x_mm * px_per_mm), round(inner.right_mm * px_per_mm))
            light[truth.kind is not MarkKind.NONE].append(float(pixels[rows, columns].mean()))
        assert max(light[True]) < min(light[False]) - 1


def test_upright_boxes_stand_where_the_layout_says(blank: Blank) -> None:
    """Without skew, waves and folds the left outline of a box is found within 0.15 mm of its place."""
    page = unseen_page(blank, _quiet(LEVELS["easy"]), 0).page
    pixels = (np.rot90(page.pixels, 2) if page.truth.turn_deg else page.pixels).astype(float)
    px_per_mm = 200 / 25.4
    empty = next(
        mark.box
        for (_, mark), truth in zip(SHEET.pages[0].boxes(), page.truth.boxes, strict=True)
        if truth.kind is MarkKind.NONE
    )
    row = pixels[round(empty.centre.y_mm * px_per_mm)]
    near = np.arange(round((empty.x_mm - 0.7) * px_per_mm), round((empty.x_mm + 0.7) * px_per_mm))
    ink = row[near].max() - row[near]

    assert abs(((near + 0.5) * ink).sum() / ink.sum() / px_per_mm - empty.x_mm) < 0.15


def test_other_shapes_can_be_filled_in() -> None:
    """A page with ovals is filled in like one with boxes."""
    sheet = plain_sheet(shape=BoxShape.BUBBLE)
    blank = Blank(draw_blank(sheet, 1, 300.0), 300.0, sheet, 1, None)

    assert unseen_page(blank, LEVELS["usual"], 2).page.pixels.min() < 100


def test_an_unknown_page_is_refused(blank: Blank) -> None:
    """A page that the sheet does not have cannot be filled in."""
    with pytest.raises(ValueError, match="no page 9"):
        unseen_page(replace(blank, page_number=9), LEVELS["easy"], 0)
