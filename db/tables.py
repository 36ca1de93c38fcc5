"""Which rows are there? The schema; its constraints carry the rules.

Readings are never changed and decisions only appended: triggers made by the migrations refuse anything else.
Rows never leave this package; values go in and out through the other modules.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, MetaData, Text, UniqueConstraint, false, text, true
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# Names made from what a constraint is about, so that migrations can speak of it on any database.
_NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


_COUNTED = text("outcome = 'read' AND serial IS NOT NULL")


class Base(DeclarativeBase):
    """The root of all tables. Times are UTC; texts have no limit but their meaning."""

    metadata = MetaData(naming_convention=_NAMING)
    type_annotation_map = {datetime: DateTime(timezone=True), str: Text()}  # noqa: RUF012 - read by SQLAlchemy alone


class LayoutRow(Base):
    """A layout that sheets were printed with, and the survey it was made from."""

    __tablename__ = "layout"

    layout_id: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(index=True)
    survey_json: Mapped[str]
    layout_json: Mapped[str]
    # Sides of the sheet: a sheet with fewer is not complete.
    page_count: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[datetime]


class BlankRow(Base):
    """One page of a form that others printed, as a picture before anybody wrote on it."""

    __tablename__ = "blank"

    layout_id: Mapped[str] = mapped_column(ForeignKey("layout.layout_id"), primary_key=True)
    page_number: Mapped[int] = mapped_column(primary_key=True)
    png: Mapped[bytes]


class PrintRunRow(Base):
    """One printing: so many copies of a layout, or one master for photocopying."""

    __tablename__ = "print_run"
    __table_args__ = (CheckConstraint("copies >= 0", name="copies"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    layout_id: Mapped[str] = mapped_column(ForeignKey("layout.layout_id"), index=True)
    copies: Mapped[int]
    photocopy: Mapped[bool]
    printed_at: Mapped[datetime]
    # Whose sheets they are; empty where that was not said.
    officer: Mapped[str] = mapped_column(server_default="")
    counter: Mapped[str] = mapped_column(server_default="")
    field: Mapped[str] = mapped_column(server_default="")


class PrintedSheetRow(Base):
    """One sheet that was printed with a serial of its own."""

    __tablename__ = "printed_sheet"

    serial: Mapped[str] = mapped_column(primary_key=True)
    print_run_id: Mapped[int] = mapped_column(ForeignKey("print_run.id"), index=True)


class BatchRow(Base):
    """The contents of one opening of the box, or one run of the scanner."""

    __tablename__ = "batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    channel: Mapped[str]
    created_at: Mapped[datetime]
    # What the latest row of `withdrawal` says.
    withdrawn: Mapped[bool] = mapped_column(server_default=false())


class SourceRow(Base):
    """One file of scans. Its content is known by its hash and is taken once, whatever its name."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    path: Mapped[str]
    sha256: Mapped[str] = mapped_column(unique=True)
    size_bytes: Mapped[int]
    # Unknown until the file is read to its end; a run that was cut off leaves it empty and is taken up again.
    pages: Mapped[int | None]


