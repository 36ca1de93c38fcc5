"""What does a page say that was printed by others? The form is found by its print, and only what is not print is read.

The page is laid out as its blank is, the blank's print is taken away, and what is left is measured and judged as the
boxes of our own sheets are, by a model of its own: less is known of these boxes, and they come in any size. Lengths are
told in boxes: every form is brought to the size at which its usual box is as high as one of ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.answers import Customs, answers_of
from omr.detect.beside import with_marks_beside
from omr.detect.blackened import with_blackened
from omr.detect.blank import BLANK_PX_PER_MM, AdoptedForm, BlankPage
from omr.detect.boxes import PageBoxes, page_boxes
from omr.detect.confidence import judge_marks
from omr.detect.follow import Followed, follow
from omr.detect.image import Darkness, GreyImage, Homography, Picture, as_grey, scaling, transform
from omr.detect.lines import with_long_lines
from omr.detect.marks import Page, read_marks
from omr.detect.match import Match, find_form
from omr.detect.model import MarkModel
from omr.detect.patches import cut_patches
from omr.detect.quality import settings_findings
from omr.detect.register import AROUND_MM, PX_PER_MM, Registration
from omr.detect.scan import LONG_SIDE_MM
from omr.errors import BlankPage as NothingOnPage
from omr.errors import NoKnownForm, PageError, PoorAlignment
from omr.geometry import BoxMm, PointMm, PointPx
from omr.layout.code import SheetCode
from omr.reading import Alignment, JudgedMark, MarkReading, PageOutcome, PageReading, PageRejected

# What boxes are brought to: the height of those that our own forms have.
_USUAL_BOX_MM = 4.5
# Print may lie this far from where the blank has it, and is blurred by as much.
_PRINT_REACH_MM = 0.2
# The paper around a letter is no longer taken for print below this darkness.
_PRINT = 0.15
# Ink under print is guessed from what lies within this distance.
_GUESS_MM = 0.25
# Fewer tiles found than this, or further from one another, and the page is not where its print seems to say.
_FEWEST_FOUND, _MOST_RESIDUAL_MM = 0.35, 0.35
_QUARTER_DEG = 90
_SMALL_PX_PER_MM = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class _ScaledPage:
    """A page of a form at the size at which its boxes are like ours."""

    factor: float
    boxes: PageBoxes


def read_adopted(
    pixels: NDArray[np.uint8], forms: Sequence[AdoptedForm], model: MarkModel, reduced: int = 1
) -> PageOutcome:
    """Read one scanned page of a form that others printed.

    Parameters
    ----------
    pixels
        (H, W) grey or (H, W, 3) BGR, uint8, in any orientation.
    forms
        The forms it may be; the one whose print it shows is taken.
    model
        The fitted numbers for such forms.
    reduced
        As for `omr.detect.page.read_page`.
    """
    code: SheetCode | None = None
    try:
        grey = as_grey(pixels)
        # What a file claims of itself is often wrong; the paper's longer side is a better ruler.
        match = find_form(grey, max(grey.shape) / LONG_SIDE_MM, forms)
        if match is None:
            raise NothingOnPage if _is_empty(grey) else NoKnownForm
        page = match.blank.page
        code = SheetCode(match.blank.form.layout_id, None, page.number)
        followed = follow(pixels, match.blank, match.mm_to_px)
        if followed.found_fraction < _FEWEST_FOUND or followed.residual_mm > _MOST_RESIDUAL_MM:
            raise PoorAlignment(residual_mm=f"{followed.residual_mm:.1f}")
        marks = _marks(match, followed, model, reduced)
        alignment = _alignment(match, followed, reduced)
        return PageReading(
            code=code,
            alignment=alignment,
            marks=marks,
            answers=answers_of(page, marks, model.accepted_confidence, _customs_of(match)),
            findings=settings_findings(pixels, _small(grey, match), alignment, reduced),
            model_version=model.version,
        )
    except PageError as error:
        return PageRejected(error.reason, error.evidence, code)


def _small(grey: GreyImage, match: Match) -> Picture:
    """Return the page at some 100 dpi, where faults of the scan are looked for."""
    factor = min(1.0, _SMALL_PX_PER_MM * LONG_SIDE_MM / max(grey.shape))
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return Picture(cast(GreyImage, small), scaling(factor) @ match.mm_to_px)


def _is_empty(grey: GreyImage) -> bool:
    small = cv2.resize(grey, (200, 280), interpolation=cv2.INTER_AREA)
    return bool((small < 0.8 * np.percentile(small, 90)).mean() < 0.001)


def _marks(match: Match, followed: Followed, model: MarkModel, reduced: int) -> tuple[JudgedMark, ...]:
    scaled = _scaled(_PageIdentity(match.blank))
    pen = pen_of(followed.darkness, match.blank.darkness)
    picture = Picture(cast(GreyImage, np.clip(255 - 255 * pen, 0, 255).astype(np.uint8)), _to_px(scaled.factor))
    colour = followed.pixels if followed.pixels.ndim == 3 else None
    count = len(scaled.boxes.boxes)
    half_mm = scaled.boxes.largest_mm / 2 + AROUND_MM
    patches = cut_patches(picture.grey, picture.mm_to_px, scaled.boxes.centres_mm, half_mm, PX_PER_MM)
    darkness = cast(Darkness, (255 - patches).astype(np.float32) / 255)
    registration = Registration(np.zeros((count, 2)), np.ones(count), followed.residual_mm, 1.0, 1.0, darkness)
    page = Page(picture, picture, colour, 1.0, picture.mm_to_px)
    readings = read_marks(page, scaled.boxes, registration)
    verdicts = judge_marks(readings, scaled.boxes.field_numbers, model)
    marks = with_blackened(tuple(map(JudgedMark, _in_the_scan(readings, match, followed, reduced), verdicts)))
    marks = with_long_lines(page, scaled.boxes, scaled.boxes.centres_mm, marks)
    return with_marks_beside(page, scaled.boxes, scaled.boxes.centres_mm, darkness, marks)


def _customs_of(match: Match) -> Customs:
    """Return how a form of others is answered; nobody looks twice at its boxes, so that what is odd waits."""
    return Customs(corrections_wait=True, odd_waits=True, rings_choose=match.blank.form.layout.rings_choose)


def _in_the_scan(
    readings: Sequence[MarkReading], match: Match, followed: Followed, reduced: int
) -> tuple[MarkReading, ...]:
    """Return readings with the places where their boxes are in the file's picture."""
    centres = np.array([(b.box.centre.x_mm, b.box.centre.y_mm) for _, b in match.blank.page.boxes()]).reshape(-1, 2)
    shifts = followed.shifts_at(centres)
    places = transform(scaling(reduced) @ match.mm_to_px, centres + shifts)
    return tuple(
        reading._replace(centre=PointPx(*place), shift=PointMm(*shift))
        for reading, place, shift in zip(readings, places.round(2).tolist(), shifts.round(4).tolist(), strict=True)
    )


