"""Facts about what was printed."""

import pytest
from sqlalchemy.exc import IntegrityError

from db.engine import Engine
from db.surveys import load_layouts, load_surveys, record_print_run, taken_serials
from omr.layout.serial import layout_id
from tests.db.values import FIRST, NOW, SECOND, THIRD, layout, printed


def test_a_layout_is_stored_as_it_was_printed(engine: Engine) -> None:
    """What comes back is the layout itself, under its identity."""
    printed(engine, FIRST)

    assert load_layouts(engine) == {layout_id(layout()): layout()}


def test_the_survey_stands_beside_its_layout(engine: Engine) -> None:
    """Reports have the wording that people answered; a second printing adds no second copy."""
    record_print_run(engine, layout(), '{"title":"Phiếu"}', [FIRST], NOW)
    record_print_run(engine, layout(), '{"title":"Phiếu"}', [SECOND], NOW)

    assert [(stored.form, stored.survey_json) for stored in load_surveys(engine)] == [("pks-q", '{"title":"Phiếu"}')]


def test_a_serial_is_printed_once(engine: Engine) -> None:
    """A serial that exists on paper is known, and cannot be printed again; nothing of such a run is kept."""
    printed(engine, FIRST, SECOND)

    assert taken_serials(engine, [SECOND, THIRD]) == {SECOND}
    with pytest.raises(IntegrityError):
        printed(engine, THIRD, FIRST)
    assert taken_serials(engine, [THIRD]) == frozenset()


def test_a_master_for_photocopying_has_no_serial(engine: Engine) -> None:
    """Printing one stores the layout alone."""
    printed(engine)

    assert load_layouts(engine)
    assert taken_serials(engine, [FIRST]) == frozenset()
