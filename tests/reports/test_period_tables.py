"""Facts about the tables of a report; the figures are those of the worked examples."""

from collections.abc import Sequence

import pytest

from reports.indices import Denominator, Pooling
from reports.named_figures import named_figures
from reports.period_figures import (
    Compared,
    FormFigures,
    PeriodFigures,
    QuotaLine,
    Returned,
    rate_of,
    without_blank_sheets,
)
from reports.period_tables import period_tables
from reports.periods import find_period
from reports.quotas import Progress
from reports.report_table import HIDDEN, Figure, ReportTable, Share, TableSettings
from reports.tally import ChoiceMeaning, QuestionMeaning, QuestionTally, TallyDoesNotAddUp, checked
from reports.told_figures import told_figures

_LEVELS = (("5", "Rất hài lòng"), ("4", "Hài lòng"), ("3", "Bình thường"), ("2", "Không"), ("1", "Rất không"))
_S5 = tuple(ChoiceMeaning(code, label, float(code), positive=code in "45") for code, label in _LEVELS)
_Q3 = find_period("2026-Q3")
_Q1 = find_period("2026-Q1")
_EVERYTHING = TableSettings(hide_under=0)


def _tally(
    question: str,
    counts: Sequence[int],
    blank: int = 0,
    several: int = 0,
    group: tuple[str, str] | None = None,
    factor: str = "",
) -> QuestionTally:
    meaning = QuestionMeaning(
        "pks-q", question, f"Câu {question}", _S5, factor=factor, role="overall" if question == "C8" else ""
    )
    valid = sum(counts)
    made = QuestionTally(
        meaning, valid + blank + several, valid, tuple(counts), 0, blank, several, 0, 0, (group,) if group else ()
    )
    checked(made)
    return made


# 405 sheets that were read, five of them blank altogether.
_C8 = _tally("C8", (268, 112, 10, 3, 1), blank=9, several=2)
_BLANK = {("pks-q", "C8"): 5}
_RETURNED = Returned(issued=450, valid=400, blank=5, unreadable=2, other_forms=5)


def _quarter(**more: object) -> PeriodFigures:
    quotas = more.pop("quotas", ())
    form = FormFigures("pks-q", "Phiếu", _RETURNED, without_blank_sheets([_C8], _BLANK), **more)  # type: ignore[arg-type]
    assert _Q3 is not None
    return PeriodFigures(_Q3, (form,), quotas)  # type: ignore[arg-type]


def _table(figures: PeriodFigures, code: str, settings: TableSettings = _EVERYTHING) -> ReportTable:
    return next(table for table in period_tables(figures, settings) if table.code == code)


def _row(table: ReportTable, first: str) -> tuple[object, ...]:
    return next(row for row in table.rows if str(row[0]).startswith(first))


def test_what_went_out_came_back() -> None:
    """450 issued, 412 returned, 400 valid: 91.56 %; the reasons of the twelve others stand beside them."""
    table = _table(_quarter(), "T1")

    assert table.rows[0][1:8] == (450, 412, 400, 5, 2, 5, 0)
    assert table.rows[0][8] == 0
    assert table.rows[0][9] == pytest.approx(0.9156, abs=5e-5)
    assert sum(table.rows[0][i] for i in table.parts) == table.rows[0][table.checked]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("denominator", "rate"), [(Denominator.VALID_ANSWERS, 0.9645), (Denominator.VALID_SHEETS, 0.95)]
)
def test_the_denominator_is_stated(denominator: Denominator, rate: float) -> None:
    """380 of 394 answers, or of 400 sheets; the table says which."""
    table = _table(_quarter(), "T1 pks-q", TableSettings(denominator=denominator))
    row = _row(table, "Tỷ lệ hài lòng")

    assert row[1:] == (380, pytest.approx(rate, abs=5e-5))
    assert ("phiếu hợp lệ" in str(row[0])) is (denominator is Denominator.VALID_SHEETS)
    assert _row(table, "Điểm trung bình")[1] == Figure(4.63)


def test_blank_sheets_are_no_valid_ones() -> None:
    """394 answers, 4 blank and 2 several come to 400; more blank sheets than blanks there are not."""
    (tally,) = without_blank_sheets([_C8], _BLANK)
    assert (tally.sheets, tally.valid, tally.blank, tally.several) == (400, 394, 4, 2)
    assert without_blank_sheets([_C8], {}) == (_C8,)
    lost = _tally("C8", (5, 0, 0, 0, 0))
    with pytest.raises(TallyDoesNotAddUp):
        checked(QuestionTally(lost.meaning, 5, 5, lost.counts, 0, 1, 0, 0, 0))


def test_channels_are_added_up() -> None:
    """380/394, 55/60 and 40/45 are 475/499 = 95.19 %, not the mean of three rates; each has its name."""
    counts = {"paper_box": (268, 112, 10, 3, 1), "kiosk": (30, 25, 5, 0, 0), "qr": (20, 20, 5, 0, 0)}
    channels = tuple(_tally("C8", levels, group=("channel", name)) for name, levels in counts.items())
    table = _table(_quarter(by_channel=channels), "T5 pks-q", TableSettings(channels={"qr": "Mã QR"}, hide_under=0))

    assert _row(table, "Gộp")[-3:] == (499, pytest.approx(0.9519, abs=5e-5), None)
    assert _row(table, "Mã QR")[-3:-1] == (45, pytest.approx(0.8889, abs=5e-5))
    assert _row(table, "Gộp")[1:6] == (318, 157, 20, 3, 1)
    assert table.checked == 6
    for row in table.rows:
        assert sum(row[i] for i in table.parts) == row[table.checked]  # type: ignore[misc]


