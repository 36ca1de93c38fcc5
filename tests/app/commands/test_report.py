"""Facts about `omr quota`, `omr report` and `omr period`."""

import csv
import io
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from docx import Document
from openpyxl.workbook.defined_name import DefinedName

from app.office import OFFICE_FILE
from db.batches import NewBatch
from db.engine import open_database
from db.responses import Response, ResponseForm, store_responses
from db.sources import NewSource
from tests.app.papers import flat
from tests.app.running import Omr

# The period that the boxes of the week were opened in.
_PERIOD = "2026-Q3"
_OFFICE = """\
unit: "UBND PHƯỜNG MẪU"
parent: "=1+1"
place: Mẫu
fields: [{code: "1", name: Hộ tịch}]
quotas:
  - {form: pks-q, scope: office, per: month, minimum: 25}
"""


@pytest.fixture
def office(week: Path) -> Path:
    """Return the home of an office with a week's sheets and something from a kiosk."""
    (week / OFFICE_FILE).write_text(_OFFICE, "utf-8")
    engine = open_database(f"sqlite:///{(week / 'omr.sqlite3').as_posix()}")
    from db.surveys import load_surveys

    survey = load_surveys(engine)[0]
    day = date(2026, 9, 1)
    answers = [
        Response((("C8", (level,)),), f"k{i}", day, str(1 + i % 2), "01")
        for i, level in enumerate("5" * 9 + "4" * 6 + "3")
    ]
    form = ResponseForm(survey.form, survey.layout_id)
    source = NewSource("kiosk.csv", "cd" * 32, 10)
    store_responses(engine, form, source, NewBatch("Kiosk", "kiosk"), answers, datetime(2026, 9, 1, tzinfo=UTC))
    engine.dispose()
    return week


@pytest.fixture
def closed(omr: Omr, office: Path) -> Path:
    """Return the home of that office, its period closed though answers wait."""
    assert omr("period", "close", _PERIOD, "--provisional", "--who", "Văn phòng").code == 0
    return office


def test_quotas_tell_what_is_missing(omr: Omr, office: Path) -> None:
    """25 a month for three months, against what the sheets and the kiosk brought."""
    (line,) = json.loads(omr("quota", "--period", _PERIOD, "--json").out)

    assert (line["scope"], line["minimum"], line["done"] + line["missing"]) == ("office", 75, 75)
    assert line["done"] >= 16
    assert "pks-q" in omr("quota", "--period", _PERIOD).out
    assert omr("quota", "--period", "2026-Q2").code == 83


def test_tiers_ask_for_a_share_of_the_dossiers(omr: Omr, office: Path) -> None:
    """Up to 200 all of them, up to 1,000 three in ten; report tools see the same line."""
    dossiers = "dossiers: [{period: 2026-Q3, total: 742}]\n"
    tiers = "tiers: [{up_to: 200, share: 1}, {up_to: 1000, share: 0.3}, {share: 0.2}]"
    text = f"unit: X\n{dossiers}quotas:\n  - {{form: pks-q, scope: office, {tiers}}}\n"
    (office / OFFICE_FILE).write_text(text, "utf-8")
    (line,) = json.loads(omr("quota", "--period", _PERIOD, "--json").out)

    assert line["minimum"] == 223
    with closing(sqlite3.connect(office / "omr.sqlite3")) as database:
        kept = database.execute("SELECT form, minimum, done FROM report_quotas").fetchall()
    assert kept == [("pks-q", 223, line["done"])]


