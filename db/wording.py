"""What does a stored form say of itself? Its wording, and the questions that tell whom a sheet is about."""

from functools import lru_cache
from typing import TYPE_CHECKING

from db.engine import Engine
from db.sheet_groups import Group, RoleQuestion
from db.surveys import load_surveys

if TYPE_CHECKING:
    from forms.definition import Survey
    from forms.questions import Role

# What a question of a form may be called that says whom a sheet is about.
_ROLES: "dict[Group, Role]" = {Group.FIELD: "field", Group.OFFICER: "officer"}


@lru_cache(maxsize=64)
def survey_of(survey_json: str) -> "Survey | None":
    """Return a stored form, None where its wording was not kept. The same few are asked for often; each takes 2 ms."""
    # Only who asks for wording pays for the models of forms.
    from forms.definition import Survey

    return Survey.model_validate_json(survey_json) if survey_json not in ("", "{}") else None


def role_questions(engine: Engine, by: tuple[Group, ...]) -> tuple[RoleQuestion, ...]:
    """Return where each form says which field, or which officer, a sheet is about; the latest version has the word."""
    from forms.definition import DigitsQuestion
    from forms.questions import codes_of

    wanted = [group for group in by if group in _ROLES]
    found: dict[tuple[str, Group], RoleQuestion] = {}
    surveys = (survey_of(stored.survey_json) for stored in load_surveys(engine) if wanted)
    for survey in (known for known in surveys if known is not None):
        for group in wanted:
            question = survey.with_role(_ROLES[group])
            if question is not None:
                codes = codes_of(question) if isinstance(question, DigitsQuestion) else (question.code,)
                found[survey.id, group] = RoleQuestion(group, survey.id, tuple(codes))
    return tuple(found.values())
