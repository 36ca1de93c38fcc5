"""Facts about quotas that are kept for report tools."""

from datetime import date

from sqlalchemy import text

from db.engine import Engine
from db.kept_quotas import KeptQuota, keep_quotas

_TODAY = date(2026, 9, 1)


def _view(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        rows = connection.execute(text('SELECT period, form, scope, "of", minimum, missing, as_of FROM report_quotas'))
        return [(*row[:-1], str(row[-1])) for row in rows]


def test_the_view_has_what_was_worked_out_last(engine: Engine) -> None:
    """Of each period; a quota that was taken back is no more, one written down twice counts once."""
    office = KeptQuota("pks-q", "office", "", 75, 60, 15, 8)
    officer = KeptQuota("pks-c", "officer", "05", 60, 52, 8, None)
    keep_quotas(engine, "2026-Q3", [office, officer, officer], _TODAY)
    keep_quotas(engine, "2026-Q1", [office], _TODAY)
    assert len(_view(engine)) == 3

    keep_quotas(engine, "2026-Q3", [officer], date(2026, 9, 2))
    assert sorted(_view(engine)) == [
        ("2026-Q1", "pks-q", "office", "", 75, 15, "2026-09-01"),
        ("2026-Q3", "pks-c", "officer", "05", 60, 8, "2026-09-02"),
    ]
    keep_quotas(engine, "2026-Q3", [], _TODAY)
    assert [row[0] for row in _view(engine)] == ["2026-Q1"]
