"""What does a respondent mean, and how do they put it on paper? A writer with habits, question by question."""

from dataclasses import dataclass

import numpy as np

from omr.layout.sheet import Field, FieldKind, MarkBox, PageLayout
from simulate.chance import Stream, happens, pick
from simulate.comments import PlannedComment, plan_comments
from simulate.options import Grade, RespondentOptions
from simulate.pens import Pen, PenKind, draw_pen
from simulate.strokes import Hand
from simulate.truth import BoxTruth, MarkKind

# How counter surveys come out: most are very content (98 % positive in published ward tables), a few are not.
_BEST_TO_WORST = (0.62, 0.25, 0.08, 0.03, 0.02)
# Kinds that a scribble over a neighbour, or a strike, could be taken for.
_DARK = frozenset({MarkKind.FILL, MarkKind.DOT})
# Ways of taking back that nobody takes for a choice even where no other box is marked.
_CLEAR_ALONE = frozenset({MarkKind.CROSS_RINGED, MarkKind.WHITE_OUT, MarkKind.ERASED})


@dataclass(frozen=True, slots=True)
class Writer:
    """One respondent: their pen, their hand and the mark they mostly make."""

    pen: Pen
    hand: Hand
    kind: MarkKind
    blank_share: float


@dataclass(frozen=True, slots=True)
class PlannedMark:
    """A mark to be made. `base` is the mark that was taken back where `kind` is a cancelled one."""

    field: Field
    box: MarkBox
    kind: MarkKind
    base: MarkKind


@dataclass(frozen=True, slots=True)
class Filling:
    """One page as a respondent fills it in, nothing drawn yet."""

    writer: Writer
    answers: tuple[tuple[str, tuple[str, ...]], ...]
    marks: tuple[PlannedMark, ...]
    comments: tuple[PlannedComment, ...]

    def boxes(self, layout: PageLayout) -> tuple[BoxTruth, ...]:
        """Return what is true of each box of the page, in printed order."""
        kinds = {(mark.field.question, mark.box.choice): mark.kind for mark in self.marks}
        return tuple(
            BoxTruth(
                field.question,
                box.choice,
                (kind := kinds.get((field.question, box.choice), MarkKind.NONE)),
                kind.cancels,
            )
            for field, box in layout.boxes()
        )


def fill_in(layout: PageLayout, stream: Stream, grade: Grade) -> Filling:
    """Return how a respondent fills a page in. All pages of a sheet with one `stream` have one writer."""
    writer = draw_writer(stream.child(0).rng(), grade.respondent)
    rng = stream.child(1, layout.number).rng()
    mood = _mood(rng)
    line = int(rng.integers(0, 2)) if happens(rng, grade.respondent.straight_line_share) else None
    answers: list[tuple[str, tuple[str, ...]]] = []
    marks: list[PlannedMark] = []
    for field in layout.fields:
        chosen = _choose(field, writer, mood, line, rng)
        made = _mark(field, chosen, writer, grade.respondent, rng)
        kept = {mark.box.choice for mark in made if not mark.kind.cancels}
        answers.append((field.question, tuple(box.choice for box in field.boxes if box.choice in kept)))
        marks.extend(made)
    comments = plan_comments(layout, writer.hand, grade.respondent, stream.child(2, layout.number).rng())
    return Filling(writer, tuple(answers), tuple(marks), comments)


def draw_writer(rng: np.random.Generator, options: RespondentOptions) -> Writer:
    """Return a person: pen, hand, habit."""
    pen = draw_pen(pick(rng, options.pens), rng)
    left_handed = happens(rng, 0.08)
    hand = Hand(
        size=options.size.draw(rng),
        slant_deg=float(rng.normal(-8 if left_handed else 10, 8)),
        tremor_mm=options.tremor_mm.draw_low(rng),
        speed=options.speed.draw(rng),
        bias=(float(rng.normal(0, options.bias)), float(rng.normal(0, options.bias))),
        scatter=options.scatter.draw_low(rng),
        letter_mm=float(rng.uniform(1.6, 3.0)),
        left_handed=left_handed,
    )
    return Writer(pen, hand, pick(rng, options.marks), options.blank_share.draw_low(rng))


