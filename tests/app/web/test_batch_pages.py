"""Facts about what stands where: the start page, batches and sheets."""

import re

import pytest

from app.office import OFFICE_FILE
from db.batches import Opening, create_batch, record_opening, withdraw_batch
from db.four_eyes import require_two
from db.review import decide
from db.roles import Role
from omr.reading import PageRejected
from omr.reasons import Reason
from tests.app.web.papers import printed_for, waiting
from tests.app.web.seats import OfficeDesk
from tests.db.values import FIRST, NOW, SECOND, THIRD, accepted, reading, scanned, unsure


def test_an_office_that_has_done_nothing_is_told_so(new_desk: OfficeDesk) -> None:
    """Every page that it can open is one, though there is nothing on it."""
    seat = new_desk.chief()
    for path in ("/", "/batches", "/queue", "/gallery", "/comments", "/audit", "/forms", "/adopt", "/upload"):
        assert seat.get(path).status_code == 200, path
    assert "Chưa quét lô nào" in seat.get("/batches").text
    assert seat.get("/figures/2026-Q3").status_code == 200
    assert len(seat.get("/trail.csv").content.decode("utf-8-sig").splitlines()) == 1


def test_the_start_page_says_what_waits_and_what_came(week_desk: OfficeDesk) -> None:
    """One answer and one page that was not read; the batch with its pages."""
    page = week_desk.chief().get("/").text

    assert "Còn 2 mục cần xem" in page
    assert re.findall(r'<a href="/queue\?kind=(\w+)"><b>(\d+)</b>', page) == [("question", "1"), ("page", "1")]
    assert "Tuần 38" in page


def test_a_viewer_sees_figures_and_no_way_to_a_sheet(week_desk: OfficeDesk) -> None:
    """The numbers are those that a reviewer follows; neither serials nor names of those who decided stand there."""
    viewer, reviewer = week_desk.account("Khách", Role.VIEWER), week_desk.account("Người xem", Role.REVIEWER)
    for path in ("/", "/batches", "/batches/1"):
        plain, linked = viewer.get(path).text, reviewer.get(path).text
        assert "/queue" not in plain
        assert "/sheets/" not in plain
        assert "/pages?" not in plain
        assert FIRST not in plain
        assert "/queue" in linked
    assert viewer.get("/batches/1/pages").status_code == 403
    assert viewer.get("/sheets/1").status_code == 403


def test_the_equations_of_a_batch_hold(week_desk: OfficeDesk) -> None:
    """Three pages: two read, one not; each figure leads to as many pages."""
    seat = week_desk.chief()
    page = seat.get("/batches/1").text
    equation = re.search(r"<dd><b>(\d+)</b> = .*?>(\d+)</a> \w+ .*?\+ .*?>(\d+)</a>", page)
    assert equation is not None
    assert equation.groups() == ("3", "2", "1")
    for outcome, count in (("read", 2), ("rejected", 1), ("held", 0), ("", 3)):
        shown = seat.get(f"/batches/1/pages?outcome={outcome}").text
        assert shown.count('<a href="/sheets/') == count
        assert f"{count} trang" in shown
    assert seat.get("/batches/1/pages?outcome=%3Cb%3E").text.count('<a href="/sheets/') == 0


