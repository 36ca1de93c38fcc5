"""Facts about answers that come in without paper."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from app.importing import (
    FileImportedBefore,
    HeadingTwice,
    Imported,
    ImportOrder,
    TableEmpty,
    TableUnreadable,
    import_file,
)
from app.settings import Settings
from db.batches import list_batches
from db.engine import open_database
from db.responses import response_answers
from db.sheet_groups import Group
from db.surveys import load_surveys
from db.tallies import Selection, count_answers
from omr.words import Language
from reports.responses import ColumnMap

_ORDER = ImportOrder("pks-q", "kiosk")
_DRY = ImportOrder("pks-q", "kiosk", dry_run=True)


def _csv(folder: Path, *lines: str, name: str = "kiosk.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text("\n".join([*lines, ""]), encoding)
    return path


def _answers(imported: Imported) -> list[dict[str, tuple[str, ...]]]:
    return [dict(response.answers) for response in imported.understood.responses]


def _groups(settings: Settings, group: Group) -> dict[str, int]:
    engine = open_database(settings.database_url)
    counts = count_answers(engine, Selection(by=(group,)))
    engine.dispose()
    found: dict[str, int] = {}
    for count in counts:
        if count.question == "C8":
            found[count.group[0]] = found.get(count.group[0], 0) + count.sheets
    return found


def test_a_number_written_whole_names_the_same_officer_as_on_paper(settings: Settings, tmp_path: Path) -> None:
    """Spreadsheets drop the nought ahead; nothing written names nobody, and a column of its own comes first."""
    lines = ("source_id,officer,CB,C8", "a,,05,5", "b,,5,5", "c,,,5", "d,77,12,5")
    taken = import_file(settings, _csv(tmp_path, *lines), _ORDER)

    assert [(a["CB1"], a["CB2"]) for a in _answers(taken)] == [
        (("0",), ("5",)),
        (("0",), ("5",)),
        ((), ()),
        (("1",), ("2",)),
    ]
    assert _groups(settings, Group.OFFICER) == {"05": 2, "": 1, "77": 1}


def test_what_is_no_number_is_refused_with_its_row(settings: Settings, tmp_path: Path) -> None:
    """And names no officer who happens to have some of its digits."""
    taken = import_file(settings, _csv(tmp_path, "CB,C8", "1x,5", "-5,5", "5.0,5", "07,5"), _DRY)

    assert [problem.row for problem in taken.understood.problems] == [2, 3, 4]
    assert [(a["CB1"], a["CB2"]) for a in _answers(taken)] == [(("0",), ("7",))]


def test_a_field_is_what_the_answer_says_where_no_column_does(settings: Settings, tmp_path: Path) -> None:
    """A column holds against it; of who names none the field is not known."""
    import_file(settings, _csv(tmp_path, "field,LV,C8", ",3,5", "dd,3,5", ",,5"), _ORDER)

    assert _groups(settings, Group.FIELD) == {"3": 1, "dd": 1, "": 1}


@pytest.mark.parametrize(
    ("lines", "answers"),
    [
        (("C1;C8", "5;4"), [{"C1": ("5",), "C8": ("4",)}]),
        (("C1\tC8", "5\t4;5"), [{"C1": ("5",), "C8": ("5", "4")}]),
        (("C1,C8", "5;4,"), [{"C1": ("5", "4"), "C8": ()}]),
        (("C1,C8,Góp ý; khác", "5,4;5,ít"), [{"C1": ("5",), "C8": ("5", "4")}]),
        (("C8", "4;5"), [{"C8": ("5", "4")}]),
    ],
    ids=["semicolon", "tab", "comma", "both", "one column"],
)
def test_columns_are_parted_by_what_parts_the_heading(
    settings: Settings, tmp_path: Path, lines: Sequence[str], answers: list[dict[str, tuple[str, ...]]]
) -> None:
    """A semicolon in a cell parts choices where columns are parted otherwise, and where there is one column alone."""
    taken = import_file(settings, _csv(tmp_path, *lines, encoding="utf-8-sig"), _DRY)

    assert _answers(taken) == answers


def test_a_workbook_says_the_same_as_a_table_of_text(settings: Settings, tmp_path: Path) -> None:
    """Numbers, days and empty cells; rows without anything are none."""
    book = openpyxl.Workbook()
    for row in (
        ["received_on", "CB", "C1", "C8", None],
        [datetime.datetime(2026, 9, 1, 14, 30), 7, 5.0, "4;5", "ghi chú"],
        [None, None, None, None, None],
        ["2026-09-02", "07", "4", None, None],
    ):
        book.active.append(row)
    book.save(tmp_path / "kiosk.XLSX")
    text = _csv(tmp_path, "received_on,CB,C1,C8", "2026-09-01,07,5,4;5", "2026-09-02,07,4,")

    assert (
        import_file(settings, tmp_path / "kiosk.XLSX", _DRY).understood.responses
        == import_file(settings, text, _DRY).understood.responses
    )


def test_a_file_is_known_by_what_it_holds(settings: Settings, tmp_path: Path) -> None:
    """Under another name it is refused with the batch that has it; a respondent who is in both files counts once."""
    first = import_file(settings, _csv(tmp_path, "source_id,C8", "a,5", "b,4"), _ORDER)
    assert first.batch is not None

    with pytest.raises(FileImportedBefore) as found:
        import_file(settings, _csv(tmp_path, "source_id,C8", "a,5", "b,4", name="lại.csv"), _ORDER)
    for language in Language:
        assert first.batch.name in found.value.sentence(language)
        assert "lại.csv" in found.value.sentence(language)
    second = import_file(settings, _csv(tmp_path, "source_id,C8", "b,1", "c,3", name="sau.csv"), _ORDER)

    assert [duplicate.row for duplicate in second.understood.duplicates] == [2]
    engine = open_database(settings.database_url)
    assert sorted(a.chosen for a in response_answers(engine) if a.question == "C8") == [("3",), ("4",), ("5",)]
    engine.dispose()


def test_where_nothing_can_be_taken_nothing_is_stored(settings: Settings, tmp_path: Path) -> None:
    """No empty batch; the same file is taken once its codes are explained. A trial stores not even the form."""
    path = _csv(tmp_path, "C8", "Rất tốt", "Tốt")
    trial = import_file(settings, path, _DRY)
    engine = open_database(settings.database_url)
    assert (trial.batch, load_surveys(engine)) == (None, ())

    assert import_file(settings, path, _ORDER).batch is None
    assert list_batches(engine) == ()
    names = ColumnMap(values=(("C8", "Rất tốt", "5"), ("C8", "Tốt", "4")))
    assert import_file(settings, path, ImportOrder("pks-q", "kiosk", names, "Kiosk 9")).batch is not None

    assert [record.batch.name for record in list_batches(engine)] == ["Kiosk 9"]
    assert [survey.form for survey in load_surveys(engine)] == ["pks-q"]
    engine.dispose()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("không có.csv", None, "?"),
        ("cũ.csv", "C8,Ghi chú\n5,tốt\n".encode("utf-16"), "UTF-8"),
        ("hỏng.xlsx", b"PK\x03\x04", "BadZipFile"),
        ("khác.csv", b"x,y\n1,2\n", "x, y"),
        ("lệch.csv", b'C8,C1\n"5,4\n', "unexpected end"),
    ],
    ids=["none", "other letters", "no workbook", "no question", "no end"],
)
def test_what_is_no_table_is_said_with_what_was_seen(
    settings: Settings, tmp_path: Path, name: str, content: bytes | None, problem: str
) -> None:
    """In both languages, with the file and what it should be; and nothing is stored."""
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(TableUnreadable) as found:
        import_file(settings, tmp_path / name, _ORDER)

    for language in Language:
        assert name in found.value.sentence(language)
        assert problem in found.value.sentence(language)
        assert "XLSX" in found.value.advice(language)
    engine = open_database(settings.database_url)
    assert list_batches(engine) == ()
    engine.dispose()


def _what(imported: Imported, language: Language) -> list[tuple[int, str]]:
    return [(p.row, p.what.to(language, **dict(p.evidence))) for p in imported.understood.problems]


@pytest.mark.parametrize("order", [_ORDER, _DRY], ids=["stored", "dry run"])
def test_a_number_of_too_many_digits_is_nobodys(settings: Settings, tmp_path: Path, order: ImportOrder) -> None:
    """It is refused with its row, what stands there and how many digits there are; never cut to somebody else's."""
    lines = ("source_id,CB,C8", "a,123,5", "b,0012,5", "c,1;,5", "d,٣,5", "e,12,5")

    taken = import_file(settings, _csv(tmp_path, *lines), order)

    assert [(a["CB1"], a["CB2"]) for a in _answers(taken)] == [(("1",), ("2",))]
    assert _groups(settings, Group.OFFICER) == ({} if order.dry_run else {"12": 1})
    for language in Language:
        said = _what(taken, language)
        assert [row for row, _ in said] == [2, 3, 4, 5]
        assert all(value in what for value, (_, what) in zip(("CB", "0012", "1;", "٣"), said, strict=True))
        assert all("2" in what for _, what in said)


