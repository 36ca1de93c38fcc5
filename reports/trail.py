"""The tables of what people did: decisions, pictures they were shown, comments they typed."""

from collections.abc import Iterable, Iterator

from db.accesses import Access
from db.comments import TypedComment
from db.trail import Deed
from reports.tables import Cell

DEED_COLUMNS = (
    "at",
    "who",
    "kind",
    "item",
    "batch",
    "source",
    "source_page",
    "serial",
    "question",
    "before",
    "after",
    "holds",
    "why",
    "seconds",
    "image_sha256",
)
ACCESS_COLUMNS = ("at", "who", "batch", "source", "source_page", "question")
COMMENT_COLUMNS = ("item", "batch", "form", "question", "subject", "text")


def deed_rows(deeds: Iterable[Deed]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows; times as ISO 8601 with their zone, `holds` 1 or 0, `seconds` empty where not known."""
    for deed in deeds:
        yield (
            deed.at.isoformat(),
            deed.who,
            deed.kind,
            deed.item_id,
            deed.batch,
            deed.source,
            deed.source_page,
            deed.serial,
            deed.question,
            deed.before,
            deed.after,
            int(deed.holds),
            deed.why,
            None if deed.seconds is None else round(deed.seconds, 1),
            deed.image_sha256,
        )


def access_rows(accesses: Iterable[Access]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows; `question` is empty where a whole page was shown."""
    for access in accesses:
        yield (
            access.seen_at.isoformat(),
            access.who,
            access.batch,
            access.source,
            access.source_page,
            access.question,
        )


def comment_rows(comments: Iterable[TypedComment]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows: what respondents wrote, without where it stands on which sheet."""
    for comment in comments:
        yield comment.item_id, comment.batch, comment.form, comment.question, comment.subject, comment.text
