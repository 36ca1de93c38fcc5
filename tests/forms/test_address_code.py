"""Facts about the address of the web form on a printed sheet."""

from random import Random

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from numpy.typing import NDArray

from batches.model import load_model
from forms.address_code import place_address
from forms.arrange import arrange
from forms.catalogue import find_form
from forms.draw import PrintOptions, draw_pdf
from forms.errors import AddressTooLong, NoRoomForAddress
from omr.detect.page import read_page
from omr.layout.code import new_serial, parse_code
from omr.layout.serial import layout_id
from omr.reading import AnswerState, PageReading
from simulate.grades import GRADES
from simulate.sheet import simulate_page

_URL = "https://khaosat.phuongmau.example/f/{form}?channel=qr"
_SERIAL = new_serial(Random(7).choice)
_FORMS = ("pks-q", "pks-q-a4", "pks-s", "pks-c", "pks-n")


def _pages(form: str, address: str, dpi: int = 300) -> list[NDArray[np.uint8]]:
    pdf = draw_pdf(arrange(find_form(form)), [_SERIAL], options=PrintOptions(address=address))
    with pypdfium2.PdfDocument(pdf) as document:
        return [np.asarray(page.render(scale=dpi / 72).to_numpy()[:, :, 2::-1], np.uint8) for page in document]


@pytest.mark.parametrize("form", _FORMS)
def test_every_form_of_the_library_has_room(form: str) -> None:
    """Away from boxes, corner marks and codes; a telephone reads it, and ours are read as before."""
    plan = arrange(find_form(form))
    url = _URL.format(form=form)
    placed = place_address(plan, url)
    page = next(page for page in plan.pages if page.layout.number == placed.page_number)

    near = [box.box.grown(4.0) for _, box in page.layout.boxes()]
    near += [fiducial.box.grown(4.0) for fiducial in page.layout.fiducials]
    near += [code.grown(4.0) for code in page.layout.codes] + [area.box for area in page.drawing.text_areas]
    near += [run.box for run in page.drawing.runs]
    assert not any(placed.box.overlaps(other) for other in near)
    seen = zxingcpp.read_barcodes(np.ascontiguousarray(_pages(form, url, 200)[placed.page_number - 1]))
    assert url in {code.text for code in seen}
    assert len({parse_code(code.text) for code in seen} - {None}) == 1


def test_a_sheet_is_laid_out_alike_with_and_without() -> None:
    """What is read of it does not depend on the address: the same layout, boxes where they were."""
    plan = arrange(find_form("pks-q"))
    with_code, without = (_pages("pks-q", address)[0] for address in (_URL.format(form="pks-q"), ""))
    place = place_address(plan, _URL.format(form="pks-q"))
    scale = 300 / 25.4
    changed = np.argwhere((with_code != without).any(axis=2)) / scale

    assert len(changed) > 1000
    words_mm = max(run.box.right_mm for run in place.words)
    assert changed[:, 1].min() >= place.box.x_mm - 0.2
    assert changed[:, 1].max() <= words_mm + 0.5
    assert changed[:, 0].min() >= place.box.y_mm - 0.2


@pytest.mark.parametrize(("form", "seed"), [("pks-q", 1), ("pks-q", 2), ("pks-q", 3), ("pks-c", 4), ("pks-n", 5)])
def test_a_worn_sheet_with_an_address_is_read(form: str, seed: int) -> None:
    """Its own code is told from the address beside it, and what is accepted is what was meant."""
    layout = arrange(find_form(form)).layout
    blank = _pages(form, _URL.format(form=form))[0]
    scanned = simulate_page(blank, 300, layout, 1, _SERIAL, GRADES["office"], 977_000 + seed)
    reading = read_page(scanned.pixels, {layout_id(layout): layout}, load_model())

    assert isinstance(reading, PageReading)
    assert reading.code.serial == _SERIAL
    meant = dict(scanned.truth.answers)
    accepted = [answer for answer in reading.answers if answer.state is AnswerState.ACCEPTED]
    assert all(answer.chosen == meant[answer.question] for answer in accepted)
    assert len(accepted) >= len(meant) // 2


def test_what_has_no_room_is_said() -> None:
    """An address that is too long for any telephone, and one for which a small sheet has no place."""
    plan = arrange(find_form("pks-c"))
    with pytest.raises(AddressTooLong):
        place_address(plan, "https://khaosat.example/f/pks-c?" + "x" * 900)
    with pytest.raises(NoRoomForAddress):
        place_address(plan, "https://khaosat.example/f/pks-c?" + "x" * 120)
