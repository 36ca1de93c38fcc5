"""The boxes of a page as arrays."""

from dataclasses import replace

import numpy as np
import pytest

from omr.detect.boxes import outline_distance, page_boxes, tables_of
from omr.layout.sheet import BoxShape, PageLayout
from simulate.testsheet import plain_sheet

PAGE = plain_sheet(rows=4, choices=5).pages[0]


def test_boxes_are_in_printed_order_each_with_its_field() -> None:
    """What is measured of the n-th box is told of the n-th box."""
    boxes = page_boxes(PAGE)
    printed = [(field.question, box.choice) for field in PAGE.fields for box in field.boxes]

    assert list(boxes.names) == printed
    assert boxes.field_numbers.tolist() == np.repeat(np.arange(len(PAGE.fields)), 5).tolist()
    centre = PAGE.fields[1].boxes[2].box.centre
    assert boxes.centres_mm[7].tolist() == [centre.x_mm, centre.y_mm]


def test_every_box_is_of_one_kind() -> None:
    """Kinds share all boxes among them, and none twice."""
    boxes = page_boxes(PAGE)

    assert sorted(np.concatenate([members for _, members in boxes.kinds])) == list(range(len(boxes.boxes)))
    assert all(boxes.kind_of[i] == kind for kind, members in boxes.kinds for i in members)
    assert boxes.largest_mm == max(max(kind[1:]) for kind, _ in boxes.kinds)


def test_the_row_tells_most_of_where_a_box_is() -> None:
    """A fold or a feeder moves lines of the page together; of itself a box says nothing."""
    near = page_boxes(PAGE).near

    assert (np.diag(near) == 0).all()
    np.testing.assert_allclose(near, near.T)
    assert near[0, 1] > near[0, 5]


def test_a_layout_is_prepared_once() -> None:
    """The same object gives the same arrays, an equal one its own."""
    assert page_boxes(PAGE) is page_boxes(PAGE)
    assert page_boxes(plain_sheet(rows=4, choices=5).pages[0]) is not page_boxes(PAGE)


def test_a_page_may_have_no_box() -> None:
    """A page of comments alone."""
    boxes = page_boxes(PageLayout(1, (), (), (), ()))

    assert (boxes.boxes, boxes.kinds, boxes.centres_mm.shape) == ((), (), (0, 2))


def test_outline_distance_is_signed() -> None:
    """It is nothing on the outline, negative inside, positive outside."""
    axis = np.array([-3.0, -2.25, 0.0, 2.25, 3.0])
    box = outline_distance(BoxShape.BOX, 4.5, 4.5, axis)
    oval = outline_distance(BoxShape.BUBBLE, 4.5, 4.5, axis)

    assert box[2, 2] == pytest.approx(-2.25)
    assert box[2, 3] == pytest.approx(0.0)
    assert box[2, 4] == pytest.approx(0.75)
    assert oval[2, 3] == pytest.approx(0.0, abs=1e-9)
    assert oval[2, 4] == pytest.approx(0.75, abs=0.01)


def test_rows_are_of_one_table_where_their_boxes_stand_below_one_another() -> None:
    """A question with other boxes is none of it."""
    page = plain_sheet(rows=3, choices=4).pages[0]
    other = replace(page.fields[1], boxes=page.fields[1].boxes[:2])

    assert tables_of(page_boxes(replace(page, fields=(page.fields[0], other, page.fields[2])))) == [[0, 2], [1]]
