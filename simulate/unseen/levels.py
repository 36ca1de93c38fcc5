"""How rough is the second world? What a careful desk, an office and a bad day give, and one trouble at a time."""

from dataclasses import replace

from simulate.chance import Range
from simulate.unseen.options import HandOptions, SensorOptions, SheetOptions, UnseenOptions
from simulate.unseen.pens import PenKind

_PENS = (
    (PenKind.BALLPOINT, 0.45),
    (PenKind.GEL, 0.20),
    (PenKind.FELT, 0.12),
    (PenKind.PENCIL, 0.14),
    (PenKind.PENCIL_FAINT, 0.09),
)

_EASY = UnseenOptions(
    "easy",
    HandOptions(
        pens=((PenKind.BALLPOINT, 0.7), (PenKind.GEL, 0.3)),
        lapse_question_share=0.0,
        size=Range(0.6, 0.95),
        shift=Range(0.0, 0.12),
        scatter=0.05,
        blank_question_share=Range(0.0, 0.1),
        several_question_share=0.0,
        correction_question_share=0.01,
        taken_back_question_share=0.0,
        overshoot_share=0.0,
        comment_share=0.1,
        line_share=0.0,
        struck_out_question_share=0.0,
        stray_share=0.0,
    ),
    SheetOptions(
        tinted_share=0.1,
        recycled_share=0.05,
        fold_share=0.1,
        fold_shift_mm=Range(0.0, 0.3),
        crease_depth=Range(0.03, 0.12),
        holes_share=0.05,
        staple_share=0.05,
        damp_share=0.0,
        coffee_share=0.0,
        through_share=0.0,
        through_strength=Range(0.0, 0.0),
        stamp_share=0.0,
        photocopy_share=0.0,
    ),
    SensorOptions(
        dpi=((200.0, 0.4), (300.0, 0.6)),
        colour_share=0.3,
        one_bit_share=0.0,
        skew_deg=0.7,
        shift_mm=1.5,
        scale=0.002,
        feed_wave_mm=Range(0.0, 0.1),
        blur_px=Range(0.3, 0.7),
        halo_share=0.3,
        halo=Range(0.1, 0.5),
        gamma=Range(0.9, 1.15),
        black=Range(0.02, 0.15),
        white=Range(0.9, 1.03),
        noise=Range(0.5, 3.0),
        stripe=Range(0.0, 0.01),
        streak_share=0.0,
        border_share=0.1,
        jpeg_quality=Range(70, 85),
    ),
)

_USUAL = UnseenOptions(
    "usual",
    HandOptions(
        pens=_PENS,
        lapse_question_share=0.12,
        size=Range(0.45, 1.3),
        shift=Range(0.0, 0.45),
        scatter=0.10,
        blank_question_share=Range(0.0, 0.25),
        several_question_share=0.015,
        correction_question_share=0.05,
        taken_back_question_share=0.006,
        overshoot_share=0.15,
        comment_share=0.3,
        line_share=0.04,
        struck_out_question_share=0.002,
        stray_share=0.15,
    ),
    SheetOptions(
        tinted_share=0.2,
        recycled_share=0.15,
        fold_share=0.5,
        fold_shift_mm=Range(0.0, 1.0),
        crease_depth=Range(0.05, 0.3),
        holes_share=0.08,
        staple_share=0.12,
        damp_share=0.05,
        coffee_share=0.04,
        through_share=0.12,
        through_strength=Range(0.02, 0.10),
        stamp_share=0.12,
        photocopy_share=0.08,
    ),
    SensorOptions(
        dpi=((150.0, 0.05), (200.0, 0.3), (240.0, 0.1), (300.0, 0.5), (400.0, 0.05)),
        colour_share=0.3,
        one_bit_share=0.06,
        skew_deg=1.8,
        shift_mm=3.0,
        scale=0.006,
        feed_wave_mm=Range(0.0, 0.3),
        blur_px=Range(0.3, 1.0),
        halo_share=0.5,
        halo=Range(0.2, 1.2),
        gamma=Range(0.75, 1.3),
        black=Range(0.0, 0.25),
        white=Range(0.85, 1.08),
        noise=Range(0.5, 6.0),
        stripe=Range(0.0, 0.02),
        streak_share=0.06,
        border_share=0.2,
        jpeg_quality=Range(50, 85),
    ),
)

