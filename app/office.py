"""What is this office? Its name, calendar, fields and quotas, as a clerk writes them down in `office.yaml`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from forms.complaints import complaint
from forms.errors import Problem
from forms.yaml_text import YamlText, parse_yaml
from omr.errors import OmrError
from omr.words import Language, Text
from reports.indices import Pooling
from reports.periods import CCHC, DayOfYear, Window
from reports.suppression import USUAL_LEAST

OFFICE_FILE = "office.yaml"
_DAY = r"^(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])$"


class OfficeInvalid(OmrError):
    """`office.yaml` says something that an office cannot be. Evidence: path, count, problems."""

    exit_code: ClassVar[int] = 81
    sentence_text = Text(
        "Tệp “{path}” có {count} lỗi:\n{problems_vi}", "“{path}” has {count} mistake(s):\n{problems_en}"
    )
    advice_text = Text("Sửa các dòng đã nêu rồi thử lại.", "Mend the lines named and try again.")


class OfficeExists(OmrError):
    """`omr init` finds an `office.yaml` and does not overwrite it. Evidence: path."""

    exit_code: ClassVar[int] = 82
    sentence_text = Text("Đã có tệp “{path}”, không ghi đè.", "“{path}” is there already and is not overwritten.")
    advice_text = Text("Sửa tệp ấy, rồi chạy: omr office check", "Edit it, then run: omr office check")


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
        """Return it as the calendar knows it."""
        return Window(
            self.name,
            self.title,
            _day(self.first, -1 if self.from_last_year else 0),
            _day(self.last, 0),
            _day(self.due, 0) if self.due else None,
            _day(self.published, 0) if self.published else None,
        )


class QuotaRule(_Part):
    """How many opinions a period must bring: for the office, each officer or each field.

    Of `minimum`, `share_of_dossiers` (0..1) and `sample_of_dossiers` one is given; the latter two need dossier counts.
    """

    form: Annotated[str, Field(min_length=1, max_length=40)]
    scope: Literal["office", "officer", "field"]
    per: Literal["month", "period"] = "period"
    minimum: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    share_of_dossiers: Annotated[float, Field(gt=0, le=1)] | None = None
    sample_of_dossiers: bool = False
    periods: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_of_them(self) -> "QuotaRule":
        given = (self.minimum is not None) + (self.share_of_dossiers is not None) + self.sample_of_dossiers
        if given != 1:
            raise ValueError("minimum | share_of_dossiers | sample_of_dossiers")
        return self


class FieldOfWork(_Part):
    """A field of work: its code on the forms, and its name in reports."""

    code: Annotated[str, Field(min_length=1, max_length=20)]
    name: Annotated[str, Field(min_length=1, max_length=80)]


class Dossiers(_Part):
    """How many dossiers were settled in a period, in all and by field."""

    period: Annotated[str, Field(min_length=1, max_length=20)]
    total: Annotated[int, Field(ge=0)]
    by_field: dict[str, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)


class Office(_Part):
    """An office as its reports need it."""

    unit: Annotated[str, Field(min_length=1, max_length=120)]
    parent: Annotated[str, Field(max_length=120)] = ""
    place: Annotated[str, Field(max_length=60)] = ""
    signer: Annotated[str, Field(max_length=80)] = ""
    recipients: Annotated[tuple[str, ...], Field(max_length=12)] = ()
    fields: tuple[FieldOfWork, ...] = ()
    calendar: tuple[CalendarEntry, ...] = ()
    quotas: tuple[QuotaRule, ...] = ()
    dossiers: tuple[Dossiers, ...] = ()
    index: Pooling = Pooling.POOLED
    hide_under: Annotated[int, Field(ge=0, le=100)] = USUAL_LEAST

    def windows(self) -> tuple[Window, ...]:
        """Return the calendar of reports, that of administrative reform where the office has none of its own."""
        return tuple(entry.window() for entry in self.calendar) or CCHC

    def dossiers_of(self, period: str) -> Dossiers | None:
        """Return the dossiers of a period, None where they were not written down."""
        return next((dossiers for dossiers in self.dossiers if dossiers.period == period), None)


def load_office(home: Path) -> Office:
    """Return the office of a home folder; one without a name where there is no `office.yaml`.

    Raises
    ------
    OfficeInvalid
        When the file has mistakes: each by line and key.
    """
    path = home / OFFICE_FILE
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


TEMPLATE = """\
# Đơn vị này là ai, báo cáo khi nào, cần bao nhiêu ý kiến. Kiểm tra: omr office check
# Who this office is, when it reports, how many opinions it needs. Check: omr office check

unit: "UBND PHƯỜNG/XÃ …"
parent: "UBND TỈNH/THÀNH PHỐ …"
place: "…"                       # nơi lập báo cáo · where reports are made
signer: "CHỦ TỊCH"               # chức vụ người ký · office of who signs
recipients:                      # nơi nhận · sent to
  - "Sở Nội vụ"
  - "Lưu: VT"

# Lĩnh vực: mã trên phiếu và tên trong báo cáo · fields: code on the forms, name in reports
fields:
  - {code: "1", name: "Hộ tịch"}
  - {code: "2", name: "Chứng thực"}
  - {code: "3", name: "Đất đai"}

# Lịch báo cáo. Bỏ trống: theo lịch cải cách hành chính (Q1, H1, Q3, Y) · empty: that of administrative reform
# calendar:
#   - {name: Q3, title: "Quý III", first: 15/6, last: 14/9, due: 20/9, published: 25/9}

# Chỉ tiêu: minimum, hoặc share_of_dossiers, hoặc sample_of_dossiers (n = N/(1+N·e²), e = 5 %)
quotas:
  - {form: pks-q, scope: office, per: month, minimum: 25}
  - {form: pks-c, scope: officer, per: month, minimum: 20}
  # - {form: pks-q, scope: field, share_of_dossiers: 0.2}

# Hồ sơ đã giải quyết theo kỳ · dossiers settled, by period
# dossiers:
#   - {period: 2026-Q3, total: 1441, by_field: {"1": 310, "2": 742, "3": 205}}

index: pooled                    # pooled, hoặc mean_of_rates
hide_under: 5                    # ô nhỏ hơn số này bị che khi gửi đi · cells below this are hidden outside the office
"""


def write_template(home: Path) -> Path:
    """Write a commented `office.yaml` into a home folder; returns where.

    Raises
    ------
    OfficeExists
        When there is one.
    """
    path = home / OFFICE_FILE
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(TEMPLATE)
    except FileExistsError:
        raise OfficeExists(path=path.name) from None
    return path
