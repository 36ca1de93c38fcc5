"""What may vary among respondents, papers and scanners? The shares and ranges that a grade consists of."""

from dataclasses import dataclass
from enum import StrEnum

from simulate.chance import Range, Shares
from simulate.pens import PenKind
from simulate.truth import MarkKind


class ScanMode(StrEnum):
    """How a scanner is set."""

    GREY = "grey"
    COLOUR = "colour"
    ONE_BIT = "one_bit"


@dataclass(frozen=True, slots=True)
class RespondentOptions:
    """Who fills sheets in, and how. Sizes are in boxes, shares 0..1, `blank_share` and the like per question."""

    pens: Shares[PenKind]
    marks: Shares[MarkKind]
    consistency: float
    size: Range
    bias: float
    scatter: Range
    tremor_mm: Range
    speed: Range
    max_offset: float
    min_inside: float
    blank_share: Range
    double_share: float
    correction_share: float
    corrections: Shares[MarkKind]
    cancelled_alone_share: float
    straight_line_share: float
    comment_share: float
    spill_share: float
    across_boxes_share: float
    stray_share: float
    tail_share: float


@dataclass(frozen=True, slots=True)
class PaperOptions:
    """What happens to paper. Copies before filling in are of the blank master, after it of the filled sheet."""

    folds: Shares[int]
    fold_shift_mm: Range
    crease_strength: Range
    edge_stamp_share: float
    box_stamp_share: float
    corner_stamp_share: float
    copies_before: Shares[int]
    copies_after: Shares[int]
    print_scale: Shares[Range]
    faint_toner_share: float
    toner_loss: Range
    show_through_share: float
    show_through: Range
    stain_share: float
    staple_share: float
    torn_share: float
    speck_share: float


@dataclass(frozen=True, slots=True)
class ScannerOptions:
    """What scanners do to sheets. Contrast is white minus black of 0..1; noise and blur are standard deviations."""

    dpi: Shares[float]
    modes: Shares[ScanMode]
    skew_deg: Range
    shift_mm: float
    stretch: float
    wobble_mm: Range
    blur_mm: Range
    noise: Range
    black_level: Range
    white_level: Range
    gamma: Range
    lamp_loss: Range
    streak_share: float
    border_share: float
    jpeg_quality: Range
    turns: Shares[int]
    dither_share: float


@dataclass(frozen=True, slots=True)
class Grade:
    """A named set of all options."""

    name: str
    respondent: RespondentOptions
    paper: PaperOptions
    scanner: ScannerOptions
