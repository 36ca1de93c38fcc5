"""What does a form look like that carries no marks of ours? Its blank, as pages are held against it.

A blank is the page before anybody wrote on it: a picture made from the office's PDF, or a scan. All its print, words
and lines and outlines alike, tells where a page is and what on it is not pen.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.image import Darkness, GreyImage, Homography, Points
from omr.layout.sheet import PageLayout, SheetLayout

# Adopted boxes are as small as 2 mm; at this resolution such a circle is 16 pixels across.
BLANK_PX_PER_MM = 8.0
# Where print is looked for all over the page: letters of 2 mm are still told apart.
COARSE_PX_PER_MM = 4.0
# More features are found on dense forms than help; the strongest are kept.
_MOST_FEATURES = 2500
# The paper's brightness varies over centimetres; no print but a solid area is as wide.
_PAPER_REACH_MM = 6.0
_DARKEST_SHARE = 0.002


@dataclass(frozen=True, slots=True, eq=False)
class AdoptedForm:
    """A form that others printed: where its boxes are, and a picture of each of its blank pages.

    `pictures` are grey, (H, W) uint8, one a page of the layout, each covering the whole paper at any resolution.
    """

    layout_id: str
    layout: SheetLayout
    pictures: tuple[GreyImage, ...]


@dataclass(frozen=True, slots=True, eq=False)
class BlankPage:
    """One page of a form, made ready once.

    Attributes
    ----------
    form, page
        What it is a page of.
    darkness
        (H, W) at `BLANK_PX_PER_MM`, covering the paper.
    coarse
        (H, W) the same at `COARSE_PX_PER_MM`.
    places_mm, descriptors
        (F, 2) where its features are, and (F, 128) float32 what they look like.
    """

    form: AdoptedForm
    page: PageLayout
    darkness: Darkness
    coarse: Darkness
    places_mm: Points
    descriptors: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class _Identity:
    form: AdoptedForm

    def __hash__(self) -> int:
        return id(self.form)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other.form is self.form


def blank_pages(form: AdoptedForm) -> tuple[BlankPage, ...]:
    """Return the pages of a form ready to be compared with; the same object gives the same pages."""
    return _prepared(_Identity(form))


@lru_cache(maxsize=32)
def _prepared(identity: _Identity) -> tuple[BlankPage, ...]:
    form = identity.form
    return tuple(_blank_page(form, page, grey) for page, grey in zip(form.layout.pages, form.pictures, strict=True))


def _blank_page(form: AdoptedForm, page: PageLayout, grey: GreyImage) -> BlankPage:
    size = form.layout.page_size
    to_px = mm_to_px_of(grey, size.width_mm, size.height_mm)
    darkness = darkness_of_page(warped(grey, to_px, size.width_mm, size.height_mm, BLANK_PX_PER_MM), BLANK_PX_PER_MM)
    coarse_grey = warped(grey, to_px, size.width_mm, size.height_mm, COARSE_PX_PER_MM)
    points, descriptors = features(coarse_grey)
    return BlankPage(
        form=form,
        page=page,
        darkness=darkness,
        coarse=darkness_of_page(coarse_grey, COARSE_PX_PER_MM),
        places_mm=(points + 0.5) / COARSE_PX_PER_MM,
        descriptors=descriptors,
    )


def mm_to_px_of(grey: GreyImage, width_mm: float, height_mm: float) -> Homography:
    """Return the map from millimetres to the pixels of a picture that covers a paper of this size."""
    x, y = grey.shape[1] / width_mm, grey.shape[0] / height_mm
    return np.array([[x, 0.0, -0.5], [0.0, y, -0.5], [0.0, 0.0, 1.0]])


def warped(grey: GreyImage, mm_to_px: Homography, width_mm: float, height_mm: float, px_per_mm: float) -> GreyImage:
    """Return the paper laid out upright, (H, W) or (H, W, 3), from a picture that `mm_to_px` maps into; white outside.

    A picture much finer than asked for is made smaller first, so that no pixel of it goes unseen.
    """
    size = round(width_mm * px_per_mm), round(height_mm * px_per_mm)
    fineness = np.sqrt(abs(np.linalg.det(mm_to_px[:2, :2]))) / px_per_mm
    if fineness > 1.5:
        shrunk = round(grey.shape[1] / fineness), round(grey.shape[0] / fineness)
        x, y = shrunk[0] / grey.shape[1], shrunk[1] / grey.shape[0]
        grey = cast(GreyImage, cv2.resize(grey, shrunk, interpolation=cv2.INTER_AREA))
        mm_to_px = np.array([[x, 0.0, (x - 1) / 2], [0.0, y, (y - 1) / 2], [0.0, 0.0, 1.0]]) @ mm_to_px
    to_mm = np.array([[1 / px_per_mm, 0.0, 0.5 / px_per_mm], [0.0, 1 / px_per_mm, 0.5 / px_per_mm], [0.0, 0.0, 1.0]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    paper = cv2.warpPerspective(grey, mm_to_px @ to_mm, size, flags=flags, borderValue=(255.0, 255.0, 255.0))
    return cast(GreyImage, paper)


def darkness_of_page(grey: GreyImage, px_per_mm: float) -> Darkness:
    """Return how dark a page is against its own paper, 0 paper to 1 its print, whatever lamp and toner were like."""
    step = max(1, round(px_per_mm))
    small = cv2.resize(
        grey, (max(1, grey.shape[1] // step), max(1, grey.shape[0] // step)), interpolation=cv2.INTER_AREA
    )
    reach = 2 * round(_PAPER_REACH_MM) + 1
    light = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    light = cv2.blur(light, (reach, reach))
    paper = np.maximum(cv2.resize(light, grey.shape[::-1], interpolation=cv2.INTER_LINEAR), 64).astype(np.float32)
    darkness = np.maximum(0.0, 1.0 - grey / paper, dtype=np.float32)
    # Print is the darkest there is much of; a page with little print is taken as it is.
    sample = darkness[::4, ::4].ravel()
    rank = sample.size - max(1, int(_DARKEST_SHARE * sample.size))
    black = float(np.partition(sample, rank)[rank])
    return cast(Darkness, darkness / np.float32(np.clip(black, 0.3, 1.0)))


def features(grey: GreyImage) -> tuple[Points, NDArray[np.float32]]:
    """Return (F, 2) places in pixels and (F, 128) descriptions of what is told apart on a page (SIFT, Lowe 2004)."""
    found, descriptors = cv2.SIFT.create(nfeatures=_MOST_FEATURES).detectAndCompute(grey, None)
    if descriptors is None:
        return np.empty((0, 2)), np.empty((0, 128), np.float32)
    # The square root makes Euclidean distance compare histograms as it should (Arandjelovic and Zisserman 2012).
    rooted = np.sqrt(descriptors / np.maximum(descriptors.sum(axis=1, keepdims=True), 1e-6))
    return np.array([point.pt for point in found]), rooted.astype(np.float32)
