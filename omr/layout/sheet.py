"""What is printed where? The contract between printing a sheet and reading it.

A `SheetLayout` is made when a form is laid out, stored when it is printed, and is all that reading needs to know
of the form. It holds no wording: the survey definition stored beside it does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from omr.geometry import BoxMm, SizeMm
from omr.layout.fiducials import Fiducial


class FieldKind(StrEnum):
    """How many boxes of a field an answer may hold."""

    SINGLE = "single"
    MULTIPLE = "multiple"


class BoxShape(StrEnum):
    """The printed outline of a mark box."""

    BOX = "box"
    BUBBLE = "bubble"


@dataclass(frozen=True, slots=True)
class MarkBox:
    """A place to mark: the choice it stands for and the outline printed around it (middle of its line)."""

    choice: str
    shape: BoxShape
    box: BoxMm


@dataclass(frozen=True, slots=True)
class Field:
    """The mark boxes of one question, in printed order. One digit of a digit grid is a field of its own.

    `max_choices` bounds an answer of kind `multiple`; None leaves it open.
    """

    question: str
    kind: FieldKind
    boxes: tuple[MarkBox, ...]
    max_choices: int | None = None


@dataclass(frozen=True, slots=True)
class TextArea:
    """A place for handwriting, kept as a picture and never read as marks."""

    id: str
    box: BoxMm


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One side of a sheet. Fields are in reading order; `number` counts from 1.

    `printed` is where words, lines and other print that is no mark box stands near mark boxes; none where that is not
    known, as of sheets that others laid out.
    """

    number: int
    fields: tuple[Field, ...]
    text_areas: tuple[TextArea, ...]
    fiducials: tuple[Fiducial, ...]
    codes: tuple[BoxMm, ...]
    printed: tuple[BoxMm, ...] = ()

    def boxes(self) -> Iterator[tuple[Field, MarkBox]]:
        """Yield every mark box with its field, in printed order: the order of everything measured."""
        for field in self.fields:
            for box in field.boxes:
                yield field, box


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """All sides of a sheet. `outline_mm` is the width of the line printed around each mark box.

    `rings_choose` says that the form asks for numbers to be circled: a ring is an answer there, and takes none back.
    """

    form: str
    page_size: SizeMm
    outline_mm: float
    pages: tuple[PageLayout, ...]
    rings_choose: bool = False

    def page(self, number: int) -> PageLayout | None:
        """Return the page with this number, or None where the sheet has no such page."""
        return next((page for page in self.pages if page.number == number), None)