def test_a_number_in_a_column_of_another_name_is_read_digit_by_digit_too(settings: Settings, tmp_path: Path) -> None:
    """However the other system calls it, an officer is the same officer."""
    names = ColumnMap((("Cán bộ", "CB"), ("Câu 8", "C8")))
    path = _csv(tmp_path, "Cán bộ,Câu 8", "7,5", "123,5")

    taken = import_file(settings, path, ImportOrder("pks-q", "kiosk", names))

    assert [(a["CB1"], a["CB2"]) for a in _answers(taken)] == [(("0",), ("7",))]
    assert [problem.row for problem in taken.understood.problems] == [3]
    assert taken.understood.strange_columns == ()


def test_lines_without_anything_are_counted_and_passed_over(settings: Settings, tmp_path: Path) -> None:
    """In a table of text as in a workbook: a row is named as a spreadsheet shows it."""
    book = openpyxl.Workbook()
    for row in (["C1", "C8"], ["5", "5"], [None, None], ["9", "5"]):
        book.active.append(row)
    book.save(tmp_path / "kiosk.xlsx")

    for path in (_csv(tmp_path, "C1,C8", "5,5", "", "9,5", "", ""), tmp_path / "kiosk.xlsx"):
        taken = import_file(settings, path, _DRY)
        assert [problem.row for problem in taken.understood.problems] == [4]
        assert len(taken.understood.responses) == 1


