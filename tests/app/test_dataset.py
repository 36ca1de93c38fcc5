"""Facts about `omr export dataset`."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from db.engine import open_database
from db.surveys import store_form
from forms.arrange import arrange
from forms.catalogue import find_form
from tests.app.running import Omr
from tests.app.test_outside import InDecember
from tests.db.opinions import opinions
from tests.db.values import FIRST, NOW


@pytest.fixture
def office(home: Path) -> Path:
    """Return the home of an office with a box of opinions."""
    engine = open_database(f"sqlite:///{(home / 'omr.sqlite3').as_posix()}")
    opinions(engine)
    engine.dispose()
    return home


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_dataset_has_a_row_for_each_sheet_and_a_codebook_beside_it(omr: Omr, office: Path, tmp_path: Path) -> None:
    """Nine papers and two responses, and nothing that leads back to them."""
    ran = omr("export", "dataset", "--out", tmp_path / "d.csv")

    assert (ran.code, ran.out) == (0, "")
    rows = _rows(tmp_path / "d.csv")
    assert len(rows) == 11
    assert {"C1", "MD", "MD_tt", "field", "month"} <= set(rows[0])
    assert {"serial", "source", "read_at", "batch"}.isdisjoint(rows[0])
    assert FIRST not in (tmp_path / "d.csv").read_text("utf-8-sig")
    codebook = _rows(tmp_path / "d.csv.codebook.csv")
    assert [row["value_label"] for row in codebook if row["variable"] == "LV"][:2] == ["Hộ tịch", "Đất đai"]


def test_the_field_of_a_sheet_is_what_it_answers_and_of_a_response_what_it_came_with(
    omr: Omr, office: Path, tmp_path: Path
) -> None:
    """One column for both."""
    omr("export", "dataset", "--out", tmp_path / "d.csv")

    assert [(row["field"], row["officer"]) for row in _rows(tmp_path / "d.csv")][-2:] == [("dd", "07"), ("", "")]
    assert _rows(tmp_path / "d.csv")[0]["field"] == "ht"


def test_sheets_are_named_when_that_is_asked_for(omr: Omr, office: Path, tmp_path: Path) -> None:
    """To look one up in the box."""
    omr("export", "dataset", "--with-sheets", "--out", tmp_path / "d.csv")

    row = _rows(tmp_path / "d.csv")[0]
    assert (row["serial"], row["source_page"], row["batch"]) == (FIRST, "1", "Hòm 1")


def test_a_dataset_can_be_of_some_days(omr: Omr, office: Path, tmp_path: Path) -> None:
    """Both ends included: those of the box's opening, or of receipt."""
    omr("export", "dataset", "--from", "2026-07-01", "--to", "2026-08-31", "--out", tmp_path / "d.csv")

    assert [(row["channel"], row["month"]) for row in _rows(tmp_path / "d.csv")] == [
        ("paper_box", "2026-08"),
        ("kiosk", "2026-07"),
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "sav", "parquet", "json"])
@pytest.mark.parametrize("shape", ["wide", "long"])
def test_every_format_comes_in_both_shapes(omr: Omr, office: Path, tmp_path: Path, kind: str, shape: str) -> None:
    """As a whole file of its own kind."""
    if kind in {"sav", "parquet"}:
        pytest.importorskip({"sav": "polars", "parquet": "pyarrow"}[kind])
    path = tmp_path / f"d.{kind}"

    ran = omr("export", "dataset", "--format", kind, "--shape", shape, "--out", path)

    assert ran.code == 0, ran.err
    starts = {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "sav": b"$FL2", "parquet": b"PAR1", "json": b'{"format"'}
    assert path.read_bytes().startswith(starts[kind])
    if kind == "xlsx":
        assert openpyxl.load_workbook(path).worksheets[0].max_row == (12 if shape == "wide" else 34)
    if kind == "json":
        assert len(json.loads(path.read_text("utf-8"))["rows"]) == (11 if shape == "wide" else 33)


def test_of_several_forms_one_must_be_chosen(omr: Omr, office: Path, tmp_path: Path) -> None:
    """Their questions are not the same; the error names them."""
    survey = find_form("pks-n")
    engine = open_database(f"sqlite:///{(office / 'omr.sqlite3').as_posix()}")
    store_form(engine, arrange(survey).layout, survey.model_dump_json(), NOW)
    engine.dispose()

    unsaid = omr("export", "dataset", "--out", tmp_path / "d.csv")
    said = omr("export", "dataset", "--form", "pks-q", "--out", tmp_path / "d.csv")
    unknown = omr("export", "dataset", "--form", "x", "--out", tmp_path / "e.csv")

    assert (unsaid.code, said.code, unknown.code) == (90, 0, 90)
    assert "pks-n, pks-q" in unsaid.err
    assert not (tmp_path / "e.csv").exists()


def test_a_format_of_datasets_is_refused_for_other_tables(omr: Omr, office: Path, tmp_path: Path) -> None:
    """Rather than written as something else."""
    ran = omr("export", "answers", "--format", "sav", "--out", tmp_path / "a.sav")

    assert ran.code == 2
    assert not (tmp_path / "a.sav").exists()


def test_of_a_form_that_names_no_question_about_respondents_all_that_rate_nothing_are_taken_as_such(
    omr: Omr, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What few answer alike is left out, and that is said; neither channel, month, field nor officer is told."""
    monkeypatch.setattr("app.outside.date", InDecember)
    omr("period", "close", "2026-Q3", "--provisional", "--who", "VP")
    days = ("--from", "2026-06-15", "--to", "2026-09-14")
    ran = omr("export", "dataset", "--outside", *days, "--out", tmp_path / "d.csv")

    rows, inside = _rows(tmp_path / "d.csv"), tmp_path / "trong.csv"
    assert (ran.code, "MD" in ran.err) == (0, True)
    assert {row[name] for row in rows for name in ("channel", "month", "field", "officer", "LV", "MD_tt")} == {""}
    omr("export", "dataset", *days, "--out", inside)
    assert [row["C1"] for row in rows] == [row["C1"] for row in _rows(inside)]


def test_the_long_form_names_what_it_asks_about_respondents() -> None:
    """Sex, age, schooling, work and residence; the counter sheet as whom one came."""

    def own(form: str) -> list[str]:
        return [q.code for q in find_form(form).questions() if getattr(q, "role", None) == "respondent"]

    assert own("pks-s") == ["GT", "NT", "HV", "NN", "CT"]
    assert own("pks-q") == own("pks-q-a4") == ["DT"]