def test_a_workbook_of_the_province_is_filled_in(omr: Omr, closed: Path, tmp_path: Path) -> None:
    """Its named cells, under the names that the report lists; one that asks for what there is not stops the report."""
    omr("report", _PERIOD, "--out", tmp_path / "ra")
    listed = list(csv.reader(io.StringIO((tmp_path / "ra" / f"so-lieu-{_PERIOD}.csv").read_text("utf-8-sig"))))
    assert int(dict(listed)["omr_pks_q_c8_5"]) >= 9
    book = openpyxl.Workbook()
    book.defined_names["omr_pks_q_C8_5"] = DefinedName("omr_pks_q_C8_5", attr_text="Sheet!$C$3")
    book.save(tmp_path / "so.xlsx")
    assert omr("report", _PERIOD, "--out", tmp_path / "ra", "--fill", tmp_path / "so.xlsx").code == 0
    filled = openpyxl.load_workbook(tmp_path / "ra" / f"so-{_PERIOD}.xlsx")
    assert str(filled["Sheet"]["C3"].value) == dict(listed)["omr_pks_q_c8_5"]

    book.defined_names["omr_pks_q_c9_5"] = DefinedName("omr_pks_q_c9_5", attr_text="Sheet!$C$4")
    book.save(tmp_path / "so.xlsx")
    assert omr("report", _PERIOD, "--out", tmp_path / "hai", "--fill", tmp_path / "so.xlsx").code == 108
    assert not (tmp_path / "hai").exists()


def test_the_notice_on_the_wall_shows_the_whole_alone(omr: Omr, closed: Path, tmp_path: Path) -> None:
    """No field, officer or channel, and what went out and came back."""
    omr("report", _PERIOD, "--out", tmp_path)
    document = Document(str(tmp_path / f"thong-bao-{_PERIOD}.docx"))
    assert "THÔNG BÁO" in [p.text for p in document.paragraphs]
    (table,) = [t for t in document.tables if t.rows[0].cells[0].text == "Mẫu"]
    assert [c.text for c in table.rows[0].cells][:3] == ["Mẫu", "Phát ra", "Thu về"]
    with pypdfium2.PdfDocument(tmp_path / f"thong-bao-{_PERIOD}.pdf") as paper:
        words = "".join(page.get_textpage().get_text_range() for page in paper)
    assert "THÔNG BÁO" in words
    assert "Theo lĩnh vực" not in words


def test_officers_have_names_inside_the_office_alone(omr: Omr, closed: Path, tmp_path: Path) -> None:
    """And ranks where the office wants them."""
    (closed / OFFICE_FILE).write_text(_OFFICE + "rank_officers: true\n", "utf-8")
    (closed / "officers.csv").write_text("code,name\n01,Cán bộ Một\n", "utf-8")

    def headings(folder: Path) -> set[object]:
        book = openpyxl.load_workbook(folder / f"bao-cao-{_PERIOD}.xlsx")
        return {c.value for s in book if s.title.startswith("T4") for row in s.iter_rows() for c in row}

    omr("report", _PERIOD, "--out", tmp_path / "ra")
    omr("report", _PERIOD, "--out", tmp_path / "noi-bo", "--internal")
    assert "Họ tên" not in headings(tmp_path / "ra")
    assert {"Họ tên", "Xếp thứ"} <= headings(tmp_path / "noi-bo")


def test_a_report_is_a_workbook_a_paper_a_document_and_a_list(omr: Omr, closed: Path, tmp_path: Path) -> None:
    """Each with the period, the office, and that the figures are provisional."""
    ran = omr("report", _PERIOD, "--out", tmp_path / "bc")
    assert (ran.code, "provisional" in ran.err) == (0, True)
    folder = tmp_path / "bc"

    with pypdfium2.PdfDocument(folder / f"bao-cao-{_PERIOD}.pdf") as paper:
        words = paper[0].get_textpage().get_text_range()
    told = "\n".join(p.text for p in Document(str(folder / f"bao-cao-{_PERIOD}.docx")).paragraphs)
    for text in (words, told):
        assert "Quý III/2026" in text
        assert "TẠM TÍNH" in text
        assert "15/06/2026" in text
    rows = list(csv.reader(io.StringIO((folder / f"sao-chep-{_PERIOD}.csv").read_text("utf-8-sig"))))
    assert rows[0] == ["bảng", "dòng", "cột", "số"]
    assert len(rows) > 20