def pen_of(page: Darkness, blank: Darkness) -> Darkness:
    """Return (H, W) what is on a page beyond its print, 0..1; under print it is guessed from what lies beside it."""
    reach = 2 * round(_PRINT_REACH_MM * BLANK_PX_PER_MM) + 1
    print_here = cv2.dilate(blank, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))) > _PRINT
    beside = (~print_here).astype(np.float32)
    sigma = _GUESS_MM * BLANK_PX_PER_MM
    seen = cv2.GaussianBlur(page * beside, (0, 0), sigma) / np.maximum(cv2.GaussianBlur(beside, (0, 0), sigma), 0.05)
    return cast(Darkness, np.clip(np.where(print_here, np.minimum(seen, page), page), 0.0, 1.0))


@dataclass(frozen=True, slots=True, eq=False)
class _PageIdentity:
    blank: BlankPage

    def __hash__(self) -> int:
        return id(self.blank)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _PageIdentity) and other.blank is self.blank


@lru_cache(maxsize=64)
def _scaled(identity: _PageIdentity) -> _ScaledPage:
    page = identity.blank.page
    heights = [min(box.box.width_mm, box.box.height_mm) for _, box in page.boxes()]
    factor = _USUAL_BOX_MM / float(np.median(heights)) if heights else 1.0
    fields = tuple(
        replace(field, boxes=tuple(replace(box, box=_enlarged(box.box, factor)) for box in field.boxes))
        for field in page.fields
    )
    return _ScaledPage(factor, page_boxes(replace(page, fields=fields)))


def _enlarged(box: BoxMm, factor: float) -> BoxMm:
    return BoxMm(box.x_mm * factor, box.y_mm * factor, box.width_mm * factor, box.height_mm * factor)


def _to_px(factor: float) -> Homography:
    """Return the map from enlarged millimetres of the blank to pixels of the laid-out page."""
    scale = BLANK_PX_PER_MM / factor
    return np.array([[scale, 0.0, -0.5], [0.0, scale, -0.5], [0.0, 0.0, 1.0]])


def _alignment(match: Match, followed: Followed, reduced: int) -> Alignment:
    mm_to_px = scaling(reduced) @ match.mm_to_px
    turn_deg = float(np.degrees(np.arctan2(mm_to_px[1, 0], mm_to_px[0, 0])))
    quarter = round(turn_deg / _QUARTER_DEG) * _QUARTER_DEG
    return Alignment(
        mm_to_px=tuple(float(value) for value in mm_to_px.ravel()),
        residual_mm=followed.residual_mm,
        markers=(),
        turn_deg=quarter % 360,
        skew_deg=turn_deg - quarter,
        px_per_mm=float(np.sqrt(abs(np.linalg.det(mm_to_px[:2, :2])))),
    )
