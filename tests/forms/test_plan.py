"""Facts about the values that are printed."""

from functools import cache, reduce
from operator import add

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.arrange import arrange
from forms.catalogue import find_form
from forms.plan import Drawing, TextRun, TextStyle
from forms.typeface import Face

distances_mm = st.floats(-200, 200)


@cache
def drawn() -> Drawing:
    """Return a page that has something of every kind: words, lines, examples, boxes, handwriting, places to fill in."""
    return arrange(find_form("pks-c")).pages[0].drawing


def across_mm(drawing: Drawing) -> list[float]:
    """Return how far from the left everything of a drawing stands."""
    return [
        *(run.x_mm for run in drawing.runs),
        *(x for line in drawing.lines for x in (line.start.x_mm, line.end.x_mm)),
        *(outline.box.x_mm for outline in drawing.outlines),
        *(mark.box.x_mm for field in drawing.fields for mark in field.boxes),
        *(area.box.x_mm for area in drawing.text_areas),
        *(place.at.x_mm for place in drawing.prefills),
    ]


def down_mm(drawing: Drawing) -> list[float]:
    """Return how far from the top everything of a drawing stands."""
    return [
        *(run.baseline_mm for run in drawing.runs),
        *(y for line in drawing.lines for y in (line.start.y_mm, line.end.y_mm)),
        *(outline.box.y_mm for outline in drawing.outlines),
        *(mark.box.y_mm for field in drawing.fields for mark in field.boxes),
        *(area.box.y_mm for area in drawing.text_areas),
        *(place.at.y_mm for place in drawing.prefills),
    ]


@given(distances_mm)
@settings(deadline=None)
def test_all_of_a_piece_moves_by_the_same(by_mm: float) -> None:
    """Boxes, words, lines, examples, handwriting and places to fill in go down together, and nothing goes sideways."""
    moved = drawn().moved_down(by_mm)

    assert down_mm(moved) == pytest.approx([y + by_mm for y in down_mm(drawn())])
    assert across_mm(moved) == across_mm(drawn())


@given(distances_mm, distances_mm)
@settings(deadline=None)
def test_two_moves_are_one(first_mm: float, second_mm: float) -> None:
    """A strip that is moved twice stands where one move takes it."""
    twice, once = drawn().moved_down(first_mm).moved_down(second_mm), drawn().moved_down(first_mm + second_mm)

    assert down_mm(twice) == pytest.approx(down_mm(once), abs=1e-9)


def test_a_moved_field_is_the_same_question() -> None:
    """Its code, its kind, its bound, and the choice, shape and size of each box do not change with its place."""
    for before, after in zip(drawn().fields, drawn().moved_down(30.0).fields, strict=True):
        assert (after.question, after.kind, after.max_choices) == (before.question, before.kind, before.max_choices)
        assert [(mark.choice, mark.shape, mark.box.width_mm, mark.box.height_mm) for mark in after.boxes] == [
            (mark.choice, mark.shape, mark.box.width_mm, mark.box.height_mm) for mark in before.boxes
        ]


def test_pieces_put_together_lose_nothing() -> None:
    """Everything of each is there, in the order of the pieces; nothing added to a piece is that piece."""
    above, below = drawn(), drawn().moved_down(50.0)
    one_by_one = [Drawing(fields=(field,)) for field in drawn().fields]

    assert all(_of_every_kind(above))
    both = above + below

    assert sorted(down_mm(both)) == sorted(down_mm(above) + down_mm(below))
    assert above + Drawing() == Drawing() + above == above
    assert reduce(add, one_by_one).fields == drawn().fields


@given(st.sampled_from(Face), st.floats(5, 20), st.floats(0, 200))
@settings(deadline=None)
def test_the_room_of_a_line_reaches_above_and_below_its_baseline(face: Face, size_pt: float, width_mm: float) -> None:
    """As wide as the line runs; higher above than below, and together more than the size of the type."""
    box = TextRun(20.0, 100.0, "Ậg", TextStyle(face, size_pt), width_mm).box

    assert (box.x_mm, box.width_mm) == (20.0, width_mm)
    assert 100.0 - box.y_mm > box.bottom_mm - 100.0 > 0
    assert box.height_mm > size_pt * 25.4 / 72


def _of_every_kind(drawing: Drawing) -> tuple[bool, ...]:
    kinds = (drawing.runs, drawing.lines, drawing.outlines, drawing.fields, drawing.text_areas, drawing.prefills)
    return tuple(bool(kind) for kind in kinds)
