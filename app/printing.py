"""How does a form become sheets? Fresh serials, a record of the run, and the PDF; in that order of trust.

The run is recorded when the PDF is drawn and before it appears under its name: a sheet on paper is always known here.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import IO, ClassVar

from app.office import load_office
from app.prefilling import printed_on
from app.roster import PrintedFor
from app.settings import Settings
from db.engine import open_database
from db.print_runs import find_print_run
from db.surveys import Whose, record_print_run, taken_serials
from forms.arrange import arrange
from forms.definition import Survey
from forms.draw import PrintOptions, draw_pdf
from forms.plan import PrintPlan
from forms.unit_name import named_plan
from omr.errors import OmrError
from omr.layout.code import new_serial
from omr.layout.serial import layout_id
from omr.layout.sheet import SheetLayout
from omr.words import Text


class PrintRunUnknown(OmrError):
    """No print run has this number, or it was a master for photocopying. Evidence: run."""

    exit_code: ClassVar[int] = 17
    sentence_text = Text("Không có đợt in số {run} để in lại.", "There is no print run {run} to print again.")
    advice_text = Text(
        "Số đợt in được báo khi in xong; bản gốc để photocopy thì in lại bằng --photocopy.",
        "The number of a run is told when it is printed; a master is printed again with --photocopy.",
    )


class RunLaidOutOtherwise(OmrError):
    """The form of a run would be laid out otherwise by this program than it was then. Evidence: run, then, now."""

    exit_code: ClassVar[int] = 18
    sentence_text = Text(
        "Đợt in số {run} có bố cục {then}; phần mềm này xếp mẫu ấy thành {now}, nên không in lại được.",
        "Print run {run} has the layout {then}; this program lays that form out as {now} and cannot print it again.",
    )
    advice_text = Text(
        "Phiếu đã in vẫn đọc được. Hãy in một đợt mới.", "Sheets already printed are still read. Print a new run."
    )


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What to print.

    Attributes
    ----------
    copies
        How many for each of `printed_for`, each with a serial of its own; None for one master without a serial.
    n_up
        Sheets on a page.
    printed_for
        Whose sheets: a print run for each.
    address
        Of the form on the web, to be printed as a code; empty for none.
    """

    survey: Survey
    copies: int | None
    n_up: int = 1
    printed_for: tuple[PrintedFor, ...] = (PrintedFor(),)
    address: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One print run: its number in the record, whose sheets, and their serials in the order of the copies."""

    number: int
    printed_for: PrintedFor
    serials: tuple[str | None, ...]


def print_run(
    settings: Settings,
    survey: Survey,
    copies: int | None,
    stream: IO[bytes],
    now: datetime,
    progress: Callable[[int, int], None],
) -> tuple[str | None, ...]:
    """Draw sheets of a form that are nobody's in particular and record them; returns the serials."""
    (run,) = print_order(settings, PrintOrder(survey, copies), stream, now, progress)
    return run.serials


def print_order(
    settings: Settings,
    order: PrintOrder,
    stream: IO[bytes],
    now: datetime,
    progress: Callable[[int, int], None],
) -> tuple[Run, ...]:
    """Draw all sheets of an order into one PDF and record a print run for each officer.

    The name of the office stands at the head, where the form has that place to fill in.

    Parameters
    ----------
    stream
        Takes the PDF.
    now
        The time, with its zone.

    Raises
    ------
    OfficeInvalid
        When the office's own name cannot be read.
    NoPlaceToPrint
        When the form has no place for the officer, counter or field.
    NUpImpossible, PrefillTooLong, AddressTooLong, NoRoomForAddress
        When the sheets cannot be drawn so.
    """
    plan = named_plan(arrange(order.survey), order.survey, load_office(settings.home).unit_written)
    engine = open_database(settings.database_url)
    printed = tuple(printed_on(order.survey, whose) for whose in order.printed_for)
    each = 1 if order.copies is None else order.copies
    serials = _serials(partial(taken_serials, engine), None if order.copies is None else each * len(order.printed_for))
    options = PrintOptions(order.n_up, tuple(one for one in printed for _ in range(each)), order.address)
    stream.write(draw_pdf(plan, serials, lambda drawn: progress(drawn, len(serials)), options))
    runs = []
    for i, whose in enumerate(order.printed_for):
        own = tuple(serials[i * each : (i + 1) * each])
        runs.append(
            Run(_recorded(partial(record_print_run, engine), plan, order.survey, (whose, own), now), whose, own)
        )
    return tuple(runs)


def print_again(
    settings: Settings,
    number: int,
    printing: tuple[int, PrintedFor],
    stream: IO[bytes],
    progress: Callable[[int, int], None],
) -> int:
    """Draw the sheets of an earlier run again, with the same serials; returns how many. Nothing is recorded.

    Parameters
    ----------
    printing
        How many sheets on a page, and what the office prints on them; as recorded where nothing is said.

    Raises
    ------
    PrintRunUnknown
        When there is no such run.
    RunLaidOutOtherwise
        When this program would not put every box where the run has it.
    """
    run = find_print_run(open_database(settings.database_url), number)
    if run is None or not run.serials:
        raise PrintRunUnknown(run=number)
    survey = Survey.model_validate_json(run.survey_json)
    plan = arrange(survey)
    if layout_id(plan.layout) != run.layout_id:
        raise RunLaidOutOtherwise(run=number, then=run.layout_id, now=layout_id(plan.layout))
    plan = named_plan(plan, survey, load_office(settings.home).unit_written)
    n_up, asked = printing
    recorded = PrintedFor(run.whose.officer, run.whose.counter, run.whose.field)
    whose = recorded if asked == PrintedFor() else asked
    options = PrintOptions(n_up, (printed_on(survey, whose),) * len(run.serials))
    total = len(run.serials)
    stream.write(draw_pdf(plan, run.serials, lambda drawn: progress(drawn, total), options))
    return total


def _serials(taken_of: Callable[[list[str]], frozenset[str]], count: int | None) -> list[str | None]:
    """Return fresh serials, random, so that nobody can tell from one when or to whom a sheet was handed out."""
    if count is None:
        return [None]
    serials: list[str | None] = []
    while len(serials) < count:
        fresh = list(dict.fromkeys(new_serial(secrets.choice) for _ in range(count - len(serials))))
        taken = taken_of(fresh)
        known = taken.union(serial for serial in serials if serial is not None)
        serials += [serial for serial in fresh if serial not in known]
    return serials


def _recorded(
    record: Callable[[SheetLayout, str, Sequence[str | None], datetime, Whose], int],
    plan: PrintPlan,
    survey: Survey,
    run: tuple[PrintedFor, tuple[str | None, ...]],
    now: datetime,
) -> int:
    """Record one print run; returns its number."""
    printed_for, serials = run
    whose = Whose(printed_for.officer, printed_for.counter, printed_for.field)
    return record(plan.layout, survey.model_dump_json(), serials, now, whose)
