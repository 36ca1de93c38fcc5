"""Facts about taking over a form that others printed: its boxes, and which of them make a question."""

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from batches.adopt import (
    BlankDoesNotFit,
    BlankNotRead,
    BlankSide,
    NothingToMark,
    blank_png,
    guessed,
    open_blank,
    opened,
    snapped,
)
from db.adopted import StoredForm
from omr.geometry import BoxMm, SizeMm
from omr.layout.sheet import BoxShape, Field, FieldKind, MarkBox, PageLayout, SheetLayout
from omr.words import Language
from tests.batches.scans import paper

_SIZE = SizeMm(148.0, 105.0)
_PX_PER_MM = 8
_SIDE_MM = 4.0


def _blank(places: Iterable[tuple[float, float]], side_mm: float = _SIDE_MM) -> BlankSide:
    """Return a blank with a box around each place, its middle in mm."""
    grey = np.full((int(_SIZE.height_mm * _PX_PER_MM), int(_SIZE.width_mm * _PX_PER_MM)), 250, np.uint8)
    half = side_mm / 2
    for x, y in places:
        first, last = ((x - half, y - half), (x + half, y + half))
        cv2.rectangle(
            grey,
            (round(first[0] * _PX_PER_MM), round(first[1] * _PX_PER_MM)),
            (round(last[0] * _PX_PER_MM), round(last[1] * _PX_PER_MM)),
            20,
            2,
        )
    return BlankSide(grey, _SIZE)


def _box(choice: str, x: float, y: float, side_mm: float = _SIDE_MM) -> MarkBox:
    return MarkBox(choice, BoxShape.BOX, BoxMm(x - side_mm / 2, y - side_mm / 2, side_mm, side_mm))


def _layout(*boxes: MarkBox, pages: int = 1) -> SheetLayout:
    field = Field("C1", FieldKind.SINGLE, boxes)
    return SheetLayout("mau", _SIZE, 0.2, tuple(PageLayout(n, (field,), (), (), ()) for n in range(1, pages + 1)))


def _middles(layout: SheetLayout) -> list[list[tuple[float, float]]]:
    """Return the middles of each field's boxes, to the millimetre."""
    fields = (field for page in layout.pages for field in page.fields)
    return [[(round(b.box.centre.x_mm), round(b.box.centre.y_mm)) for b in field.boxes] for field in fields]


def test_boxes_are_put_on_the_print_next_to_them() -> None:
    """By a millimetre, to within a fifth of one; one without print next to it stays where it was written down."""
    drawn = [(20.0, 30.0), (40.0, 30.0), (60.0, 30.0)]
    astray = [_box("1", 20.8, 29.4), _box("2", 39.2, 30.6), _box("3", 60.0, 32.5), _box("4", 90.0, 30.0)]

    done = snapped(_layout(*astray), [_blank(drawn)])

    put = done.layout.pages[0].fields[0].boxes
    for box, (x, y) in zip(put[:2], drawn, strict=False):
        assert np.hypot(box.box.centre.x_mm - x, box.box.centre.y_mm - y) < 0.2
    assert [box.choice for box in put] == ["1", "2", "3", "4"]
    assert put[2:] == tuple(astray[2:])
    assert done.found == 2
    assert done.most_moved_mm == pytest.approx(1.0, abs=0.2)


def test_print_of_another_size_is_no_box_of_the_form() -> None:
    """Though it stands right there; with nothing found nothing has moved."""
    layout = _layout(_box("1", 20.0, 30.0), _box("2", 40.0, 30.0))

    done = snapped(layout, [_blank([(20.0, 30.0), (40.0, 30.0)], side_mm=7.0)])

    assert (done.layout, done.found, done.most_moved_mm) == (layout, 0, 0.0)


