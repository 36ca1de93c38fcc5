"""Facts about turning a form into sheets."""

import io
import itertools

import pypdfium2
import pytest
import zxingcpp

from app import printing
from app.office import OFFICE_FILE
from app.printing import print_run
from app.roster import PrintedFor
from app.settings import Settings
from db.engine import open_database
from db.surveys import load_layouts, load_surveys, taken_serials
from forms.arrange import arrange
from forms.catalogue import find_form
from omr.layout.code import parse_code
from omr.layout.serial import layout_id
from tests.app.papers import flat
from tests.db.values import NOW


def _print(settings: Settings, copies: int | None, told: list[tuple[int, int]] | None = None) -> bytes:
    stream = io.BytesIO()
    told = [] if told is None else told
    print_run(settings, find_form("pks-q"), copies, stream, NOW, lambda done, total: told.append((done, total)))
    return stream.getvalue()


def _serials(pdf: bytes) -> list[str | None]:
    with pypdfium2.PdfDocument(pdf) as document:
        found = []
        for page in document:
            barcodes = zxingcpp.read_barcodes(page.render(scale=2.5, grayscale=True).to_numpy().squeeze())
            (code,) = {code for barcode in barcodes if (code := parse_code(barcode.text)) is not None}
            found.append(code.serial)
        return found


def test_every_sheet_has_a_serial_of_its_own_and_is_known(settings: Settings) -> None:
    """What is on paper is in the database: the serials, the layout and the survey."""
    serials = _serials(_print(settings, 3))

    engine = open_database(settings.database_url)
    assert len(set(serials)) == 3
    known = [serial for serial in serials if serial is not None]
    assert taken_serials(engine, known) == frozenset(known)
    identity = layout_id(arrange(find_form("pks-q")).layout)
    assert list(load_layouts(engine)) == [identity]
    assert [(stored.layout_id, stored.form) for stored in load_surveys(engine)] == [(identity, "pks-q")]
    engine.dispose()


def test_a_master_has_no_serial_and_its_layout_is_known(settings: Settings) -> None:
    """Photocopies of it can be read."""
    assert _serials(_print(settings, None)) == [None]

    engine = open_database(settings.database_url)
    assert len(load_layouts(engine)) == 1
    engine.dispose()


def test_a_serial_is_never_given_twice(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chance that repeats itself is asked again, within a run and from one run to the next."""
    letters = itertools.chain("000000000", "000000000", "000000001", "000000001", "000000002", itertools.repeat("3"))
    monkeypatch.setattr("app.printing.secrets.choice", lambda _: next(letters))

    first = _serials(_print(settings, 1))
    second = _serials(_print(settings, 2))

    assert [serial[:9] for serial in (*first, *second) if serial] == ["000000000", "000000001", "000000002"]


def test_progress_is_told_to_the_last_sheet(settings: Settings) -> None:
    """The bar ends full."""
    told: list[tuple[int, int]] = []
    _print(settings, 3, told)

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_run_that_cannot_be_drawn_is_not_recorded(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """No serial is spent on sheets that nobody can have."""

    def broken(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(printing, "draw_pdf", broken)
    with pytest.raises(OSError, match="No space"):
        _print(settings, 2)

    engine = open_database(settings.database_url)
    assert load_surveys(engine) == ()
    engine.dispose()


def test_the_name_of_the_office_is_on_its_sheets(settings: Settings) -> None:
    """Printed and printed again, where the form leaves that place; the layout is the one without the name."""
    (settings.home / OFFICE_FILE).write_text("unit: UBND phường An Hải\n", "utf-8")
    pdf = _print(settings, 1)
    again = io.BytesIO()
    printing.print_again(settings, 1, (1, PrintedFor()), again, lambda *_: None)

    assert "UBND phường An Hải" in flat(pdf)
    assert "PHƯỜNG/XÃ" not in flat(pdf)
    assert "UBND phường An Hải" in flat(again.getvalue())
    engine = open_database(settings.database_url)
    assert list(load_layouts(engine)) == [layout_id(arrange(find_form("pks-q")).layout)]
    engine.dispose()


def test_an_office_without_a_name_writes_it_by_hand(settings: Settings) -> None:
    """That of the template is none."""
    (settings.home / OFFICE_FILE).write_text("unit: UBND PHƯỜNG/XÃ …\n", "utf-8")

    assert "UBND PHƯỜNG/XÃ" in flat(_print(settings, 1))
