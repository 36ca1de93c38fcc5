"""What is wrong with a scan."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from omr.detect.quality import findings, is_blank
from omr.detect.scan import scan_of
from omr.reading import Finding
from omr.reasons import Reason
from simulate.chance import Range
from tests.omr.detect.faults import CLEAN, DPIS, clean, clean_scan, one_bit, seen, skewed, told, turned
from tests.omr.detect.scans import grey_print, scanned

# What the simulator says when it drew what a finding is about; turned pages and skewed ones are told by the truth.
_DRAWN = {
    Reason.STREAK: "streak",
    Reason.LIGHT_STREAK: "streak",
    Reason.CORNER_HIDDEN: "corner",
    Reason.PRINT_SCALE: "print scale",
    Reason.FAINT_PRINT: "faint toner",
    Reason.DARK_BORDER: "black border",
}


def _reasons(found: list[Finding]) -> list[Reason]:
    return [finding.reason for finding in found]


@pytest.mark.parametrize("dpi", DPIS)
def test_a_good_scan_calls_for_no_word(dpi: int) -> None:
    """Nothing is found where nothing is wrong, at any resolution."""
    assert [told(clean_scan(dpi, seed), dpi) for seed in (1, 2, 3)] == [[]] * 3


def test_nothing_is_said_that_was_not_done() -> None:
    """On worn office pages every finding names something that happened to the page."""
    false = []
    for seed in range(100, 116):
        page = scanned("office", seed)[1]
        for reason in _reasons(told(page.pixels, page.dpi)):
            happened = any(_DRAWN.get(reason, "?") in fact for fact in page.truth.facts)
            if not (happened or (reason is Reason.TURNED and page.truth.turn_deg)):
                false.append((seed, reason, page.truth.facts))

    assert false == []


@pytest.mark.parametrize("percent", [95, 97, 103])
@pytest.mark.parametrize("dpi", DPIS)
def test_the_scale_of_print_is_told(percent: int, dpi: int) -> None:
    """A sheet printed to fit the page is told by its per cent."""
    paper = replace(CLEAN.paper, print_scale=((Range(percent / 100, percent / 100), 1.0),))
    page = scanned(clean(paper, replace(CLEAN.scanner, dpi=((float(dpi), 1.0),))), 4)[1]

    assert told(page.pixels, page.dpi) == [Finding(Reason.PRINT_SCALE, (("percent", str(percent)),))]


@pytest.mark.parametrize("claimed", [None, 72, 206])
def test_the_scale_is_only_told_where_the_resolution_is_known(claimed: float | None) -> None:
    """A file that claims no resolution, or one that fits no paper, tells nothing of the print's scale."""
    assert told(clean_scan(200), claimed) == []


@pytest.mark.parametrize("dpi", DPIS)
def test_faint_print_is_told(dpi: int) -> None:
    """Toner that hardly prints, and a scan set so light that outlines hardly show."""
    page = clean_scan(dpi)
    faint = np.clip(255 - (255.0 - page) * 0.45, 0, 255).astype(np.uint8)
    light = np.clip((page - 90.0) * 2.2, 0, 255).astype(np.uint8)

    assert _reasons(told(faint, dpi)) == [Reason.FAINT_PRINT]
    assert Reason.FAINT_PRINT not in _reasons(told(light, dpi))


def test_one_bit_is_told() -> None:
    """A clerk can set the scanner to grey."""
    assert _reasons(list(findings(seen(one_bit(clean_scan(200)), 200)))) == [Reason.ONE_BIT]


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_how_a_page_lay_is_told(quarters: int) -> None:
    """A page on its side or its head is told by its turn."""
    found = told(turned(clean_scan(200), quarters), 200)

    assert found == [Finding(Reason.TURNED, (("degrees", str(90 * quarters)),))]


@pytest.mark.parametrize(("degrees", "said"), [(1.0, []), (-3.0, [Reason.SKEWED]), (4.0, [Reason.SKEWED])])
def test_a_skewed_page_is_told(degrees: float, said: list[Reason]) -> None:
    """Skew is told where the paper guides are to blame."""
    assert _reasons(told(skewed(clean_scan(200), degrees), 200)) == said


def test_a_low_resolution_is_told() -> None:
    """A fax's resolution is told by its figure."""
    size = (round(1654 / 2), round(2339 / 2))
    page = np.asarray(cv2.resize(clean_scan(200), size, interpolation=cv2.INTER_AREA), np.uint8)

    assert told(page, 100) == [Finding(Reason.LOW_RESOLUTION, (("dpi", "100"),))]


def test_a_mark_that_shows_and_is_not_found_is_counted() -> None:
    """Where nothing hides a corner mark that was not found, only the number is told."""
    page = seen(clean_scan(200), 200)
    three = replace(page, alignment=replace(page.alignment, markers=(0, 1, 2)))

    assert findings(three) == (Finding(Reason.FEW_MARKERS, (("found", "3"),)),)


def test_paper_is_blank_and_a_sheet_is_not() -> None:
    """Noise, shade and a dark edge leave a page blank; a printed sheet never is."""
    rng = np.random.default_rng(1)
    paper = rng.normal(235, 4, (3508, 2480)).clip(0, 255).astype(np.uint8)
    paper[:, :20] = 30

    assert is_blank(scan_of(paper).small)
    assert not is_blank(scan_of(grey_print()).small)
