"""What else is on the paper that is no mark? Handwriting, long lines, touches of the pen, stamps."""

import cv2
import numpy as np

from omr.layout.sheet import PageLayout
from simulate.chance import happens
from simulate.unseen.curves import Path, rounded
from simulate.unseen.nib import InkPatch, lay_ink
from simulate.unseen.options import HandOptions
from simulate.unseen.pens import Pen
from simulate.unseen.people import Intent
from simulate.unseen.shapes import Style
from simulate.unseen.sheetpaper import SheetPaper

_STAMP_INKS = ((205.0, 25.0, 40.0), (205.0, 25.0, 40.0), (40.0, 50.0, 170.0))
_STAMP_WORDS = ("DA NHAN", "UBND PHUONG", "DA KIEM TRA", "VAN THU")


def add_clutter(
    paper: SheetPaper, layout: PageLayout, intent: Intent, options: HandOptions, rng: np.random.Generator
) -> tuple[str, ...]:
    """Draw what people write beside their answers; return words for what was drawn."""
    facts = []
    pen = intent.person.pen
    if happens(rng, options.comment_share):
        facts.append(_comment(paper, layout, pen, rng, across=happens(rng, options.line_share * 2)))
    if happens(rng, options.line_share):
        facts.append("long line")
        _long_line(paper, layout, pen, rng)
    if happens(rng, options.stray_share):
        facts.append("touches")
        _touches(paper, layout, intent, rng)
    return tuple(facts)


def add_stamp(paper: SheetPaper, layout: PageLayout, rng: np.random.Generator) -> None:
    """Press a round or a rectangular stamp somewhere on the page, mostly near boxes."""
    boxes = [box.box.centre for _, box in layout.boxes()]
    near = boxes[int(rng.integers(len(boxes)))]
    at = np.array([near.x_mm, near.y_mm]) + rng.normal(0, 16, 2)
    size_mm = float(rng.uniform(28, 38))
    side = round(size_mm * paper.px_per_mm)
    shape = _round_stamp(side) if rng.random() < 0.6 else _square_stamp(side, rng)
    turn = cv2.getRotationMatrix2D((side / 2, side / 2), float(rng.normal(0, 14)), 1.0)
    shape = np.asarray(cv2.warpAffine(shape, turn, (side, side), flags=cv2.INTER_AREA), np.uint8)
    blotch = cv2.resize(rng.random((9, 9), np.float32), (side, side), interpolation=cv2.INTER_CUBIC)
    grain = rng.random((side, side), np.float32)
    cover = shape.astype(np.float32) / 255 * np.clip(0.25 + blotch, 0.2, 1) * (0.7 + 0.3 * grain)
    cover *= float(rng.uniform(0.55, 0.95))
    left, top = np.rint((at - size_mm / 2) * paper.px_per_mm).astype(int).tolist()
    paper.ink(InkPatch(left, top, cover.astype(np.float32)), _STAMP_INKS[int(rng.integers(3))])


