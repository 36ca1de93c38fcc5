"""Facts about finding what was printed in one run."""

from sqlalchemy import Engine

from db.print_runs import find_print_run
from db.surveys import record_print_run
from omr.layout.serial import layout_id
from tests.db.values import NOW, layout

LAYOUT = layout()


def test_a_run_is_found_by_its_number(engine: Engine) -> None:
    """With its serials, its layout and the form as it was."""
    number = record_print_run(engine, LAYOUT, "{}", ["M0MNGRAWJF", "0123456789"], NOW)

    run = find_print_run(engine, number)

    assert run is not None
    assert run.serials == ("0123456789", "M0MNGRAWJF")
    assert (run.layout_id, run.survey_json) == (layout_id(LAYOUT), "{}")
    assert find_print_run(engine, number + 1) is None


def test_a_master_has_no_serials(engine: Engine) -> None:
    """There is nothing of it to print again."""
    number = record_print_run(engine, LAYOUT, "{}", [None], NOW)

    run = find_print_run(engine, number)

    assert run is not None
    assert run.serials == ()
