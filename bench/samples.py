"""What is the recogniser fitted on? Boxes of simulated sheets, measured, with what is true of each."""

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from bench.fitpages import fit_page
from bench.otherforms import other_page
from omr.detect.adopted import read_adopted
from omr.detect.context import INPUTS
from omr.detect.model import MarkModel, together
from omr.detect.page import read_page
from omr.layout.serial import layout_id
from omr.layout.sheet import SheetLayout
from omr.reading import PageOutcome, PageReading
from simulate.sheet import ScannedPage

_PAGES_A_TASK = 8
OTHERS = "other-"
# Measuring needs no opinion: a model that finds everything equally likely.
_NO_OPINION = MarkModel(
    "none", np.zeros(INPUTS), np.ones(INPUTS), together([((np.zeros((INPUTS, 3)), np.zeros(3)),)]), 1.0, 1.0
)


@dataclass(frozen=True, slots=True)
class Samples:
    """Measured boxes, in the order of pages, fields and choices.

    Attributes
    ----------
    features
        (N, F) float64: outline score and the fields of `MarkFeatures`, in order.
    label
        (N,) int64: 0 empty, 1 marked, 2 cancelled.
    page, field
        (N,) int64: the seed of the page, and the number of the field within it.
    kind
        (N,) what was drawn in the box.
    """

    features: NDArray[np.float64]
    label: NDArray[np.int64]
    page: NDArray[np.int64]
    field: NDArray[np.int64]
    kind: NDArray[np.str_]


def collect(grade: str, seeds: range, workers: int) -> Samples:
    """Simulate and measure pages of a grade; pages that cannot be read give no samples."""
    tasks = [seeds[i : i + _PAGES_A_TASK] for i in range(0, len(seeds), _PAGES_A_TASK)]
    rows: list[tuple[tuple[float, ...], int, int, int, str]] = []
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        for some in track(pool.map(partial(_measure, grade), tasks), grade, total=len(tasks)):
            rows += some
    features, label, page, field, kind = zip(*rows, strict=True)
    return Samples(np.array(features), np.array(label), np.array(page), np.array(field), np.array(kind))


def save(samples: Samples, path: Path) -> None:
    """Write samples to a file."""
    np.savez_compressed(
        path,
        features=samples.features,
        label=samples.label,
        page=samples.page,
        field=samples.field,
        kind=samples.kind,
    )


def load(path: Path) -> Samples:
    """Read samples from a file."""
    with np.load(path) as data:
        return Samples(data["features"], data["label"], data["page"], data["field"], data["kind"])


def _read(grade: str, seed: int) -> tuple[SheetLayout, ScannedPage, PageOutcome]:
    """Return a page to learn from and what is measured of it; grades of forms of others begin with `OTHERS`."""
    if grade.startswith(OTHERS):
        form, page = other_page(grade.removeprefix(OTHERS), seed)
        return form.layout, page, read_adopted(page.pixels, (form,), _NO_OPINION)
    layout, page = fit_page(grade, seed)
    return layout, page, read_page(page.pixels, {layout_id(layout): layout}, _NO_OPINION)


def _measure(grade: str, seeds: Sequence[int]) -> list[tuple[tuple[float, ...], int, int, int, str]]:
    cv2.setNumThreads(1)
    rows = []
    for seed in seeds:
        layout, page, reading = _read(grade, seed)
        if not isinstance(reading, PageReading):
            continue
        numbers = {field.question: i for i, field in enumerate(layout.pages[0].fields)}
        for mark, truth in zip(reading.marks, page.truth.boxes, strict=True):
            label = 0 if truth.kind == "none" else 2 if truth.cancelled else 1
            values: tuple[float, ...] = (mark.reading.outline_score, *mark.reading.features)
            rows.append((values, label, seed, numbers[truth.question], truth.kind.value))
    return rows
