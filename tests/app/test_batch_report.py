"""Facts about what there is to say of a batch."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.batch_report import batch_report
from batches.collate import Oddity, SheetState
from db.batches import create_batch
from db.engine import Engine
from db.errors import BatchUnknown
from db.surveys import record_print_run
from forms.questions import Label
from omr.layout.code import SheetCode
from omr.layout.serial import layout_id
from omr.reading import PageRejected
from omr.reasons import Reason
from tests.db.fixtures import engine
from tests.db.opinions import SURVEY
from tests.db.values import FIRST, NOW, SECOND, accepted, layout, reading, scanned, unsure

__all__ = ["engine"]


def test_an_empty_batch_adds_up_to_nothing(engine: Engine) -> None:
    """A box without a sheet is shown like any other; one that there is not is a sentence."""
    create_batch(engine, "Hòm rỗng", "paper_box", NOW)
    report = batch_report(engine, "Hòm rỗng")

    assert (report.figures.pages_scanned, report.figures.sheets_seen) == (0, 0)
    assert (report.oddities, report.office, report.summary.questions) == ((), (), 0)
    for name in ("Hòm", "hòm rỗng", ""):
        with pytest.raises(BatchUnknown):
            batch_report(engine, name)


def test_a_batch_is_told_of_its_own_pages(engine: Engine) -> None:
    """Those of another one are not counted here, though they are of the same print run."""
    record_print_run(engine, layout(), SURVEY.model_dump_json(), [FIRST, SECOND], NOW)
    one = scanned(engine, reading(FIRST, accepted("C1", "5"), accepted("MD")), PageRejected(Reason.BLANK_PAGE))
    two = scanned(engine, reading(SECOND, unsure("C1", "5"), accepted("MD")))
    first, second = batch_report(engine, one.name), batch_report(engine, two.name)

    assert (first.figures.pages_scanned, first.figures.blank_backs, first.figures.sheets_in(SheetState.ACCEPTED)) == (
        2,
        1,
        1,
    )
    assert (second.figures.pages_scanned, second.figures.sheets_in(SheetState.WAITING)) == (1, 1)
    (printed,) = first.figures.printed
    assert (printed.printed, printed.returned, printed.returned_here) == (2, 2, 1)
    assert (first.summary.questions, second.summary.questions_waiting) == (2, 1)


def test_the_letterhead_is_that_of_the_newest_print_of_the_form(engine: Engine) -> None:
    """In Vietnamese, on the minutes of sheets of an older print too, which are named as such."""
    old = layout()
    new = replace(old, outline_mm=0.2)
    for days, (sheet, name) in enumerate(((old, "UBND XÃ CŨ"), (new, "UBND PHƯỜNG MẪU"))):
        survey = SURVEY.model_copy(update={"office": (Label(vi=name, en="Ward"), Label(vi="Bộ phận Một cửa"))})
        record_print_run(engine, sheet, survey.model_dump_json(), [(FIRST, SECOND)[days]], NOW + timedelta(days=days))
    batch = scanned(engine, reading(FIRST, accepted("C1", "5"), accepted("MD")))
    report = batch_report(engine, batch.name)

    assert report.office == ("UBND PHƯỜNG MẪU", "Bộ phận Một cửa")
    assert [named.oddity for named in report.oddities] == [Oddity.OLDER_LAYOUT]
    page = replace(reading(SECOND, accepted("C1", "4"), accepted("MD")), code=SheetCode(layout_id(new), SECOND, 1))
    assert batch_report(engine, scanned(engine, page).name).oddities == ()


def test_a_form_that_says_nothing_of_the_office_has_no_letterhead(engine: Engine) -> None:
    """Nor has a page of which nobody knows the form; the minutes leave room to write."""
    record_print_run(engine, layout(), "{}", [FIRST], NOW)

    assert batch_report(engine, scanned(engine, reading(FIRST, accepted("C1", "5"))).name).office == ()
    assert batch_report(engine, scanned(engine, PageRejected(Reason.NOT_A_SHEET)).name).office == ()
