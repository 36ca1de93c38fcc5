"""How does somebody adopt a form step by step? Its blank and the layout as corrected so far, kept until it is taken in.

Each form that is being adopted has a folder of its own in the office's home; nothing of it is read with until it is
taken in, and a test reading stores nothing.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ClassVar

from app.adopting import Adopted, adopt_form, guess_layout
from app.settings import DRAFTS_FOLDER, Settings
from batches.adopt import BlankSide, blank_png, open_blank, opened, snapped
from batches.model import load_adopted_model
from batches.page_image import PageImage
from batches.rasterize import count_pages, rasterize
from db.adopted import StoredForm
from forms.adopted import adopted_survey
from forms.layout_file import labels_from_text, layout_from_text
from omr.detect.adopted import read_adopted
from omr.errors import OmrError
from omr.layout.serial import layout_id
from omr.layout.sheet import SheetLayout
from omr.reading import PageOutcome
from omr.words import Text

_BLANK, _LAYOUT, _EXAMPLE = "blank", "layout.yaml", "example"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_KINDS = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")


class BlankUnusable(OmrError):
    """What was handed over as a blank or an example is no picture and no PDF, or its name is none. Evidence: name."""

    exit_code: ClassVar[int] = 112
    sentence_text = Text(
        "Không nhận được “{name}”: mã mẫu gồm chữ không dấu, số, gạch nối; tệp là PDF, PNG, JPEG hoặc TIFF.",
        "“{name}” cannot be taken: an id has letters, digits and hyphens, a file is PDF, PNG, JPEG or TIFF.",
    )
    advice_text = Text("Đổi mã hoặc chọn tệp khác.", "Choose another id or another file.")


@dataclass(frozen=True, slots=True)
class AdoptionDraft:
    """A form that is being adopted: what it is called, its blank, and its layout as text."""

    name: str
    blank: Path
    layout_text: str

    def sides(self) -> tuple[BlankSide, ...]:
        """Return the pages of the blank."""
        return open_blank(self.blank)


@dataclass(frozen=True, slots=True)
class ExamplePage:
    """A page of a filled example as it was read, nothing of it stored; its size in pixels of the file."""

    number: int
    width_px: int
    height_px: int
    outcome: PageOutcome


def adoption_drafts(settings: Settings) -> tuple[str, ...]:
    """Return the forms that are being adopted, by name."""
    folder = settings.home / DRAFTS_FOLDER
    return (
        tuple(sorted(path.name for path in folder.iterdir() if (path / _LAYOUT).is_file())) if folder.is_dir() else ()
    )


def begin_adoption(settings: Settings, name: str, file_name: str, stream: BinaryIO) -> None:
    """Keep a blank and a guess of its layout; a draft of the same name begins anew.

    Raises
    ------
    BlankUnusable, BlankNotRead, NothingToMark
        When the name is none, the file is no blank, or nothing on it is a place to mark.
    """
    kind = Path(file_name).suffix.lower()
    if _NAME.fullmatch(name) is None or kind not in _KINDS:
        raise BlankUnusable(name=f"{name} {file_name}".strip())
    folder = settings.home / DRAFTS_FOLDER / name
    fresh = folder.with_name(f"{name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        blank = fresh / f"{_BLANK}{kind}"
        with blank.open("wb") as kept:
            shutil.copyfileobj(stream, kept)
        guess_layout(blank, name, fresh / _LAYOUT)
    except OmrError:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


def load_draft(settings: Settings, name: str) -> AdoptionDraft | None:
    """Return a form that is being adopted, None where none goes by this name."""
    if _NAME.fullmatch(name) is None or name not in adoption_drafts(settings):
        return None
    folder = settings.home / DRAFTS_FOLDER / name
    blank = next(path for path in sorted(folder.iterdir()) if path.stem == _BLANK)
    return AdoptionDraft(name, blank, (folder / _LAYOUT).read_text("utf-8"))


def save_draft(draft: AdoptionDraft, layout_text: str) -> AdoptionDraft:
    """Keep a layout as it is now; returns the draft with it.

    Raises
    ------
    LayoutInvalid
        When it is no layout: what was kept stays.
    """
    layout = layout_from_text(layout_text, draft.name, _LAYOUT)
    adopted_survey(layout, _LAYOUT, labels_from_text(layout_text))
    (draft.blank.parent / _LAYOUT).write_text(layout_text, "utf-8")
    return AdoptionDraft(draft.name, draft.blank, layout_text)


def take_in(settings: Settings, draft: AdoptionDraft) -> Adopted:
    """Store the form: from now on pages of it are read. The filled example is no longer kept.

    Raises
    ------
    LayoutInvalid, BlankDoesNotFit
        When layout and blank do not belong together.
    """
    done = adopt_form(settings, draft.blank, draft.blank.parent / _LAYOUT, draft.name)
    _forget_example(draft)
    return done


def keep_example(draft: AdoptionDraft, file_name: str, stream: BinaryIO) -> None:
    """Keep a filled example beside the blank, in place of the one before.

    Raises
    ------
    BlankUnusable
        When it is no picture and no PDF.
    """
    kind = Path(file_name).suffix.lower()
    if kind not in _KINDS:
        raise BlankUnusable(name=file_name)
    _forget_example(draft)
    with (draft.blank.parent / f"{_EXAMPLE}{kind}").open("wb") as kept:
        shutil.copyfileobj(stream, kept)


def _forget_example(draft: AdoptionDraft) -> None:
    """Remove the filled example: it is somebody's sheet."""
    for old in draft.blank.parent.glob(f"{_EXAMPLE}.*"):
        old.unlink()


def example_pictures(draft: AdoptionDraft) -> Iterator[PageImage]:
    """Yield the pages of the example that can be opened."""
    path = next(iter(sorted(draft.blank.parent.glob(f"{_EXAMPLE}.*"))), None)
    if path is not None:
        for page in rasterize(path, range(1, count_pages(path) + 1)):
            if isinstance(page, PageImage):
                yield page


def read_example(draft: AdoptionDraft) -> tuple[SheetLayout, tuple[ExamplePage, ...]]:
    """Read the filled example as `omr scan --form` would, with the layout as it is now; nothing is stored."""
    sides = draft.sides()
    layout = snapped(layout_from_text(draft.layout_text, draft.name, _LAYOUT), sides).layout
    pictures = tuple(blank_png(side, layout.page_size) for side in sides)
    forms = opened([StoredForm(layout_id(layout), layout, pictures)])
    model = load_adopted_model()
    pages = []
    for page in example_pictures(draft):
        height, width = (side * page.reduced for side in page.pixels.shape[:2])
        outcome = read_adopted(page.pixels, forms, model, page.reduced)
        pages.append(ExamplePage(page.page_number, width, height, outcome))
    return layout, tuple(pages)
