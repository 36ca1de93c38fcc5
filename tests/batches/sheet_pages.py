"""Pages as the database tells of them, made by hand."""

from dataclasses import replace
from itertools import count

from db.sheets import SheetPage

_ids = count(1)
PAGE = SheetPage(
    page_id=1,
    source="a",
    source_page=1,
    part=1,
    outcome="read",
    reason=None,
    layout_id="L1",
    form="pks-q",
    side_count=1,
    serial="S1",
    form_page=1,
    copy_number=1,
    questions_waiting=0,
    accepted_incomplete=False,
    here=True,
)


def sheet(serial: str | None, sides: int, outcome: str = "read") -> list[SheetPage]:
    """Return the pages of one sheet, in order."""
    page = replace(PAGE, serial=serial, side_count=sides, outcome=outcome)
    return [replace(page, page_id=next(_ids), form_page=side) for side in range(1, sides + 1)]
