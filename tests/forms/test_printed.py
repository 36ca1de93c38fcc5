"""Facts about what the office prints on a sheet."""

import pytest

from forms.arrange import arrange
from forms.catalogue import find_form
from forms.draw import PrintOptions, draw_pdf
from forms.errors import PrefillTooLong
from forms.printed import Printed, prefilled_runs


def test_words_stand_in_their_places() -> None:
    """Officer and counter stand on their lines, side by side."""
    (page,) = arrange(find_form("pks-c")).pages

    officer, counter = prefilled_runs(page, Printed(words=(("officer", "07"), ("counter", "3"))))

    assert (officer.text, counter.text) == ("07", "3")
    assert officer.baseline_mm == counter.baseline_mm
    assert officer.x_mm + officer.width_mm < counter.x_mm


def test_what_is_too_long_for_its_line_is_refused() -> None:
    """By how much, in millimetres."""
    plan = arrange(find_form("pks-c"))
    printed = Printed(words=(("officer", "một mã dài hơn chỗ in"),))

    with pytest.raises(PrefillTooLong) as refused:
        draw_pdf(plan, [None], options=PrintOptions(printed=(printed,)))

    assert float(dict(refused.value.evidence)["over_mm"]) > 0


def test_what_is_printed_moves_no_box() -> None:
    """The layout of a form is the same whatever the office prints on it."""
    plan = arrange(find_form("pks-c"))

    assert plan == arrange(find_form("pks-c"))
    assert [field.question for field in plan.layout.pages[0].fields] == ["D1", "D2", "D3", "D4", "LD"]