def test_formulas_come_to_what_stands_in_their_cells(omr: Omr, office: Path, tmp_path: Path) -> None:
    """Shares and checks computed from the cells they name; text that looks like a formula is text."""
    omr("report", _PERIOD, "--out", tmp_path, "--internal")
    path = tmp_path / f"bao-cao-{_PERIOD}.xlsx"
    formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    shares = checks = 0
    for sheet in formulas:
        kept = values[sheet.title]
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            share = re.fullmatch(r'=IF\(N\((\w+)\)=0,"",(\w+)/(\w+)\)', cell.value)
            check = re.fullmatch(r'=IF\(([\w+]+)=(\w+),"✓",.*\)', cell.value)
            if share is not None:
                whole, part = kept[share[1]].value or 0, kept[share[2]].value
                expected = part / whole if whole else None
                found = kept[cell.coordinate].value or None
                assert found == (pytest.approx(expected) if expected else None)
                shares += 1
            elif check is not None:
                assert sum(kept[name].value for name in check[1].split("+")) == kept[check[2]].value
                checks += 1
            else:
                assert not cell.value.startswith("=") or cell.data_type == "s"
    assert shares > 10
    assert checks > 10
    with zipfile.ZipFile(path) as archive:
        assert "<f>1+1</f>" not in "".join(archive.read(n).decode() for n in archive.namelist() if "sheet" in n)


def test_small_cells_are_hidden_in_what_leaves_the_office(omr: Omr, closed: Path, tmp_path: Path) -> None:
    """And shown in what stays."""

    def cells(folder: Path) -> set[object]:
        book = openpyxl.load_workbook(folder / f"bao-cao-{_PERIOD}.xlsx")
        return {c.value for s in book if s.title.startswith("T3") for row in s.iter_rows() for c in row}

    omr("report", _PERIOD, "--out", tmp_path / "ra")
    omr("report", _PERIOD, "--out", tmp_path / "noi-bo", "--internal")

    assert "(ẩn)" not in cells(tmp_path / "noi-bo")
    assert "(ẩn)" in cells(tmp_path / "ra")


def test_a_month_is_reported_inside_the_office_alone(omr: Omr, office: Path, tmp_path: Path) -> None:
    """It begins in one report and ends in another, whose figures could be taken away from it; the nearest is named."""
    ran = omr("report", "2026-09", "--out", tmp_path / "ra")

    assert (ran.code, "2026-Q3" in ran.err, (tmp_path / "ra").exists()) == (127, True, False)
    assert omr("report", "2026-09", "--out", tmp_path / "ra", "--internal").code == 0


def test_outsiders_have_a_period_once_it_has_ended_and_is_closed(omr: Omr, office: Path, tmp_path: Path) -> None:
    """What is refused says when it will be there, and that the office has its own view."""
    running = omr("report", f"{date.today().year + 1}-Y", "--out", tmp_path / "ra")
    ended = omr("report", _PERIOD, "--out", tmp_path / "ra")

    assert (running.code, ended.code, (tmp_path / "ra").exists()) == (131, 132, False)
    assert f"15/12/{date.today().year + 1}" in running.err
    assert f"omr period close {_PERIOD}" in ended.err
    assert all("--internal" in ran.err for ran in (running, ended))


