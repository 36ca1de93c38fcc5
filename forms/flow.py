"""Which strip goes on which page, and how far down? Pages are filled in order; a strip is never split."""

from collections.abc import Iterator

from forms.frame import Frame
from forms.measures import STANDARD
from forms.plan import Drawing
from forms.question_wording import too_high
from forms.strips import Strip

# Room left over widens the gaps between questions, but by no more than this: a form is not a poster.
_MAX_EXTRA_GAP_MM = 4.0
# Smaller gaps hold a title to its questions and stay as they are.
_MIN_WIDENED_GAP_MM = 4.0
_MIN_WIDENED_SMALL_GAP_MM = 2.5
# From the end of the head to the first strip.
_UNDER_HEAD_MM = 4.0
_UNDER_SMALL_HEAD_MM = 2.0
# From the example of a corrected mark to the first box.
_EXAMPLE_CLEAR_MM = 6.0


def flow(strips: tuple[Strip, ...], frame: Frame, head_ends_mm: tuple[float, float]) -> tuple[Drawing, ...]:
    """Return what stands on each page between head and foot, the strips in order.

    Parameters
    ----------
    strips
        In reading order, at least one.
    frame
        Where the body of a page begins and ends.
    head_ends_mm
        Where the head of the first page ends, and that of the others.

    Raises
    ------
    NoRoomOnPage
        When a strip is higher than its page; names it.
    """
    pages: list[Drawing] = []
    rest = strips
    while rest:
        top_mm = max(frame.body_top_mm, head_ends_mm[min(len(pages), 1)] + _under_head_mm(rest[0], frame))
        count = _count_that_fit(rest, frame, top_mm)
        if count == 0:
            over_mm = _least_height_mm(rest) - _room_mm(rest[:1], frame, top_mm)
            raise too_high(rest[0].name, frame.paper, over_mm)
        pages.append(_stacked(rest[:count], frame, top_mm))
        rest = rest[count:]
    return tuple(pages)


def _under_head_mm(first: Strip, frame: Frame) -> float:
    """Return the white below the head: enough that no box is taken for part of the example in it."""
    if frame.measures is STANDARD:
        return _UNDER_HEAD_MM
    lead_mm = first.lead.height_mm if first.lead is not None else 0.0
    tops_mm = [mark.box.y_mm for field in first.drawing.fields for mark in field.boxes]
    least_mm = _EXAMPLE_CLEAR_MM - lead_mm - min(tops_mm) if tops_mm else 0.0
    return max(_UNDER_SMALL_HEAD_MM if frame.is_tight else _UNDER_HEAD_MM, least_mm)


def _with_leads(strips: tuple[Strip, ...]) -> Iterator[tuple[Strip, float]]:
    """Yield the strips of one page with the gap above each, each grid preceded by the words of its scale."""
    above: Strip | None = None
    for strip in strips:
        gap_mm = strip.gap_mm if above is not None else 0.0
        if strip.lead is not None and (above is None or strip.lead is not above.lead):
            repeated = above is not None and strip.again is not None and strip.words == above.words
            yield strip.again if repeated and strip.again is not None else strip.lead, gap_mm
            gap_mm = 0.0
        above = strip
        yield strip, gap_mm


def _height_mm(strips: tuple[Strip, ...]) -> float:
    return sum(strip.height_mm + gap_mm for strip, gap_mm in _with_leads(strips))


def _room_mm(strips: tuple[Strip, ...], frame: Frame, top_mm: float) -> float:
    """Return how high strips may be: on small paper, what has no boxes and stands last may come near the lower code."""
    if frame.is_tight and not strips[-1].has_boxes:
        return frame.above_code_mm - top_mm
    return frame.body_bottom_mm - top_mm


def _count_that_fit(strips: tuple[Strip, ...], frame: Frame, top_mm: float) -> int:
    """Return how many strips from the first on fit, not ending with a heading."""
    count = len(strips)
    while count > 0 and (
        strips[count - 1].keeps_next or _height_mm(strips[:count]) > _room_mm(strips[:count], frame, top_mm)
    ):
        count -= 1
    return count


def _least_height_mm(strips: tuple[Strip, ...]) -> float:
    """Return the height of the fewest strips that may stand on a page: headings and what they keep with them."""
    headings = next((i for i, strip in enumerate(strips) if not strip.keeps_next), len(strips) - 1)
    return _height_mm(strips[: headings + 1])


def _stacked(strips: tuple[Strip, ...], frame: Frame, top_mm: float) -> Drawing:
    """Return the strips one under the other, spare room shared out among the gaps."""
    placed = tuple(_with_leads(strips))
    least_mm = _MIN_WIDENED_SMALL_GAP_MM if frame.is_tight else _MIN_WIDENED_GAP_MM
    gaps = sum(gap_mm >= least_mm for _, gap_mm in placed)
    spare_mm = _room_mm(strips, frame, top_mm) - sum(strip.height_mm + gap_mm for strip, gap_mm in placed)
    extra_mm = min(_MAX_EXTRA_GAP_MM, spare_mm / gaps // 0.5 * 0.5) if gaps else 0.0
    drawing, y_mm = Drawing(), top_mm
    for strip, gap_mm in placed:
        y_mm += gap_mm + (extra_mm if gap_mm >= least_mm else 0.0)
        drawing += strip.drawing.moved_down(y_mm)
        y_mm += strip.height_mm
    return drawing
