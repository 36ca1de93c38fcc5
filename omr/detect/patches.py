"""How are pieces of a page taken, upright and at one resolution, and how dark are they against their own paper?"""

from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.image import ColourImage, Darkness, GreyImage, Homography, Picture, Points, jacobians, transform
from omr.geometry import BoxMm

# Ink is what is at least this dark. Creases and shadows reach 0.12, faint pencil begins at 0.2.
INK_DARKNESS = 0.16


def cut_area(picture: Picture, area: BoxMm, px_per_mm: float) -> GreyImage:
    """Return an area of the sheet upright, (H, W) uint8 of at least one pixel; beyond the picture it is white."""
    size = max(1, round(area.width_mm * px_per_mm)), max(1, round(area.height_mm * px_per_mm))
    # The map is straight over an area to a fraction of a pixel, and straight maps take a third of the time.
    middle = np.array([[area.centre.x_mm, area.centre.y_mm]])
    linear = jacobians(picture.mm_to_px, middle)[0] / px_per_mm
    origin = transform(picture.mm_to_px, middle)[0] - linear @ ((np.array(size) - 1) / 2)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    to_picture = np.hstack([linear, origin[:, None]])
    return cast(GreyImage, cv2.warpAffine(picture.grey, to_picture, size, flags=flags, borderValue=(255.0,)))


def cut_patches(
    grey: GreyImage, mm_to_px: Homography, centres_mm: Points, half_mm: float, px_per_mm: float
) -> GreyImage:
    """Cut an upright square patch around each centre.

    Parameters
    ----------
    grey
        The picture that `mm_to_px` maps into.
    centres_mm
        (N, 2) places on the sheet.
    half_mm
        Half the side of a patch.
    px_per_mm
        Resolution of the patches, whatever that of the picture is.

    Returns
    -------
    GreyImage
        (N, P, P) uint8 with P odd; the middle pixel's centre is the patch's centre. Beyond the picture it is white.
    """
    return _cut(grey, mm_to_px, centres_mm, round(half_mm * px_per_mm), px_per_mm)


def cut_colours(
    colour: ColourImage, mm_to_px: Homography, centres_mm: Points, half_mm: float, px_per_mm: float
) -> ColourImage:
    """Cut patches as `cut_patches` does, (N, P, P, 3), from a picture in colour."""
    return _cut(colour, mm_to_px, centres_mm, round(half_mm * px_per_mm), px_per_mm)


def _cut(
    picture: NDArray[np.uint8], mm_to_px: Homography, centres_mm: Points, reach: int, px_per_mm: float
) -> NDArray[np.uint8]:
    side = 2 * reach + 1
    channels = picture.shape[2:]
    if len(centres_mm) == 0:
        return np.empty((0, side, side, *channels), np.uint8)
    # The homography is linear over a patch to a thousandth of a pixel, so its local linear map is enough.
    linear = jacobians(mm_to_px, centres_mm) / px_per_mm
    corner = transform(mm_to_px, centres_mm) - linear.sum(axis=2) * reach
    maps = np.concatenate([linear, corner[:, :, None]], axis=2)
    patches = np.empty((len(centres_mm), side, side, *channels), np.uint8)
    flags, white = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, (255.0, 255.0, 255.0)
    # One by one: a single remap of them all is handed two numbers for every pixel, which takes longer to write down.
    for patch, to_picture in zip(patches, maps, strict=True):
        cv2.warpAffine(picture, to_picture, (side, side), patch, flags, cv2.BORDER_CONSTANT, white)
    return patches


def darkness_of(patches: GreyImage) -> Darkness:
    """Return how dark patches are against their own paper: 0 paper, 1 black.

    A patch's paper is its 80th percentile: even a box filled black leaves that much of it white.
    """
    # Numbers of 16 bits are put in order by vector instructions, in a seventh of the time that those of 8 bits take.
    sample = patches[:, ::3, ::3].reshape(len(patches), -1).astype(np.int16)
    rank = int(0.8 * (sample.shape[1] - 1))
    paper = np.partition(sample, rank, axis=1)[:, rank].astype(np.float32)
    # A patch with no paper in it (stamp, shadow) is taken against mid-grey, never divided by almost nothing.
    darkness = patches.astype(np.float32)
    darkness *= (-1 / np.maximum(paper, 96.0))[:, None, None]
    darkness += 1.0
    return darkness
