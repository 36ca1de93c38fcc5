"""What did respondents write in their own words? Typed by a person who looked at the crop; no figure waits for it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, func, insert, select

from db.convert import from_utc
from db.desk_tables import CommentRow
from db.engine import writing
from db.errors import ItemUnknown, NameMissing, TypedMeanwhile
from db.review import LARGEST_ID
from db.tables import BatchRow, LayoutRow, PageRow, ReviewItemRow, SourceRow
from db.waiting import COMMENT


@dataclass(frozen=True, slots=True)
class TypedComment:
    """A comment as it was typed last. `text` is empty where nothing was written; `subject` groups them."""

    item_id: int
    batch: str
    form: str
    question: str
    text: str
    subject: str
    who: str
    typed_at: datetime
    id: int = 0


@dataclass(frozen=True, slots=True)
class Typing:
    """What somebody types of a comment. `last` is the newest typing that they knew of, 0 for none."""

    text: str
    subject: str = ""
    last: int = 0


def type_comment(engine: Engine, item_id: int, typing: Typing, who: str, now: datetime) -> None:
    """Append what a comment says. What was typed before stays, and holds no more.

    Raises
    ------
    NameMissing
        When nobody is named.
    ItemUnknown
        When there is no comment of this number.
    TypedMeanwhile
        When somebody has typed it since it was looked at.
    """
    if not who.strip():
        raise NameMissing
    if not 0 < item_id <= LARGEST_ID:
        raise ItemUnknown(item=item_id)
    said = {"text": typing.text.strip(), "subject": typing.subject.strip()}
    with writing(engine) as connection:
        kind = connection.scalar(select(ReviewItemRow.kind).where(ReviewItemRow.id == item_id))
        if kind != COMMENT:
            raise ItemUnknown(item=item_id)
        _refuse_stale(connection, item_id, typing.last)
        connection.execute(insert(CommentRow), {"item_id": item_id, "who": who.strip(), "typed_at": now} | said)


def _refuse_stale(connection: Connection, item_id: int, known: int) -> None:
    newest = select(CommentRow.id, CommentRow.who, CommentRow.text).where(CommentRow.item_id == item_id)
    last = connection.execute(newest.order_by(CommentRow.id.desc()).limit(1)).one_or_none()
    if last is not None and last.id != known:
        raise TypedMeanwhile(item=item_id, who=last.who, text=last.text)


def typed_comments(engine: Engine) -> tuple[TypedComment, ...]:
    """Return the comments of sheets that count as they stand, in the order they were scanned."""
    last = select(func.max(CommentRow.id)).group_by(CommentRow.item_id)
    statement = (
        select(
            CommentRow.item_id,
            BatchRow.name,
            LayoutRow.form,
            ReviewItemRow.topic,
            CommentRow.text,
            CommentRow.subject,
            CommentRow.who,
            CommentRow.typed_at,
            CommentRow.id,
        )
        .join(ReviewItemRow, ReviewItemRow.id == CommentRow.item_id)
        .join(PageRow, PageRow.id == ReviewItemRow.page_id)
        .join(LayoutRow, LayoutRow.layout_id == PageRow.layout_id)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .join(BatchRow, BatchRow.id == SourceRow.batch_id)
        .where(CommentRow.id.in_(last), PageRow.outcome == "read")
        .order_by(CommentRow.item_id)
    )
    with engine.connect() as connection:
        return tuple(TypedComment(*row[:-2], from_utc(row[-2]), row[-1]) for row in connection.execute(statement))
