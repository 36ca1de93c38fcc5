"""Facts about what there is to see of an item."""

from collections import Counter
from dataclasses import replace

import pytest

from app.web.item_view import KEYS, item_values, machine_words, wording
from app.web.sessions import Session
from db.desk import Detail, item_detail
from db.engine import Engine
from db.review import decide
from db.roles import Role
from db.surveys import record_print_run
from forms.definition import Choice, Label, Section, SingleQuestion
from forms.questions import MAX_CHOICES
from omr.geometry import BoxMm
from omr.layout.sheet import BoxShape, Field, FieldKind, MarkBox
from omr.words import Language
from tests.app.web.papers import on_sheet, printed_for, waiting, with_field
from tests.db.fixtures import engine
from tests.db.opinions import SURVEY
from tests.db.values import FIRST, NOW, SECOND, accepted, reading, scanned, unsure

__all__ = ["engine"]


def _session(language: Language = Language.VI) -> Session:
    return Session("Người xem", Role.REVIEWER, "", language)


@pytest.fixture
def details(engine: Engine) -> list[Detail]:
    """Return C1 and MD of a sheet, both unsure."""
    printed_for(engine, "", FIRST)
    scanned(engine, reading(FIRST, unsure("C1", "4"), unsure("MD")))
    return [item_detail(engine, item) for item in waiting(engine)]


def test_a_key_stands_for_one_choice_and_for_nothing_else() -> None:
    """Undo, skip, blank and cannot-be-told keep theirs; those of the most choices that a question may have differ."""
    assert max(Counter(KEYS).values()) == 1
    assert set(KEYS) & set("0xus") == set()
    assert len(KEYS) <= MAX_CHOICES


def test_keys_follow_the_choices_as_printed(details: list[Detail]) -> None:
    """With the words of the form in the language that is spoken; a choice without words goes by its code."""
    values = item_values(details[0], details[0].item, _session(Language.EN))
    multiple = item_values(details[1], details[1].item, _session())

    assert [(key, code) for key, code, _ in values["choices"]] == list(zip("12345", "54321", strict=True))
    assert [words for _, _, words in multiple["choices"]] == ["TT", "CS", "TD"]
    assert (values["several"], multiple["several"]) == (False, True)
    assert [key for key, _ in values["ticks"]] == list("12345")
    assert (wording(details[0], _session(Language.EN)), wording(details[0], _session())) == ("Waiting area", "Nơi chờ")


def test_every_choice_of_the_longest_question_can_be_chosen(engine: Engine) -> None:
    """Thirty-six is the most that a form may ask; those that no key is left for can be clicked."""
    codes = [f"n{number:02d}" for number in range(MAX_CHOICES)]
    boxes = [
        MarkBox(c, BoxShape.BOX, BoxMm(20 + 20.0 * (i % 6), 60 + 9.0 * (i // 6), 4, 4)) for i, c in enumerate(codes)
    ]
    sheet = with_field(Field("TH", FieldKind.SINGLE, tuple(boxes)))
    choices = tuple(Choice(code=code, label=Label(vi=f"Thôn {code}")) for code in codes)
    question = SingleQuestion(kind="single", code="TH", label=Label(vi="Thôn"), choices=choices)
    survey = SURVEY.model_copy(update={"sections": (Section(questions=(question,)),)})
    record_print_run(engine, sheet, survey.model_dump_json(), [FIRST], NOW)
    scanned(engine, on_sheet(sheet, FIRST, unsure("TH")))
    detail = item_detail(engine, waiting(engine)[0])
    values = item_values(detail, detail.item, _session())

    assert [code for _, code, _ in values["choices"]] == codes
    assert [words for _, _, words in values["choices"]][-1] == "Thôn n35"
    keys = [key for key, _, _ in values["choices"] if key]
    assert len(set(keys)) == len(keys) == len(KEYS)
    assert values["ticks"] == []


def test_the_pace_is_that_of_the_last_twenty(details: list[Detail]) -> None:
    """One that took an hour moves it little; before the first it is a usual one."""
    session = _session()
    assert item_values(details[0], details[0].item, session)["pace_s"] == 4.0
    session.seconds += [90.0] * 30 + [2.0] * 19 + [3600.0]
    assert item_values(details[0], details[0].item, session)["pace_s"] == 2.0


def test_what_the_machine_read_is_told_with_its_doubt(details: list[Detail]) -> None:
    """In words, with per cent; nothing read is said to be blank."""
    assert machine_words(details[0], _session()).startswith("Máy đoán: Hài lòng (60 % chắc chắn)")
    assert len(machine_words(details[0], _session())) > len("Máy đoán: Hài lòng (60 % chắc chắn)") + 10
    assert machine_words(details[1], _session()).startswith("Máy đoán: Để trống (60 % chắc chắn)")


def test_opinions_that_do_not_hold_are_not_shown(details: list[Detail], engine: Engine) -> None:
    """What holds is; so that a second person is not led."""
    decide(engine, details[0].item.id, "4", "Người Một", "", NOW)
    detail = item_detail(engine, details[0].item.id)
    opinion = replace(detail.history[0], holds=False, who="Người Hai")
    values = item_values(replace(detail, history=(*detail.history, opinion)), detail.item, _session())

    assert [past.who for past in values["history"]] == ["Người Một"]


def test_a_page_that_was_not_read_has_no_question(engine: Engine) -> None:
    """No wording, no choices, no frame; of a form whose wording nobody kept the codes are shown."""
    printed_for(engine, "", SECOND)
    scanned(engine, reading(SECOND, unsure("C1", "4"), accepted("MD")))
    detail = item_detail(engine, waiting(engine)[0])
    bare = item_values(replace(detail, survey_json="{}"), detail.item, _session())
    none = replace(detail, seen=None, field=None, item=replace(detail.item, question=""))
    values = item_values(none, none.item, _session())

    assert (bare["wording"], [words for _, _, words in bare["choices"]]) == ("", list("54321"))
    assert (values["wording"], values["choices"], values["frame"], values["ticks"]) == ("", [], None, [])
