"""Facts about the sheets behind a figure."""

from datetime import date

import pytest

from db.answer_sheets import WantedAnswer, answer_sheets, responses_without_paper
from db.batches import NewBatch
from db.engine import Engine
from db.responses import Response, ResponseForm, store_responses
from db.sheet_groups import Group, RoleQuestion
from db.sources import NewSource
from db.surveys import Whose, record_print_run
from omr.layout.serial import layout_id
from tests.db.values import FIRST, NOW, SECOND, THIRD, accepted, layout, printed, reading, scanned, unsure

_DAY = (date(2026, 9, 14), date(2026, 9, 14))
_FIELD = (RoleQuestion(Group.FIELD, "pks-q", ("MD",)),)


@pytest.fixture
def box(engine: Engine) -> Engine:
    """Return a database with five sheets and three responses from a kiosk."""
    record_print_run(engine, layout(), "{}", (FIRST,), NOW, Whose(officer="01"))
    printed(engine, SECOND, THIRD)
    scanned(
        engine,
        reading(FIRST, accepted("C1", "5"), accepted("MD", "tt", "cs")),
        reading(SECOND, accepted("C1", "5"), accepted("MD", "cs")),
        reading(THIRD, unsure("C1", "5"), accepted("MD")),
        reading(None, accepted("C1"), accepted("MD", "td")),
        reading(None, accepted("C1"), accepted("MD")),
    )
    given = [(("5",), ("tt",)), ((), ("tt",)), ((), ())]
    responses = [
        Response((("C1", level), ("MD", topics)), f"k{i}", _DAY[0], "tt") for i, (level, topics) in enumerate(given)
    ]
    kiosk = NewBatch("Kiosk", "kiosk")
    form = ResponseForm("pks-q", layout_id(layout()))
    store_responses(engine, form, NewSource("k.csv", "ab" * 32, 10), kiosk, responses, NOW)
    return engine


@pytest.mark.parametrize(
    ("question", "answer", "pages", "without_paper"),
    [
        ("C1", "5", [1, 2], 1),
        ("C1", "4", [], 0),
        ("C1", "valid", [1, 2], 1),
        # The fifth sheet and the last response say nothing at all.
        ("C1", "blank", [4], 1),
        ("C1", "waiting", [3], 0),
        ("C1", "spoiled", [], 0),
        ("MD", "cs", [1, 2], 0),
        ("MD", "s", [], 0),
        ("MD", "valid", [1, 2, 4], 2),
    ],
)
def test_a_figure_leads_to_its_sheets(
    box: Engine, question: str, answer: str, pages: list[int], without_paper: int
) -> None:
    """As many as were counted, sheets that are blank altogether left out; responses are counted beside them."""
    wanted = WantedAnswer("pks-q", question, _DAY, answer, multiple=question == "MD")

    assert [sheet.source_page for sheet in answer_sheets(box, wanted)] == pages
    assert responses_without_paper(box, wanted) == without_paper


def test_a_group_narrows_it(box: Engine) -> None:
    """By the officer a sheet was printed for, the field it names, the channel it came by."""

    def found(answer: str, group: Group, of: str, roles: tuple[RoleQuestion, ...] = ()) -> tuple[list[int], int]:
        wanted = WantedAnswer("pks-q", "C1", _DAY, answer, group=group, of=of, roles=roles)
        return [sheet.source_page for sheet in answer_sheets(box, wanted)], responses_without_paper(box, wanted)

    assert found("5", Group.OFFICER, "01") == ([1], 0)
    assert found("5", Group.OFFICER, "") == ([2], 1)
    assert found("5", Group.FIELD, "cs", _FIELD) == ([2], 0)
    assert found("5", Group.FIELD, "tt") == ([], 1)
    assert found("5", Group.CHANNEL, "kiosk") == ([], 1)
    assert found("5", Group.CHANNEL, "paper_box") == ([1, 2], 0)
    assert found("5", Group.COUNTER, "7") == ([], 0)


def test_other_days_have_other_sheets(box: Engine) -> None:
    """Days are those of the box, and of the response."""
    wanted = WantedAnswer("pks-q", "C1", (date(2026, 9, 15), date(2026, 9, 30)), "5")
    assert (answer_sheets(box, wanted), responses_without_paper(box, wanted)) == ((), 0)
