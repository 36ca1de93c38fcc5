"""Facts about responses that have no name of their own."""

from datetime import date

from db.batches import NewBatch, withdraw_batch
from db.engine import Engine
from db.responses import Response, ResponseForm, store_responses
from db.sources import NewSource
from db.unnamed import UnnamedBatch, unnamed_responses
from omr.layout.serial import layout_id
from tests.db.values import FIRST, NOW, layout, printed


def test_they_come_back_as_they_were_stored(engine: Engine) -> None:
    """By batch, in the order of the file, with all that they say; not those that have a name, nor those withdrawn."""
    printed(engine, FIRST)
    form = ResponseForm("pks-q", layout_id(layout()))
    plain = Response((("C1", ("5",)), ("MD", ())), "", date(2026, 9, 1), "3", "07")
    other = Response((("C1", ("4",)), ("MD", ("tt", "cs"))))
    for number, (name, rows) in enumerate(
        {"A": [plain, Response(plain.answers, "key"), other], "B": [other, other], "C": [plain]}.items()
    ):
        source = NewSource(f"{name}.csv", f"{number}" * 64, 9)
        store_responses(engine, form, source, NewBatch(name, "kiosk"), rows, NOW)
    withdraw_batch(engine, "C", "A", "Nhầm", NOW)

    assert list(unnamed_responses(engine, "pks-q")) == [
        UnnamedBatch("A", (plain, other)),
        UnnamedBatch("B", (other, other)),
    ]
    assert list(unnamed_responses(engine, "other")) == []
