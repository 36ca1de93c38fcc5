"""Facts about how far the machine can be trusted, as the desk tells it."""

import re

import pytest

from db.audits import audited_answers
from db.desk import item_detail
from db.review import decide
from db.roles import Role
from tests.app.web.papers import printed_for, waiting
from tests.app.web.seats import OfficeDesk
from tests.db.values import FIRST, NOW, SECOND, accepted, reading, scanned, unsure


@pytest.fixture
def desk(new_desk: OfficeDesk) -> OfficeDesk:
    """Return a desk with four accepted answers and one that waits."""
    printed_for(new_desk.engine, "", FIRST, SECOND)
    pages = [
        reading(FIRST, accepted("C1", "5"), accepted("MD", "tt")),
        reading(SECOND, accepted("C1", "4"), accepted("MD")),
        reading(None, unsure("C1", "4")),
    ]
    scanned(new_desk.engine, *pages)
    return new_desk


def test_as_many_are_drawn_as_there_are(desk: OfficeDesk) -> None:
    """None twice, and none about which somebody is asked already."""
    seat, asked = desk.chief(), set(waiting(desk.engine))
    assert seat.post("/audit", sample="3").headers["location"] == "/audit"
    seat.post("/audit", sample="5000")

    drawn = [answer.item_id for answer in audited_answers(desk.engine)]
    assert len(drawn) == len(set(drawn)) == 4
    assert asked & set(drawn) == set()
    seat.post("/audit", sample="1")
    assert len(audited_answers(desk.engine)) == 4


def test_the_figures_are_those_of_what_people_read(desk: OfficeDesk) -> None:
    """Four drawn, two checked, one read otherwise: half, and what cannot be told counts as another."""
    seat = desk.chief()
    seat.post("/audit", sample="4")
    first, second, *_ = audited_answers(desk.engine)
    decide(desk.engine, first.item_id, ";".join(first.machine) or "blank", "Người Một", "", NOW)
    decide(desk.engine, second.item_id, "spoiled", "Người <Hai>", "", NOW)
    page = seat.get("/audit").text

    assert "Đã kiểm 2 câu, 1 câu khác máy" in page
    # Clopper and Pearson: 1 of 2 wrong, at most sqrt(0.95) with 95 % confidence.
    assert "không quá 97,47" in page
    row = re.findall(r'<tr><th scope="row">2026-09</th>.*?</tr>', page)[0]
    assert re.findall(r'class="n[^"]*">([\d,]*)', row) == ["4", "2", "1", "50,00", "97,47"]
    assert "Người &lt;Hai&gt;" in page
    assert f"/queue?item={second.item_id}" in page
    assert f"/queue?item={first.item_id}" not in page


def test_an_office_that_has_drawn_nothing_is_told_nothing(new_desk: OfficeDesk) -> None:
    """No rate of nothing; drawing from nothing is no mistake."""
    seat = new_desk.chief()
    seat.post("/audit", sample="10")
    page = seat.get("/audit")

    assert page.status_code == 200
    assert "Theo lô" not in page.text
    assert "%" not in page.text.split("<main", 1)[1].split("</main>")[0].replace("95 %", "")


@pytest.mark.parametrize("sample", ["0", "-1", "5001", "mười", "1e3", ""])
def test_a_sample_is_a_number_that_makes_sense(desk: OfficeDesk, sample: str) -> None:
    """Nothing is drawn for any other."""
    assert desk.chief().post("/audit", sample=sample).status_code == 422
    assert audited_answers(desk.engine) == ()


def test_a_sample_may_be_of_one_batch(desk: OfficeDesk) -> None:
    """Of a batch that there is not nothing is drawn."""
    late = scanned(desk.engine, reading(None, accepted("C1", "3")), path="hòm 2.pdf")
    seat = desk.chief()
    seat.post("/audit", sample="5", batch="không có")
    assert audited_answers(desk.engine) == ()
    seat.post("/audit", sample="5", batch=late.name)
    assert [answer.batch for answer in audited_answers(desk.engine)] == [late.name]


def test_what_is_drawn_cannot_be_told_from_what_waits(desk: OfficeDesk) -> None:
    """On the page of its sheet what the machine accepted is not said before somebody has looked."""
    seat = desk.account("Người xem", Role.REVIEWER)
    desk.chief().post("/audit", sample="4")
    drawn = next(a for a in audited_answers(desk.engine) if a.question == "C1" and a.machine == ("5",))
    page_id = item_detail(desk.engine, drawn.item_id).place.page_id

    def row() -> str:
        return str(re.findall(r"<tr><th[^>]*>.*?C1.*?</tr>", seat.get(f"/sheets/{page_id}").text)[0])

    other = re.findall(r"<tr><th[^>]*>.*?C1.*?</tr>", seat.get("/sheets/3").text)[0]
    assert re.sub(r"item=\d+", "", row()) == re.sub(r"item=\d+", "", other)
    decide(desk.engine, drawn.item_id, "4", "Người Một", "", NOW)
    assert "<td>Hài lòng</td>" in row()


def test_only_compilers_draw_and_see(desk: OfficeDesk) -> None:
    """Reviewers, who are asked, may not look; nobody draws by a form from elsewhere."""
    reviewer, compiler = desk.account("Người xem", Role.REVIEWER), desk.account("Người tổng hợp", Role.COMPILER)

    assert (reviewer.get("/audit").status_code, reviewer.post("/audit", sample="1").status_code) == (403, 403)
    assert compiler.client.post("/audit", data={"sample": "1"}).status_code == 403
    assert compiler.get("/audit").status_code == 200
    assert audited_answers(desk.engine) == ()
