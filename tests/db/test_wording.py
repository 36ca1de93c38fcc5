"""Facts about what stored forms say of themselves."""

import pytest

from db.engine import Engine
from db.sheet_groups import Group, RoleQuestion
from db.wording import role_questions, survey_of
from tests.db.opinions import SURVEY, opinions
from tests.db.values import FIRST, printed


def test_a_form_tells_where_it_says_its_field(engine: Engine) -> None:
    """Of the groups that are asked for; one that no question is for has none."""
    opinions(engine)

    assert role_questions(engine, (Group.FIELD, Group.OFFICER)) == (RoleQuestion(Group.FIELD, "pks-q", ("LV",)),)
    assert role_questions(engine, (Group.OFFICER,)) == role_questions(engine, (Group.BATCH,)) == ()


def test_a_form_whose_wording_was_not_kept_says_nothing(engine: Engine) -> None:
    """It is passed over."""
    printed(engine, FIRST)

    assert role_questions(engine, (Group.FIELD,)) == ()


@pytest.mark.parametrize("text", ["", "{}"])
def test_a_stored_form_is_what_was_stored(text: str) -> None:
    """None where there is none."""
    assert survey_of(text) is None
    assert survey_of(SURVEY.model_dump_json()) == SURVEY
