"""Random layouts for property tests."""

from hypothesis import strategies as st

from omr.geometry import BoxMm, SizeMm
from omr.layout.fiducials import standard_codes, standard_fiducials
from omr.layout.sheet import BoxShape, Field, FieldKind, MarkBox, PageLayout, SheetLayout, TextArea

A4 = SizeMm(210.0, 297.0)
codes = st.text("ABCXYZ0123456789", min_size=1, max_size=5)
mm = st.integers(0, 200_000).map(lambda micrometres: micrometres / 1000)
boxes = st.builds(BoxMm, mm, mm, mm, mm)
mark_boxes = st.builds(MarkBox, codes, st.sampled_from(BoxShape), boxes)


@st.composite
def fields(draw: st.DrawFn, question: str) -> Field:
    """Return a field with one to six boxes, all of one kind."""
    kind = draw(st.sampled_from(FieldKind))
    most = draw(st.none() | st.integers(1, 3)) if kind is FieldKind.MULTIPLE else None
    return Field(question, kind, tuple(draw(st.lists(mark_boxes, min_size=1, max_size=6))), most)


@st.composite
def pages(draw: st.DrawFn, number: int) -> PageLayout:
    """Return a page with fields of distinct questions."""
    questions = draw(st.lists(codes, unique=True, max_size=5))
    return PageLayout(
        number,
        tuple(draw(fields(question)) for question in questions),
        tuple(draw(st.lists(st.builds(TextArea, codes, boxes), max_size=2))),
        standard_fiducials(A4),
        standard_codes(A4),
        tuple(draw(st.lists(boxes, max_size=3))),
    )


@st.composite
def layouts(draw: st.DrawFn) -> SheetLayout:
    """Return a sheet of one or two pages."""
    count = draw(st.integers(1, 2))
    return SheetLayout("form", A4, 0.18, tuple(draw(pages(number)) for number in range(1, count + 1)))
