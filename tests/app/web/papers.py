"""Papers in the box of a small office, some of them printed for an officer."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from batches.source import hashed
from db.batches import Batch, create_batch
from db.convert import page_values
from db.engine import Engine
from db.results import PageResult, store_pages
from db.review import queue
from db.sources import add_source, finish_source
from db.surveys import Whose, record_print_run
from forms.definition import Choice, Label, Section, SingleQuestion
from omr.layout.serial import layout_id
from omr.layout.sheet import Field, SheetLayout
from omr.reading import Answer, PageOutcome, PageReading
from tests.db.opinions import SURVEY
from tests.db.values import NOW, layout, reading

_PX_PER_MM = 4


def printed_for(engine: Engine, officer: str, *serials: str) -> None:
    """Record the printing of sheets with wording for an officer, empty for nobody."""
    record_print_run(engine, layout(), SURVEY.model_dump_json(), serials, NOW, Whose(officer))


def printed_naming(engine: Engine, *serials: str) -> None:
    """Record the printing of sheets for nobody that ask which officer they are about."""
    codes = tuple(Choice(code=code, label=Label(vi=f"Công chức {code}")) for code in ("01", "02"))
    question = SingleQuestion(kind="single", code="CB", label=Label(vi="Công chức"), role="officer", choices=codes)
    survey = SURVEY.model_copy(update={"sections": (*SURVEY.sections, Section(questions=(question,)))})
    record_print_run(engine, layout(), survey.model_dump_json(), serials, NOW)


def written_on(serial: str | None, *answers: Answer) -> PageReading:
    """Return a page that was read, with handwriting where there is room for it."""
    return replace(reading(serial, *answers), written=("YK",))


def waiting(engine: Engine, kind: str = "question") -> list[int]:
    """Return the items of a kind that a person is asked about, in the order of the queue."""
    return [item.id for item in queue(engine) if item.kind == kind]


def with_field(field: Field, form: str = "pks-q") -> SheetLayout:
    """Return a sheet whose only question is this one."""
    sheet = layout(form)
    return replace(sheet, pages=(replace(sheet.pages[0], fields=(field,)),))


def on_sheet(sheet: SheetLayout, serial: str | None, *answers: Answer) -> PageReading:
    """Return a page of another sheet that was read, without its marks."""
    page = reading(serial, *answers)
    return replace(page, code=replace(page.code, layout_id=layout_id(sheet)), marks=())


def pictured(engine: Engine, path: Path, *outcomes: PageOutcome) -> Batch:
    """Store pages as a file that is there: white paper, 4 pixels a millimetre, dark at the first choice of C1."""
    box = layout().pages[0].fields[0].boxes[0].box.grown(-0.5)
    pages = []
    for _ in outcomes:
        pixels = np.full((297 * _PX_PER_MM, 210 * _PX_PER_MM), 255, np.uint8)
        left, top, right, bottom = (round(v * _PX_PER_MM) for v in (box.x_mm, box.y_mm, box.right_mm, box.bottom_mm))
        pixels[top:bottom, left:right] = 20
        pages.append(Image.fromarray(pixels))
    pages[0].save(path, save_all=True, append_images=pages[1:], compression="tiff_lzw", dpi=(101.6, 101.6))
    (file,) = hashed([path])
    batch = create_batch(engine, "Hòm 1", "paper_box", NOW)
    source = add_source(engine, batch, str(path), file.sha256, path.stat().st_size)
    lying = (float(_PX_PER_MM), 0.0, -0.5, 0.0, float(_PX_PER_MM), -0.5, 0.0, 0.0, 1.0)
    for number, outcome in enumerate(outcomes, start=1):
        page = outcome
        if isinstance(page, PageReading):
            page = replace(page, alignment=replace(page.alignment, mm_to_px=lying, turn_deg=0, px_per_mm=4.0))
        store_pages(engine, [PageResult(source, number, page_values(page))], "0.1.0", NOW)
    finish_source(engine, source, len(outcomes))
    return batch