def _row(page: str, batch: str) -> dict[str, str]:
    """Return the line of a batch by the heads of its columns."""
    heads, *lines = [
        [re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>.*?</t[hd]>", line)]
        for line in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
    ]
    return dict(zip(heads, next(line for line in lines if line[0].startswith(batch)), strict=True))


def test_the_table_of_batches_adds_up(new_desk: OfficeDesk) -> None:
    """What was scanned again, waits for a choice or was taken out has a column where there is any."""
    engine = new_desk.engine
    printed_for(engine, "", FIRST, SECOND, THIRD)
    assert "Quét lại" not in new_desk.chief().get("/batches").text
    names = ("Đầu", "Lại", "Hai tờ", "Rút")
    batches = {name: create_batch(engine, name, "paper_box", NOW) for name in names}
    scanned(engine, reading(FIRST, accepted("C1", "5")), batch=batches["Đầu"])
    scanned(engine, reading(FIRST, accepted("C1", "5")), PageRejected(Reason.NOT_A_SHEET), batch=batches["Lại"])
    scanned(engine, reading(SECOND, accepted("C1", "5")), reading(SECOND, accepted("C1", "1")), batch=batches["Hai tờ"])
    scanned(engine, reading(THIRD, accepted("C1", "5")), batch=batches["Rút"])
    withdraw_batch(engine, "Rút", "Người rút", "quét nhầm", NOW)

    for path in ("/", "/batches"):
        page = new_desk.chief().get(path).text
        for name in names:
            row = _row(page, name)
            parts = ("Đọc được", "Quét lại", "Chờ chọn", "Đã rút", "Không đọc")
            assert int(row["Trang"]) == sum(int(row[part]) for part in parts), (path, name)
        assert [_row(page, name)["Quét lại"] for name in names] == ["0", "1", "0", "0"]
    file = _row(new_desk.chief().get(f"/batches/{batches['Lại'].id}").text, "hòm phiếu.pdf")
    assert (file["Trang"], file["Đọc được"], file["Quét lại"], file["Không đọc"]) == ("2", "0", "1", "1")


def test_a_hand_count_that_differs_is_said(new_desk: OfficeDesk) -> None:
    """As the terminal says it: by how many, in the table and on the page of the batch."""
    printed_for(new_desk.engine, "", FIRST)
    batch = create_batch(new_desk.engine, "Hòm 1", "paper_box", NOW)
    record_opening(new_desk.engine, batch, Opening(sheets_by_hand=3), NOW)
    scanned(new_desk.engine, reading(FIRST, accepted("C1", "5")), batch=batch)
    seat = new_desk.chief()

    assert _row(seat.get("/batches").text, "Hòm 1")["Đếm tay"] == "3 (lệch -2)"
    assert "<b>3</b> (lệch -2)" in seat.get("/batches/1").text


@pytest.mark.parametrize("path", ["/batches/{}", "/batches/{}/pages", "/sheets/{}"])
def test_what_there_is_not_is_said(week_desk: OfficeDesk, path: str) -> None:
    """Whatever number is typed: a sentence, never a failure."""
    seat = week_desk.chief()
    for number in ("0", "99", "-1", str(10**30)):
        assert seat.get(path.format(number)).status_code in (404, 409), number
    assert seat.get(path.format("một")).status_code == 422


def test_names_that_people_give_are_never_markup(new_desk: OfficeDesk) -> None:
    """A batch, a file and a reason with signs of HTML in them; accents that combine stay as they were typed."""
    printed_for(new_desk.engine, "", FIRST)
    batch = create_batch(new_desk.engine, "<b>Lô</b> & tuần", "paper_box", NOW)
    scanned(new_desk.engine, reading(FIRST, unsure("C1", "5")), batch=batch, path="/q/<i>ho\u0300m.pdf")
    decide(new_desk.engine, waiting(new_desk.engine)[0], "5", "Người xem", "<u>rõ</u>", NOW)
    seat = new_desk.chief()
    for path in ("/", "/batches", "/batches/1", "/batches/1/pages", "/sheets/1", "/queue?item=1"):
        page = seat.get(path).text
        assert not re.search(r"<b>Lô|<i>ho|<u>rõ", page), path
    assert "&lt;b&gt;Lô&lt;/b&gt; &amp; tuần" in seat.get("/batches/1").text
    assert "ho\u0300m" in seat.get("/batches/1").text


def test_a_sheet_shows_how_each_answer_stands(week_desk: OfficeDesk) -> None:
    """The machine's where it was accepted, a person's where one decided, and that it waits where nobody did."""
    seat, item = week_desk.chief(), waiting(week_desk.engine)[0]

    def row() -> list[str]:
        page = seat.get("/sheets/1").text
        return [re.sub(r"<[^>]*>", " ", row) for row in re.findall(r"<tr><th[^>]*>.*?</tr>", page) if ">C1<" in row]

    assert row()[0].split() == ["C1", "Chờ", "xem", "chờ"]
    decide(week_desk.engine, item, "2", "Người xem", "", NOW)
    assert row()[0].split() == ["C1", "Không", "hài", "lòng", "Người", "xem"]
    decide(week_desk.engine, item, "spoiled", "Người xem", "", NOW)
    assert row()[0].split() == ["C1", "Không", "rõ", "Người", "xem"]


def test_ones_own_opinion_stands_on_the_sheet(week_desk: OfficeDesk) -> None:
    """Where two must agree one sees what one said oneself; an opinion from before what holds is seen by all."""
    item = waiting(week_desk.engine)[0]
    require_two(week_desk.engine, "pks-q", "C1", True, "Quản trị", NOW)
    one, other = (week_desk.account(name, Role.REVIEWER) for name in ("Người Một", "Người Hai"))
    one.post(f"/queue/{item}", answer="2")
    history = "<li><b>C1</b> Không hài lòng"
    assert history in one.get("/sheets/1").text
    assert history not in other.get("/sheets/1").text
    other.post(f"/queue/{item}", answer="3")
    assert history not in other.get("/sheets/1").text
    week_desk.account("Người Ba", Role.REVIEWER).post(f"/queue/{item}", answer="2")
    assert other.get("/sheets/1").text.count(history) == 2


def test_sheets_about_oneself_cannot_be_opened(new_desk: OfficeDesk) -> None:
    """By whoever has the officer's code; a sheet of a colleague can."""
    printed_for(new_desk.engine, "01", FIRST)
    printed_for(new_desk.engine, "02", SECOND)
    scanned(new_desk.engine, *(reading(serial, accepted("C1", "5")) for serial in (FIRST, SECOND)))
    seat = new_desk.account("Cán bộ Một", Role.COMPILER, "01")

    assert (seat.get("/sheets/1").status_code, seat.get("/sheets/2").status_code) == (403, 200)


@pytest.mark.parametrize("text", ["unit: [", "quotas: 7", "\ufeffunit: X\n", "unit: X\nquotas: [{form: pks-q}]"])
def test_a_mistake_in_the_offices_file_is_told_and_stops_nothing(new_desk: OfficeDesk, text: str) -> None:
    """The start page is there, with what is wrong where something is."""
    (new_desk.settings.home / OFFICE_FILE).write_text(text, "utf-8")
    page = new_desk.chief().get("/")

    assert page.status_code == 200
    assert ('<pre class="problem">' in page.text) == (not text.startswith("\ufeff"))
