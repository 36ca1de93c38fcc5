"""How does a dataset reach its file? Database, questions and format joined, the codebook beside it where needed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import IO, ClassVar

from app.exporting import Counted, meanings
from app.files import STANDARD_OUTPUT, result_file
from app.office import Office
from app.outside import outside_parts
from db.datasets import Respondent, respondents
from db.engine import Engine
from db.surveys import load_surveys
from forms.definition import DigitsQuestion, RatingQuestion, Role, Survey
from forms.questions import codes_of
from omr.errors import OmrError
from omr.words import Language, Text
from reports.codebook import Shape, Variable
from reports.dataset import DatasetPlan, dataset_rows, dataset_variables
from reports.dataset_files import write_codebook_csv, write_dataset_csv, write_dataset_json, write_dataset_xlsx
from reports.dataset_statistics import write_dataset_parquet, write_dataset_sav
from reports.outside_dataset import Identifying, outsiders_view
from reports.tables import Cell


class DatasetFormat(StrEnum):
    """The kinds of file that a dataset can be."""

    CSV = "csv"
    XLSX = "xlsx"
    SAV = "sav"
    PARQUET = "parquet"
    JSON = "json"


# The others carry their codebook in themselves.
_CODEBOOK_BESIDE = frozenset({DatasetFormat.CSV, DatasetFormat.PARQUET})


class FormNotChosen(OmrError):
    """A dataset is of one form, and it is not clear which. Evidence: asked, forms."""

    exit_code: ClassVar[int] = 90
    sentence_text = Text(
        "Chưa rõ xuất mẫu phiếu nào (đã chọn: {asked}; đang có: {forms}).",
        "Which form to export is not clear (asked for: {asked}; there are: {forms}).",
    )
    advice_text = Text("Chọn một mẫu bằng --form.", "Choose one of them with --form.")


@dataclass(frozen=True, slots=True)
class DatasetOrder:
    """What is asked for. `form` may be None where only one was ever printed; days are None where there is no limit.

    With an office it is for outsiders: see `reports.outside_dataset`.
    """

    out_path: Path
    format: DatasetFormat = DatasetFormat.CSV
    shape: Shape = Shape.WIDE
    form: str | None = None
    with_sheets: bool = False
    since: date | None = None
    until: date | None = None
    outside: Office | None = None


@dataclass(frozen=True, slots=True)
class DatasetWritten:
    """How many rows were written, and the file of the codebook where it is one of its own.

    `taken_as_own` are questions that were taken as what respondents say of themselves, as their form names none.
    """

    rows: int
    codebook_path: Path | None
    taken_as_own: tuple[str, ...] = ()


def write_dataset(engine: Engine, order: DatasetOrder, language: Language) -> DatasetWritten:
    """Write a dataset of one form to a file, whole or not at all.

    Raises
    ------
    FormNotChosen
        When the form was never printed here, or none is named and there are several.
    NotForOutsiders, NotGivenOut, TooFewForOutsiders, OtherThanGivenOut
        When outsiders may have nothing of these days, of so few sheets, or of answers that are others now.
    TooLargeForXlsx, StatisticsNotInstalled, OutputNotWritable
        When the format cannot hold it, its packages are missing, or the file may not be written.
    """
    form = _form(engine, order.form)
    plan = DatasetPlan(
        questions=tuple(meaning for meaning in meanings(engine, language) if meaning.form == form),
        shape=order.shape,
        language=language,
        with_sheets=order.with_sheets,
        field_questions=_codes_with_role(engine, form, "field"),
        officer_questions=_codes_with_role(engine, form, "officer"),
        outside=order.outside is not None and order.outside.hide_under > 0,
    )
    variables = dataset_variables(plan)

    def everybody() -> Iterator[Respondent]:
        return (r for r in respondents(engine, form) if _within(r.day, order))

    told: Iterable[Respondent] = everybody()
    taken_as_own: tuple[str, ...] = ()
    if order.outside is not None and order.outside.hide_under:
        part_of, corrected = outside_parts(engine, order.outside, form, (order.since, order.until))
        own, taken_as_own = _codes_of_respondents(engine, form)
        about = (*own, *taken_as_own)
        never, may_tell = (about, ()) if corrected else ((), about)
        identifying = Identifying((*plan.officer_questions, *never), plan.field_questions, may_tell)
        told = outsiders_view(everybody, identifying, order.outside.hide_under, part_of)
    rows = Counted(dataset_rows(plan, told))
    with result_file(order.out_path) as stream:
        _write(order, form, variables, rows, stream)
    codebook_path = None
    if order.format in _CODEBOOK_BESIDE and order.out_path != STANDARD_OUTPUT:
        codebook_path = order.out_path.with_name(f"{order.out_path.name}.codebook.csv")
        with result_file(codebook_path) as stream:
            write_codebook_csv(variables, stream)
    return DatasetWritten(rows.written, codebook_path, taken_as_own)


def _within(day: date, order: DatasetOrder) -> bool:
    return (order.since is None or day >= order.since) and (order.until is None or day <= order.until)


def _write(
    order: DatasetOrder, form: str, variables: Sequence[Variable], rows: Iterable[Sequence[Cell]], stream: IO[bytes]
) -> None:
    match order.format:
        case DatasetFormat.CSV:
            write_dataset_csv(variables, rows, stream)
        case DatasetFormat.XLSX:
            write_dataset_xlsx(variables, rows, stream)
        case DatasetFormat.SAV:
            write_dataset_sav(variables, rows, stream)
        case DatasetFormat.PARQUET:
            write_dataset_parquet(variables, rows, stream)
        case DatasetFormat.JSON:
            write_dataset_json(variables, rows, stream, form, order.shape)


def _form(engine: Engine, asked: str | None) -> str:
    forms = sorted({stored.form for stored in load_surveys(engine)})
    if asked in forms:
        return asked
    if asked is None and len(forms) == 1:
        return forms[0]
    raise FormNotChosen(asked=asked or "-", forms=", ".join(forms) or "-")


def _codes_with_role(engine: Engine, form: str, role: Role) -> tuple[str, ...]:
    """Return the questions by which sheets of a form say a role; the latest version has the word."""
    codes: tuple[str, ...] = ()
    for stored in load_surveys(engine):
        if stored.form == form:
            question = Survey.model_validate_json(stored.survey_json).with_role(role)
            if question is not None:
                codes = codes_of(question) if isinstance(question, DigitsQuestion) else (question.code,)
    return codes


def _codes_of_respondents(engine: Engine, form: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the questions that respondents answer about themselves, in any version of a form.

    Where no version names one, nobody knows which they are: then, apart, all that rate nothing and have no role.
    """
    surveys = [Survey.model_validate_json(s.survey_json) for s in load_surveys(engine) if s.form == form]
    asked = [one for survey in surveys for one in survey.answerables()]
    named = tuple(dict.fromkeys(one.code for one in asked if getattr(one.question, "role", None) == "respondent"))
    others = (
        one.code
        for one in asked
        if not isinstance(one.question, RatingQuestion) and getattr(one.question, "role", None) is None
    )
    return named, () if named else tuple(dict.fromkeys(others))
