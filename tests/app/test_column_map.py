"""Facts about the file that says how another system calls things."""

from pathlib import Path

import pytest

from app.column_map import MapInvalid, load_map
from omr.words import Language
from reports.responses import ColumnMap


def _map(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "ánh xạ của tôi.yaml"
    path.write_text(text, encoding)
    return path


def test_columns_and_values_are_read_in_their_order(tmp_path: Path) -> None:
    """With the mark that Windows editors put ahead, and names that need quotes."""
    columns = 'columns: { "Câu 1: nơi chờ": C1, Ngày: received_on }'
    text = f'\ufeff{columns}\nvalues:\n  C1: {{ Rất hài lòng: "5", Hài lòng: "4" }}\n'

    assert load_map(_map(tmp_path, text)) == ColumnMap(
        (("Câu 1: nơi chờ", "C1"), ("Ngày", "received_on")), (("C1", "Rất hài lòng", "5"), ("C1", "Hài lòng", "4"))
    )


@pytest.mark.parametrize(
    "written", ["01", "1", "1.0", "1e3", "0x1f", "true", "True", "no", "2026-09-14", "2026-13-45", "null", "~"]
)
def test_what_another_system_calls_a_choice_is_kept_to_the_letter(tmp_path: Path, written: str) -> None:
    """Without quotes too: 01 is no 1, and a day, a yes or a nothing is only a word here."""
    values = load_map(_map(tmp_path, f"columns: {{ {written}: {written}x }}\nvalues: {{ C1: {{ {written}: '5' }} }}\n"))

    assert values == ColumnMap(((written, f"{written}x"),), (("C1", written, "5"),))


@pytest.mark.parametrize("text", ["columns:\nvalues:\n", "columns: {}\n", "values: { C1: {} }\n", "{}\n"])
def test_a_part_may_be_empty_or_left_out(tmp_path: Path, text: str) -> None:
    """Nothing is called otherwise then."""
    assert load_map(_map(tmp_path, text)) == ColumnMap()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "set of keys"),
        ("- C1\n", 1, "set of keys"),
        ("columns: C1\n", 1, "set of keys"),
        ("values:\n  C1: [a, b]\n", 2, "set of keys"),
        ("colums:\n  a: C1\n", 1, "no key of this name"),
        ("columns:\n  a: C1\n  b:\n", 3, "must be text"),
        ("columns:\n  a: C1\n  a: C2\n", 3, "stands here twice"),
        ("columns: {\n  a: [\n", 3, "not valid YAML"),
        ("columns: &a { b: *a }\n", 1, ""),
        ("columns: !!python/object/apply:os.getcwd []\n", 1, ""),
    ],
)
def test_a_mistake_is_named_by_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    """A misspelt part is no empty map; in words of both languages, not in those of the program's insides."""
    with pytest.raises(MapInvalid) as refused:
        load_map(_map(tmp_path, text))

    said = refused.value.sentence(Language.EN)
    assert f"line {line}: " in said
    assert words in said
    assert "object" not in said
    assert f"dòng {line}: " in refused.value.sentence(Language.VI)


def test_what_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    """A file that is not there, a folder, letters of an old Vietnamese code page."""
    for path in (tmp_path / "không có.yaml", tmp_path, _map(tmp_path, "columns: { Ngày: C1 }", "cp1258")):
        with pytest.raises(MapInvalid) as refused:
            load_map(path)
        assert str(path) in refused.value.sentence(Language.VI)
