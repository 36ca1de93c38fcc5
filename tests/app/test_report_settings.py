"""Facts about what an office has decided about its tables."""

from pathlib import Path

import pytest

from app.office import Office
from app.periods import asked_period
from app.report_settings import table_settings
from app.roster import ROSTER_FILE, RosterUnreadable

_OFFICE = Office.model_validate(
    {
        "unit": "X",
        "fields": [{"code": "ht", "name": "Hộ tịch"}],
        "counters": [{"code": "1", "name": "Quầy một"}],
        "channels": [{"code": "qr", "name": "Mã ở bàn"}, {"code": "bao", "name": "Qua báo"}],
        "dossiers": [{"period": "2026-Q3", "total": 9, "by_field": {"ht": 4}}],
        "hide_under": 10,
        "rank_officers": True,
    }
)
_Q3 = asked_period("2026-Q3", _OFFICE)


def test_outside_the_office_nobody_has_a_name_and_small_cells_are_hidden(tmp_path: Path) -> None:
    """Under the office's own number; inside there are names and nothing is hidden."""
    (tmp_path / ROSTER_FILE).write_text("code,name\n01,Cán bộ Một\n02,\n", "utf-8")
    outside, inside = (table_settings(tmp_path, _OFFICE, _Q3, internal) for internal in (False, True))

    assert (outside.officers, outside.hide_under) == ({}, 10)
    assert (inside.officers, inside.hide_under) == ({"01": "Cán bộ Một"}, 0)
    assert inside.ranked
    assert table_settings(tmp_path, Office(unit="X"), _Q3, False).hide_under == 5


def test_codes_have_the_offices_names_and_channels_the_usual_ones_besides(tmp_path: Path) -> None:
    """In Vietnamese; what the office calls a channel holds."""
    settings = table_settings(tmp_path, _OFFICE, _Q3, False)

    assert (settings.fields, settings.counters) == ({"ht": "Hộ tịch"}, {"1": "Quầy một"})
    assert settings.channels["qr"] == "Mã ở bàn"
    assert settings.channels["bao"] == "Qua báo"
    assert settings.channels["paper_box"] == "hòm phiếu giấy"


@pytest.mark.parametrize(("name", "dossiers"), [("2026-Q3", {"ht": 4}), ("2026-Q1", {}), ("2025-Q3", {})])
def test_dossiers_are_those_of_the_period_alone(tmp_path: Path, name: str, dossiers: dict[str, int]) -> None:
    """Last year's are no base for this year's share."""
    assert table_settings(tmp_path, _OFFICE, asked_period(name, _OFFICE), False).dossiers == dossiers


def test_a_table_of_officers_that_cannot_be_read_concerns_who_is_inside(tmp_path: Path) -> None:
    """A report for outside needs no names and is made without."""
    (tmp_path / ROSTER_FILE).write_bytes(b"\xff\xfe\x00code")

    assert table_settings(tmp_path, _OFFICE, _Q3, False).officers == {}
    with pytest.raises(RosterUnreadable):
        table_settings(tmp_path, _OFFICE, _Q3, True)
