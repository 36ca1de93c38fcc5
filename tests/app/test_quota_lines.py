"""Facts about how far quotas are reached."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.office import Office
from app.periods import ReportOrder, asked_period
from app.quota_lines import quota_lines, quotas_of
from app.roster import PrintedFor
from db.batches import withdraw_batch
from db.engine import Engine, open_database
from reports.period_figures import FormFigures, QuotaLine, Returned
from reports.tally import QuestionTally
from tests.db.values import NOW
from tests.reports.test_period_figures import told

_TODAY = date(2026, 8, 1)


@pytest.fixture
def base(week: Path) -> Iterator[Engine]:
    """Return the database of an office with two sheets of pks-q."""
    engine = open_database(f"sqlite:///{(week / 'omr.sqlite3').as_posix()}")
    yield engine
    engine.dispose()


def _order(
    *rules: dict[str, object],
    period: str = "2026-Q3",
    today: date = _TODAY,
    officers: tuple[str, ...] = (),
    more: dict[str, object] | None = None,
) -> ReportOrder:
    quotas = [{"form": "pks-q", "scope": "office"} | rule for rule in rules]
    office = Office.model_validate({"unit": "UBND PHƯỜNG MẪU", "quotas": quotas} | (more or {}))
    return ReportOrder(asked_period(period, office), office, tuple(PrintedFor(code) for code in officers), today)


def _form(**groups: tuple[QuestionTally, ...]) -> FormFigures:
    # 30 sheets, four of them blank: 26 opinions.
    return FormFigures("pks-q", "", Returned(), (told(9, 9, 2, 1, 1, beside=(4, 2, 1, 1)),), **groups)  # type: ignore[arg-type]


def _told(lines: tuple[QuotaLine, ...]) -> list[tuple[str, int, int]]:
    return [(line.name, line.progress.minimum, line.progress.done) for line in lines]


def test_a_quota_counts_the_sheets_whose_verdict_counts(base: Engine) -> None:
    """A doubt about another question takes none away; a batch that is out brings nothing, and no rule has no line."""
    order = _order({"minimum": 5})
    assert _told(quota_lines(base, order)) == [("", 5, 2)]

    withdraw_batch(base, "Tuần 38", "Người rút", "quét nhầm", NOW)

    assert _told(quota_lines(base, order)) == [("", 5, 0)]
    assert quota_lines(base, _order()) == ()


@pytest.mark.parametrize(
    ("period", "minimum"), [("2026-Q3", 75), ("2026-H1", 150), ("2026-Y", 300), ("2026-02", 25), ("2026-C3", 75)]
)
def test_a_monthly_quota_is_asked_for_each_month_of_the_period(base: Engine, period: str, minimum: int) -> None:
    """Though a period begins and ends amid months, and February is short; one of a period is asked for once."""
    order = _order({"minimum": 25, "per": "month"}, {"minimum": 25}, period=period)

    assert _told(quotas_of(base, (_form(),), order)) == [("", minimum, 26), ("", 25, 26)]


def test_a_quota_of_some_periods_is_asked_for_in_these_alone(base: Engine) -> None:
    """By their names in the calendar; a form that nobody filled in is behind, not left out."""
    rules = ({"minimum": 9, "periods": ["Q1", "Q3"]}, {"minimum": 8, "periods": ["Y"]}, {"minimum": 7, "form": "pks-c"})

    assert _told(quotas_of(base, (_form(),), _order(*rules))) == [("", 9, 26), ("", 7, 0)]


def test_nobody_is_left_out_because_nobody_answered_about_them(base: Engine) -> None:
    """Those of the list come first, each once; then whoever else was named. What names nobody is nobody's."""
    officers = tuple(
        told(*counts, beside=(3, 0, 0, 1), group=("officer", code))
        for code, counts in (("", (9, 0, 0, 0, 0)), ("02", (4, 1, 1, 0, 0)), ("99", (0, 0, 0, 0, 0)))
    )
    order = _order({"scope": "officer", "minimum": 6}, officers=("02", "01", "02"))

    lines = quotas_of(base, (_form(by_officer=officers),), order)

    assert _told(lines) == [("02", 6, 7), ("01", 6, 0), ("99", 6, 1)]
    assert [(line.progress.missing, line.behind) for line in lines] == [(0, False), (6, True), (5, True)]


