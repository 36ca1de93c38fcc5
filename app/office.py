"""What is this office? Its name, calendar, fields and quotas, as a clerk writes them down in `office.yaml`."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from app.dossiers import read_dossiers
from forms.complaints import complaint
from forms.errors import Problem
from forms.yaml_text import YamlText, parse_yaml
from omr.errors import OmrError
from omr.words import Language, Text
from reports.indices import Denominator, Pooling
from reports.periods import CCHC, DayOfYear, Window
from reports.suppression import USUAL_LEAST

OFFICE_FILE = "office.yaml"
Indicator = Annotated[int, Field(ge=1, le=9)]
_DAY = r"^(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])$"


class OfficeInvalid(OmrError):
    """`office.yaml` says something that an office cannot be. Evidence: path, count, problems."""

    exit_code: ClassVar[int] = 81
    sentence_text = Text(
        "Tệp “{path}” có {count} lỗi:\n{problems_vi}", "“{path}” has {count} mistake(s):\n{problems_en}"
    )
    advice_text = Text("Sửa các dòng đã nêu rồi thử lại.", "Mend the lines named and try again.")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CalendarEntry(_Part):
    """One report of the year; days as ``15/12``, with `from_last_year` where the first one is the year before."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9]{0,7}$")]
    title: Annotated[str, Field(min_length=1, max_length=60)]
    first: Annotated[str, Field(pattern=_DAY)]
    last: Annotated[str, Field(pattern=_DAY)]
    from_last_year: bool = False
    due: Annotated[str, Field(pattern=_DAY)] | None = None
    published: Annotated[str, Field(pattern=_DAY)] | None = None

    @model_validator(mode="after")
    def _days_are_there(self) -> "CalendarEntry":
        self.window()
        return self

    def window(self) -> Window:
        """Return it as the calendar knows it; what follows the last day and is earlier in a year is in the next one."""
        last = _day(self.last, 0)
        return Window(
            self.name,
            self.title,
            _day(self.first, -1 if self.from_last_year else 0),
            last,
            _day_after(last, self.due) if self.due else None,
            _day_after(last, self.published) if self.published else None,
        )


class DossierTier(_Part):
    """Up to so many dossiers (any number where nothing is said), this share of them, 0..1."""

    up_to: Annotated[int, Field(ge=1)] | None = None
    share: Annotated[float, Field(gt=0, le=1)]


class QuotaRule(_Part):
    """How many opinions a period must bring: for the office, each officer or each field.

    Of `minimum`, `share_of_dossiers` (0..1), `tiers` and `sample_of_dossiers` one is given; all but the first need
    dossier counts.
    """

    form: Annotated[str, Field(min_length=1, max_length=40)]
    scope: Literal["office", "officer", "field"]
    per: Literal["month", "period"] = "period"
    minimum: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    share_of_dossiers: Annotated[float, Field(gt=0, le=1)] | None = None
    tiers: tuple[DossierTier, ...] = ()
    sample_of_dossiers: bool = False
    periods: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_of_them(self) -> "QuotaRule":
        ways = (self.minimum is not None, self.share_of_dossiers is not None, bool(self.tiers), self.sample_of_dossiers)
        if sum(ways) != 1:
            raise ValueError("minimum | share_of_dossiers | tiers | sample_of_dossiers")
        limits = [tier.up_to or math.inf for tier in self.tiers]
        if limits != sorted(set(limits)) or (limits and limits[-1] != math.inf):
            raise ValueError("tiers: up_to 1 < 2 < … < –")
        return self


class Named(_Part):
    """A field of work, a counter or a channel: its code on the forms, and its name in reports."""

    code: Annotated[str, Field(min_length=1, max_length=20)]
    name: Annotated[str, Field(min_length=1, max_length=80)]


class Dossiers(_Part):
    """How many dossiers were settled in a period, in all and by field."""

    period: Annotated[str, Field(min_length=1, max_length=20)]
    total: Annotated[int, Field(ge=0)]
    by_field: dict[str, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)


class Indicators(_Part):
    """Which questions of a form score the indicators 1 to 9 (2, 1 or 0 points), and what the office scores itself.

    `points` are those of each choice code, for scales that are not of three levels.
    """

    form: Annotated[str, Field(min_length=1, max_length=40)]
    questions: dict[Indicator, tuple[str, ...]]
    points: dict[str, Annotated[int, Field(ge=0, le=2)]] = Field(default_factory=dict)
    office_scores: dict[Indicator, Annotated[float, Field(ge=0, le=2)]] = Field(default_factory=dict)
    names: dict[Indicator, Annotated[str, Field(max_length=120)]] = Field(default_factory=dict)


