"""Facts about which sheets are about somebody."""

import pytest

from db.engine import Engine
from db.own_sheets import pages_about
from db.review import decide, queue
from db.surveys import Whose, record_print_run
from forms.definition import Choice, DigitsQuestion, Label, Section, SingleQuestion, Survey
from tests.db.opinions import SURVEY
from tests.db.values import FIRST, NOW, SECOND, THIRD, accepted, layout, reading, scanned, unsure

_ONE = SingleQuestion(
    kind="single",
    code="CB",
    label=Label(vi="Công chức"),
    role="officer",
    choices=tuple(Choice(code=code, label=Label(vi=code)) for code in ("01", "02")),
)
_DIGITS = DigitsQuestion(kind="digits", code="CB", label=Label(vi="Mã công chức"), role="officer", digits=2)


def _asks(question: SingleQuestion | DigitsQuestion) -> Survey:
    return SURVEY.model_copy(update={"sections": (*SURVEY.sections, Section(questions=(question,)))})


def _printed(engine: Engine, survey: Survey, officer: str, *serials: str) -> None:
    record_print_run(engine, layout(), survey.model_dump_json(), serials, NOW, Whose(officer))


def test_sheets_are_about_whom_they_were_printed_for_and_whom_they_name(engine: Engine) -> None:
    """Both, where the two differ; a sheet that names nobody is about nobody else."""
    _printed(engine, _asks(_ONE), "01", FIRST)
    _printed(engine, _asks(_ONE), "", SECOND, THIRD)
    scanned(
        engine,
        reading(FIRST, accepted("CB", "02")),
        reading(SECOND, accepted("CB", "01")),
        reading(THIRD, accepted("CB")),
        reading(None, accepted("CB", "01")),
        reading(None, accepted("CB", "02")),
    )

    assert pages_about(engine, "01") == {1, 2, 4}
    assert pages_about(engine, "02") == {1, 5}
    assert pages_about(engine, "") == pages_about(engine, "03") == frozenset()
    assert pages_about(engine, "01", (2, 3)) == {2}
    assert pages_about(engine, "01", ()) == frozenset()
    assert pages_about(engine, "01", range(1, 6_000)) == {1, 2, 4}


def test_a_number_names_by_all_its_digits(engine: Engine) -> None:
    """12 is neither 21 nor 1, nor is what lacks a digit anybody."""
    _printed(engine, _asks(_DIGITS), "", FIRST, SECOND, THIRD)
    first, second = "CB1", "CB2"
    scanned(
        engine,
        reading(FIRST, accepted(first, "1"), accepted(second, "2")),
        reading(SECOND, accepted(second, "1"), accepted(first, "2")),
        reading(THIRD, accepted(first, "1"), accepted(second)),
    )

    assert [pages_about(engine, code) for code in ("12", "21", "1", "11")] == [{1}, {2}, frozenset(), frozenset()]


@pytest.mark.parametrize(("guess", "own"), [(("5",), True), ((), False)])
def test_a_guess_is_enough(engine: Engine, guess: tuple[str, ...], own: bool) -> None:
    """Else whoever a sheet may be about would decide about whom it is; what a person decided has the last word."""
    asked = _ONE.model_copy(update={"code": "C1"})
    survey = SURVEY.model_copy(update={"sections": (Section(questions=(asked,)),)})
    _printed(engine, survey, "", FIRST)
    scanned(engine, reading(FIRST, unsure("C1", *guess)))
    assert bool(pages_about(engine, "5", (1,))) is own

    item = queue(engine)[0].id
    for word, then in (("blank", False), ("5", True), ("reopen", own)):
        decide(engine, item, word, "Người khác", "", NOW)
        assert bool(pages_about(engine, "5", (1,))) is then, word


def test_every_page_of_a_paper_is_about_the_same(engine: Engine) -> None:
    """Also where it is asked about a page on which the officer is not marked."""
    _printed(engine, _asks(_ONE), "", FIRST)
    scanned(engine, reading(FIRST, accepted("CB", "01"), accepted("C1", "5")))
    scanned(engine, reading(FIRST, accepted("C1", "4")), path="lần hai.pdf")

    assert pages_about(engine, "01", (2,)) == {2}


def test_a_form_without_wording_names_nobody(engine: Engine) -> None:
    """What its questions are for was not kept; whom its sheets were printed for was."""
    record_print_run(engine, layout(), "{}", (FIRST,), NOW, Whose("01"))
    scanned(engine, reading(FIRST, accepted("CB", "02")))

    assert [sorted(pages_about(engine, code)) for code in ("01", "02")] == [[1], []]