def test_a_field_must_bring_a_share_of_its_own_dossiers(base: Engine) -> None:
    """One whose dossiers nobody wrote down has no quota, unless that is a number; the name stands for the code."""
    fields = tuple(
        told(*counts, group=("field", code)) for code, counts in (("1", (9, 0, 0, 0, 0)), ("8", (2, 0, 0, 0, 0)))
    )
    named: dict[str, object] = {"fields": [{"code": "1", "name": "Hộ tịch"}, {"code": "2", "name": "Đất đai"}]}
    settled: dict[str, object] = {"dossiers": [{"period": "2026-Q3", "total": 400, "by_field": {"1": 101, "3": 50}}]}
    share: dict[str, object] = {"scope": "field", "share_of_dossiers": 0.2}

    lines = quotas_of(base, (_form(by_field=fields),), _order(share, more=named | settled))

    # A fifth of 101 is 20.2: one opinion more than 20.
    assert _told(lines) == [("Hộ tịch", 21, 9)]
    assert quotas_of(base, (_form(by_field=fields),), _order(share, more=named)) == ()
    number = quotas_of(base, (_form(by_field=fields),), _order({"scope": "field", "minimum": 3}, more=named))
    assert _told(number) == [("Hộ tịch", 3, 9), ("Đất đai", 3, 0), ("8", 3, 2)]


@pytest.mark.parametrize(
    ("rule", "minimum"),
    [
        ({"share_of_dossiers": 0.2}, 81),
        # Yamane (1967): 401 / (1 + 401 * 0.05²) is 200.2.
        ({"sample_of_dossiers": True}, 201),
        ({"tiers": [{"up_to": 400, "share": 1}, {"up_to": 401, "share": 0.5}, {"share": 0.1}]}, 201),
    ],
)
def test_an_office_goes_by_all_its_dossiers(base: Engine, rule: dict[str, object], minimum: int) -> None:
    """In the period that is asked for; where nobody wrote them down nothing is asked for, and nobody is behind."""
    settled: dict[str, object] = {
        "dossiers": [{"period": "2026-Q3", "total": 401, "by_field": {"1": 3}}, {"period": "2026-H1", "total": 9}]
    }

    (line,) = quotas_of(base, (_form(),), _order(rule, more=settled))
    (unknown,) = quotas_of(base, (_form(),), _order(rule, period="2026-Q1", more=settled))

    assert line.progress.minimum == minimum
    assert (unknown.progress.minimum, unknown.progress.missing, unknown.behind) == (0, 0, False)


@pytest.mark.parametrize(
    ("today", "per_week", "behind"),
    [
        # 64 are missing. Before the first day all 92 days are ahead; on 6 September nine are left, the last one a day.
        (date(2026, 1, 1), 5, False),
        (date(2026, 6, 15), 5, False),
        (date(2026, 9, 6), 50, True),
        (date(2026, 9, 14), 64, True),
        (date(2026, 9, 15), None, True),
    ],
)
def test_what_a_week_must_bring_is_told_while_there_is_time(
    base: Engine, today: date, per_week: int | None, behind: bool
) -> None:
    """Counted from the first day, though somebody asks before it; the day after the last one it is too late."""
    (line,) = quotas_of(base, (_form(),), _order({"minimum": 90}, today=today))

    assert (line.per_week, line.behind) == (per_week, behind)


def test_report_tools_see_what_was_worked_out(base: Engine) -> None:
    """The same lines, under the period, in the view that they read."""
    order = _order({"minimum": 90}, {"minimum": 5, "scope": "officer"}, officers=("01",))
    lines = quotas_of(base, (_form(),), order)

    with base.connect() as connection:
        rows = connection.exec_driver_sql(
            'SELECT period, scope, "of", minimum, done, missing FROM report_quotas ORDER BY scope'
        ).all()
    assert [tuple(row) for row in rows] == [
        ("2026-Q3", line.scope, line.name, line.progress.minimum, line.progress.done, line.progress.missing)
        for line in lines
    ]


def test_a_form_without_a_verdict_counts_by_its_questions(base: Engine) -> None:
    """By that which most answer: each of three quick questions is an opinion of the same person."""
    asked = (told(4, 1, 0, 0, 0), told(9, 0, 0, 0, 0))
    quick = replace(_form(), tallies=tuple(replace(t, meaning=replace(t.meaning, role="")) for t in asked))

    assert quick.overall is None
    assert _told(quotas_of(base, (quick,), _order({"minimum": 9}))) == [("", 9, 9)]
