"""Facts about the tables of what people did."""

import json
from dataclasses import replace

from db.accesses import image_accesses, record_access
from db.comments import Typing, type_comment, typed_comments
from db.engine import Engine
from db.review import Looked, decide, queue
from db.trail import deeds
from reports.trail import ACCESS_COLUMNS, COMMENT_COLUMNS, DEED_COLUMNS, access_rows, comment_rows, deed_rows
from tests.db.values import FIRST, NOW, accepted, printed, reading, scanned, unsure


def test_every_column_holds_what_it_is_called(engine: Engine) -> None:
    """Times with their zone, seconds to a tenth, and empty where nobody measured them."""
    printed(engine, FIRST)
    batch = scanned(engine, reading(FIRST, unsure("C1", "5")), path="hòm.pdf")
    (item,) = queue(engine)
    decide(engine, item.id, "4", "Người một", "rõ", NOW, Looked(0, 2.4567, "ab12"))
    decide(engine, item.id, "blank", "Người hai", "", NOW)

    first, second = (dict(zip(DEED_COLUMNS, row, strict=True)) for row in deed_rows(deeds(engine)))

    assert first == {
        "at": "2026-09-14T08:30:00+00:00", "who": "Người một", "kind": "question", "item": item.id,
        "batch": batch.name, "source": "hòm.pdf", "source_page": 1, "serial": FIRST, "question": "C1",
        "before": "5?", "after": "4", "holds": 1, "why": "rõ", "seconds": 2.5, "image_sha256": "ab12",
    }  # fmt: skip
    assert (second["who"], second["before"], second["after"], second["seconds"]) == ("Người hai", "4", "blank", None)
    assert json.loads(json.dumps(second)) == second


def test_who_looked_is_told_with_what_was_looked_at(engine: Engine) -> None:
    """A whole page has no question."""
    printed(engine, FIRST)
    batch = scanned(engine, reading(FIRST, unsure("C1", "5")), path="hòm.pdf")
    record_access(engine, "thu-ky", 1, "", NOW)

    (row,) = access_rows(image_accesses(engine))

    assert dict(zip(ACCESS_COLUMNS, row, strict=True)) == {
        "at": "2026-09-14T08:30:00+00:00", "who": "thu-ky", "batch": batch.name, "source": "hòm.pdf",
        "source_page": 1, "question": "",
    }  # fmt: skip


def test_a_comment_leads_to_no_sheet(engine: Engine) -> None:
    """What was written and about what; neither the number of the paper nor the file nor who typed it."""
    printed(engine, FIRST)
    batch = scanned(engine, replace(reading(FIRST, accepted("C1", "5")), written=("YK",)), path="hòm.pdf")
    (item,) = queue(engine)
    type_comment(engine, item.id, Typing("Chờ lâu", "Thời gian"), "Người nhập", NOW)

    (row,) = comment_rows(typed_comments(engine))

    assert dict(zip(COMMENT_COLUMNS, row, strict=True)) == {
        "item": item.id, "batch": batch.name, "form": "pks-q", "question": "YK", "subject": "Thời gian",
        "text": "Chờ lâu",
    }  # fmt: skip
    assert {FIRST, "hòm.pdf", "Người nhập"}.isdisjoint(map(str, row))
