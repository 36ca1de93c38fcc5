"""Facts about which forms are there, what they look like, and printing them."""

import io
from importlib.resources import files

import pypdfium2
import pytest
from PIL import Image

from db.print_runs import find_print_run
from db.roles import Role
from forms.catalogue import library_forms
from tests.app.web.seats import OfficeDesk


def test_every_form_of_the_library_is_on_a_card(new_desk: OfficeDesk) -> None:
    """One that the office has of its own takes the place of the library's."""
    seat = new_desk.account("Khách", Role.VIEWER)
    page = seat.get("/forms").text
    assert page.count('<li><a href="/forms/') == len(library_forms())

    new_desk.settings.forms.mkdir()
    text = (files("forms") / "library" / "pks-n.yaml").read_text("utf-8")
    (new_desk.settings.forms / "pks-n.yaml").write_text(text.replace('version: "2"', 'version: "7"'), "utf-8")
    page = seat.get("/forms").text
    assert page.count('<li><a href="/forms/') == len(library_forms())
    assert "bản 7" in page


def test_a_picture_is_a_page_as_it_would_be_printed(new_desk: OfficeDesk) -> None:
    """Small on a list, larger on its own page; any other size is the large one."""
    seat = new_desk.account("Khách", Role.VIEWER)

    def size(path: str) -> tuple[int, int]:
        return Image.open(io.BytesIO(seat.get(path).content)).size

    # pks-n is on A6, lying: 148 by 105 mm.
    small, large, other = (size(f"/forms/pks-n/{name}-1.png") for name in ("small", "large", "huge"))
    assert small == pytest.approx((148 / 25.4 * 40, 105 / 25.4 * 40), abs=1.1)
    assert large == other == pytest.approx((148 / 25.4 * 96, 105 / 25.4 * 96), abs=1.1)
    for page in ("0", "9", str(10**20), "x"):
        assert seat.get(f"/forms/pks-n/small-{page}.png").status_code in (404, 409, 422), page


@pytest.mark.parametrize("form", ["khong-co", "..%2F..%2Fomr", "pks-n.yaml", "%3Cb%3E", "a" * 300])
def test_a_form_that_there_is_not_is_said(new_desk: OfficeDesk, form: str) -> None:
    """An address names a form, never a file."""
    (new_desk.settings.home / "omr.yaml").write_text("id: omr", "utf-8")
    seat = new_desk.chief()
    for path in (f"/forms/{form}", f"/forms/{form}/small-1.png", f"/editor/{form}"):
        answer = seat.get(path)
        assert answer.status_code in (404, 409), path
        assert "<b>" not in answer.text


def test_what_is_printed_is_on_record(new_desk: OfficeDesk) -> None:
    """Four copies for each of two officers are eight pages in two runs; a master is one page without a serial."""
    seat = new_desk.account("Người tổng hợp", Role.COMPILER)
    four = seat.post("/forms/pks-c/print", copies="4", officer="01,02")
    master = seat.post("/forms/pks-c/print", copies="4", photocopy="true")

    assert four.headers["Content-Disposition"] == 'attachment; filename="pks-c.pdf"'
    lengths = []
    for answer in (four, master):
        with pypdfium2.PdfDocument(answer.content) as document:
            lengths.append(len(document))
    assert lengths == [8, 1]
    runs = [run for run in (find_print_run(new_desk.engine, number) for number in (1, 2, 3)) if run is not None]
    assert [(run.whose.officer, len(run.serials)) for run in runs] == [("01", 4), ("02", 4), ("", 0)]


@pytest.mark.parametrize(
    "order",
    [
        {"copies": "0"},
        {"copies": "2001"},
        {"copies": "-5"},
        {"copies": "nhiều"},
        {"n_up": "0"},
        {"n_up": "9"},
        {"n_up": "3"},
        {"officer": "x" * 401},
        {"counter": "x" * 61},
        {"field": "x" * 121},
    ],
)
def test_an_order_that_makes_no_sense_prints_nothing(new_desk: OfficeDesk, order: dict[str, str]) -> None:
    """And stands nowhere on record: a serial that is on record and on no paper would be missed for ever."""
    answer = new_desk.chief().post("/forms/pks-n/print", **order)

    assert answer.status_code in (409, 422)
    assert find_print_run(new_desk.engine, 1) is None


def test_only_compilers_print(new_desk: OfficeDesk) -> None:
    """Whoever may see forms may not; no form from elsewhere prints."""
    reviewer, compiler = new_desk.account("Người xem", Role.REVIEWER), new_desk.chief()

    assert "/print" not in reviewer.get("/forms/pks-n").text
    assert "/print" in compiler.get("/forms/pks-n").text
    assert reviewer.post("/forms/pks-n/print", copies="1").status_code == 403
    assert compiler.client.post("/forms/pks-n/print", data={"copies": "1"}).status_code == 403
    assert new_desk.stranger().get("/forms").headers["location"] == "/login"
    assert find_print_run(new_desk.engine, 1) is None