@pytest.mark.parametrize(
    ("pages", "wide", "seen"), [(2, False, ("1 p.", "2 p.")), (1, True, ("840 x 1184 px", "148.0 x 105.0 mm"))]
)
def test_a_blank_of_another_paper_is_refused_with_both(pages: int, wide: bool, seen: tuple[str, str]) -> None:
    """How many pages or which shape was found, and which was written down, in both languages."""
    side = _blank([])
    turned = BlankSide(np.ascontiguousarray(side.grey.T), side.size) if wide else side

    with pytest.raises(BlankDoesNotFit) as found:
        snapped(_layout(_box("1", 20.0, 30.0), pages=pages), [turned])

    for language in Language:
        assert all(words in found.value.sentence(language) for words in seen)


def test_a_row_is_a_question_and_its_boxes_are_counted_from_the_left() -> None:
    """Though a row is not quite level; questions are numbered down the page, and on over the next."""
    rows = [[(30.0 + 12 * i, y + 0.3 * (i % 2)) for i in range(5)] for y in (20.0, 32.0, 44.0)]
    first, second = _blank(place for row in rows[::-1] for place in row), _blank(rows[0])

    layout = guessed("mau", [first, second, second], "mau.pdf")

    assert _middles(layout) == [[(30 + 12 * i, y) for i in range(5)] for y in (20, 32, 44, 20, 20)]
    fields = [field for page in layout.pages for field in page.fields]
    assert [field.question for field in fields] == ["C1", "C2", "C3", "C4", "C5"]
    assert [box.choice for box in fields[0].boxes] == ["1", "2", "3", "4", "5"]
    assert [page.number for page in layout.pages] == [1, 2, 3]


def test_two_columns_of_questions_are_numbered_down_one_and_then_the_other() -> None:
    """As people read them: the gap between them is wider than any within a question."""
    left = [[(15.0 + 8 * i, y) for i in range(3)] for y in (20.0, 32.0, 44.0)]
    right = [[(95.0 + 8 * i, y) for i in range(3)] for y in (20.0, 32.0, 44.0)]

    layout = guessed("mau", [_blank(place for row in left + right for place in row)], "mau.pdf")

    assert _middles(layout) == [[(round(x), round(y)) for x, y in row] for row in left + right]


def test_boxes_one_below_the_other_are_choices_of_one_question_until_there_is_a_gap() -> None:
    """A list of choices with a box before each; the next list is another question, and so is one beside it."""
    above, below = [(20.0, y) for y in (15.0, 25.0, 35.0)], [(20.0, y) for y in (60.0, 70.0)]
    beside = [(100.0, y) for y in (20.0, 30.0)]

    layout = guessed("mau", [_blank([*above, *below, *beside])], "mau.pdf")

    assert sorted(_middles(layout)) == sorted([[(round(x), round(y)) for x, y in g] for g in (above, below, beside)])


def test_boxes_at_both_ends_of_the_paper_are_no_one_question() -> None:
    """However level they stand; as far apart as words between two choices are, they are one."""
    apart, near = [(15.0, 30.0), (120.0, 30.0)], [(40.0, 60.0), (90.0, 60.0)]

    layout = guessed("mau", [_blank([*apart, *near])], "mau.pdf")

    assert sorted(_middles(layout)) == [[(15, 30)], [(40, 60), (90, 60)], [(120, 30)]]


def test_every_box_is_in_one_question() -> None:
    """Whatever lies where: none is left out, none is in two."""
    rng = np.random.default_rng(20)
    for _ in range(6):
        cells = rng.permutation([(x, y) for x in range(10, 140, 10) for y in range(12, 96, 9)])[:30]
        places = [(float(x), float(y)) for x, y in cells]

        found = [middle for group in _middles(guessed("mau", [_blank(places)], "m.pdf")) for middle in group]

        assert sorted(found) == sorted((round(x), round(y)) for x, y in places)


def test_a_blank_without_a_box_is_said_with_its_name() -> None:
    """In both languages, with what can be done by hand."""
    with pytest.raises(NothingToMark) as found:
        guessed("mau", [_blank([])], "mẫu trắng.pdf")

    assert all("mẫu trắng.pdf" in found.value.sentence(language) for language in Language)
    assert all("--layout" in found.value.advice(language) for language in Language)


