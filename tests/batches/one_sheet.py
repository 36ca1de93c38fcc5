"""One sheet as it comes back, and a reader that knows its layout: what odd files are made of, and read by."""

import io
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.printing import print_run
from app.settings import Settings
from batches.model import load_model
from batches.worker import Reader
from db.engine import open_database
from db.surveys import load_layouts
from forms.catalogue import find_form
from omr.words import Language
from tests.app.sheets import scanned_sheets
from tests.db.values import NOW


def one_sheet(page_limit_s: float) -> tuple[NDArray[np.uint8], Reader]:
    """Return a marked sheet at 150 dpi, (H, W) grey, and a reader that gives up a page after so long."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder), f"sqlite:///{(Path(folder) / 'omr.sqlite3').as_posix()}", Language.EN)
        stream = io.BytesIO()
        print_run(settings, find_form("pks-q"), 1, stream, NOW, lambda _done, _total: None)
        printed = Path(folder) / "sheet.pdf"
        printed.write_bytes(stream.getvalue())
        engine = open_database(settings.database_url)
        layouts = load_layouts(engine)
        engine.dispose()
        return scanned_sheets(printed)[0], Reader(layouts, load_model(), page_limit_s=page_limit_s)
