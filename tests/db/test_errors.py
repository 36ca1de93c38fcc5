"""Facts about what is said when the database cannot do what is asked."""

from string import Formatter

import pytest

import db.errors
from db.errors import (
    AccountTaken,
    AccountUnknown,
    AnswerImpossible,
    BatchNameTaken,
    BatchStands,
    BatchUnknown,
    BatchWithdrawn,
    DatabaseBusy,
    DatabaseTooNew,
    DatabaseUnreachable,
    DecidedMeanwhile,
    DiskFull,
    ItemUnknown,
    NameMissing,
    PageSettled,
    PeriodUnchanged,
    ReadElsewhere,
    ReasonMissing,
    TypedMeanwhile,
)
from db.summaries import BatchDoesNotAddUp
from omr.errors import OmrError
from omr.words import Language

# Each error as the code raises it.
RAISED = (
    DatabaseUnreachable(url="sqlite:///x", reason="unable to open"),
    DiskFull(url="sqlite:///x"),
    ReadElsewhere(),
    DatabaseTooNew(version="9999"),
    DatabaseBusy(url="sqlite:///x"),
    BatchNameTaken(name="lô 1"),
    ItemUnknown(item=7),
    AnswerImpossible(answer="6", item=7, allowed="5, 4, blank, spoiled"),
    NameMissing(),
    BatchUnknown(name="lô 1"),
    BatchWithdrawn(name="lô 1"),
    BatchStands(name="lô 1"),
    ReasonMissing(),
    AccountTaken(name="thu-ky"),
    AccountUnknown(name="thu-ky"),
    PageSettled(),
    PeriodUnchanged(name="2026-Q3", revision=1),
    DecidedMeanwhile(item=7, who="Tổ Một cửa", answer="5"),
    TypedMeanwhile(item=7, who="Tổ A", text="chờ lâu"),
    BatchDoesNotAddUp(batch="lô 1", what="3 ≠ 4"),
)


def test_every_error_of_the_database_is_stated_here() -> None:
    """A new one cannot be forgotten below."""
    defined = {error for error in vars(db.errors).values() if isinstance(error, type) and issubclass(error, OmrError)}

    assert defined - {OmrError} | {BatchDoesNotAddUp} == {type(error) for error in RAISED}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)
def test_an_error_is_a_sentence_with_its_evidence(error: OmrError, language: Language) -> None:
    """What was seen stands in it, and there is something to do about it, in both languages."""
    said = f"{error.sentence(language)} {error.advice(language)}"

    assert error.sentence(language).endswith(".")
    assert error.advice(language)
    assert all(value in said for _, value in error.evidence)


@pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)
def test_both_languages_name_the_same_evidence(error: OmrError) -> None:
    """Nothing is told in one language and kept back in the other."""
    for said in (error.sentence_text, error.advice_text):
        assert _places(said.vi) == _places(said.en)


def test_no_two_errors_share_an_exit_code() -> None:
    """A script can tell them apart, and none looks like success or wrong usage."""
    codes = [error.exit_code for error in RAISED]

    assert len(set(codes)) == len(codes)
    assert min(codes) > 2


def _places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}
