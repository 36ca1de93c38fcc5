"""Facts about which strip goes on which page."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from forms.errors import NoRoomOnPage
from forms.flow import flow
from forms.frame import Frame, frame_of
from forms.measures import STANDARD
from forms.plan import Drawing, Line, TextRun
from forms.strips import Strip
from omr.geometry import BoxMm, PointMm
from omr.layout.sheet import BoxShape, Field, FieldKind, MarkBox

A4, A5 = frame_of("A4"), frame_of("A5")
FRAMES = (A4, A5, frame_of("A4", dense=True), frame_of("A4", large_print=True))
HEADS_MM = (60.0, 30.0)


def strip_of(
    name: str, height_mm: float, gap_mm: float = 0.0, *, lead: Strip | None = None, words: str = "", keeps: bool = False
) -> Strip:
    """Return a strip that is drawn as its name at its top and a line at its foot."""
    run = TextRun(20.0, 0.0, name, STANDARD.plain, 10.0)
    foot = Line(PointMm(20.0, height_mm), PointMm(30.0, height_mm), 0.25, 0.5)
    drawing = Drawing(runs=(run,), lines=(foot,))
    return Strip(name, height_mm, drawing, gap_mm, lead=lead, words=words, keeps_next=keeps)


def names_of(page: Drawing) -> list[str]:
    """Return the strips of a page by name, from its top."""
    return [run.text for run in page.runs]


def places_of(page: Drawing) -> list[tuple[float, float]]:
    """Return where each strip of a page begins and ends."""
    return [(run.baseline_mm, line.end.y_mm) for run, line in zip(page.runs, page.lines, strict=True)]


@st.composite
def forms(draw: st.DrawFn) -> tuple[Strip, ...]:
    """Draw strips as forms have them: questions, titles, and grids whose rows have their words before them."""
    strips: list[Strip] = []
    for i in range(draw(st.integers(1, 12))):
        gap_mm = draw(st.sampled_from((2.0, 3.0, 4.0, 6.0, 8.0)))
        match draw(st.sampled_from(("question", "question", "title", "grid"))):
            case "title":
                strips.append(strip_of(f"title{i}", draw(st.floats(5, 12)), gap_mm, keeps=True))
            case "grid":
                lead = strip_of(f"words{i}", draw(st.floats(6, 15)), keeps=True)
                rows = draw(st.integers(1, 12))
                strips += [
                    strip_of(f"row{i}.{j}", 10.0, gap_mm if j == 0 else 0.0, lead=lead, words=f"S{i}")
                    for j in range(rows)
                ]
            case _:
                strips.append(strip_of(f"question{i}", draw(st.floats(10, 90)), gap_mm))
    return (*strips, strip_of("last", 20.0, 4.0))


@given(forms(), st.sampled_from(FRAMES))
@settings(deadline=None, max_examples=60)
def test_strips_follow_each_other_down_the_pages(strips: tuple[Strip, ...], frame: Frame) -> None:
    """All come, once and in their order; on a page none overlaps another, the head, or the room of the codes."""
    try:
        pages = flow(strips, frame, HEADS_MM)
    except NoRoomOnPage:
        reject()

    printed = [name for page in pages for name in names_of(page) if not name.startswith("words")]
    assert printed == [strip.name for strip in strips]
    for number, page in enumerate(pages):
        places = places_of(page)
        assert places[0][0] >= max(frame.body_top_mm, HEADS_MM[min(number, 1)])
        assert places[-1][1] <= frame.body_bottom_mm + 1e-6
        assert all(above[1] <= below[0] + 1e-6 for above, below in pairwise(places))


@given(forms(), st.sampled_from(FRAMES))
@settings(deadline=None, max_examples=60)
def test_no_page_ends_with_a_title_and_no_row_lacks_its_words(strips: tuple[Strip, ...], frame: Frame) -> None:
    """The words of a scale stand before its first row and again where rows run on, and nowhere else."""
    try:
        pages = flow(strips, frame, HEADS_MM)
    except NoRoomOnPage:
        reject()

    for page in pages:
        names = names_of(page)
        assert not names[-1].startswith(("title", "words"))
        for above, below in pairwise(["", *names]):
            grid = below.partition(".")[0].removeprefix("row")
            if below.startswith("row"):
                assert above == f"words{grid}" or above.startswith(f"row{grid}.")
        assert len({name for name in names if name.startswith("words")}) == sum(n.startswith("words") for n in names)


@given(forms(), st.sampled_from(FRAMES))
@settings(deadline=None, max_examples=60)
def test_a_page_is_turned_only_when_the_next_strip_does_not_fit(strips: tuple[Strip, ...], frame: Frame) -> None:
    """What begins a page would not have stood on the one before, even set as closely as its gaps allow."""
    try:
        pages = flow(strips, frame, HEADS_MM)
    except NoRoomOnPage:
        reject()

    by_name = {strip.name: strip for strip in strips}
    for page, following in pairwise(pages):
        rest = [by_name[name] for name in names_of(following) if name in by_name]
        keeps = next(i for i, strip in enumerate(rest) if not strip.keeps_next)
        moved = rest[: keeps + 1]
        own = [by_name[name] for name in names_of(page) if name in by_name]
        words_mm = sum(strip.lead.height_mm for strip in _first_of_grids((*own, *moved)) if strip.lead is not None)
        least_mm = words_mm + sum(strip.height_mm + strip.gap_mm for strip in (*own, *moved)) - own[0].gap_mm
        assert places_of(page)[0][0] + least_mm > frame.body_bottom_mm


def test_room_left_over_goes_between_the_questions_alike() -> None:
    """By no more than 4 mm each; what holds a title to its questions stays as it is, and so does the top."""
    strips = (strip_of("a", 20.0, 8.0), strip_of("b", 20.0, 6.0), strip_of("c", 20.0, 2.0), strip_of("d", 20.0, 6.0))

    (page,) = flow(strips, A4, HEADS_MM)

    places = places_of(page)
    assert places[0][0] == pytest.approx(HEADS_MM[0] + 4.0)
    assert [below[0] - above[1] for above, below in pairwise(places)] == pytest.approx([10.0, 2.0, 10.0])


def test_a_grid_below_one_with_the_same_words_has_its_title_alone() -> None:
    """On the same page only: at the head of the next one its words come again."""
    first, second = strip_of("words1", 10.0, keeps=True), strip_of("words2", 10.0, keeps=True)
    again = strip_of("title2", 5.0, keeps=True)

    def grid(rows: int) -> tuple[Strip, ...]:
        upper = tuple(strip_of(f"a{i}", 10.0, lead=first, words="S5") for i in range(rows))
        lower = (replace(strip_of("b", 10.0, 4.0, lead=second, words="S5"), again=again),)
        return (*upper, *lower)

    (one,), (_, two) = flow(grid(2), A5, HEADS_MM), flow(grid(10), A5, HEADS_MM)
    other = flow((*grid(2)[:2], replace(grid(2)[-1], words="S3a")), A5, HEADS_MM)

    assert names_of(one)[-2:] == ["title2", "b"]
    assert names_of(two)[-2:] == ["words2", "b"]
    assert names_of(other[0])[-2:] == ["words2", "b"]


def test_handwriting_may_come_nearer_to_the_code_where_room_is_short() -> None:
    """What has no boxes keeps off the code as words do; on A4, and with a box to mark, it goes to the next page."""
    for frame, boxed, pages in ((A5, False, 1), (A5, True, 2), (A4, False, 2)):
        room_mm = frame.body_bottom_mm - max(frame.body_top_mm, HEADS_MM[0] + (4.0 if frame is A4 else 2.0))
        last = replace(strip_of("last", 10.0), has_boxes=boxed)

        placed = flow((strip_of("first", room_mm - 8.0), last), frame, HEADS_MM)

        assert len(placed) == pages
        assert max(end for _, end in places_of(placed[-1])) <= frame.above_code_mm


def test_no_box_stands_near_the_example_in_the_head() -> None:
    """A box at the very top of the first strip is 6 mm below the head; words may be nearer."""
    box = BoxMm(30.0, 1.0, 4.5, 4.5)
    field = Field("C1", FieldKind.SINGLE, (MarkBox("1", BoxShape.BOX, box),))
    words = strip_of("words", 20.0)
    marked = replace(words, drawing=words.drawing + Drawing(fields=(field,)))

    (boxes,), (plain,) = flow((marked,), A5, HEADS_MM), flow((words,), A5, HEADS_MM)

    assert boxes.fields[0].boxes[0].box.y_mm == pytest.approx(HEADS_MM[0] + 6.0)
    assert plain.runs[0].baseline_mm == pytest.approx(HEADS_MM[0] + 2.0)


def test_a_strip_higher_than_its_page_is_refused_by_what_is_too_much() -> None:
    """With the words that come before it; a millimetre less than what is said too much, and it fits."""
    lead = strip_of("words", 12.0, keeps=True)
    row = strip_of("C4", 300.0, lead=lead, words="S5")

    with pytest.raises(NoRoomOnPage) as refused:
        flow((row,), A4, HEADS_MM)

    said = dict(refused.value.evidence)
    over_mm = float(said["over_mm"])
    assert (said["question"], said["paper"], said["direction_en"]) == ("C4", "A4", "high")
    assert len(flow((strip_of("C4", 300.0 - over_mm - 0.1, lead=lead, words="S5"),), A4, HEADS_MM)) == 1
    with pytest.raises(NoRoomOnPage):
        flow((strip_of("C4", 300.0 - over_mm + 0.1, lead=lead, words="S5"),), A4, HEADS_MM)


def _first_of_grids(strips: tuple[Strip, ...]) -> list[Strip]:
    return [
        strip
        for above, strip in zip((None, *strips), strips, strict=False)
        if strip.lead is not None and (above is None or above.lead is not strip.lead)
    ]
