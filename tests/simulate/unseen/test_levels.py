"""Levels of the second world are shares and ranges that can be drawn from."""

from dataclasses import fields

import pytest

from simulate.chance import Range
from simulate.unseen.levels import LEVELS
from simulate.unseen.options import UnseenOptions
from simulate.unseen.pens import PenKind


@pytest.mark.parametrize("level", LEVELS.values(), ids=list(LEVELS))
def test_every_number_of_a_level_can_happen(level: UnseenOptions) -> None:
    """Shares between nothing and all, ranges that begin before they end, weights that add up to something."""
    for part in (level.hand, level.sheet, level.sensor):
        for field in fields(part):
            value = getattr(part, field.name)
            if field.name.endswith("_share") and not isinstance(value, Range):
                assert 0 <= value <= 1, field.name
            elif isinstance(value, Range):
                assert value.low <= value.high, field.name
                if field.name.endswith("_share"):
                    assert 0 <= value.low <= value.high <= 1
            elif isinstance(value, tuple):
                assert sum(weight for _, weight in value) == pytest.approx(1.0), field.name
                assert all(weight >= 0 for _, weight in value), field.name
    assert level.sensor.black.high < level.sensor.white.low


def test_what_happens_to_a_question_happens_to_it_once() -> None:
    """The shares of what a question may be leave room for a plain answer; a level of corrections is mostly those."""
    for level in LEVELS.values():
        hand = level.hand
        taken = (
            hand.several_question_share
            + hand.correction_question_share
            + hand.taken_back_question_share
            + hand.struck_out_question_share
        )
        assert taken < 1, level.name
    assert LEVELS["corrected"].hand.correction_question_share > 0.5


def test_a_level_is_named_for_its_one_trouble() -> None:
    """Felt is written with felt alone, faint with faint pencils; on blank sheets little is answered."""
    assert all(name == level.name for name, level in LEVELS.items())
    usual = LEVELS["usual"]
    for name, kind in (("felt", PenKind.FELT), ("faint", PenKind.PENCIL_FAINT)):
        assert dict(LEVELS[name].hand.pens) == {kind: 1.0}
        assert (LEVELS[name].sheet, LEVELS[name].sensor) == (usual.sheet, usual.sensor)
    assert LEVELS["blank"].hand.blank_question_share.low >= 0.8
    assert LEVELS["half-missed"].hand.shift.low > usual.hand.shift.low


def test_a_bad_day_is_worse_than_a_careful_desk() -> None:
    """In skew, noise, blur and folds, and never easier than the usual."""
    easy, usual, rough = (LEVELS[name] for name in ("easy", "usual", "rough"))
    for worse, better in ((usual, easy), (rough, usual)):
        assert worse.sensor.skew_deg >= better.sensor.skew_deg
        assert worse.sensor.noise.high >= better.sensor.noise.high
        assert worse.sensor.blur_px.high >= better.sensor.blur_px.high
        assert worse.sheet.fold_share >= better.sheet.fold_share
        assert worse.hand.shift.high >= better.hand.shift.high
