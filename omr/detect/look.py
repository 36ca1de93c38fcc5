"""What does a doubtful box look like? A second look: small networks that see the picture of the box, not its numbers.

Measurements tell crosses from blackened boxes by how much ink there is and where; eyes tell them by their shape. The
networks are convolutional (LeCun et al. 1998), with steps of two in place of pooling, so that NumPy does the work in
four products. They cost half a millisecond a box and are asked about what is doubtful or odd alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from omr.detect.boxes import BoxKind, outline_distance
from omr.detect.image import Darkness, Points, halved
from omr.detect.marks import Page
from omr.detect.patches import cut_patches, darkness_of

# A box of 4.5 mm with what a ring around it needs; a pen stroke is two pixels wide.
_PX_PER_MM = 4.0
_REACH_PX = 20
PICTURE_SIDE = 2 * _REACH_PX + 1
CHANNELS = 5
# What is twice as far away tells words, stamps and lines over the page from what belongs to the box.
_FAR_REACH_PX = 2 * _REACH_PX + 1
# Beyond these the paper shines or two pens cross.
_DARKNESS_RANGE = (-0.2, 1.2)
_STEP = 2
# Hard pencils begin at a darkness of 0.04 and noise of good scans ends at 0.02.
_STRETCH = 6.0


@dataclass(frozen=True, slots=True, eq=False)
class LookNetwork:
    """One network: convolutions over the picture, then dense layers over what they see and what was measured.

    `convolutions` are (kernel, kernel, channels in, channels out) weights with (channels out,) biases, `dense` (inputs,
    outputs) with (outputs,), float32; rectified units between all of them.
    """

    convolutions: tuple[tuple[NDArray[np.float32], NDArray[np.float32]], ...]
    dense: tuple[tuple[NDArray[np.float32], NDArray[np.float32]], ...]

    def logits(self, pictures: NDArray[np.float32], known: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return (N, 3) for (N, S, S, channels) pictures and (N, K) what is known of the boxes besides."""
        logits: NDArray[np.float32] = _logits((self,), pictures, known)[0]
        return logits


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """The networks that take the second look.

    Attributes
    ----------
    networks
        The voters.
    temperature
        Softens every vote.
    sure
        A question is looked at when one of its boxes is less certain than this or odd, but for those of its boxes that
        are surely empty and not odd.
    """

    networks: Sequence[LookNetwork]
    temperature: float
    sure: float

    def wanted(
        self, first: NDArray[np.float64], fields: NDArray[np.int64], odd: NDArray[np.bool_]
    ) -> NDArray[np.int64]:
        """Return which boxes of a page to look at.

        Parameters
        ----------
        first
            (N, 3) what the first networks made of them.
        fields
            (N,) the field of each.
        odd
            (N,) whether there is something about a box for which its question is doubtful in any case.
        """
        doubtful = np.bincount(fields, (first.max(axis=1) < self.sure) | odd) > 0
        return np.flatnonzero(doubtful[fields] & ((first[:, 0] < self.sure) | odd))

    def probabilities(self, pictures: NDArray[np.float32], known: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return (N, 3) probabilities of `CLASSES`: the mean of all votes.

        Parameters
        ----------
        pictures
            (N, S, S, 2) from `pictures_of`.
        known
            (N, K) the standardised inputs of the first networks, and the logarithms of what these made of them.
        """
        logits = _logits(tuple(self.networks), pictures, known.astype(np.float32)).astype(np.float64)
        exponents = np.exp((logits - logits.max(axis=2, keepdims=True)) / self.temperature)
        votes: NDArray[np.float64] = exponents / exponents.sum(axis=2, keepdims=True)
        mean: NDArray[np.float64] = votes.mean(axis=0)
        return mean


def pictures_of(
    page: Page, places_mm: Points, kinds: Sequence[BoxKind], which: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Return (K, S, S, 5) of boxes: what is in and around each, at 4 pixels a millimetre, and twice as far at 2.

    Of both how dark it is, 0 paper to 1 the page's black, and where there is something to mark: the box itself near by,
    all boxes far and wide. Last, what is near by once more as `stretched`.

    Parameters
    ----------
    places_mm
        (N, 2) where all boxes of the page were found.
    kinds
        Of each.
    which
        (K,) the numbers of those to look at.
    """
    patches = cut_patches(page.full.grey, page.full.mm_to_px, places_mm[which], _FAR_REACH_PX / _PX_PER_MM, _PX_PER_MM)
    inner = slice(_FAR_REACH_PX - _REACH_PX, _FAR_REACH_PX + _REACH_PX + 1)
    near = darkness_of(patches[:, inner, inner])
    # With an even number of rows each, all are halved at once, one below the other: a seventh of the time.
    column = halved(patches[:, :-1, :-1].reshape(-1, 2 * PICTURE_SIDE))
    far = darkness_of(column.reshape(-1, PICTURE_SIDE, PICTURE_SIDE))
    pictures = np.empty((len(which), PICTURE_SIDE, PICTURE_SIDE, CHANNELS), np.float32)
    for channel, darkness in ((0, near), (2, far)):
        np.clip(darkness / page.black, *_DARKNESS_RANGE, out=pictures[..., channel])
    pictures[..., 1] = [_outline(kinds[i]) for i in which]
    pictures[..., 3] = _all_boxes(places_mm, kinds, which)
    pictures[..., 4] = stretched(pictures[..., 0])
    return pictures


def stretched(darkness: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return darkness as one who looks for the faintest pencil sees it: what is hardly there is plain, pen is black."""
    return np.asarray(np.clip(darkness * _STRETCH, -1.0, 1.0), np.float32)


@lru_cache(maxsize=16)
def _outline(kind: BoxKind) -> Darkness:
    """Return what is inside as 1 and what is outside as 0, with a slope of a millimetre between them."""
    distance_mm = outline_distance(*kind, np.arange(-_REACH_PX, _REACH_PX + 1) / _PX_PER_MM)
    return np.clip(0.5 - distance_mm, 0.0, 1.0).astype(np.float32)


def _all_boxes(places_mm: Points, kinds: Sequence[BoxKind], which: NDArray[np.int64]) -> Darkness:
    """Return (K, S, S): the rectangles of all boxes far and wide as 1, with the same slope."""
    sides_mm = np.array([kind[1:] for kind in kinds])
    # Two pixels of the patch in one: its middle lies half a pixel further on.
    axis_mm = ((np.arange(PICTURE_SIDE) - _REACH_PX) * 2 - 0.5) / _PX_PER_MM
    away_mm = places_mm[None, :, :] - places_mm[which][:, None, :]
    inside = [
        np.clip(0.5 - (np.abs(axis_mm - away_mm[:, :, axis, None]) - sides_mm[:, axis, None] / 2), 0.0, 1.0)
        for axis in (0, 1)
    ]
    # Boxes do not overlap, so their sum is what any of them has.
    return np.minimum(inside[1].transpose(0, 2, 1) @ inside[0], 1.0).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class _SideBySide:
    """The layers of V networks of one shape: weights (V, inputs, outputs), biases (V, 1, outputs).

    Of convolutions the width of the kernel comes first; their inputs are its places and the channels at each.
    """

    convolutions: tuple[tuple[int, NDArray[np.float32], NDArray[np.float32]], ...]
    dense: tuple[tuple[NDArray[np.float32], NDArray[np.float32]], ...]


@lru_cache(maxsize=4)
def _side_by_side(networks: tuple[LookNetwork, ...]) -> _SideBySide:
    convolutions = tuple(
        (
            layer[0][0].shape[0],
            np.stack([weights.reshape(-1, weights.shape[3]) for weights, _ in layer]),
            np.stack([biases[None] for _, biases in layer]),
        )
        for layer in zip(*(network.convolutions for network in networks), strict=True)
    )
    dense = tuple(
        (np.stack([weights for weights, _ in layer]), np.stack([biases[None] for _, biases in layer]))
        for layer in zip(*(network.dense for network in networks), strict=True)
    )
    return _SideBySide(convolutions, dense)


def _logits(
    networks: tuple[LookNetwork, ...], pictures: NDArray[np.float32], known: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return (V, N, 3): all networks go through a layer in one product, over the same pieces of the pictures."""
    layers = _side_by_side(networks)
    values = pictures[None]
    for kernel, weights, biases in layers.convolutions:
        values = _convolved(values, kernel, weights, biases)
    seen = values.reshape(len(values), len(pictures), int(np.prod(values.shape[2:])))
    values = np.concatenate([seen, np.broadcast_to(known, (len(seen), *known.shape))], axis=2)
    for weights, biases in layers.dense[:-1]:
        values = np.maximum(values @ weights + biases, 0.0)
    weights, biases = layers.dense[-1]
    result: NDArray[np.float32] = values @ weights + biases
    return result


def _convolved(
    values: NDArray[np.float32], kernel: int, weights: NDArray[np.float32], biases: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return (V, N, H, W, channels): a convolution with a step of two, with zeros around the pictures, and rectified.

    `values` is (V, N, ...), or (1, N, ...) where all networks look at the same.
    """
    voters, count, height, width, channels = values.shape
    beside = kernel // 2
    padded = np.zeros((voters, count, height + 2 * beside, width + 2 * beside, channels), np.float32)
    padded[:, :, beside : beside + height, beside : beside + width] = values
    rows, columns = (height + 1) // _STEP, (width + 1) // _STEP
    # A row of a kernel and its channels lie side by side in the picture: copied in one piece, they cost a third.
    of_voter, of_picture, down, right, one = padded.strides
    pieces = as_strided(
        padded,
        (voters, count, rows, columns, kernel, kernel * channels),
        (of_voter, of_picture, _STEP * down, _STEP * right, down, one),
    )
    result = pieces.reshape(voters, count * rows * columns, kernel * kernel * channels) @ weights
    result += biases
    np.maximum(result, 0.0, out=result)
    return result.reshape(len(weights), count, rows, columns, weights.shape[2])