def test_a_cell_beyond_the_last_column_is_refused_with_its_row(settings: Settings, tmp_path: Path) -> None:
    """A comma within a cell has shifted the others; an empty one at the end of a line is nobody's answer."""
    taken = import_file(settings, _csv(tmp_path, "C1,C8", "5,5,", "5,4,3", "4,4"), _DRY)

    assert [answers["C8"] for answers in _answers(taken)] == [("5",), ("4",)]
    for language in Language:
        ((row, what),) = _what(taken, language)
        assert (row, "“3”" in what) == (3, True)


def test_where_no_row_is_right_the_columns_are_known_all_the_same(settings: Settings, tmp_path: Path) -> None:
    """The rows are named and not the heading: it is right."""
    taken = import_file(settings, _csv(tmp_path, "CB,C8,IP", "123,5,x"), _DRY)

    assert [problem.row for problem in taken.understood.problems] == [2]
    assert taken.understood.strange_columns == ("IP",)
    assert not {"CB1", "CB2", "C8"} & set(taken.understood.missing_columns)


@pytest.mark.parametrize(
    ("head", "twice"),
    [
        ("C1,C8,C1", "C1"),
        ("C1,C8, C1 ", "C1"),
        ("Câu 1,C1,C8", "C1"),
        ("CB,CB1,C8", "CB1"),
        ("field,C8,field", "field"),
    ],
)
def test_two_columns_for_one_question_are_refused(settings: Settings, tmp_path: Path, head: str, twice: str) -> None:
    """Nobody knows which of them holds, also where one goes by another name; nothing is taken."""
    order = ImportOrder("pks-q", "kiosk", ColumnMap((("Câu 1", "C1"),)))

    with pytest.raises(HeadingTwice) as found:
        import_file(settings, _csv(tmp_path, head, "5,4,3"), order)

    for language in Language:
        assert all(word in found.value.sentence(language) for word in ("kiosk.csv", f"“{twice}”"))
        assert found.value.advice(language)


def test_columns_that_mean_nothing_may_be_called_the_same(settings: Settings, tmp_path: Path) -> None:
    """What is not used needs no name of its own."""
    taken = import_file(settings, _csv(tmp_path, "C8,ghi chú,ghi chú,,", "5,a,b,c,d"), _DRY)

    assert [answers["C8"] for answers in _answers(taken)] == [("5",)]


@pytest.mark.parametrize("lines", [("LV,C1,C8",), ("LV,C1,C8", "", "")])
def test_a_heading_alone_is_said_to_have_no_rows(settings: Settings, tmp_path: Path, lines: tuple[str, ...]) -> None:
    """The columns are right: it is the answers that are not there."""
    with pytest.raises(TableEmpty) as found:
        import_file(settings, _csv(tmp_path, *lines), _ORDER)

    for language in Language:
        assert "kiosk.csv" in found.value.sentence(language)
        assert found.value.advice(language)


def test_a_file_of_nothing_is_no_table(settings: Settings, tmp_path: Path) -> None:
    """There is not even a heading, and the sentence names a column that it should have."""
    with pytest.raises(TableUnreadable) as found:
        import_file(settings, _csv(tmp_path), _ORDER)

    assert dict(found.value.evidence)["problem"] == "– ≠ LV…"
