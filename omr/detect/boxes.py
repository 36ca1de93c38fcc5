"""Which boxes does a page have, as arrays? Worked out once for a layout, not once for every page that is read."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from omr.detect.image import Points
from omr.layout.sheet import BoxShape, Field, MarkBox, PageLayout

_Value = TypeVar("_Value", bound=np.generic)

BoxKind: TypeAlias = tuple[BoxShape, float, float]
"""Shape, width and height in millimetres: what boxes of one look have in common."""

# Neighbours: a fold or a feeder moves whole lines of the page together, so they are looked for along the line first.
_NEAR_X_MM, _NEAR_Y_MM = 60.0, 7.0
# On both sides of the outline's middle this much is not looked at: half its 0.18 mm, a tenth for what registration
# leaves, the rest for blur at 150 dpi.
OUTLINE_MM = 0.35


@dataclass(frozen=True, slots=True, eq=False)
class PageBoxes:
    """The mark boxes of a page in printed order.

    Attributes
    ----------
    fields, boxes
        Each box with the field it belongs to.
    names
        The question and the choice of each.
    field_numbers
        (N,) int64 ascending: the place of its field on the page.
    centres_mm
        (N, 2).
    kinds
        Each kind of box on the page, with the (K,) numbers of the boxes of that kind.
    kind_of
        The kind of each box.
    near
        (N, N) how much each box has to say about where each other one is, 0..1; nothing about itself.
    printed_mm
        (M, 4) left, top, right and bottom of what is printed near them.
    """

    fields: tuple[Field, ...]
    boxes: tuple[MarkBox, ...]
    names: tuple[tuple[str, str], ...]
    field_numbers: NDArray[np.int64]
    centres_mm: Points
    kinds: tuple[tuple[BoxKind, NDArray[np.int64]], ...]
    kind_of: tuple[BoxKind, ...]
    near: NDArray[np.float64]
    printed_mm: NDArray[np.float64]

    @property
    def largest_mm(self) -> float:
        """The longest side of any box."""
        return max(max(width_mm, height_mm) for (_, width_mm, height_mm), _ in self.kinds)

    def of_kind(self, values: NDArray[_Value], members: NDArray[np.int64]) -> NDArray[_Value]:
        """Return what values the boxes of one kind have, of (N, ...); without a copy where all boxes are of it."""
        return values if len(self.kinds) == 1 else values[members]


def page_boxes(page: PageLayout) -> PageBoxes:
    """Return the boxes of a page; the same layout object gives the same arrays."""
    return _prepared(_Identity(page))


@dataclass(frozen=True, slots=True, eq=False)
class _Identity:
    """A layout by which object it is: comparing what two layouts say takes longer than all that is saved."""

    page: PageLayout

    def __hash__(self) -> int:
        return id(self.page)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and self.page is other.page


@lru_cache(maxsize=64)
def _prepared(identity: _Identity) -> PageBoxes:
    fields, boxes = zip(*identity.page.boxes(), strict=True) if any(identity.page.boxes()) else ((), ())
    numbers = {id(field): number for number, field in enumerate(identity.page.fields)}
    centres = [(box.box.centre.x_mm, box.box.centre.y_mm) for box in boxes]
    centres_mm = np.array(centres, np.float64).reshape(-1, 2)
    kind_of = tuple((box.shape, round(box.box.width_mm, 2), round(box.box.height_mm, 2)) for box in boxes)
    members: dict[BoxKind, list[int]] = defaultdict(list)
    for i, kind in enumerate(kind_of):
        members[kind].append(i)
    return PageBoxes(
        fields=fields,
        boxes=boxes,
        names=tuple((field.question, box.choice) for field, box in zip(fields, boxes, strict=True)),
        field_numbers=np.array([numbers[id(field)] for field in fields], np.int64),
        centres_mm=centres_mm,
        kinds=tuple((kind, np.array(those)) for kind, those in members.items()),
        kind_of=kind_of,
        near=_neighbours(centres_mm),
        printed_mm=np.array(
            [(area.x_mm, area.y_mm, area.right_mm, area.bottom_mm) for area in identity.page.printed], np.float64
        ).reshape(-1, 4),
    )


def _neighbours(centres_mm: Points) -> NDArray[np.float64]:
    dx = (centres_mm[:, None, 0] - centres_mm[None, :, 0]) / _NEAR_X_MM
    dy = (centres_mm[:, None, 1] - centres_mm[None, :, 1]) / _NEAR_Y_MM
    weights = np.exp(-0.5 * (dx**2 + dy**2))
    np.fill_diagonal(weights, 0.0)
    return cast(NDArray[np.float64], weights)


def outline_distance(
    shape: BoxShape, width_mm: float, height_mm: float, axis_mm: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the signed distance to a centred outline, negative inside, on a square grid of places."""
    x, y = np.abs(axis_mm)[None, :], np.abs(axis_mm)[:, None]
    if shape is BoxShape.BOX:
        dx, dy = x - width_mm / 2, y - height_mm / 2
        outside = np.hypot(np.maximum(dx, 0), np.maximum(dy, 0))
        return cast(NDArray[np.float64], outside + np.minimum(np.maximum(dx, dy), 0))
    # An ellipse: first-order distance f / |grad f|, exact on the outline and good to a few per cent nearby.
    a, b = width_mm / 2, height_mm / 2
    level = np.hypot(x / a, y / b)
    slope = np.hypot(x / a**2, y / b**2) / np.maximum(level, 1e-6)
    return cast(NDArray[np.float64], np.maximum((level - 1) / np.maximum(slope, 1e-6), -min(a, b)))


def tables_of(boxes: PageBoxes) -> list[list[int]]:
    """Return the fields of every table, from the top: those whose boxes stand below one another."""
    tables: dict[tuple[float, ...], list[int]] = {}
    starts = np.flatnonzero(np.diff(boxes.field_numbers, prepend=-1))
    for field, columns_mm in zip(
        boxes.field_numbers[starts].tolist(), np.split(boxes.centres_mm[:, 0], starts[1:]), strict=True
    ):
        tables.setdefault(tuple(columns_mm.round(1).tolist()), []).append(field)
    return list(tables.values())
