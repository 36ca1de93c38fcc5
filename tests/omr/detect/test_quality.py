"""What is wrong with a scan."""

from dataclasses import replace

import numpy as np
import pytest

from omr.detect.image import scan_of
from omr.detect.quality import findings, is_blank
from omr.reading import Alignment
from omr.reasons import Reason
from tests.omr.detect.scans import grey_print

GOOD = Alignment(tuple(np.eye(3).ravel().tolist()), 0.01, (0, 1, 2, 3), 0, 0.2, 300 / 25.4)
GREY = np.random.default_rng(0).integers(100, 250, (300, 200)).astype(np.uint8)


def test_a_good_scan_calls_for_no_word() -> None:
    """Nothing is found where nothing is wrong."""
    assert findings(GREY, GOOD, 0.95, 300) == ()


@pytest.mark.parametrize(
    ("alignment", "reason"),
    [
        (replace(GOOD, markers=(0, 1, 2)), Reason.FEW_MARKERS),
        (replace(GOOD, turn_deg=180), Reason.TURNED),
        (replace(GOOD, skew_deg=-3.0), Reason.SKEWED),
        (replace(GOOD, px_per_mm=100 / 25.4), Reason.LOW_RESOLUTION),
        (replace(GOOD, px_per_mm=0.97 * 300 / 25.4), Reason.PRINT_SCALE),
    ],
)
def test_each_fault_is_named(alignment: Alignment, reason: Reason) -> None:
    """One fault, one finding, with its figure."""
    assert reason in [finding.reason for finding in findings(GREY, alignment, 0.95, 300)]


def test_one_bit_and_faint_print_are_named() -> None:
    """A scan of two values, and toner that hardly prints."""
    one_bit = np.where(GREY > 170, 255, 0).astype(np.uint8)

    assert [f.reason for f in findings(one_bit, GOOD, 0.95, 300)] == [Reason.ONE_BIT]
    assert [f.reason for f in findings(GREY, GOOD, 0.4, 300)] == [Reason.FAINT_PRINT]


def test_the_scale_is_only_known_where_the_resolution_is() -> None:
    """A file that claims no resolution tells nothing of the print's scale."""
    assert findings(GREY, replace(GOOD, px_per_mm=0.97 * 300 / 25.4), 0.95, None) == ()


def test_paper_is_blank_and_a_sheet_is_not() -> None:
    """Noise, shade and a dark edge leave a page blank; a printed sheet never is."""
    rng = np.random.default_rng(1)
    paper = rng.normal(235, 4, (3508, 2480)).clip(0, 255).astype(np.uint8)
    paper[:, :20] = 30

    assert is_blank(scan_of(paper).small)
    assert not is_blank(scan_of(grey_print()).small)
