"""Is what lies in a box part of a line of words? A remark that runs over the boxes of a row left blank is no answer.

In its box a letter looks like a mark. What tells are the letters beside it, on one line with the box, where nothing is
printed.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from omr.detect.boxes import PageBoxes
from omr.detect.image import Points
from omr.detect.marks import Page
from omr.detect.pen import Ground, ground_of, pen_in
from omr.reading import JudgedMark

# Words fill what is around their box with ink; two known to have been taken for marks had 0.26 and 0.29 in the margin.
# Of ten marks on a hard page one or two have so much.
_IN_MARGIN = 0.15
# Letters are looked for so far to both sides of the box, their middles so far above and below its own, and clear of
# this and other boxes, whose marks overshoot.
_BESIDE_MM, _ON_LINE_MM, _CLEAR_MM = 14.0, 3.2, 1.5
# So far above and below the box is looked, to see letters whole.
_LINE_MM = 4.2
# A letter is at least this large, this dark beside what is in the box, and no edge of print. So many of them, this long
# together, are words: of 10,800 questions on 900 hard pages three right answers more wait for them, of 16 words over
# blank rows that had been taken for answers in 720,000 positions two. With two letters 28 would wait.
_LETTER_MM, _OF_MARK, _EDGE = 1.0, 0.6, 0.5
_FEWEST, _LENGTH_MM = 3, 4.0


def overwritten(page: Page, boxes: PageBoxes, places_mm: Points, marks: Sequence[JudgedMark]) -> Iterator[int]:
    """Yield which marked boxes have a line of words running on beside them, where the layout knows what is printed.

    `places_mm` is (N, 2), where the boxes were found.
    """
    asked = [
        i
        for i, (reading, verdict) in enumerate(marks)
        if verdict.p_marked > 0.5 and reading.features.margin_ink_fraction > _IN_MARGIN
    ]
    if not asked or not len(boxes.printed_mm):
        return
    ground = ground_of(boxes, places_mm)
    for number in asked:
        if _has_words_beside(page, ground, number, marks[number].reading.features.darkness_peak):
            yield number


def _has_words_beside(page: Page, ground: Ground, number: int, darkness: float) -> bool:
    left_mm, top_mm, right_mm, bottom_mm = ground.boxes_mm[number].tolist()
    middle_mm = (top_mm + bottom_mm) / 2
    begin_mm = np.array([left_mm - _BESIDE_MM, middle_mm - _LINE_MM])
    end_mm = np.array([right_mm + _BESIDE_MM, middle_mm + _LINE_MM])
    siblings = np.flatnonzero(ground.fields == ground.fields[number]).tolist()
    pen = pen_in(page, ground, begin_mm, end_mm, siblings)
    lengths_mm = pen.lengths_mm
    clear = ~pen.within(ground.boxes_mm, _CLEAR_MM) & (lengths_mm >= _LETTER_MM)
    clear &= np.abs(pen.middles_mm[:, 1] - middle_mm) < _ON_LINE_MM
    clear[0] = False
    letters = [
        piece
        for piece in np.flatnonzero(clear).tolist()
        if pen.darkest(piece) > _OF_MARK * darkness * page.black
        and pen.beside_print[pen.pieces == piece].mean() <= _EDGE
    ]
    return len(letters) >= _FEWEST and float(lengths_mm[letters].sum()) >= _LENGTH_MM
