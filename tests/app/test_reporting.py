"""Facts about what a period comes to."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.office import Office
from app.periods import ReportOrder, asked_period
from app.reporting import indicator_scheme, period_figures
from db.batches import Opening, create_batch, record_opening, withdraw_batch
from db.comments import TypedComment
from db.engine import Engine, open_database
from db.review import decide, queue
from db.surveys import load_surveys
from omr.layout.code import SheetCode
from omr.reading import PageRejected
from omr.reasons import Reason
from reports.period_figures import PeriodFigures, Returned, group_name
from tests.db.values import NOW, THIRD, accepted, reading, scanned

_OFFICE = Office(unit="UBND PHƯỜNG MẪU")


@pytest.fixture
def base(week: Path) -> Iterator[Engine]:
    """Return the database of an office with two sheets of pks-q, read on 14 September, and a page that is none."""
    engine = open_database(f"sqlite:///{(week / 'omr.sqlite3').as_posix()}")
    yield engine
    engine.dispose()


def _figures(engine: Engine, name: str = "2026-Q3", office: Office = _OFFICE) -> PeriodFigures:
    return period_figures(engine, ReportOrder(asked_period(name, office), office, (), date(2026, 9, 20)))


def _blank(engine: Engine) -> None:
    """Add a sheet without a serial that answers nothing, to a batch of its own."""
    stored = load_surveys(engine)[0]
    page = reading(None, *(accepted(code) for code in ("LV", *(f"C{n}" for n in range(1, 9)))))
    scanned(engine, replace(page, code=SheetCode(stored.layout_id, None, 1), marks=()), path="trắng.pdf")


def test_an_empty_period_holds_nothing(base: Engine) -> None:
    """No form, no comment, no quota; the year ahead is no fault."""
    found = _figures(base, "2031-Q1")

    assert (found.forms, found.quotas, found.comments, found.rated) == ((), (), (), ())
    assert found.waiting == 0


def test_what_came_back_of_the_only_form_has_a_reason_each(base: Engine) -> None:
    """A page that names no form waits to be looked at; put aside, it is of another form; a blank sheet is not valid."""
    (form,) = _figures(base).forms
    assert form.returned == Returned(issued=2, valid=2, unseen=1)
    _blank(base)
    for item in queue(base):
        if item.kind == "page":
            decide(base, item.id, "discard", "Người kiểm tra", "", NOW)
    (form,) = _figures(base).forms

    assert form.returned == Returned(issued=2, valid=2, blank=1, other_forms=1)
    assert form.title == "PHIẾU LẤY Ý KIẾN VỀ VIỆC PHỤC VỤ TẠI QUẦY"
    overall = form.overall
    assert overall is not None
    assert (overall.sheets, overall.blank) == (2, 0)


def test_backs_and_separators_are_no_papers_of_anybody(base: Engine) -> None:
    """They came through the scanner and count nowhere."""
    before = _figures(base).forms[0].returned
    scanned(base, PageRejected(Reason.BLANK_PAGE), PageRejected(Reason.SEPARATOR_PAGE), path="sau.pdf")

    assert _figures(base).forms[0].returned == before


def test_a_batch_that_was_taken_out_brings_nothing(base: Engine) -> None:
    """Neither sheets nor pages that were not read; what was printed was printed."""
    withdraw_batch(base, "Tuần 38", "Tổ A", "quét nhầm", NOW)

    assert _figures(base).forms == ()


@pytest.mark.parametrize(
    ("opened", "name"),
    [(date(2026, 6, 14), "2026-H1"), (date(2026, 6, 15), "2026-Q3"), (date(2025, 12, 15), "2026-Q1")],
)
def test_the_day_is_that_on_which_the_box_was_opened(base: Engine, opened: date, name: str) -> None:
    """Not that of scanning; the first quarter begins in the year before."""
    at = NOW.replace(year=opened.year, month=opened.month, day=opened.day)
    batch = create_batch(base, "Hòm riêng", "xe lưu động", at + timedelta(days=200))
    record_opening(base, batch, Opening(at), NOW)
    stored = load_surveys(base)[0]
    page = replace(reading(THIRD, accepted("C8", "1")), code=SheetCode(stored.layout_id, THIRD, 1), marks=())
    scanned(base, page, batch=batch, path="hòm riêng.pdf")
    found = {group_name(tally): tally.sheets for tally in _figures(base, name).forms[0].by_channel}

    assert found["xe lưu động"] == 1


def test_groups_that_no_sheet_names_are_not_told(base: Engine) -> None:
    """A table of one row without a name says nothing that the whole does not; channels are always told."""
    (form,) = _figures(base).forms

    assert [group_name(tally) for tally in form.by_field] == ["1"]
    assert form.by_counter == ()
    assert [group_name(tally) for tally in form.by_channel] == ["paper_box"]
    assert sum(tally.sheets for tally in form.by_officer) == 2


def test_a_trend_counts_each_report_of_the_year_anew(base: Engine) -> None:
    """Up to the one that is made: the year holds the quarter's sheets, and the reports before it none."""
    (quarter,), (year,) = _figures(base).forms, _figures(base, "2026-Y").forms

    assert [(period.name, tally and tally.sheets) for period, tally in quarter.trend] == [
        ("2026-Q1", None), ("2026-H1", None), ("2026-Q3", 2),
    ]  # fmt: skip
    assert [period.name for period, _ in year.trend] == ["2026-Q1", "2026-H1", "2026-Q3", "2026-Y"]
    assert (year.before, year.year_ago, quarter.before) == (None, None, None)


