"""Facts about quotas."""

from datetime import date

import pytest

from reports.quotas import Progress, Tier, sample_size, share_of_dossiers, tiered


def test_an_average_hides_nobody() -> None:
    """Five officers with 60 each to reach: 371 in all, and the fifth lacks 8."""
    officers = [Progress(c, 60, n) for c, n in (("01", 96), ("02", 88), ("03", 71), ("04", 64), ("05", 52))]

    assert [officer.missing for officer in officers] == [0, 0, 0, 0, 8]
    assert [round(100 * (officer.share or 0), 1) for officer in officers] == [160.0, 146.7, 118.3, 106.7, 86.7]
    assert sum(officer.done for officer in officers) == 371


def test_office_and_officers_of_hoa_hiep_nam() -> None:
    """306 of 250."""
    assert round(100 * (Progress("office", 250, 306).share or 0), 1) == 122.4
    assert Progress("office", 0, 3).share is None


def test_what_a_week_must_bring() -> None:
    """Rounded up; all at once in the last days; nothing where it is reached, None where it is too late."""
    quota = Progress("05", 60, 52)
    assert quota.per_week(date(2026, 8, 18), date(2026, 9, 14)) == 2
    assert quota.per_week(date(2026, 9, 12), date(2026, 9, 14)) == 8
    assert quota.per_week(date(2026, 9, 15), date(2026, 9, 14)) is None
    assert Progress("01", 60, 96).per_week(date(2026, 9, 15), date(2026, 9, 14)) == 0


def test_being_behind_is_said_while_there_is_time() -> None:
    """Half of the days gone and less than half done."""
    first, middle, last = date(2026, 6, 15), date(2026, 7, 31), date(2026, 9, 14)
    assert Progress("05", 60, 29).behind(first, middle, last)
    assert not Progress("05", 60, 31).behind(first, middle, last)
    assert not Progress("05", 60, 0).behind(first, first, last)


@pytest.mark.parametrize(("population", "sample"), [(1636, 322), (1441, 314)])
def test_the_sample_that_a_population_asks_for(population: int, sample: int) -> None:
    """Rounded up from 321.4 and 313.1."""
    assert sample_size(population) == sample


def test_shares_of_dossiers() -> None:
    """Rounded up, and by tiers: all of up to 200, 30 % of up to 1,000."""
    assert share_of_dossiers(310, 0.3) == 93
    assert share_of_dossiers(311, 0.3) == 94
    tiers = (Tier(200, 1.0), Tier(1000, 0.3), Tier(None, 0.2))
    assert [tiered(n, tiers) for n in (200, 201, 1000, 1001)] == [200, 61, 300, 201]
    with pytest.raises(ValueError, match="no tier"):
        tiered(5, (Tier(3, 1.0),))