class OnClose(_Part):
    """What is done when a period is closed: the report is written into a folder, an address is told; or neither."""

    folder: Annotated[str, Field(max_length=400)] = ""
    webhook: Annotated[str, Field(pattern=r"^https?://[^\s]+$", max_length=400)] | None = None


class Office(_Part):
    """An office as its reports need it."""

    unit: Annotated[str, Field(min_length=1, max_length=120)]
    parent: Annotated[str, Field(max_length=120)] = ""
    place: Annotated[str, Field(max_length=60)] = ""
    number: Annotated[str, Field(max_length=40)] = ""
    signer: Annotated[str, Field(max_length=80)] = ""
    web_address: Annotated[str, Field(pattern=r"^https?://[^\s]+$", max_length=200)] | None = None
    recipients: Annotated[tuple[str, ...], Field(max_length=12)] = ()
    fields: tuple[Named, ...] = ()
    counters: tuple[Named, ...] = ()
    channels: tuple[Named, ...] = ()
    calendar: tuple[CalendarEntry, ...] = ()
    quotas: tuple[QuotaRule, ...] = ()
    dossiers: tuple[Dossiers, ...] = ()
    index: Pooling = Pooling.POOLED
    denominator: Denominator = Denominator.VALID_ANSWERS
    rank_officers: bool = False
    hide_under: Annotated[int, Field(ge=0, le=100)] = USUAL_LEAST
    indicators: Indicators | None = None
    on_close: OnClose = OnClose()

    @property
    def unit_written(self) -> str:
        """The name of the office; empty while it is that of the template, with dots to fill in."""
        return "" if "…" in self.unit or "..." in self.unit else self.unit

    def windows(self) -> tuple[Window, ...]:
        """Return the calendar of reports, that of administrative reform where the office has none of its own."""
        return tuple(entry.window() for entry in self.calendar) or CCHC

    def dossiers_of(self, period: str) -> Dossiers | None:
        """Return the dossiers of a period, None where they were not written down."""
        return next((dossiers for dossiers in self.dossiers if dossiers.period == period), None)


def load_office(home: Path) -> Office:
    """Return the office of a home folder; one without a name where there is no `office.yaml`.

    Dossiers come from `dossiers.csv` too; what `office.yaml` says of a period holds against it.

    Raises
    ------
    OfficeInvalid
        When the file has mistakes: each by line and key.
    DossiersUnreadable
        When the table of dossiers has.
    """
    office = _written_office(home / OFFICE_FILE)
    typed = {dossiers.period for dossiers in office.dossiers}
    imported = tuple(
        Dossiers(period=period, total=counts[""], by_field={code: n for code, n in counts.items() if code})
        for period, counts in read_dossiers(home).items()
        if period not in typed
    )
    return office.model_copy(update={"dossiers": office.dossiers + imported})


def _written_office(path: Path) -> Office:
    if not path.is_file():
        return Office(unit="UBND PHƯỜNG/XÃ …")
    try:
        written = parse_yaml(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = Problem(1, Text(f"không phải chữ UTF-8 ({error.start})", f"not UTF-8 text ({error.start})"))
        raise _invalid(path, (line,)) from None
    if written.problems:
        raise _invalid(path, written.problems)
    try:
        return Office.model_validate(written.data or {})
    except ValidationError as error:
        raise _invalid(path, tuple(sorted(_problems(error, written), key=lambda problem: problem.line))) from None


def _day(text: str, year: int) -> DayOfYear:
    day, month = (int(part) for part in text.split("/"))
    # A leap year has every day that there is; 31/2 is in none.
    date(2024, month, day)
    return DayOfYear(month, day, year)


def _day_after(last: DayOfYear, text: str) -> DayOfYear:
    day = _day(text, 0)
    return replace(day, year=1) if (day.month, day.day) < (last.month, last.day) else day


def _problems(error: ValidationError, written: YamlText) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        words = complaint(detail["type"], detail.get("ctx", {}), detail["input"], detail["msg"])
        keys = ".".join(str(step) for step in detail["loc"])
        yield Problem(written.line_of(detail["loc"]), Text(f"mục “{keys}”: {words.vi}", f"key “{keys}”: {words.en}"))


def _invalid(path: Path, problems: tuple[Problem, ...]) -> OfficeInvalid:
    def listed(language: Language) -> str:
        return "\n".join(f"  {path.name}:{problem.line}: {problem.words.to(language)}" for problem in problems)

    return OfficeInvalid(
        path=path.name,
        count=len(problems),
        problems_vi=listed(Language.VI),
        problems_en=listed(Language.EN),
    )
