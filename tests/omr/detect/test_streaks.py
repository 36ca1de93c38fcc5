"""Which lines across a scan did the scanner draw?"""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from omr.detect.streaks import Streak, find_streaks
from omr.reading import Finding
from omr.reasons import Reason
from simulate.chance import Range
from tests.omr.detect.faults import CLEAN, DPIS, Grey, clean, clean_scan, one_bit, seen, skewed, streak, told, turned
from tests.omr.detect.scans import scanned


def _streaks(pixels: Grey) -> tuple[Streak, ...]:
    page = seen(pixels, None)
    return find_streaks(page.small, page.page_size)


def _positions_mm(found: list[Finding], reason: Reason, edge: str) -> list[float]:
    evidence = [dict(finding.evidence) for finding in found if finding.reason is reason]
    return [float(item["position_mm"]) for item in evidence if item["edge"] == edge]


@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize("bits", [8, 1])
@pytest.mark.parametrize("width_mm", [0.1, 0.4])
def test_streaks_are_found_with_their_place(dpi: int, bits: int, width_mm: float) -> None:
    """Three streaks through margins, text and boxes are each found to half a millimetre, in grey and in 1-bit."""
    page = clean_scan(dpi)
    for at_mm in (42.0, 97.0, 148.3):
        streak(page, at_mm, width_mm, 0.5, dpi / 25.4)

    found = _positions_mm(told(one_bit(page) if bits == 1 else page, dpi), Reason.STREAK, "left")

    assert found == pytest.approx([42.0, 97.0, 148.3], abs=0.5)


@pytest.mark.parametrize("dpi", DPIS)
def test_streaks_across_the_picture_are_found(dpi: int) -> None:
    """Where the program of the scanner has turned the picture, the streak lies across it."""
    page = clean_scan(dpi)
    streak(page, 60.0, 0.2, 0.6, dpi / 25.4)

    found = told(turned(page, 1), dpi)

    assert _positions_mm(found, Reason.STREAK, "top") == pytest.approx([60.0], abs=0.5)
    assert _positions_mm(found, Reason.STREAK, "left") == []


@pytest.mark.parametrize("dpi", DPIS)
def test_light_streaks_are_found(dpi: int) -> None:
    """A streak that takes print away leaves the paper a little brighter."""
    page = np.minimum(clean_scan(dpi), 236)
    streak(page, 80.0, 0.4, 1.7, dpi / 25.4)

    found = told(page, dpi)

    assert _positions_mm(found, Reason.LIGHT_STREAK, "left") == pytest.approx([80.0], abs=0.5)


def test_a_streak_stays_in_its_place_when_the_page_is_turned_over() -> None:
    """Dirt is at one place of the glass, whichever way a sheet was laid."""
    pages = [clean_scan(200), turned(clean_scan(200, seed=2), 2)]
    for page in pages:
        streak(page, 70.0, 0.3, 0.5, 200 / 25.4)

    assert [_positions_mm(told(page, 200), Reason.STREAK, "left") for page in pages] == [
        pytest.approx([70.0], abs=0.5)
    ] * 2


@pytest.mark.parametrize("from_below", [False, True])
def test_a_streak_over_part_of_the_page_is_found(from_below: bool) -> None:
    """Dirt that came loose two thirds of the way leaves a streak from one margin."""
    page = clean_scan(300)
    part = page[page.shape[0] // 3 :] if from_below else page[: 2 * page.shape[0] // 3]
    streak(part, 42.0, 0.3, 0.6, 300 / 25.4)

    assert len(_streaks(page)) == 1


@pytest.mark.parametrize("dpi", DPIS)
def test_printed_rules_and_frames_are_no_streaks(dpi: int) -> None:
    """A rule from one printable edge to the other, exactly upright or level, stays within the margins."""
    page = clean_scan(dpi)
    mm = dpi / 25.4
    page[round(8.5 * mm) : round(288.5 * mm), round(105 * mm) :][:, :2] = 30
    page[round(150 * mm) :, round(8.5 * mm) : round(201.5 * mm)][:2] = 30

    assert _streaks(page) == ()


@pytest.mark.parametrize("drift_mm", [0.5, 1.5, 6.0])
def test_a_line_by_hand_is_no_streak(drift_mm: float) -> None:
    """A line drawn along a ruler from edge to edge is never exactly along the scan."""
    page = clean_scan(300)
    mm = 300 / 25.4
    above, below = (round(100 * mm), 0), (round((100 + drift_mm) * mm), page.shape[0] - 1)
    cv2.line(page, above, below, 60, 4, cv2.LINE_AA)

    assert _streaks(page) == ()


@pytest.mark.parametrize("degrees", [0.0, 0.4, 3.0])
def test_the_edge_of_the_paper_is_no_streak(degrees: float) -> None:
    """A shadow along the paper's edges and a dark border beyond are not drawn by dirt."""
    page = clean_scan(200)
    page[:, :14], page[:, 14:17], page[:, -12:] = 25, 245, 25
    page[:9], page[-4:] = 25, 25

    assert _streaks(skewed(page, degrees)) == ()


def test_folds_are_no_streaks() -> None:
    """A sheet folded lengthwise and laid exactly straight has a dark line from edge to edge, broken and wandering."""
    paper = replace(CLEAN.paper, folds=((2, 1.0),), crease_strength=Range(0.2, 0.6), fold_shift_mm=Range(0.0, 0.3))
    straight = replace(CLEAN.scanner, skew_deg=Range(0.0, 0.0), dpi=((200.0, 1.0),))

    pages = [scanned(clean(paper, straight), seed)[1].pixels for seed in range(12)]

    assert [_streaks(page) for page in pages] == [()] * 12


def test_a_stamp_in_the_margin_is_no_streak() -> None:
    """Strokes that cross a margin and end there are followed and found to end."""
    page = clean_scan(200)
    for x in range(400, 700, 40):
        page[0:90, x : x + 3] = 60

    assert _streaks(page) == ()
