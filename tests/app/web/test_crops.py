"""Facts about what a person looks at."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.web.crops import choice_places, frame_of, page_picture, row_box, row_crop
from batches.originals import OriginalAltered, OriginalMissing
from batches.source import hashed
from db.desk import Detail, Seen, StoredPlace
from db.review import QueueItem
from forms.arrange import arrange
from forms.catalogue import find_form
from tests.db.values import layout


@pytest.fixture
def detail(tmp_path: Path) -> Detail:
    """Return an item on a page that lies upside down, with a dark box where the first choice of C1 is."""
    field = layout().pages[0].fields[0]
    scale = 6.0
    upright = np.full((round(297 * scale), round(210 * scale)), 255, np.uint8)
    box = field.boxes[0].box
    upright[
        round(box.y_mm * scale) : round(box.bottom_mm * scale), round(box.x_mm * scale) : round(box.right_mm * scale)
    ] = 0
    path = tmp_path / "ngược.png"
    path.write_bytes(cv2.imencode(".png", np.rot90(upright, 2))[1].tobytes())
    (file,) = hashed([path])
    height, width = upright.shape
    mm_to_px = (-scale, 0.0, width - 0.5, 0.0, -scale, height - 0.5, 0.0, 0.0, 1.0)
    place = StoredPlace(1, str(path), file.sha256, 1, "Tuần 38")
    seen = Seen(layout(), layout().pages[0], mm_to_px, "0000000000")
    item = QueueItem(1, "question", "Tuần 38", str(path), 1, "", "C1", (), ())
    return Detail(item, place, seen, field, "{}", ("5",), 0.6, (0.0, 0.0), None, None, ())


def _opened(data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)


def test_a_row_is_upright_however_the_page_lay(detail: Detail) -> None:
    """The dark box is where the first choice is said to be, and nowhere else; the row is wide enough to be sharp."""
    row = _opened(row_crop(None, detail))
    places = choice_places(detail)

    assert row.shape[1] >= 1200
    assert row[row.shape[0] // 2, round(row.shape[1] * places[0] / 100)] < 30
    assert row[row.shape[0] // 2, round(row.shape[1] * places[1] / 100)] > 220
    assert list(places) == sorted(places)


def test_the_frame_is_where_the_row_is(detail: Detail) -> None:
    """In per cent of the page, so that it can be drawn over any size of its picture."""
    frame = frame_of(detail)
    page = _opened(page_picture(None, detail.place, detail.seen))

    assert frame is not None
    top, height = page.shape[0] * frame.top / 100, page.shape[0] * frame.height / 100
    rows = np.flatnonzero((page < 60).any(axis=1))
    assert top < rows.min() < rows.max() < top + height


def test_an_altered_file_is_never_shown(detail: Detail) -> None:
    """A picture is evidence: it is held against its hash; one that is gone is said to be gone."""
    path = Path(detail.place.path)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(OriginalAltered):
        row_crop(None, detail)
    path.unlink()
    with pytest.raises(OriginalMissing):
        page_picture(None, detail.place, detail.seen)


@pytest.mark.parametrize("form", ["pks-q", "pks-q-a4"])
def test_the_heads_of_a_table_are_shown_whole(detail: Detail, form: str) -> None:
    """Half a head reads as its opposite: of “Không hài lòng” its second line is “hài lòng”. No other row is shown."""
    sheet = arrange(find_form(form)).layout
    for page in sheet.pages:
        for field in page.fields:
            row = row_box(replace(detail, field=field, seen=Seen(sheet, page, (1.0,), "")))
            left, right = field.boxes[0].box.x_mm, max(box.box.right_mm for box in field.boxes)
            first = min(box.box.y_mm for box in field.boxes)
            cut = [w for w in page.printed if w.y_mm < row.y_mm < w.bottom_mm and w.right_mm > left and w.x_mm < right]
            rows_above = [box.box.bottom_mm for _, box in page.boxes() if box.box.bottom_mm <= first]
            assert cut == [] or max(rows_above) > first - 12, field.question
            assert row.y_mm >= min(first - 6, max([0.0, *rows_above]))
    head = next(field for field in sheet.pages[0].fields if len(field.boxes) == 5 and field.question.endswith("1"))
    row = row_box(replace(detail, field=head, seen=Seen(sheet, sheet.pages[0], (1.0,), "")))
    assert min(box.box.y_mm for box in head.boxes) - row.y_mm > 8
