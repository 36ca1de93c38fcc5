"""Facts about the table of settled dossiers."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.dossiers import DOSSIERS_FILE, DossiersUnreadable, read_dossiers
from omr.words import Language

_HEAD = "period,field,dossiers"


def _table(folder: Path, *lines: str, head: str = _HEAD) -> Path:
    (folder / DOSSIERS_FILE).write_text("\n".join([head, *lines, ""]), "utf-8")
    return folder


_counts = st.dictionaries(
    st.sampled_from(["2026-Q1", "2026-Q3", "2026-09"]),
    st.dictionaries(st.sampled_from(["", "1", "2", "dat-dai"]), st.integers(0, 3_000_000), min_size=1),
)


@given(_counts, st.sampled_from(["", ".", ","]))
def test_what_a_spreadsheet_writes_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, counts: dict[str, dict[str, int]], mark: str
) -> None:
    """With thousands marked in any way; a total that no line says is that of the fields, one that is said holds."""
    lines = [
        f'{p}, {f} ,"{n:,}"'.replace(f"{n:,}", f"{n:,}".replace(",", mark))
        for p, by in counts.items()
        for f, n in by.items()
    ]

    found = read_dossiers(_table(tmp_path_factory.mktemp("home"), *lines))

    assert {period: {f: n for f, n in by.items() if f} for period, by in found.items()} == {
        period: {f: n for f, n in by.items() if f} for period, by in counts.items()
    }
    assert all(found[p][""] == by.get("", sum(by.values())) for p, by in counts.items())


def test_without_a_table_or_lines_nothing_is_known(tmp_path: Path) -> None:
    """Which is not the same as none: no period has a total of nought."""
    assert read_dossiers(tmp_path) == {}
    assert read_dossiers(_table(tmp_path)) == {}
    assert read_dossiers(_table(tmp_path, "2026-Q3,,0")) == {"2026-Q3": {"": 0}}


def test_other_columns_and_their_order_do_not_matter(tmp_path: Path) -> None:
    """A table of another program has more to say."""
    _table(tmp_path, "310,Hộ tịch,1,2026-Q3", head="dossiers,tên,field,period")

    assert read_dossiers(tmp_path) == {"2026-Q3": {"1": 310, "": 310}}


@pytest.mark.parametrize(
    ("lines", "where", "seen"),
    [
        (("2026-Q3,1,310", "2026-Q3,2,nhiều"), "3", "2026-Q3 2 nhiều"),
        (("2026-Q3,1,-4",), "2", "-4"),
        (("2026-Q3,1,",), "2", "2026-Q3 1"),
        (("2026-Q3,1,٣١",), "2", "٣١"),
        ((",1,310",), "2", "310"),
        (("2026-Q3,1,310", "2026-Q1,1,310", "2026-Q3,1,310"), "4", "2026-Q3 1: 2 x"),
        (("2026-Q3,,310", "2026-Q3,,311"), "3", "2 x"),
        # Of what is no whole number nobody knows what was meant; a comma without quotation marks parts the cell.
        (("2026-Q3,1,1.5",), "2", "1.5"),
        (('2026-Q3,1,"12,5"',), "2", "12,5"),
        (("2026-Q3,1,12,5",), "2", "2026-Q3,1,12,5"),
        (("2026-Q3,1,1,441",), "2", "2026-Q3,1,1,441"),
        (("2026-Q3,1,12.34",), "2", "12.34"),
        (("2026-Q3,1,1234.567",), "2", "1234.567"),
        (("2026-Q3,1,0.125",), "2", "0.125"),
        (("2026-Q3,1,1.2345",), "2", "1.2345"),
        (('2026-Q3,1,"1.234,567"',), "2", "1.234,567"),
        # A line without anything is a line of the spreadsheet, too.
        (("2026-Q3,1,310", "", "2026-Q3,2,nhiều"), "4", "nhiều"),
        (("2026-Q3,1,310", "2026-Q3,2"), "3", "2026-Q3,2"),
        (("", "2026-Q3"), "3", "2026-Q3"),
    ],
)
def test_a_wrong_line_is_named_with_what_stands_there(
    tmp_path: Path, lines: tuple[str, ...], where: str, seen: str
) -> None:
    """As a spreadsheet counts lines, in both languages, with the columns that are wanted."""
    with pytest.raises(DossiersUnreadable) as found:
        read_dossiers(_table(tmp_path, *lines))

    for language, line in ((Language.VI, f"dòng {where}:"), (Language.EN, f"line {where}:")):
        assert line in found.value.sentence(language)
        assert seen in found.value.sentence(language)
        assert "period, field" in found.value.advice(language)


@pytest.mark.parametrize(
    "content",
    ["kỳ,lĩnh vực,hồ sơ\n2026-Q3,1,2\n".encode(), _HEAD.encode("utf-16"), b"\xff\xfe\x00"],
    ids=["other words", "other letters", "no text"],
)
def test_a_table_without_its_columns_is_wrong_at_its_head(tmp_path: Path, content: bytes) -> None:
    """Which of them is missing, or that it is not the text of a table at all."""
    (tmp_path / DOSSIERS_FILE).write_bytes(content)

    with pytest.raises(DossiersUnreadable) as found:
        read_dossiers(tmp_path)

    evidence = dict(found.value.evidence)
    assert (evidence["line"], evidence["path"]) == ("1", DOSSIERS_FILE)
    assert evidence["problem"] in ("period, field, dossiers", "UTF-8 CSV")


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("310.0", 310),
        ("310,00", 310),
        ("1.234", 1234),
        ("1,234", 1234),
        ("1 234", 1234),
        ("1\u00a0234\u00a0567", 1234567),
    ],
)
def test_a_whole_number_is_read_however_a_spreadsheet_writes_it(tmp_path: Path, written: str, count: int) -> None:
    """Marks between groups of three are thousands; noughts after one mark are none."""
    assert read_dossiers(_table(tmp_path, f'2026-Q3,1,"{written}"'))["2026-Q3"]["1"] == count


def test_lines_of_nothing_and_empty_cells_at_their_ends_are_no_counts(tmp_path: Path) -> None:
    """Spreadsheets write both below and beside a table."""
    assert read_dossiers(_table(tmp_path, "", "2026-Q3,1,310,,", "")) == {"2026-Q3": {"1": 310, "": 310}}


@pytest.mark.parametrize("head", ["period,field", "period,field,dossiers,dossiers"])
def test_a_heading_is_looked_at_before_there_is_a_line(tmp_path: Path, head: str) -> None:
    """A column that is not there, or there twice, is wrong at the first line though no other follows."""
    with pytest.raises(DossiersUnreadable) as found:
        read_dossiers(_table(tmp_path, head=head))

    evidence = dict(found.value.evidence)
    assert (evidence["line"], evidence["problem"]) == ("1", "dossiers")
