"""How does a blank page go through the second world? Person, paper and scanner, to a scan with a known truth."""

from dataclasses import dataclass

import cv2
import numpy as np

from omr.geometry import MM_PER_INCH, SizeMm
from omr.layout.sheet import SheetLayout
from simulate.chance import Stream, happens
from simulate.sheet import ScannedPage
from simulate.truth import SheetTruth
from simulate.unseen.clutter import add_clutter, add_stamp
from simulate.unseen.feeding import Feeding, draw_feeding, places
from simulate.unseen.marking import put_marks
from simulate.unseen.options import UnseenOptions
from simulate.unseen.people import Intent, draw_intent, draw_person
from simulate.unseen.sensing import Pixels, Sensor, draw_sensor, plainer, sense
from simulate.unseen.sheetpaper import LAMPS, SheetPaper
from simulate.unseen.visible import unseen_marks
from simulate.unseen.wearing import draw_creases, wear

# Streams of chance below a page's seed.
_PERSON, _MARKS, _WEAR, _MACHINE, _SENSING = range(5)
_UPSIDE_DOWN_SHARE = 0.07


@dataclass(frozen=True, slots=True)
class UnseenPage:
    """A scan of the second world; the questions in `untellable` have a mark that nobody could see on it."""

    page: ScannedPage
    untellable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Machine:
    """A scanner, and how a sheet goes through it."""

    sensor: Sensor
    feeding: Feeding


@dataclass(frozen=True, slots=True)
class Seen:
    """What a scanner delivered, and how it was set in the end."""

    pixels: Pixels
    jpeg: bytes | None
    sensor: Sensor
    turn_deg: int


@dataclass(frozen=True, slots=True)
class Blank:
    """A printed page: (H, W, 3) RGB or (H, W) grey uint8 at a resolution, of a page of a sheet, with its serial."""

    pixels: Pixels
    dpi: float
    sheet: SheetLayout
    page_number: int
    serial: str | None


def unseen_page(blank: Blank, options: UnseenOptions, seed: int) -> UnseenPage:
    """Fill in, wear and scan one page; the same for the same seed.

    Parameters
    ----------
    blank
        The printed page, not changed; 300 dpi or more.
    seed
        Names the page. Any integer.

    Raises
    ------
    ValueError
        When the sheet has no such page.
    """
    layout = blank.sheet.page(blank.page_number)
    if layout is None:
        raise ValueError(f"form {blank.sheet.form} has no page {blank.page_number}")
    stream = Stream(seed)
    machine = stream.child(_MACHINE).rng()
    sensor = draw_sensor(options.sensor, machine)
    paper = fresh_paper(blank, in_colour=sensor.in_colour, rng=machine)
    person = stream.child(_PERSON).rng()
    intent = draw_intent(layout, draw_person(options.hand, person), options.hand, person)
    marks = stream.child(_MARKS).rng()
    put_marks(paper, layout, intent, marks)
    facts = add_clutter(paper, layout, intent, options.hand, marks)
    wearing = stream.child(_WEAR).rng()
    if happens(wearing, options.sheet.stamp_share):
        add_stamp(paper, layout, wearing)
        facts += ("stamp",)
    creases = draw_creases(options.sheet, wearing)
    facts += wear(paper, creases, options.sheet, wearing)
    feeding = draw_feeding(options.sensor, creases, machine)
    seen, hidden = scan(paper, Machine(sensor, feeding), blank.sheet.page_size, len(intent.marks), stream)
    truth = SheetTruth(
        serial=blank.serial,
        form=blank.sheet.form,
        page_number=blank.page_number,
        grade=options.name,
        seed=seed,
        answers=intent.answers(layout),
        boxes=intent.boxes(layout),
        facts=(*facts, *_facts(intent, seen)),
        pen=f"{intent.person.pen.colour} {intent.person.pen.kind}",
        writer_kind=intent.person.habit.kind,
        dpi=seen.sensor.dpi,
        turn_deg=seen.turn_deg,
    )
    questions = {intent.marks[number - 1].field.question for number in hidden}
    page = ScannedPage(seen.pixels, seen.sensor.dpi, truth, seen.jpeg, seen.sensor.jpeg_quality)
    return UnseenPage(page, tuple(sorted(questions)))


def scan(paper: SheetPaper, machine: Machine, size: SizeMm, marks: int, stream: Stream) -> tuple[Seen, frozenset[int]]:
    """Return the scan of a paper, and the numbers of its marks that do not show.

    Where some do not, the scanner is set plainer and the sheet scanned again, as a clerk would.
    """
    sensor = machine.sensor
    where_x, where_y = cv2.split(places(machine.feeding, size, sensor.dpi, paper.px_per_mm))
    # Pixels coarser than the paper's gather light from around.
    coarse = paper.px_per_mm * MM_PER_INCH / sensor.dpi
    light = np.asarray(cv2.GaussianBlur(paper.pixels, (0, 0), 0.4 * coarse)) if coarse > 1.1 else paper.pixels
    border = (float(machine.sensor.border),) * 3
    seen_light = cv2.remap(
        light, where_x, where_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=border
    )
    light = np.asarray(seen_light, np.uint8)
    owner = np.asarray(cv2.remap(paper.owner, where_x, where_y, cv2.INTER_NEAREST), np.uint8)
    for attempt in range(2):
        rng = stream.child(_SENSING, attempt).rng()
        pixels, jpeg = sense(light, sensor, rng)
        hidden = unseen_marks(pixels, owner, marks, one_bit=jpeg is None)
        if not hidden:
            break
        if attempt == 0:
            sensor = plainer(sensor)
    turn_deg = 180 if happens(rng, _UPSIDE_DOWN_SHARE) else 0
    if turn_deg:
        pixels = np.ascontiguousarray(np.rot90(pixels, 2))
        jpeg = None if jpeg is None else _encoded(pixels, sensor)
    return Seen(pixels, jpeg, sensor, turn_deg), hidden


def fresh_paper(blank: Blank, *, in_colour: bool, rng: np.random.Generator) -> SheetPaper:
    """Return a copy of the printed page to draw on."""
    pixels = blank.pixels
    if in_colour:
        code = cv2.COLOR_RGB2BGR if pixels.ndim == 3 else cv2.COLOR_GRAY2BGR
        pixels = np.asarray(cv2.cvtColor(pixels, code), np.uint8)
    else:
        pixels = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8) if pixels.ndim == 3 else pixels.copy()
    owner = np.zeros(pixels.shape[:2], np.uint8)
    return SheetPaper(pixels, owner, blank.dpi / MM_PER_INCH, LAMPS[int(rng.integers(len(LAMPS)))])


def _encoded(pixels: Pixels, sensor: Sensor) -> bytes:
    return bytes(cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, sensor.jpeg_quality])[1].tobytes())


def _facts(intent: Intent, seen: Seen) -> tuple[str, ...]:
    sensor = seen.sensor
    tone = str(sensor.one_bit) if sensor.one_bit else "colour" if sensor.in_colour else "grey"
    undone = tuple(f"{mark.field.question}: {mark.undo}" for mark in intent.marks if mark.undo)
    return (f"habit: {intent.person.habit}", f"{tone} {sensor.dpi:.0f} dpi", *undone)