def _mood(rng: np.random.Generator) -> tuple[float, ...]:
    """Return how this person leans over a scale from best to worst: most are content, some are not."""
    lean = rng.dirichlet(np.array(_BEST_TO_WORST) * 6 + 0.15)
    return tuple(float(value) for value in (lean[::-1] if happens(rng, 0.06) else lean))


def _choose(
    field: Field, writer: Writer, mood: tuple[float, ...], line: int | None, rng: np.random.Generator
) -> tuple[MarkBox, ...]:
    blank = happens(rng, writer.blank_share)
    count = len(field.boxes)
    if field.kind is FieldKind.MULTIPLE:
        most = min(field.max_choices or count, count)
        wanted = int(rng.integers(1, most + 1))
        picked = sorted(rng.permutation(count)[:wanted].tolist())
    elif 3 <= count <= 6:
        weights = np.interp(np.linspace(0, 4, count), np.arange(5), np.array(mood)) + 0.01
        at = int(rng.choice(count, p=weights / weights.sum()))
        at = line if line is not None and rng.random() < 0.93 else at
        picked = [at if _best_first(field) else count - 1 - at]
    else:
        picked = [int(rng.integers(count))]
    return () if blank else tuple(field.boxes[i] for i in picked)


def _best_first(field: Field) -> bool:
    codes = [box.choice for box in field.boxes]
    return not all(code.isdigit() for code in codes) or codes == sorted(codes, reverse=True)


def _mark(
    field: Field, chosen: tuple[MarkBox, ...], writer: Writer, options: RespondentOptions, rng: np.random.Generator
) -> list[PlannedMark]:
    """Return the marks of one question. One kind per question: a cross beside a black box reads as a correction."""
    kind = writer.kind if happens(rng, options.consistency) else pick(rng, options.marks)
    corrects, alone, doubles = (
        happens(rng, options.correction_share),
        happens(rng, options.cancelled_alone_share),
        happens(rng, options.double_share),
    )
    cancelling = _cancelling(pick(rng, options.corrections), writer)
    free = [box for box in field.boxes if box not in chosen]
    other = free[int(rng.integers(len(free)))] if free else None
    if corrects and chosen and other is not None:
        return _corrected(field, chosen, other, (kind, cancelling), alone)
    if doubles and chosen and other is not None and field.kind is FieldKind.SINGLE:
        chosen = (*chosen, other)
    return [PlannedMark(field, box, kind, kind) for box in chosen]


def _cancelling(wanted: MarkKind, writer: Writer) -> MarkKind:
    """Return a way of taking back that this pen can do: only pencil is rubbed out."""
    pencil = writer.pen.kind in (PenKind.PENCIL, PenKind.PENCIL_FAINT)
    return MarkKind.CROSS_RINGED if wanted is MarkKind.ERASED and not pencil else wanted


def _corrected(
    field: Field, chosen: tuple[MarkBox, ...], other: MarkBox, kinds: tuple[MarkKind, MarkKind], alone: bool
) -> list[PlannedMark]:
    """Return the marks of a question answered wrongly first, at `other`, and then as meant.

    Only what a person can tell apart is drawn: beside a black box the fresh mark is a cross, a ring is not
    ringed again, and a box scribbled black or struck over never stands alone.
    """
    kind, cancelling = kinds
    if kind is MarkKind.RING or (kind in _DARK and cancelling in (MarkKind.BLACKOUT, MarkKind.CROSS_AGAIN)):
        kind = MarkKind.CROSS
    taken_back = PlannedMark(field, other, cancelling, kind)
    if alone and cancelling in _CLEAR_ALONE and len(chosen) == 1:
        return [taken_back]
    return [taken_back, *(PlannedMark(field, box, kind, kind) for box in chosen)]
