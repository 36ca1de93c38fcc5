"""What is the second look fitted on? Pictures of boxes of simulated sheets, the doubtful ones first of all."""

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from batches.model import load_model
from bench.fitpages import fit_page
from omr.detect.look import CHANNELS, PICTURE_SIDE, Look, stretched
from omr.detect.page import read_page
from omr.layout.serial import layout_id
from omr.reading import PageReading

_PAGES_A_TASK = 8
# A quarter of the pages each: paper and boxes of two sizes.
_FORMS = ("pks-q-a4", "pks-q")
# A question is doubtful when one of its boxes is less certain than this.
SURE = 0.999
# Of boxes that are not doubtful this share is kept, so that the networks know what is plain.
_INKED_KEPT, _EMPTY_KEPT = 0.25, 0.01
# What a level of 0 stands for in each channel of a picture, and how much further on 255 is.
_LOWEST = np.array([-0.2, 0, -0.2, 0], np.float32)
_RANGE = np.array([1.4, 1, 1.4, 1], np.float32)


@dataclass(frozen=True, slots=True)
class Looks:
    """Pictures of boxes, with what is known and true of each.

    Attributes
    ----------
    levels
        (N, S, S, 4) uint8, the pictures but for their last channel, which follows from the first: darkness from -0.2 to
        1.2 and what is a box from 0 to 1 as 0 to 255.
    known
        (N, K) float32.
    label
        (N,) int64: 0 empty, 1 marked, 2 cancelled.
    page
        (N,) int64: the seed of the page.
    doubtful
        (N,) bool.
    """

    levels: NDArray[np.uint8]
    known: NDArray[np.float32]
    label: NDArray[np.int64]
    page: NDArray[np.int64]
    doubtful: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.label)

    @property
    def pictures(self) -> NDArray[np.float32]:
        """The pictures as a network takes them, (N, S, S, 5)."""
        return pictures_of_levels(self.levels, axis=3)

    def where(self, mask: NDArray[np.bool_]) -> "Looks":
        """Return some of them."""
        return Looks(*(getattr(self, name)[mask] for name in Looks.__slots__))


def pictures_of_levels(levels: NDArray[np.uint8], axis: int) -> NDArray[np.float32]:
    """Return pictures kept as levels, their channels along an axis, as a network takes them."""
    shape = [-1 if i == axis else 1 for i in range(levels.ndim)]
    pictures = np.asarray(levels * (_RANGE / 255).reshape(shape) + _LOWEST.reshape(shape), np.float32)
    return np.concatenate([pictures, stretched(pictures.take([0], axis))], axis)


def together(parts: Sequence[Looks]) -> Looks:
    """Return all parts as one."""
    return Looks(*(np.concatenate([getattr(part, name) for part in parts]) for name in Looks.__slots__))


def collect_looks(grade: str, seeds: range, workers: int) -> Looks:
    """Simulate pages of a grade and look at their boxes; pages that cannot be read give none."""
    tasks = [seeds[i : i + _PAGES_A_TASK] for i in range(0, len(seeds), _PAGES_A_TASK)]
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        return together(list(track(pool.map(partial(_looked_at, grade), tasks), grade, total=len(tasks))))


def save_looks(looks: Looks, path: Path) -> None:
    """Write them to a file."""
    np.savez_compressed(path, **{name: getattr(looks, name) for name in Looks.__slots__})


def load_looks(path: Path) -> Looks:
    """Read them from a file."""
    with np.load(path) as data:
        return Looks(*(data[name] for name in Looks.__slots__))


@dataclass(frozen=True, slots=True, eq=False)
class _Recorder(Look):
    """Looks at every box, remembers what it saw, and has no opinion of its own."""

    seen: list[tuple[NDArray[np.float32], NDArray[np.float64]]] = field(default_factory=list)
    odd: list[NDArray[np.bool_]] = field(default_factory=list)

    def wanted(
        self, first: NDArray[np.float64], fields: NDArray[np.int64], odd: NDArray[np.bool_]
    ) -> NDArray[np.int64]:
        del fields
        self.odd.append(odd)
        return np.arange(len(first))

    def probabilities(self, pictures: NDArray[np.float32], known: NDArray[np.float64]) -> NDArray[np.float64]:
        self.seen.append((pictures, known))
        first: NDArray[np.float64] = np.exp(known[:, -3:])
        return first


def _looked_at(grade: str, seeds: Sequence[int]) -> Looks:
    cv2.setNumThreads(1)
    return together([_looks_of(grade, seed) for seed in seeds])


def _looks_of(grade: str, seed: int) -> Looks:
    layout, page = fit_page(grade, seed, _FORMS, other_machines=True)
    recorder = _Recorder((), 1.0, np.inf)
    reading = read_page(page.pixels, {layout_id(layout): layout}, replace(load_model(), look=recorder))
    if not isinstance(reading, PageReading) or not recorder.seen:
        nothing = np.zeros((0, PICTURE_SIDE, PICTURE_SIDE, CHANNELS - 1), np.uint8)
        none = np.zeros(0, np.int64)
        return Looks(nothing, np.zeros((0, _known_count()), np.float32), none, none, none.astype(bool))
    pictures, known = recorder.seen[0]
    label = np.array([0 if b.kind == "none" else 2 if b.cancelled else 1 for b in page.truth.boxes])
    numbers = {f.question: i for i, f in enumerate(layout.pages[0].fields)}
    fields = np.array([numbers[box.question] for box in page.truth.boxes])
    doubtful = np.zeros(len(label), bool)
    doubtful[Look((), 1.0, SURE).wanted(np.exp(known[:, -3:]), fields, recorder.odd[0])] = True
    inked = np.array([m.reading.features.ink_fraction > 0.01 for m in reading.marks]) | (label > 0)
    wrong = known[np.arange(len(label)), label - 3] < np.log(0.5)
    kept = (
        doubtful | wrong | (np.random.default_rng(seed).random(len(label)) < np.where(inked, _INKED_KEPT, _EMPTY_KEPT))
    )
    return Looks(
        np.clip(np.round((pictures[kept, :, :, :-1] - _LOWEST) * (255 / _RANGE)), 0, 255).astype(np.uint8),
        known[kept].astype(np.float32),
        label[kept],
        np.full(kept.sum(), seed),
        doubtful[kept],
    )


def _known_count() -> int:
    return len(load_model().mean) + 3
