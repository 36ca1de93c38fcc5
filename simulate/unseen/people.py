"""What does a person of the second world mean, and with what habits do they mark it?"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from omr.layout.sheet import Field, FieldKind, MarkBox, PageLayout
from simulate.chance import Shares, happens, pick
from simulate.truth import BoxTruth, MarkKind
from simulate.unseen.options import HandOptions
from simulate.unseen.pens import Pen, draw_pen
from simulate.unseen.shapes import Style


class Undo(StrEnum):
    """A way of taking a mark back."""

    RING = "ring"
    RING_OPEN = "open ring"
    RING_WIDE = "ring touching the next box"
    BLACKOUT = "blackout"
    ZIGZAG = "zigzag"
    CROSSED_AGAIN = "crossed again"
    WHITE_OUT = "white-out"

    @property
    def kind(self) -> MarkKind:
        """What kind of mark it is for the truth."""
        return _UNDO_KINDS[self]


_UNDO_KINDS = {
    Undo.RING: MarkKind.CROSS_RINGED,
    Undo.RING_OPEN: MarkKind.CROSS_RINGED,
    Undo.RING_WIDE: MarkKind.CROSS_RINGED,
    Undo.BLACKOUT: MarkKind.BLACKOUT,
    Undo.ZIGZAG: MarkKind.BLACKOUT,
    Undo.CROSSED_AGAIN: MarkKind.CROSS_AGAIN,
    Undo.WHITE_OUT: MarkKind.WHITE_OUT,
}
_UNDO_SHARES: Shares[Undo] = (
    (Undo.RING, 0.35),
    (Undo.RING_OPEN, 0.12),
    (Undo.RING_WIDE, 0.10),
    (Undo.BLACKOUT, 0.16),
    (Undo.ZIGZAG, 0.12),
    (Undo.CROSSED_AGAIN, 0.08),
    (Undo.WHITE_OUT, 0.07),
)
# Nobody takes these for an answer even where no other box is marked.
_CLEAR_ALONE = (Undo.RING, Undo.WHITE_OUT)
_STYLE_SHARES: Shares[Style] = (
    (Style.CROSS_STRAIGHT, 0.20),
    (Style.CROSS_CURVED, 0.10),
    (Style.CROSS_HOOKED, 0.06),
    (Style.CROSS_GAP, 0.05),
    (Style.CROSS_JOINED, 0.06),
    (Style.PLUS, 0.02),
    (Style.SLASH, 0.06),
    (Style.DASH, 0.03),
    (Style.TICK_SHORT, 0.08),
    (Style.TICK_LONG, 0.08),
    (Style.LETTER_V, 0.05),
    (Style.LETTER_X, 0.04),
    (Style.LETTER_D, 0.02),
    (Style.SCRIBBLE, 0.05),
    (Style.FILL, 0.05),
    (Style.DOT, 0.02),
    (Style.SPIRAL, 0.02),
    (Style.RING, 0.02),
)


@dataclass(frozen=True, slots=True)
class Person:
    """One respondent. `shift` is where their marks mostly land, from the box's middle, in boxes."""

    pen: Pen
    habit: Style
    size: float
    shift: tuple[float, float]
    scatter: float
    lean_deg: float
    blank_share: float
    overshoots: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark to be made in a box, and how it is taken back where it is."""

    field: Field
    box: MarkBox
    style: Style
    undo: Undo | None = None

    @property
    def kind(self) -> MarkKind:
        """What kind of mark it is for the truth."""
        return self.undo.kind if self.undo else self.style.kind


@dataclass(frozen=True, slots=True)
class Intent:
    """What one page shall hold: marks, and questions that are struck out by a long line."""

    person: Person
    marks: tuple[Mark, ...]
    struck_out: tuple[Field, ...]

    def answers(self, layout: PageLayout) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the choices meant for every question, in printed order."""
        kept = {(mark.field.question, mark.box.choice) for mark in self.marks if mark.undo is None}
        return tuple(
            (field.question, tuple(box.choice for box in field.boxes if (field.question, box.choice) in kept))
            for field in layout.fields
        )

    def boxes(self, layout: PageLayout) -> tuple[BoxTruth, ...]:
        """Return what is true of every box, in printed order."""
        made = {(mark.field.question, mark.box.choice): mark for mark in self.marks}
        truths = []
        for field, box in layout.boxes():
            mark = made.get((field.question, box.choice))
            kind = mark.kind if mark else MarkKind.NONE
            truths.append(BoxTruth(field.question, box.choice, kind, kind.cancels))
        return tuple(truths)


def draw_person(options: HandOptions, rng: np.random.Generator) -> Person:
    """Return somebody with a pen and habits."""
    angle = rng.uniform(0, 2 * np.pi)
    shift = options.shift.draw_low(rng)
    return Person(
        pen=draw_pen(pick(rng, options.pens), rng),
        habit=pick(rng, _STYLE_SHARES),
        size=options.size.draw(rng),
        shift=(shift * float(np.cos(angle)), shift * float(np.sin(angle))),
        scatter=options.scatter * float(rng.uniform(0.2, 1.3)),
        lean_deg=float(rng.normal(0, 9)),
        blank_share=options.blank_question_share.draw_low(rng),
        overshoots=happens(rng, options.overshoot_share),
    )


def draw_intent(layout: PageLayout, person: Person, options: HandOptions, rng: np.random.Generator) -> Intent:
    """Return what a person puts on a page, question by question."""
    marks: list[Mark] = []
    struck_out = []
    for field in layout.fields:
        if happens(rng, options.struck_out_question_share):
            struck_out.append(field)
        elif not happens(rng, person.blank_share):
            marks += _marks(field, person, options, rng)
    return Intent(person, tuple(marks), tuple(struck_out))


def _marks(field: Field, person: Person, options: HandOptions, rng: np.random.Generator) -> list[Mark]:
    style = pick(rng, _STYLE_SHARES) if happens(rng, options.lapse_question_share) else person.habit
    order = [field.boxes[i] for i in rng.permutation(len(field.boxes)).tolist()]
    wanted = 1
    if field.kind is FieldKind.MULTIPLE:
        wanted = int(rng.integers(1, (field.max_choices or len(order)) + 1))
    elif happens(rng, options.several_question_share):
        wanted = 2
    chosen, free = order[:wanted], order[wanted:]
    if free and happens(rng, options.taken_back_question_share):
        # A ring says "mistaken" only where the rings of this person are not their marks.
        undo = _CLEAR_ALONE[int(rng.integers(2))]
        return [Mark(field, free[0], Style.CROSS_STRAIGHT if style is Style.RING else style, undo)]
    if free and happens(rng, options.correction_question_share):
        undo = pick(rng, _UNDO_SHARES)
        if style.dark or style is Style.RING:
            style = Style.CROSS_STRAIGHT
        return [Mark(field, free[0], style, undo), *(Mark(field, box, style) for box in chosen)]
    return [Mark(field, box, style) for box in chosen]
