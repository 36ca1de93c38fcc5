"""Facts about where a sheet says that words and lines are printed."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from forms.arrange import arrange
from forms.catalogue import find_form, library_forms
from forms.draw import draw_pdf
from forms.plan import Drawing, PrefillPlace, TextRun, TextStyle
from forms.print_areas import print_areas
from forms.typeface import Face
from omr.geometry import BoxMm, PointMm
from omr.layout.code import new_serial
from omr.layout.sheet import BoxShape, Field, FieldKind, MarkBox, PageLayout
from simulate.render import render_pdf

DPI = 200
# Ink is drawn to the pixel, half a pixel of it beyond its edge.
EDGE_MM = 0.15
BOX = Field("C1", FieldKind.SINGLE, (MarkBox("1", BoxShape.BOX, BoxMm(10.0, 47.0, 4.5, 4.5)),))


def _of(text: str, baseline_mm: float = 50.0) -> tuple[BoxMm, ...]:
    run = TextRun(20.0, baseline_mm, text, TextStyle(Face.REGULAR, 10.0), 30.0)
    return print_areas(Drawing(runs=(run,), fields=(BOX,)))


@pytest.mark.parametrize("form", [form.id for form in library_forms()])
def test_all_ink_by_the_boxes_of_a_blank_sheet_is_told(form: str) -> None:
    """What is dark beside the words of a choice on a blank sheet is in a box, or where print is said to be."""
    plan = arrange(find_form(form))
    serial = new_serial(lambda letters: letters[0])
    for page, picture in zip(plan.layout.pages, render_pdf(draw_pdf(plan, [serial]), DPI), strict=True):
        ink = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) < 200
        ink &= _near_boxes(page, ink.shape)
        outlines = [mark.box.grown(0.2) for _, mark in page.boxes()]
        elsewhere = [*outlines, *page.codes, *(mark.box for mark in page.fiducials)]
        for area in (*elsewhere, *page.printed):
            _cover(ink, area.grown(EDGE_MM))

        assert page.printed
        assert not ink.any(), np.argwhere(ink)[:3] / DPI * 25.4


def _near_boxes(page: PageLayout, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    far = np.ones(shape, bool)
    for _, mark in page.boxes():
        box = mark.box
        _cover(far, BoxMm(box.x_mm - 6, box.y_mm - 2, 40.0, box.height_mm + 4))
    return ~far


def _cover(picture: NDArray[np.bool_], area: BoxMm) -> None:
    left, top, right, bottom = (round(v * DPI / 25.4) for v in (area.x_mm, area.y_mm, area.right_mm, area.bottom_mm))
    picture[max(top, 0) : bottom + 1, max(left, 0) : right + 1] = False


def test_paper_right_under_a_word_is_no_print() -> None:
    """An underline is drawn there; only a letter that reaches below the baseline takes its own part of it."""
    without, *_ = _of("nhau")
    with_one = _of("Cá nhâp")

    assert without.bottom_mm == pytest.approx(50.0, abs=0.1)
    assert sum(area.bottom_mm > 50.3 for area in with_one) == 1
    assert max(area.width_mm for area in with_one if area.bottom_mm > 50.3) < 3.0


def test_what_the_office_prints_on_a_sheet_has_its_place() -> None:
    """Whatever it is: it is no pen."""
    place = PrefillPlace("officer", PointMm(20.0, 50.0), 40.0, TextStyle(Face.BOLD, 10.0))

    (area,) = print_areas(Drawing(prefills=(place,), fields=(BOX,)))

    assert (area.x_mm, area.width_mm) == (20.0, 40.0)
    assert area.y_mm < 47.5
    assert area.bottom_mm > 50.5


def test_words_are_told_apart() -> None:
    """What is between them is paper."""
    first, second = _of("oa oa")

    assert second.x_mm - first.right_mm > 0.5


def test_print_far_from_all_boxes_is_not_told() -> None:
    """Nobody marks a choice there, and the layout stays short."""
    assert _of("nhau", baseline_mm=80.0) == ()