def test_officers_stand_against_their_quota() -> None:
    """52 of 60 are 8 missing though the mean is 74.2; ranks are by rate, equal ones share a place."""
    ratings = {"01": (90, 6), "02": (80, 8), "03": (71, 0), "04": (64, 0), "05": (40, 12)}
    officers = tuple(_tally("C8", (a, 0, b, 0, 0), group=("officer", code)) for code, (a, b) in ratings.items())
    quotas = tuple(
        QuotaLine("pks-q", "officer", code, Progress(code, 60, sum(pair)), 0, False) for code, pair in ratings.items()
    )
    settings = TableSettings(hide_under=0, ranked=True, officers={"05": "Cán bộ Năm"})
    table = _table(_quarter(by_officer=officers, quotas=quotas), "T4 pks-q", settings)

    last = _row(table, "05")
    assert last[1:5] == ("Cán bộ Năm", 52, 60, Share(2, 3, 52 / 60))
    assert [row[-1] for row in table.rows] == [3, 4, 1, 1, 5]
    assert quotas[-1].progress.missing == 8


def test_fields_stand_against_their_dossiers() -> None:
    """120 opinions of 310 dossiers; small cells are hidden from who is outside, and so is what gives them away."""
    fields = (
        _tally("C8", (60, 50, 8, 1, 1), group=("field", "1")),
        _tally("C8", (100, 40, 8, 1, 1), group=("field", "2")),
    )
    settings = TableSettings(fields={"1": "Hộ tịch"}, dossiers={"1": 310, "2": 742})
    figures = _quarter(by_field=fields)

    outside = _row(_table(figures, "T3 pks-q", settings), "Hộ tịch")
    assert outside[1:4] == (310, 120, Share(2, 1, 120 / 310))
    assert HIDDEN in outside
    assert HIDDEN not in _row(_table(figures, "T3 pks-q"), "1")


@pytest.mark.parametrize(("pooling", "index"), [(Pooling.POOLED, 0.8798), (Pooling.MEAN_OF_RATES, 0.8908)])
def test_a_factor_is_compared_with_the_period_before(pooling: Pooling, index: float) -> None:
    """Items A, B and C pooled, or by the mean of their rates; the change is in points."""

    def items(*parts: tuple[str, int, int]) -> tuple[QuestionTally, ...]:
        return tuple(_tally(code, (a, 0, n - a, 0, 0), factor="F1") for code, a, n in parts)

    assert _Q3 is not None
    assert _Q1 is not None
    now = items(("A", 350, 392), ("B", 320, 380), ("C", 150, 160))
    then = Compared(_Q1, items(("A", 80, 100)))
    form = FormFigures("pks-q", "Phiếu", _RETURNED, now, before=then)
    table = _table(PeriodFigures(_Q3, (form,), ()), "T7 pks-q", TableSettings(pooling=pooling))

    name, n, got, earlier, change = table.rows[0]
    assert (name, n, earlier) == ("F1", 932, 0.8)
    assert got == pytest.approx(index, abs=5e-5)
    assert isinstance(change, Figure)
    assert change.value == pytest.approx(100 * (index - 0.8), abs=0.01)


def test_the_verdict_is_compared_with_before_and_a_year_ago() -> None:
    """In words with the period, and by how many points it has moved."""
    assert _Q1 is not None
    then = Compared(_Q1, (_tally("C8", (90, 0, 10, 0, 0)),))
    table = _table(_quarter(before=then, year_ago=then), "T1 pks-q")

    assert _row(table, "Kỳ trước (Quý I/2026)")[2] == 0.9
    assert _row(table, "So với cùng kỳ năm trước")[1] == Figure(6.45, signed=True)


def test_every_figure_has_a_name() -> None:
    """For workbooks of others: the names are those that Excel takes; small groups have no rate outside."""
    counters = (_tally("C8", (3, 0, 0, 0, 0), group=("counter", "1")),)
    named = named_figures(_quarter(by_counter=counters), TableSettings())

    assert (named["omr_pks_q_c8_5"], named["omr_pks_q_valid"], named["omr_pks_q_response_rate"]) == (
        268,
        400,
        412 / 450,
    )
    assert named["omr_pks_q_c8_rate"] == pytest.approx(0.9645, abs=5e-5)
    assert (named["omr_pks_q_counter_1_opinions"], named["omr_pks_q_counter_1_rate"]) == (3, None)
    assert all(name.isidentifier() and name.islower() for name in named)


def test_of_very_few_sheets_only_their_number_is_told() -> None:
    """To those outside; inside everything is."""
    figures = _quarter()
    assert told_figures(figures, 5).forms == figures.forms
    few = told_figures(figures, 401)
    assert (few.forms, few.few) == ((), figures.forms)
    assert [table.code for table in period_tables(few, TableSettings())] == ["T1"]


def test_a_rate_of_nothing_is_none() -> None:
    """Nobody answered: no share, whatever the denominator."""
    nobody = _tally("C8", (0, 0, 0, 0, 0), blank=3)
    assert rate_of(nobody).value is None
    assert rate_of(nobody, Denominator.VALID_SHEETS).value == 0.0
