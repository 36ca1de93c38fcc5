"""What else is written on a sheet? Comments, and where on the page they stand."""

from dataclasses import dataclass

import numpy as np

from omr.layout.sheet import PageLayout
from simulate.chance import happens
from simulate.letters import COMMENTS, written_width_mm
from simulate.options import RespondentOptions
from simulate.strokes import Hand


@dataclass(frozen=True, slots=True)
class PlannedComment:
    """One line of handwriting: its words and where its baseline begins, in mm."""

    text: str
    x_mm: float
    y_mm: float
    across_boxes: bool = False


def plan_comments(
    layout: PageLayout, hand: Hand, options: RespondentOptions, rng: np.random.Generator
) -> tuple[PlannedComment, ...]:
    """Return the lines a respondent writes: mostly in the places for them, at times beyond, seldom across boxes."""
    planned: list[PlannedComment] = []
    for area in layout.text_areas:
        if happens(rng, options.comment_share):
            spills = happens(rng, options.spill_share)
            left_mm = area.box.x_mm + rng.uniform(1, 8)
            right_mm = area.box.right_mm + (6 if spills else -1)
            bottom_mm = area.box.bottom_mm + (4 if spills else -1)
            y_mm = area.box.y_mm + hand.letter_mm * 2.2 + (-2.5 if spills else 0)
            planned.extend(_lines((left_mm, right_mm), (y_mm, bottom_mm), hand, rng))
    if layout.fields and happens(rng, options.across_boxes_share):
        boxes = layout.fields[int(rng.integers(len(layout.fields)))].boxes
        start = boxes[int(rng.integers(len(boxes)))].box
        text = COMMENTS[int(rng.integers(len(COMMENTS)))]
        planned.append(PlannedComment(text, start.x_mm - rng.uniform(0, 6), start.bottom_mm + rng.uniform(-1, 2), True))
    return tuple(planned)


def _lines(
    across_mm: tuple[float, float], down_mm: tuple[float, float], hand: Hand, rng: np.random.Generator
) -> list[PlannedComment]:
    lines: list[PlannedComment] = []
    y_mm = down_mm[0]
    for _ in range(int(rng.integers(1, 4))):
        text = COMMENTS[int(rng.integers(len(COMMENTS)))]
        while text and written_width_mm(text, hand) > across_mm[1] - across_mm[0]:
            text = text.rpartition(" ")[0]
        if y_mm > down_mm[1] or not text:
            break
        lines.append(PlannedComment(text, across_mm[0] + float(rng.uniform(0, 4)), y_mm))
        y_mm += hand.letter_mm * float(rng.uniform(2.6, 3.4))
    return lines
