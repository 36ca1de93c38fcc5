"""What may vary in the second world? Shares and ranges of hands, sheets and sensors.

Shares are per sheet, those named `..._question_share` per question; offsets and sizes are in boxes.
"""

from dataclasses import dataclass

from simulate.chance import Range, Shares
from simulate.unseen.pens import PenKind


@dataclass(frozen=True, slots=True)
class HandOptions:
    """What people do with pens."""

    pens: Shares[PenKind]
    lapse_question_share: float
    size: Range
    shift: Range
    scatter: float
    blank_question_share: Range
    several_question_share: float
    correction_question_share: float
    taken_back_question_share: float
    overshoot_share: float
    comment_share: float
    line_share: float
    struck_out_question_share: float
    stray_share: float


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """What happens to paper."""

    tinted_share: float
    recycled_share: float
    fold_share: float
    fold_shift_mm: Range
    crease_depth: Range
    holes_share: float
    staple_share: float
    damp_share: float
    coffee_share: float
    through_share: float
    through_strength: Range
    stamp_share: float
    photocopy_share: float


@dataclass(frozen=True, slots=True)
class SensorOptions:
    """What scanners do."""

    dpi: Shares[float]
    colour_share: float
    one_bit_share: float
    skew_deg: float
    shift_mm: float
    scale: float
    feed_wave_mm: Range
    blur_px: Range
    halo_share: float
    halo: Range
    gamma: Range
    black: Range
    white: Range
    noise: Range
    stripe: Range
    streak_share: float
    border_share: float
    jpeg_quality: Range


@dataclass(frozen=True, slots=True)
class UnseenOptions:
    """One level."""

    name: str
    hand: HandOptions
    sheet: SheetOptions
    sensor: SensorOptions
