"""Which forms of others are known here, and what do their blanks look like?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert, select

from db.engine import writing
from db.surveys import store_layout
from db.tables import BlankRow, LayoutRow
from omr.layout.serial import layout_from_json, layout_id
from omr.layout.sheet import SheetLayout


@dataclass(frozen=True, slots=True)
class StoredForm:
    """A form that others printed: its layout and its blank pages as PNG files, in order."""

    layout_id: str
    layout: SheetLayout
    blanks_png: tuple[bytes, ...]


def store_adopted(
    engine: Engine, layout: SheetLayout, survey_json: str, blanks_png: Sequence[bytes], now: datetime
) -> None:
    """Store a form that others printed, with a picture of each of its pages; storing it again changes nothing."""
    identity = layout_id(layout)
    rows = [{"layout_id": identity, "page_number": n, "png": png} for n, png in enumerate(blanks_png, start=1)]
    with writing(engine) as connection:
        store_layout(connection, layout, survey_json, now)
        known = connection.scalar(select(BlankRow.page_number).where(BlankRow.layout_id == identity).limit(1))
        if known is None:
            connection.execute(insert(BlankRow), rows)


def adopted_forms(engine: Engine, form: str | None = None) -> tuple[StoredForm, ...]:
    """Return the forms that were adopted, the newest first; only the named one and its versions where one is named."""
    statement = (
        select(LayoutRow.layout_id, LayoutRow.layout_json, BlankRow.png)
        .join(BlankRow, BlankRow.layout_id == LayoutRow.layout_id)
        .order_by(LayoutRow.created_at.desc(), LayoutRow.layout_id, BlankRow.page_number)
    )
    if form is not None:
        statement = statement.where(LayoutRow.form == form)
    with engine.connect() as connection:
        rows = connection.execute(statement).all()
    texts = dict.fromkeys((identity, text) for identity, text, _ in rows)
    return tuple(
        StoredForm(identity, layout_from_json(text), tuple(png for owner, _, png in rows if owner == identity))
        for identity, text in texts
    )