class PageRow(Base):
    """What became of one page of a file.

    ``read`` pages count. A ``duplicate`` is recorded and does not; a ``held`` page waits until a person says which
    papers of its serial count; a ``withdrawn`` one was read in a batch that was taken out of the tallies.
    """

    __tablename__ = "page"
    __table_args__ = (
        UniqueConstraint("source_id", "page_number", "part"),
        CheckConstraint("outcome IN ('read', 'rejected', 'duplicate', 'held', 'withdrawn')", name="outcome"),
        CheckConstraint("(outcome = 'rejected') = (reason IS NOT NULL)", name="rejected_has_reason"),
        # A page of a sheet counts once; of a numbered sheet that was photocopied, once for each copy.
        Index(
            "uq_page_counted_once",
            "serial",
            "form_page",
            "copy_number",
            unique=True,
            sqlite_where=_COUNTED,
            postgresql_where=_COUNTED,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    page_number: Mapped[int]
    # 1, and on for each further sheet that lay on the glass beside the first.
    part: Mapped[int] = mapped_column(server_default="1")
    outcome: Mapped[str]
    reason: Mapped[str | None]
    evidence_json: Mapped[str]
    layout_id: Mapped[str | None] = mapped_column(index=True)
    serial: Mapped[str | None] = mapped_column(index=True)
    form_page: Mapped[int | None]
    # 1, and on for each further paper with the same serial that a person counts.
    copy_number: Mapped[int] = mapped_column(server_default="1")
    # The first page that shows the same paper.
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("page.id"), index=True)
    # What tells this paper from another with the same answers; see db.likeness.
    likeness: Mapped[str] = mapped_column(server_default="")
    alignment_json: Mapped[str | None]
    findings_json: Mapped[str]
    model_version: Mapped[str | None]
    program_version: Mapped[str]
    read_at: Mapped[datetime]


class MarkRow(Base):
    """One mark box of a page that was read: its raw measurements and what was made of them."""

    __tablename__ = "mark"

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str]
    choice: Mapped[str]
    state: Mapped[str]
    p_empty: Mapped[float]
    p_marked: Mapped[float]
    p_cancelled: Mapped[float]
    x_px: Mapped[float]
    y_px: Mapped[float]
    shift_x_mm: Mapped[float]
    shift_y_mm: Mapped[float]
    outline_score: Mapped[float]
    features_json: Mapped[str]


class AnswerRow(Base):
    """What the machine read for one question. Never changed: a person's decision stands beside it."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("page_id", "question"),
        CheckConstraint("state IN ('accepted', 'review')", name="state"),
        CheckConstraint("confidence >= 0 AND confidence <= 1", name="confidence"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"))
    position: Mapped[int]
    question: Mapped[str] = mapped_column(index=True)
    chosen: Mapped[str]
    state: Mapped[str]
    confidence: Mapped[float]
    reasons: Mapped[str]


class ReviewItemRow(Base):
    """Something that a person is asked: an unsure answer, a page that was not read, a sheet that is there twice.

    Whether it waits is for its page to say: see db.review. `other_page_id` is the page that this one is held against.
    """

    __tablename__ = "review_item"
    __table_args__ = (
        UniqueConstraint("page_id", "answer_id"),
        CheckConstraint("kind IN ('question', 'page', 'duplicate', 'alike', 'incomplete', 'comment')", name="kind"),
        CheckConstraint("(kind = 'question') = (answer_id IS NOT NULL)", name="question_has_answer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"), index=True)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answer.id"), index=True)
    other_page_id: Mapped[int | None] = mapped_column(ForeignKey("page.id"), index=True)
    created_at: Mapped[datetime]
    # The lines that a comment stands on; empty for other kinds.
    topic: Mapped[str] = mapped_column(server_default="")


class DecisionRow(Base):
    """What a person said of an item. Appended, never changed; the latest one holds."""

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint(
            "outcome IN ('answer', 'spoiled', 'discard', 'first', 'second', 'both', 'accept', 'reopen')",
            name="outcome",
        ),
        CheckConstraint("length(who) > 0", name="who"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("review_item.id"), index=True)
    who: Mapped[str]
    decided_at: Mapped[datetime]
    outcome: Mapped[str]
    chosen: Mapped[str]
    why: Mapped[str]
    # How long the person looked, and the file that was looked at; not known of decisions made on the command line.
    seconds: Mapped[float | None]
    image_sha256: Mapped[str] = mapped_column(server_default="")
    # False for the opinion of one person where a second must agree.
    holds: Mapped[bool] = mapped_column(server_default=true())


class LeaseRow(Base):
    """Somebody has an item before them until then; nobody else is given it meanwhile."""

    __tablename__ = "lease"

    item_id: Mapped[int] = mapped_column(ForeignKey("review_item.id"), primary_key=True)
    desk: Mapped[str]
    until: Mapped[datetime]
