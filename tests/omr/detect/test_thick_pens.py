"""A heavy cross is a cross: the worst known mistake of readers is to take it for one that was struck out."""

from dataclasses import replace

import pytest

from omr.detect.page import read_page
from omr.reading import AnswerState, MarkState, PageReading
from simulate.grades import GRADES
from simulate.pens import PenKind
from simulate.truth import MarkKind
from tests.omr.detect.model import MODEL
from tests.omr.detect.scans import known, scanned

PAGES = 8


@pytest.mark.parametrize("kind", [MarkKind.CROSS, MarkKind.FILL])
@pytest.mark.parametrize("pen", [PenKind.FELT_TIP, PenKind.MARKER, PenKind.GEL_BLACK])
def test_no_thick_cross_or_fill_is_taken_for_cancelled(kind: MarkKind, pen: PenKind) -> None:
    """With pens of 0.3 to 1.4 mm no mark is struck out by the reader, and no answer is accepted as another."""
    respondent = replace(
        GRADES["office"].respondent, pens=((pen, 1.0),), marks=((kind, 1.0),), correction_share=0.0, double_share=0.0
    )
    grade = replace(GRADES["office"], respondent=respondent)
    for seed in range(PAGES):
        sheet, page = scanned(grade, seed)
        reading = read_page(page.pixels, known(sheet), MODEL)
        assert isinstance(reading, PageReading)
        marked = [m for m, truth in zip(reading.marks, page.truth.boxes, strict=True) if truth.kind is kind]
        assert all(mark.verdict.state is not MarkState.CANCELLED for mark in marked)
        for answer in reading.answers:
            if answer.state is AnswerState.ACCEPTED:
                assert answer.chosen == page.truth.answer(answer.question)
