"""Facts about the names that workbooks of others ask for figures by."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.group_tables import group_counts
from reports.indicators import IndicatorScheme
from reports.named_figures import named_figures
from reports.period_figures import Compared, FormFigures, PeriodFigures, QuotaLine, Returned
from reports.quotas import Progress
from reports.report_table import TableSettings
from reports.tally import ChoiceMeaning, QuestionMeaning, QuestionTally
from tests.reports.test_period_figures import LEVELS, period, tallies, told

_INSIDE = TableSettings(hide_under=0)


def _named(
    *asked: QuestionTally, settings: TableSettings = _INSIDE, quotas: tuple[QuotaLine, ...] = (), **more: object
) -> dict[str, str | int | float | None]:
    form = FormFigures("pks-q", "Phiếu", Returned(issued=450, valid=400, blank=12), asked, **more)  # type: ignore[arg-type]
    return named_figures(PeriodFigures(period(), (form,), quotas), settings)


def _number(named: dict[str, str | int | float | None], name: str) -> float:
    value = named[name]
    assert isinstance(value, int | float)
    return value


@given(tallies)
def test_the_figures_of_a_question_come_to_its_sheets(tally: QuestionTally) -> None:
    """By name: every sheet is in one of six, and the shares of the levels are one; of nothing there is none."""
    named = _named(tally)
    parts = ("answers", "no_opinion", "blank", "several", "spoiled", "waiting")
    levels = [choice.code.lower() for choice in LEVELS if not choice.no_opinion]

    assert sum(_number(named, f"omr_pks_q_c8_{part}") for part in parts) == named["omr_pks_q_c8_sheets"]
    assert sum(_number(named, f"omr_pks_q_c8_{level}") for level in levels) == named["omr_pks_q_c8_answers"]
    shares = [named[f"omr_pks_q_c8_{level}_share"] for level in levels]
    if tally.valid:
        assert sum(_number(named, f"omr_pks_q_c8_{level}_share") for level in levels) == pytest.approx(1)
        assert named["omr_pks_q_c8_rate"] == pytest.approx(_number(named, "omr_pks_q_c8_positive") / tally.valid)
    else:
        assert [*shares, named["omr_pks_q_c8_rate"], named["omr_pks_q_c8_mean"]] == [None] * (len(levels) + 2)
    assert named["omr_pks_q_c8_kyk_share"] is None
    assert named["omr_waiting"] == tally.waiting


def test_a_period_says_when_it_was_and_what_it_is_compared_with() -> None:
    """Days as offices write them; a rate that nobody knows then is none, as is one of a period with no verdict."""
    now = told(9, 0, 0, 1, 0)

    named = _named(now, before=Compared(period("2026-Q1"), (told(1, 2, 0, 1, 0),)))

    assert (named["omr_period"], named["omr_first"], named["omr_last"]) == ("Quý III/2026", "15/06/2026", "14/09/2026")
    assert (named["omr_pks_q_before_rate"], named["omr_pks_q_year_ago_rate"]) == (0.75, None)
    silent = Compared(period("2026-Q1"), (told(5, 0, 0, 0, 0, question="C1"),))
    assert _named(now, before=silent)["omr_pks_q_before_rate"] is None
    assert (named["omr_pks_q_returned"], named["omr_pks_q_invalid"]) == (412, 12)


def test_a_group_of_few_is_told_by_how_many_alone() -> None:
    """Outside; who is not named goes by `none`, and a group in which nobody answered has no rate inside either."""
    counters = tuple(
        told(*counts, group=("counter", code)) for code, counts in (("1", (4, 0, 0, 0, 0)), ("", (5, 0, 0, 0, 0)))
    )
    empty = told(0, 0, 2, 0, 0, group=("officer", "CB-07"))

    outside = _named(
        told(9, 0, 0, 0, 0), settings=TableSettings(hide_under=5), by_counter=counters, by_officer=(empty,)
    )
    inside = _named(told(9, 0, 0, 0, 0), by_counter=counters, by_officer=(empty,))

    assert (outside["omr_pks_q_counter_1_opinions"], outside["omr_pks_q_counter_1_rate"]) == (4, None)
    # The table hides the other counter's 5 with them: from the whole's 9 they would follow.
    assert outside["omr_pks_q_counter_none_rate"] is None
    assert (inside["omr_pks_q_counter_none_rate"], inside["omr_pks_q_counter_1_rate"]) == (1.0, 1.0)
    assert (inside["omr_pks_q_officer_cb_07_opinions"], inside["omr_pks_q_officer_cb_07_rate"]) == (2, None)


def test_quotas_and_factors_have_names_of_their_own() -> None:
    """The office's without anybody's name."""
    quotas = tuple(
        QuotaLine("pks-q", scope, name, Progress(name, 60, done), 0, False)
        for scope, name, done in (("office", "", 75), ("officer", "05", 52))
    )

    named = _named(told(3, 0, 0, 1, 0, question="C1", factor="F1"), quotas=quotas)

    assert {name: value for name, value in named.items() if "quota" in name} == {
        "omr_pks_q_quota_office_minimum": 60,
        "omr_pks_q_quota_office_done": 75,
        "omr_pks_q_quota_office_missing": 0,
        "omr_pks_q_quota_officer_05_minimum": 60,
        "omr_pks_q_quota_officer_05_done": 52,
        "omr_pks_q_quota_officer_05_missing": 8,
    }
    assert (named["omr_pks_q_factor_f1"], named["omr_pks_q_factor_f1_n"]) == (0.75, 4)


@pytest.mark.parametrize(
    ("own", "total", "grade"),
    [({8: 2.0, 9: 2.0}, None, None), ({1: 2.0, **dict.fromkeys(range(2, 9), 1.0)}, 10.5, "Khá")],
)
def test_indicators_are_named_for_the_form_that_scores_them(
    own: dict[int, float], total: float | None, grade: str | None
) -> None:
    """One that is not known is none, and then there is neither a total nor a grade."""
    scheme = IndicatorScheme("pks-q", {9: ("C1",)}, {"5": 2, "4": 1, "3": 1, "1": 0}, own, {})
    settings = TableSettings(hide_under=0, indicators=scheme)

    named = _named(told(1, 0, 5, 0, 0, question="C1"), settings=settings)
    mixed = _named(told(3, 0, 5, 0, 1, question="C1"), settings=settings)

    assert (named["omr_pks_q_indicator_9"], mixed["omr_pks_q_indicator_9"]) == (2.0, 1.5)
    assert (mixed["omr_pks_q_indicators"], mixed["omr_pks_q_grade"]) == (total, grade)
    other = IndicatorScheme("nd61", {9: ("C1",)}, {}, own, {})
    assert "omr_pks_q_indicators" not in _named(told(1, 0, 0, 0, 0), settings=TableSettings(indicators=other))


def test_a_rate_that_would_tell_hidden_counts_is_hidden_by_name_too() -> None:
    """Of 6 a rate of 5/6 tells 5 and 1, which the table of counters hides."""
    counters = tuple(
        told(*counts, group=("counter", code)) for code, counts in (("1", (5, 0, 0, 1, 0)), ("2", (50, 0, 0, 9, 0)))
    )

    outside = _named(told(55, 0, 0, 10, 0), settings=TableSettings(hide_under=5), by_counter=counters)
    inside = _named(told(55, 0, 0, 10, 0), by_counter=counters)

    assert (outside["omr_pks_q_counter_1_opinions"], outside["omr_pks_q_counter_1_rate"]) == (6, None)
    assert outside["omr_pks_q_counter_2_rate"] is None
    assert inside["omr_pks_q_counter_1_rate"] == pytest.approx(5 / 6)


@given(st.lists(tallies, min_size=1, max_size=5), st.integers(0, 10))
def test_names_tell_of_groups_what_their_tables_tell(groups: list[QuestionTally], least: int) -> None:
    """By field, officer, counter and channel alike: the rates that are kept back there are kept back here."""
    kinds = ("field", "officer", "counter", "channel")
    of = {kind: tuple(replace(t, group=((kind, str(i)),)) for i, t in enumerate(groups)) for kind in kinds}

    named = _named(
        groups[0],
        settings=TableSettings(hide_under=least),
        by_field=of["field"],
        by_officer=of["officer"],
        by_counter=of["counter"],
        by_channel=of["channel"],
    )

    for kind in kinds:
        form = FormFigures("pks-q", "Phiếu", Returned(), ())
        for i, (tally, secret) in enumerate(group_counts(of[kind], form, least)):
            assert named[f"omr_pks_q_{kind}_{i}_rate"] == (None if secret else tally.satisfaction_rate)


def _quota(name: str, done: int) -> QuotaLine:
    return QuotaLine("pks-q", "field", name, Progress(name, 60, done), 0, False)


def test_fields_whose_names_look_alike_keep_their_figures_apart() -> None:
    """A number is appended; whose it is does not depend on which field the office has written down first."""
    fields = (_quota("Đất đai", 7), _quota("Đặt đai", 9), _quota("Hộ tịch", 11))

    named = _named(told(9, 0, 0, 0, 0), quotas=fields)

    done = {name: value for name, value in named.items() if "quota" in name and "_done" in name}
    assert done == {
        "omr_pks_q_quota_field___t__ai_done": 7,
        "omr_pks_q_quota_field___t__ai_done_2": 9,
        "omr_pks_q_quota_field_h__t_ch_done": 11,
    }
    assert named == _named(told(9, 0, 0, 0, 0), quotas=fields[::-1])


def test_a_choice_that_is_called_like_a_figure_takes_no_name_from_it() -> None:
    """Whatever the codes of a form are, no figure is lost and what the program counts goes by its own name."""
    choices = tuple(ChoiceMeaning(code, code, 1.0, True) for code in ("several", "a b", "a_b"))
    tally = QuestionTally(QuestionMeaning("pks-q", "C8", "Câu", choices), 9, 8, (1, 3, 4), 0, 0, 1, 0, 0)

    named = _named(tally)

    assert (named["omr_pks_q_c8_several"], named["omr_pks_q_c8_several_2"]) == (1, 1)
    assert (named["omr_pks_q_c8_a_b"], named["omr_pks_q_c8_a_b_2"]) == (3, 4)
