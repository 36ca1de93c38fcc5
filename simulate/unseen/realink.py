"""What did real pens leave in real boxes? Ink cut from scans of other forms, without their printed outlines."""

import csv
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.geometry import BoxMm
from simulate.unseen.nib import Cover, InkPatch

SETS = ("formscanner", "durant")
# Around a box, in its widths: enough for ink that overshoots, too little for the words beside it.
_MARGIN = 0.3
# What is darker than this against the paper, in the middle one of a set's unmarked boxes, is their printed outline.
_OUTLINE_LIGHT = 0.88
# Ink of a mark; pieces of it that do not reach the middle half of the box are words beside it.
_INK_COVER = 0.25

_Crop = NDArray[np.float32]
"""(h, w) of light, 0..1."""


@dataclass(frozen=True, slots=True)
class Cutting:
    """What was in one box of a real scan: (h, w) of 0 paper .. 1 black, the box in the middle of a margin."""

    cover: Cover
    checked: bool


def cut_scans(folder: Path) -> tuple[Cutting, ...]:
    """Return what is in every box of the sets of scans in a folder; sets that are not there are left out.

    Boxes with a mark that was rubbed out are left out too: alone in a row, nobody could say what they mean.
    """
    return tuple(cut for name in SETS if (folder / name / "truth.csv").exists() for cut in _cut_set(folder / name))


def laid(cover: Cover, box: BoxMm, shift: tuple[float, float], size: float, px_per_mm: float) -> InkPatch:
    """Return a cutting brought to the size of a box (times `size`) and laid over it, moved by parts of the box."""
    width = round(box.width_mm * (1 + 2 * _MARGIN) * size * px_per_mm)
    height = round(box.height_mm * (1 + 2 * _MARGIN) * size * px_per_mm)
    large = np.clip(cv2.resize(np.ascontiguousarray(cover), (width, height), interpolation=cv2.INTER_CUBIC), 0, 1)
    left = (box.centre.x_mm + shift[0] * box.width_mm) * px_per_mm - width / 2
    top = (box.centre.y_mm + shift[1] * box.height_mm) * px_per_mm - height / 2
    return InkPatch(round(left), round(top), np.asarray(large, np.float32))


def _cut_set(folder: Path) -> tuple[Cutting, ...]:
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["kind"] != "erased"]
    names = {row["file"] for row in rows}
    scans = {name: np.asarray(cv2.imread(str(folder / name), cv2.IMREAD_GRAYSCALE), np.uint8) for name in names}
    width, height = (
        round(float(np.median([float(row[key]) for row in rows])) * (1 + 2 * _MARGIN)) for key in ("w", "h")
    )
    crops: list[_Crop] = []
    for row in rows:
        centre = (float(row["x"]) + float(row["w"]) / 2 - 0.5, float(row["y"]) + float(row["h"]) / 2 - 0.5)
        crop = cv2.getRectSubPix(scans[row["file"]], (width, height), centre)
        crops.append(np.asarray(crop, np.float32) / float(np.median(scans[row["file"]])))
    checked = [row["checked"] == "1" for row in rows]
    usual = np.median(np.stack([crop for crop, mark in zip(crops, checked, strict=True) if not mark]), axis=0)
    outline = np.asarray(cv2.dilate((usual < _OUTLINE_LIGHT).astype(np.uint8), np.ones((3, 3), np.uint8)), np.uint8)
    return tuple(Cutting(_ink(crop, outline), mark) for crop, mark in zip(crops, checked, strict=True))


def _ink(crop: _Crop, outline: NDArray[np.uint8]) -> Cover:
    """Return the ink of a crop: its printed outline painted over from both sides, words beside it taken out."""
    grey = np.clip(crop * 255, 0, 255).astype(np.uint8)
    clear = np.asarray(cv2.inpaint(grey, outline, 3, cv2.INPAINT_TELEA), np.float32) / 255
    cover = np.clip(1 - clear, 0, 1).astype(np.float32)
    height, width = cover.shape
    pieces = np.asarray(cv2.connectedComponents((cover > _INK_COVER).astype(np.uint8))[1])
    inner = pieces[height // 4 : -(height // 4), width // 4 : -(width // 4)]
    words = ((pieces > 0) & ~np.isin(pieces, inner[inner > 0])).astype(np.uint8)
    cover[np.asarray(cv2.dilate(words, np.ones((3, 3), np.uint8))) > 0] = 0
    return cover
