"""What is true of a simulated sheet? What its respondent meant, box by box, and what was done to the paper."""

import json
from dataclasses import dataclass
from enum import StrEnum


class MarkKind(StrEnum):
    """What a respondent put in or around one box."""

    NONE = "none"

    CROSS = "cross"
    TICK = "tick"
    FILL = "fill"
    SLASH = "slash"
    DOT = "dot"
    LETTER = "letter"
    RING = "ring"

    CROSS_RINGED = "cross_ringed"  # a mark with a ring around it: the rule printed on the sheet
    BLACKOUT = "blackout"  # a mark scribbled black
    CROSS_AGAIN = "cross_again"  # a mark struck through once more
    WHITE_OUT = "white_out"  # a mark under correction fluid
    ERASED = "erased"  # pencil rubbed out, a smudge left

    @property
    def cancels(self) -> bool:
        """Tell whether a mark of this kind was taken back."""
        return self in _CANCELLED


_CANCELLED = frozenset(
    {MarkKind.CROSS_RINGED, MarkKind.BLACKOUT, MarkKind.CROSS_AGAIN, MarkKind.WHITE_OUT, MarkKind.ERASED}
)


@dataclass(frozen=True, slots=True)
class BoxTruth:
    """One box: what is in it, and whether it was taken back."""

    question: str
    choice: str
    kind: MarkKind
    cancelled: bool


@dataclass(frozen=True, slots=True)
class SheetTruth:
    """One scanned page: what its respondent meant and what happened to the paper.

    `answers` holds each question with the choices meant, in printed order: none for blank; a mark taken back is not
    among them; two marks in a question that allows one are both there. `boxes` holds every box of the page in printed
    order. `facts` are words such as ``fold`` or ``photocopy x2``; `writer_kind` is the mark this person mostly makes.
    """

    serial: str | None
    form: str
    page_number: int
    grade: str
    seed: int
    answers: tuple[tuple[str, tuple[str, ...]], ...]
    boxes: tuple[BoxTruth, ...]
    facts: tuple[str, ...]
    pen: str
    writer_kind: MarkKind
    dpi: float
    turn_deg: int

    def answer(self, question: str) -> tuple[str, ...]:
        """Return the choices meant for a question.

        Raises
        ------
        KeyError
            When the page has no such question.
        """
        return dict(self.answers)[question]


def truth_to_json(truth: SheetTruth) -> str:
    """Return a truth as one line of JSON."""
    return json.dumps(
        {
            "serial": truth.serial,
            "form": truth.form,
            "page": truth.page_number,
            "grade": truth.grade,
            "seed": truth.seed,
            "answers": [[question, list(choices)] for question, choices in truth.answers],
            "boxes": [[box.question, box.choice, box.kind.value, box.cancelled] for box in truth.boxes],
            "facts": list(truth.facts),
            "pen": truth.pen,
            "writer_kind": truth.writer_kind.value,
            "dpi": truth.dpi,
            "turn_deg": truth.turn_deg,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def truth_from_json(text: str) -> SheetTruth:
    """Return the truth that a line of JSON describes.

    Raises
    ------
    ValueError, KeyError, TypeError
        When the line is not what `truth_to_json` writes.
    """
    data = json.loads(text)
    return SheetTruth(
        serial=data["serial"],
        form=data["form"],
        page_number=data["page"],
        grade=data["grade"],
        seed=data["seed"],
        answers=tuple((question, tuple(choices)) for question, choices in data["answers"]),
        boxes=tuple(
            BoxTruth(question, choice, MarkKind(kind), cancelled) for question, choice, kind, cancelled in data["boxes"]
        ),
        facts=tuple(data["facts"]),
        pen=data["pen"],
        writer_kind=MarkKind(data["writer_kind"]),
        dpi=data["dpi"],
        turn_deg=data["turn_deg"],
    )
