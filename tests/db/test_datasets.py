"""Facts about what each respondent answered."""

from dataclasses import replace
from datetime import date

from db.batches import create_batch
from db.datasets import Said, respondents
from db.engine import Engine
from db.surveys import record_print_run
from omr.layout.code import SheetCode
from omr.layout.serial import layout_id
from tests.db.opinions import SURVEY, opinions
from tests.db.values import FIRST, NOW, SECOND, accepted, layout, reading, scanned


def test_everybody_who_counts_is_there_once_with_all_their_answers(engine: Engine) -> None:
    """Nine papers and two responses; a response that was not asked a question says nothing of it."""
    opinions(engine)

    found = list(respondents(engine, "pks-q"))

    assert [len(r.said) for r in found] == [3] * 9 + [2, 1]
    assert found[0].said == (
        Said("LV", ("ht",), "final"),
        Said("C1", ("5",), "final"),
        Said("MD", ("tt", "cs"), "final"),
    )
    assert (found[0].place.serial, found[0].place.source_page, found[0].place.batch) == (FIRST, 1, "Hòm 1")
    assert (found[9].channel, found[9].day, found[9].field, found[9].officer) == ("kiosk", date(2026, 9, 1), "dd", "07")
    assert (found[9].place.serial, found[9].place.source_page, found[9].place.read_at) == ("k-1", 0, "")


def test_the_sides_of_a_sheet_are_one_respondent(engine: Engine) -> None:
    """Whatever lay between them in the scanner."""
    two = replace(layout(), pages=(layout().pages[0], replace(layout().pages[0], number=2)))
    record_print_run(engine, two, SURVEY.model_dump_json(), [FIRST, SECOND], NOW)
    fronts = [replace(reading(s, accepted("C1", "5")), code=SheetCode(layout_id(two), s, 1)) for s in (FIRST, SECOND)]
    backs = [replace(reading(s, accepted("MD", "tt")), code=SheetCode(layout_id(two), s, 2)) for s in (FIRST, SECOND)]
    scanned(engine, *fronts, *backs, batch=create_batch(engine, "Hòm", "paper_box", NOW))

    found = list(respondents(engine, "pks-q"))

    assert [(r.place.serial, [said.question for said in r.said]) for r in found] == [
        (FIRST, ["C1", "MD"]),
        (SECOND, ["C1", "MD"]),
    ]


def test_other_forms_are_left_out(engine: Engine) -> None:
    """A dataset is of one form."""
    opinions(engine)

    assert list(respondents(engine, "pks-s")) == []