def test_a_period_is_compared_with_its_own_a_year_later(base: Engine) -> None:
    """And with the report that ended last before it began."""
    stored = load_surveys(base)[0]
    later = create_batch(base, "Năm sau", "paper_box", NOW.replace(year=2027))
    page = replace(reading(THIRD, accepted("C8", "1")), code=SheetCode(stored.layout_id, THIRD, 1), marks=())
    scanned(base, page, batch=later, path="năm sau.pdf")
    (form,) = _figures(base, "2027-Q3").forms

    assert form.year_ago is not None
    assert form.year_ago.period.name == "2026-Q3"
    assert next(t.sheets for t in form.year_ago.tallies if t.meaning.question == "C8") == 2


@pytest.mark.parametrize(
    ("name", "told"), [("2026-Q3", ["chờ lâu"]), ("2026-Q1", []), ("2026-Y", ["chờ lâu"]), ("2027-Q3", [])]
)
def test_comments_are_those_of_the_boxes_of_the_period(
    base: Engine, monkeypatch: pytest.MonkeyPatch, name: str, told: list[str]
) -> None:
    """What somebody typed of them; an empty one says that nothing was written."""
    typed = [
        TypedComment(item, "Tuần 38", "pks-q", "YK", text, "thái độ", "An", NOW)
        for item, text in enumerate(("chờ lâu", ""), start=1)
    ]
    monkeypatch.setattr("app.reporting.typed_comments", lambda _: tuple(typed))

    assert _figures(base, name).comments == tuple(("Tuần 38", "YK", "thái độ", text) for text in told)


def test_an_office_without_indicators_scores_none() -> None:
    """Nothing is made up for it."""
    assert indicator_scheme(_OFFICE) is None
    written = Office.model_validate({"unit": "X", "indicators": {"form": "pks-q", "questions": {"1": ["C1"]}}})
    scheme = indicator_scheme(written)

    assert scheme is not None
    assert (scheme.form, dict(scheme.questions)) == ("pks-q", {1: ("C1",)})


def test_each_sheet_of_the_period_scores_once(base: Engine) -> None:
    """By the office's points; a question that waits for a person scores nothing, and another form's are not asked."""
    points = {"5": 2, "4": 1, "3": 1, "2": 0, "1": 0}
    office = Office.model_validate(
        {"unit": "X", "indicators": {"form": "pks-q", "questions": {"1": ["C1"], "2": ["C2"]}, "points": points}}
    )
    rated = _figures(base, office=office).rated
    other = Office.model_validate({"unit": "X", "indicators": {"form": "pks-c", "questions": {"1": ["C1"]}}})

    assert [dict(sheet.points) for sheet in rated] == [{1: None, 2: 2.0}, {1: 2.0, 2: 2.0}]
    assert {sheet.verdict for sheet in rated} == {"Rất hài lòng"}
    assert _figures(base, office=other).rated == ()
    assert _figures(base, "2026-Q1", office).rated == ()


def test_an_instrument_brings_its_own_words_for_its_fields(base: Engine) -> None:
    """In printed order, for those that the office has not named."""
    (form,) = _figures(base).forms

    assert form.fields[:2] == (("1", "Hộ tịch"), ("2", "Chứng thực"))
    assert [code for code, _ in form.fields] == [str(number) for number in range(1, 11)]


def test_pages_that_nobody_has_looked_at_are_counted(base: Engine) -> None:
    """Besides the answers that wait."""
    figures = _figures(base)

    assert (figures.unseen, figures.replaces) == (1, None)