@pytest.mark.parametrize(
    ("shape", "dpi", "size"),
    [
        ((400, 300), 100, (76.2, 101.6)),
        ((400, 300), None, (210.0, 297.0)),
        ((300, 400), None, (297.0, 210.0)),
    ],
)
def test_a_blank_is_as_large_as_its_file_says_or_else_a_sheet_of_a4(
    tmp_path: Path, shape: tuple[int, int], dpi: int | None, size: tuple[float, float]
) -> None:
    """Upright or lying, as its picture is."""
    height, width = shape
    image = Image.fromarray(paper(1, width_px=width, height_px=height))
    if dpi is None:
        image.save(tmp_path / "mẫu.png")
    else:
        image.save(tmp_path / "mẫu.png", dpi=(dpi, dpi))

    (side,) = open_blank(tmp_path / "mẫu.png")

    assert side.grey.shape == shape
    assert (side.size.width_mm, side.size.height_mm) == pytest.approx(size, abs=0.05)


def test_a_page_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    """Which page of which file; a form with a side less is none."""
    first, second = (Image.fromarray(paper(i)) for i in (1, 2))
    first.save(tmp_path / "mẫu.tif", save_all=True, append_images=[second], compression="tiff_lzw")
    data = bytearray((tmp_path / "mẫu.tif").read_bytes())
    with Image.open(tmp_path / "mẫu.tif") as image:
        assert isinstance(image, TiffImageFile)
        image.seek(1)
        # Where the second page's first strip begins.
        start = image.tag_v2[273][0]
    data[start : start + 40] = b"\xff" * 40
    (tmp_path / "mẫu.tif").write_bytes(data)

    with pytest.raises(BlankNotRead) as found:
        open_blank(tmp_path / "mẫu.tif")

    assert dict(found.value.evidence) == {"file": "mẫu.tif", "page": "2"}


def test_what_is_stored_of_a_blank_is_what_was_seen() -> None:
    """As fine as pages are compared at, grey for grey; forms come back with all their sides."""
    side = _blank([(20.0, 30.0), (40.0, 30.0)])
    layout = _layout(_box("1", 20.0, 30.0), pages=2)
    png = blank_png(side, _SIZE)

    (form,) = opened([StoredForm("L9", layout, (png, png))])

    assert (form.layout_id, form.layout, len(form.pictures)) == ("L9", layout, 2)
    assert form.pictures[0].shape == side.grey.shape
    assert np.abs(form.pictures[0].astype(int) - side.grey).max() <= 2


@pytest.mark.parametrize("drawn", [(20.0, 22.6), (22.6, 20.0)], ids=["left first", "right first"])
def test_two_boxes_are_never_put_on_one_outline(drawn: tuple[float, float]) -> None:
    """The nearest takes it, whichever was written down first; the other stays where it was drawn."""
    first, second = (_box(str(n), x, 30.0, side_mm=2.5) for n, x in enumerate(drawn, start=1))

    done = snapped(_layout(first, second), [_blank([(21.4, 30.0), (60.0, 30.0)], side_mm=2.5)])

    put = {box.choice: box.box.centre.x_mm for box in done.layout.pages[0].fields[0].boxes}
    near, far = ("2", "1") if drawn[0] == 20.0 else ("1", "2")
    assert put[near] == pytest.approx(21.4, abs=0.1)
    assert put[far] == 20.0
    assert done.found == 1


def test_boxes_of_two_questions_share_no_outline_and_pages_do_not_mix() -> None:
    """Who stands nearer in another question takes it; the same place on the next page is another outline."""
    fields = tuple(
        Field(code, FieldKind.SINGLE, (_box("1", x, 30.0, side_mm=2.5),)) for code, x in (("C1", 20.0), ("C2", 22.6))
    )
    pages = tuple(PageLayout(n, fields, (), (), ()) for n in (1, 2))
    side = _blank([(21.4, 30.0), (60.0, 30.0)], side_mm=2.5)

    done = snapped(SheetLayout("mau", _SIZE, 0.2, pages), [side, side])

    for page in done.layout.pages:
        left, right = (field.boxes[0].box.centre.x_mm for field in page.fields)
        assert left == 20.0
        assert right == pytest.approx(21.4, abs=0.1)
    assert done.found == 2