_ROUGH = UnseenOptions(
    "rough",
    HandOptions(
        pens=(
            (PenKind.BALLPOINT, 0.30),
            (PenKind.GEL, 0.12),
            (PenKind.FELT, 0.22),
            (PenKind.PENCIL, 0.18),
            (PenKind.PENCIL_FAINT, 0.18),
        ),
        lapse_question_share=0.3,
        size=Range(0.35, 1.6),
        shift=Range(0.0, 0.62),
        scatter=0.15,
        blank_question_share=Range(0.0, 0.5),
        several_question_share=0.03,
        correction_question_share=0.12,
        taken_back_question_share=0.02,
        overshoot_share=0.4,
        comment_share=0.5,
        line_share=0.12,
        struck_out_question_share=0.01,
        stray_share=0.5,
    ),
    SheetOptions(
        tinted_share=0.35,
        recycled_share=0.3,
        fold_share=0.8,
        fold_shift_mm=Range(0.0, 1.8),
        crease_depth=Range(0.1, 0.55),
        holes_share=0.15,
        staple_share=0.2,
        damp_share=0.2,
        coffee_share=0.15,
        through_share=0.35,
        through_strength=Range(0.04, 0.18),
        stamp_share=0.35,
        photocopy_share=0.25,
    ),
    SensorOptions(
        dpi=((150.0, 0.2), (200.0, 0.3), (240.0, 0.1), (300.0, 0.3), (400.0, 0.1)),
        colour_share=0.25,
        one_bit_share=0.25,
        skew_deg=3.0,
        shift_mm=5.0,
        scale=0.015,
        feed_wave_mm=Range(0.05, 0.5),
        blur_px=Range(0.4, 1.5),
        halo_share=0.6,
        halo=Range(0.4, 2.0),
        gamma=Range(0.6, 1.6),
        black=Range(0.0, 0.4),
        white=Range(0.72, 1.12),
        noise=Range(1.0, 12.0),
        stripe=Range(0.0, 0.05),
        streak_share=0.25,
        border_share=0.35,
        jpeg_quality=Range(30, 65),
    ),
)

# Each of these is the usual level but for one thing, which is everywhere.
_HALF_MISSED = replace(
    _USUAL, name="half-missed", hand=replace(_USUAL.hand, shift=Range(0.45, 0.62), scatter=0.05, size=Range(0.6, 1.1))
)
_FELT = replace(_USUAL, name="felt", hand=replace(_USUAL.hand, pens=((PenKind.FELT, 1.0),)))
_FAINT = replace(_USUAL, name="faint", hand=replace(_USUAL.hand, pens=((PenKind.PENCIL_FAINT, 1.0),)))
_CORRECTED = replace(
    _USUAL,
    name="corrected",
    hand=replace(
        _USUAL.hand, correction_question_share=0.6, taken_back_question_share=0.05, several_question_share=0.05
    ),
)
_BLANK = replace(
    _USUAL,
    name="blank",
    hand=replace(_USUAL.hand, blank_question_share=Range(0.8, 1.0), comment_share=0.8, line_share=0.3, stray_share=0.0),
    sheet=replace(_USUAL.sheet, fold_share=0.8, through_share=0.4, stamp_share=0.5, recycled_share=0.3),
)

LEVELS: dict[str, UnseenOptions] = {
    level.name: level for level in (_EASY, _USUAL, _ROUGH, _HALF_MISSED, _FELT, _FAINT, _CORRECTED, _BLANK)
}
