"""Facts about the trail of decisions, and of pictures that were shown."""

from db.accesses import image_accesses, record_access
from db.engine import Engine
from db.review import Looked, decide, queue
from db.trail import deeds
from tests.db.values import FIRST, NOW, printed, reading, scanned, unsure


def test_each_decision_tells_from_what_to_what(engine: Engine) -> None:
    """First from the machine's guess, then from the decision before; nothing is left out."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, unsure("C1", "5"), unsure("MD")))
    first = next(item.id for item in queue(engine) if item.question == "C1")
    second = next(item.id for item in queue(engine) if item.question == "MD")
    decide(engine, first, "4", "Người kiểm tra", "rõ", NOW, Looked(0, 2.5, "hash"))
    decide(engine, first, "reopen", "Người khác", "", NOW)
    decide(engine, second, "tt;td", "Người khác", "", NOW)
    decide(engine, first, "blank", "Người khác", "", NOW)

    told = [(d.who, d.question, d.before, d.after) for d in deeds(engine)]
    assert told == [
        ("Người kiểm tra", "C1", "5?", "4"),
        ("Người khác", "C1", "4", "reopen"),
        ("Người khác", "MD", "blank?", "tt;td"),
        ("Người khác", "C1", "reopen", "blank"),
    ]
    deed = next(iter(list(deeds(engine))))
    assert (deed.seconds, deed.image_sha256, deed.why, deed.at, deed.serial) == (2.5, "hash", "rõ", NOW, FIRST)


def test_who_was_shown_what_is_on_record(engine: Engine) -> None:
    """The row of a question, or the whole page."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, unsure("C1", "5")), path="hòm.pdf")
    record_access(engine, "thu-ky", 1, "C1", NOW)
    record_access(engine, "thu-ky", 1, "", NOW)

    assert [(a.who, a.question, a.source, a.source_page, a.seen_at) for a in image_accesses(engine)] == [
        ("thu-ky", "C1", "hòm.pdf", 1, NOW),
        ("thu-ky", "", "hòm.pdf", 1, NOW),
    ]