def test_who_came_after_the_report_is_not_told_anew(omr: Omr, closed: Path, tmp_path: Path) -> None:
    """A report after the closing, and after another, is the same as before, and says so; inside it is the new one."""

    def figures(name: str, *more: str) -> tuple[str, dict[str, str]]:
        ran = omr("report", _PERIOD, "--out", tmp_path / name, *more)
        assert ran.code == 0
        with (tmp_path / name / f"so-lieu-{_PERIOD}.csv").open(encoding="utf-8-sig", newline="") as stream:
            return ran.err, dict(line for line in csv.reader(stream) if line[0].startswith("omr_pks_q_c"))

    _, first = figures("1")
    (tmp_path / "k.csv").write_text("C8,received_on\n1,2026-09-02\n", "utf-8")
    omr("import", tmp_path / "k.csv", "--form", "pks-q", "--channel", "kiosk")
    moved, second = figures("2")
    omr("period", "close", _PERIOD, "--provisional", "--why", "phiếu đến sau")
    kept, third = figures("3")
    _, inside = figures("4", "--internal")

    assert first == second == third != inside
    assert int(inside["omr_pks_q_c8_1"]) == int(first["omr_pks_q_c8_1"]) + 1
    assert ("changed since" in moved, "stay as given out" in kept) == (True, True)
    assert "GIỮ NHƯ BẢN ĐÃ ĐƯA RA" in flat((tmp_path / "3" / f"thong-bao-{_PERIOD}.pdf").read_bytes())


def test_an_office_edits_its_template(omr: Omr, closed: Path, tmp_path: Path) -> None:
    """Its own document is filled in; one that is broken is a sentence, and can do no harm."""
    own = closed / "templates" / "bao-cao.docx"
    own.parent.mkdir()
    document = Document()
    document.add_paragraph("Kỳ của chúng tôi: {{ period }}")
    document.save(str(own))
    assert omr("report", _PERIOD, "--out", tmp_path).code == 0
    assert Document(str(tmp_path / f"bao-cao-{_PERIOD}.docx")).paragraphs[0].text == "Kỳ của chúng tôi: Quý III/2026"

    for text in ("{{ period.__class__.__mro__[1].__subclasses__() }}", "{{ period "):
        document = Document()
        document.add_paragraph(text)
        document.save(str(own))
        assert omr("report", _PERIOD, "--out", tmp_path).code == 86


def test_nothing_is_reported_of_nothing(omr: Omr, office: Path, tmp_path: Path) -> None:
    """A period without sheets, and a name that is none."""
    assert omr("report", "2020-Q1", "--out", tmp_path, "--internal").code == 84
    assert omr("report", "năm nay", "--out", tmp_path).code == 83


def test_a_period_is_closed_once_nothing_waits(omr: Omr, office: Path) -> None:
    """Or as provisional; what changes later is said, and closed again with a reason."""
    assert omr("period", "show", _PERIOD).code == 89
    assert omr("period", "close", _PERIOD).code == 88
    assert omr("period", "close", _PERIOD, "--provisional", "--who", "Văn phòng").code == 0
    assert omr("period", "close", _PERIOD, "--provisional").code == 87
    assert "still those" in omr("period", "show", _PERIOD).err

    for item in json.loads(omr("review", "--list", "--json").out):
        word = "discard" if item["kind"] == "page" else "spoiled"
        omr("decide", item["id"], word, "--who", "Người kiểm tra")
    assert "have changed" in omr("period", "show", _PERIOD).err
    assert omr("period", "close", _PERIOD).code == 32
    assert omr("period", "close", _PERIOD, "--why", "xem hết phiếu").code == 0
    listed = json.loads(omr("period", "list", "--json").out)
    assert [(c["revision"], c["waiting"] > 0, c["sound"]) for c in listed] == [(1, True, True), (2, False, True)]
    assert json.loads(omr("period", "show", _PERIOD).out)["period"] == _PERIOD


def test_the_office_is_written_and_checked(omr: Omr, home: Path) -> None:
    """`omr init` once; `omr office check` names mistakes."""
    assert omr("init").code == 0
    assert omr("office", "check").code == 0
    assert omr("init").code == 82
    (home / OFFICE_FILE).write_text("unit: X\nfone: 1\n", "utf-8")
    ran = omr("office", "check")
    assert (ran.code, "office.yaml:2" in ran.err) == (81, True)
