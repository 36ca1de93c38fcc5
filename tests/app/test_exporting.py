"""Facts about which rows an export holds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.exporting import Counted, current_tallies, meanings, table_of
from app.settings import Settings
from db.engine import Engine, open_database
from db.surveys import record_print_run
from forms.arrange import arrange
from forms.catalogue import find_form
from omr.words import Language
from tests.db.values import NOW


@pytest.fixture
def engine(week: Path) -> Iterator[Engine]:
    """Return the open database of a week's scans."""
    engine = open_database(f"sqlite:///{(week / 'omr.sqlite3').as_posix()}")
    yield engine
    engine.dispose()


def test_rows_count_themselves_as_they_are_written() -> None:
    """None is counted before it is taken."""
    rows = Counted(iter([(1,), (2,), (3,)]))
    assert rows.written == 0

    assert list(rows) == [(1,), (2,), (3,)]
    assert rows.written == 3


@pytest.mark.parametrize(("what", "rows"), [("pages", 3), ("marks", 0)])
def test_a_table_has_a_row_for_everything_stored(engine: Engine, what: str, rows: int) -> None:
    """Pages that were not read are pages too."""
    table = table_of(what, engine, Language.EN)

    assert [len(row) for row in table.rows] == [len(table.columns)] * rows
    assert table.waiting == 0


def test_answers_have_a_row_for_each_sheet_and_question(engine: Engine) -> None:
    """Every question of the form, twice."""
    asked = [field.question for field in arrange(find_form("pks-q")).layout.pages[0].fields]
    table = table_of("answers", engine, Language.EN)

    places = [(row[table.columns.index("source_page")], row[table.columns.index("question")]) for row in table.rows]

    assert places == [(page, question) for page in (1, 2) for question in asked]


def test_tallies_say_how_many_wait(engine: Engine) -> None:
    """One answer of the week waits, so the figures leave it out."""
    table = table_of("tallies", engine, Language.EN)
    (c1,) = [found for found in current_tallies(engine, Language.EN) if found.meaning.question == "C1"]

    assert table.waiting == 1
    assert (c1.sheets, c1.valid, c1.waiting, c1.counts[0]) == (2, 1, 1, 1)


@pytest.mark.parametrize("language", list(Language))
def test_questions_are_called_what_the_sheet_calls_them(engine: Engine, language: Language) -> None:
    """In the language of the reader."""
    survey = find_form("pks-q")

    called = {meaning.question: meaning.label for meaning in meanings(engine, language)}

    assert called == {asked.code: asked.question.label.to(language) for asked in survey.answerables()}


def test_the_latest_version_of_a_form_has_the_last_word(settings: Settings) -> None:
    """A question that was reworded is shown once, with its new wording."""
    survey = find_form("pks-q")
    text = survey.model_dump_json()
    asked = next(iter(survey.answerables()))
    old = asked.question.label.to(Language.EN)
    engine = open_database(settings.database_url)
    layout = arrange(survey).layout
    record_print_run(engine, layout, text, [None], NOW)
    reworded = text.replace(old, "What was it about?")
    record_print_run(engine, replace(layout, outline_mm=0.2), reworded, [None], NOW + timedelta(days=1))

    found = meanings(engine, Language.EN)

    assert len(found) == len(tuple(survey.answerables()))
    assert [m.label for m in found if m.question == asked.code] == ["What was it about?"]
    engine.dispose()
