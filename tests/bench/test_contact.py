"""Crops for a person to look at."""

from pathlib import Path

import cv2

from bench.contact import captioned, question_crop, write_contact_sheet
from bench.pages import simulated_page
from bench.scored import Outcome, score
from omr.detect.page import read_page
from omr.layout.serial import layout_id
from omr.reading import PageReading
from simulate.grades import GRADES
from tests.omr.detect.model import MODEL


def test_a_crop_shows_the_question_under_its_caption(tmp_path: Path) -> None:
    """The row of boxes is there, on white paper, and the sheet of crops is a picture."""
    layout, page = simulated_page(GRADES["clean"], 5)
    reading = read_page(page.pixels, {layout_id(layout): layout}, MODEL)
    assert isinstance(reading, PageReading)
    question = next(iter(score(reading, page.truth)))
    crop = question_crop(page.pixels, layout, reading, question.question)
    write_contact_sheet([captioned(crop, question, Outcome.REVIEW)] * 2, tmp_path / "worst.png")
    sheet = cv2.imread(str(tmp_path / "worst.png"), cv2.IMREAD_GRAYSCALE)

    # Outlines of five boxes or more and hardly anything else: a little ink, much paper.
    assert 0.005 < (crop < 150).mean() < 0.3
    assert sheet is not None
    assert sheet.shape[0] > 2 * crop.shape[0]
