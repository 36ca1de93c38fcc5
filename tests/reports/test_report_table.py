"""Facts about the cells that tables of a report are made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.report_table import Figure, TableSettings, change, figure
from reports.suppression import USUAL_LEAST

_shares = st.floats(0, 1)


@given(_shares, _shares)
def test_a_change_is_in_points_and_back_again_is_its_opposite(now: float, then: float) -> None:
    """With its sign, to two decimals: from 95 % to 96.45 % are 1.45 points, not 1.53 % more."""
    there, back = change(now, then), change(then, now)

    assert there is not None
    assert back is not None
    assert there.signed
    assert there.value == -back.value
    assert there.value == pytest.approx(100 * now - 100 * then, abs=0.0051)
    assert change(0.9645, 0.95) == Figure(1.45, signed=True)


def test_what_is_not_known_is_no_zero() -> None:
    """A rate that is missing has not changed by anything, and no mean is no cell; a true zero is one."""
    assert change(None, 0.5) is None
    assert change(0.5, None) is None
    assert figure(None) is None
    assert figure(0.0, 1) == Figure(0.0, 1)
    assert change(0.0, 0.0) == Figure(0.0, signed=True)


def test_where_nobody_decided_small_cells_are_hidden_and_nobody_is_ranked() -> None:
    """What was not settled is settled for those whose answers they are."""
    settings = TableSettings()

    assert (settings.hide_under, settings.ranked, settings.officers) == (USUAL_LEAST, False, {})
