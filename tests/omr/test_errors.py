"""Errors are sentences."""

import pytest

from omr.errors import OmrError, PageError, PoorAlignment, UnknownLayout
from omr.reasons import Reason
from omr.words import Language


def test_an_error_says_what_was_seen_and_what_to_do() -> None:
    """The evidence stands in the sentence, in both languages."""
    error = UnknownLayout(layout_id="ABCDEFGHJK")

    assert "ABCDEFGHJK" in error.sentence(Language.VI)
    assert "ABCDEFGHJK" in str(error)
    assert error.advice(Language.EN)


def test_page_errors_carry_a_reason_that_is_stored() -> None:
    """A page error becomes a stored rejection by its reason and evidence."""
    error = PoorAlignment(residual_mm="1.2")

    assert error.reason is Reason.POOR_ALIGNMENT
    assert error.evidence == (("residual_mm", "1.2"),)


@pytest.mark.parametrize("error", PageError.__subclasses__())
def test_every_page_error_owns_its_reason(error: type[PageError]) -> None:
    """No two causes share a reason."""
    assert isinstance(error.reason, Reason)
    assert [e.reason for e in PageError.__subclasses__()].count(error.reason) == 1
    assert issubclass(error, OmrError)
