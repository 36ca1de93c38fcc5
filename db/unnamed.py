"""Which responses came in without a name of the other system's? Only by what they say can they be known again."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select

from db.convert import chosen_from_text
from db.engine import Engine
from db.responses import Response, ResponseAnswerRow, ResponseRow
from db.tables import BatchRow

_FETCH = 2_000


@dataclass(frozen=True, slots=True)
class UnnamedBatch:
    """The responses of one batch that have no `source_key`, in the order in which their file had them."""

    name: str
    responses: tuple[Response, ...]


def unnamed_responses(engine: Engine, form: str) -> Iterator[UnnamedBatch]:
    """Yield by batch the responses to a form that have no name; those of withdrawn batches do not count."""
    statement = (
        select(
            BatchRow.name,
            ResponseRow.id,
            ResponseRow.received_on,
            ResponseRow.field,
            ResponseRow.officer,
            ResponseAnswerRow.question,
            ResponseAnswerRow.chosen,
        )
        .join(ResponseRow, ResponseRow.batch_id == BatchRow.id)
        .join(ResponseAnswerRow, ResponseAnswerRow.response_id == ResponseRow.id)
        .where(ResponseRow.form == form, ResponseRow.source_key.is_(None), BatchRow.withdrawn.is_(False))
        .order_by(BatchRow.id, ResponseRow.id, ResponseAnswerRow.position)
    )
    with engine.connect() as connection:
        rows = connection.execution_options(yield_per=_FETCH).execute(statement)
        for name, of_batch in groupby(rows, key=lambda row: row.name):
            yield UnnamedBatch(
                name,
                tuple(
                    Response(tuple((r.question, chosen_from_text(r.chosen)) for r in some), "", *told)
                    for (_, *told), some in groupby(of_batch, key=lambda r: (r.id, r.received_on, r.field, r.officer))
                ),
            )