def _round_stamp(side: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    shape = np.zeros((side, side), np.uint8)
    middle = (side // 2, side // 2)
    cv2.circle(shape, middle, round(0.47 * side), (255.0,), max(side // 50, 2), cv2.LINE_AA)
    cv2.circle(shape, middle, round(0.30 * side), (255.0,), max(side // 90, 1), cv2.LINE_AA)
    angles = -np.pi / 2 + np.arange(11) * np.pi / 5
    radii = np.where(np.arange(11) % 2, 0.07, 0.17) * side
    star = np.column_stack([np.cos(angles) * radii, np.sin(angles) * radii]) + side / 2
    cv2.fillPoly(shape, [np.rint(star).astype(np.int32)], (255.0,), cv2.LINE_AA)
    for i, letter in enumerate("UBND PHUONG XA * VIET NAM *"):
        angle = np.pi + i * 2 * np.pi / 27
        place = (round(side / 2 + 0.385 * side * np.cos(angle)) - 8, round(side / 2 + 0.385 * side * np.sin(angle)) + 8)
        cv2.putText(shape, letter, place, cv2.FONT_HERSHEY_SIMPLEX, side / 600, (255.0,), 2, cv2.LINE_AA)
    return shape


def _square_stamp(side: int, rng: np.random.Generator) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    shape = np.zeros((side, side), np.uint8)
    cv2.rectangle(shape, (8, side // 3), (side - 8, 2 * side // 3), (255.0,), max(side // 60, 2))
    words = _STAMP_WORDS[int(rng.integers(len(_STAMP_WORDS)))]
    cv2.putText(shape, words, (20, side // 2), cv2.FONT_HERSHEY_DUPLEX, side / 300, (255.0,), 3, cv2.LINE_AA)
    cv2.putText(shape, "12 -11- 2026", (20, 3 * side // 5), cv2.FONT_HERSHEY_DUPLEX, side / 380, (255.0,), 2)
    return shape


def _comment(paper: SheetPaper, layout: PageLayout, pen: Pen, rng: np.random.Generator, *, across: bool) -> str:
    """Write some words: in the place for it, or across the boxes of the last questions."""
    if across or not layout.text_areas:
        field = layout.fields[int(rng.integers(len(layout.fields)))]
        box = field.boxes[0].box
        start = np.array([box.x_mm + rng.uniform(-25, 15), box.centre.y_mm + rng.uniform(-4, 4)])
        words = int(rng.integers(2, 5))
    else:
        area = layout.text_areas[0].box
        start = np.array([area.x_mm + 3.0, area.y_mm + rng.uniform(5, max(area.height_mm - 3, 6))])
        words = int(rng.integers(3, 9))
    height_mm, slope = float(rng.uniform(2.0, 4.0)), float(rng.normal(0, 0.03))
    at = start
    for _ in range(words):
        letters = int(rng.integers(2, 6))
        paths = _word(letters, height_mm, rng)
        placed = tuple(path @ np.array([[1.0, slope], [0.0, 1.0]]) + at for path in paths)
        paper.ink(lay_ink(placed, pen, paper.px_per_mm, rng), pen.rgb)
        at = at + np.array([(letters + 1.2) * height_mm * 0.62, slope * letters * height_mm * 0.62])
        if at[0] > 185:
            break
    return "comment across boxes" if across else "comment"


def _word(letters: int, height_mm: float, rng: np.random.Generator) -> tuple[Path, ...]:
    """Return something like joined handwriting: bows up and down, some tall, and a few accents."""
    points = [(0.0, 0.0)]
    for i in range(letters):
        tall = rng.choice([0.55, 0.6, 1.1, -0.4], p=[0.4, 0.3, 0.2, 0.1])
        x = i * 0.62
        points += [(x + 0.2, -tall), (x + 0.05, -0.3 * abs(tall)), (x + 0.3, 0.02), (x + 0.5, -0.2)]
    body = rounded((np.array(points) + rng.normal(0, 0.06, (len(points), 2))) * height_mm)
    accents = [
        np.array([(x, -0.85), (x + 0.18, -0.95 - rng.normal(0, 0.1))]) * height_mm
        for x in rng.uniform(0, 0.6 * letters, 2)
    ]
    return (body, *accents)


def _long_line(paper: SheetPaper, layout: PageLayout, pen: Pen, rng: np.random.Generator) -> None:
    """Draw a slanting line of 60 to 150 mm over the page: a pen that slipped, a sheet struck through."""
    boxes = [box.box.centre for _, box in layout.boxes()]
    near = boxes[int(rng.integers(len(boxes)))]
    angle = rng.uniform(0.5, 1.2) * rng.choice([-1, 1])
    along = np.array([np.cos(angle), np.sin(angle)]) * rng.uniform(60, 150) / 2
    middle = np.array([near.x_mm, near.y_mm]) + rng.normal(0, 4, 2)
    bow = rng.normal(0, 3, 2)
    path = rounded(np.array([middle - along, middle + bow, middle + along]))
    paper.ink(lay_ink((path,), pen, paper.px_per_mm, rng), pen.rgb)


def _touches(paper: SheetPaper, layout: PageLayout, intent: Intent, rng: np.random.Generator) -> None:
    """Put small touches of the pen about; in boxes only of questions that are answered by more than a dot."""
    answered = {mark.field.question for mark in intent.marks if mark.style is not Style.DOT and mark.undo is None}
    for field, box in layout.boxes():
        if field.question not in answered or rng.random() > 0.06:
            continue
        at = np.array([box.box.centre.x_mm, box.box.centre.y_mm]) + rng.uniform(-3.2, 3.2, 2)
        path = np.vstack([at, at + rng.normal(0, 0.15, 2)])
        paper.ink(lay_ink((path,), intent.person.pen, paper.px_per_mm, rng), intent.person.pen.rgb)
