"""How is a form that others printed brought in? Its blank and its layout, checked against each other and stored."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from app.files import result_file
from app.settings import Settings
from batches.adopt import blank_png, guessed, open_blank, snapped
from batches.source import SourceMissing
from db.adopted import store_adopted
from db.engine import open_database
from forms.adopted import adopted_survey
from forms.layout_file import labels_from_text, layout_from_text, layout_to_text
from omr.errors import OmrError
from omr.words import Text


class FileNotText(OmrError):
    """A layout file that is no UTF-8 text, or cannot be read. Evidence: path."""

    exit_code: ClassVar[int] = 63
    sentence_text = Text("Không đọc được tệp bố cục “{path}”.", "The layout file “{path}” cannot be read.")
    advice_text = Text("Lưu lại tệp dạng chữ UTF-8.", "Save it as UTF-8 text.")


@dataclass(frozen=True, slots=True)
class Adopted:
    """What was adopted: how many boxes, and how many of them lie on an outline printed on the blank."""

    boxes: int
    found: int
    most_moved_mm: float


def guess_layout(blank: Path, form: str, out_path: Path) -> int:
    """Write a guess of where the boxes of a blank are; returns how many."""
    layout = guessed(form, open_blank(_existing(blank)), blank.name)
    with result_file(out_path) as stream:
        stream.write(layout_to_text(layout).encode())
    return sum(len(list(page.boxes())) for page in layout.pages)


def adopt_form(settings: Settings, blank: Path, layout_path: Path, form: str) -> Adopted:
    """Store a form that others printed.

    Raises
    ------
    LayoutInvalid, BlankDoesNotFit, BlankNotRead
        When the layout or the blank is not right, or they do not belong together.
    """
    sides = open_blank(_existing(blank))
    try:
        text = _existing(layout_path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FileNotText(path=layout_path) from error
    placed = snapped(layout_from_text(text, form, layout_path.name), sides)
    survey = adopted_survey(placed.layout, layout_path.name, labels_from_text(text))
    pictures = [blank_png(side, placed.layout.page_size) for side in sides]
    engine = open_database(settings.database_url)
    store_adopted(engine, placed.layout, survey.model_dump_json(), pictures, datetime.now(UTC))
    boxes = sum(len(list(page.boxes())) for page in placed.layout.pages)
    return Adopted(boxes, placed.found, placed.most_moved_mm)


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise SourceMissing(path=path)
    return path
