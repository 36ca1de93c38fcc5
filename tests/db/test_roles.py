"""Facts about roles."""

import pytest

from db.roles import Role


@pytest.mark.parametrize(("role", "count"), [(Role.VIEWER, 1), (Role.REVIEWER, 2), (Role.ADMINISTRATOR, 4)])
def test_each_role_may_what_those_before_it_may(role: Role, count: int) -> None:
    """From viewer to administrator."""
    assert [needed for needed in Role if role.may(needed)] == list(Role)[:count]
