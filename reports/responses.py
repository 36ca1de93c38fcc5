"""What does a file of answers from a kiosk, a web form or a telephone hold? Rows into responses, or what is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from db.responses import Response
from omr.reasons import Evidence
from omr.words import Text
from reports.tally import QuestionMeaning

# Columns that are about the response and not a question of the form.
SOURCE_ID, RECEIVED_ON, FIELD, OFFICER = "source_id", "received_on", "field", "officer"
_OWN_COLUMNS = frozenset({SOURCE_ID, RECEIVED_ON, FIELD, OFFICER})

_UNKNOWN_CHOICE = Text("{question}: không có lựa chọn “{value}”", "{question}: there is no choice “{value}”")
_TOO_MANY = Text(
    "{question}: nhiều hơn {most} lựa chọn (“{value}”)", "{question}: more than {most} choices (“{value}”)"
)
_NOT_A_DAY = Text(
    "received_on: “{value}” không phải ngày (2026-09-14)", "received_on: “{value}” is no day (2026-09-14)"
)
_KNOWN = Text("đã có trong số liệu (source_id {value})", "is stored already (source_id {value})")
_TWICE = Text("lặp lại source_id {value} trong tệp", "repeats source_id {value} of this file")
_EMPTY = Text("dòng trống", "an empty row")


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that is not taken, and why. `row` counts as a spreadsheet does: the heading is row 1."""

    row: int
    what: Text
    evidence: Evidence = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """What a file holds: the responses that can be taken, the rows that cannot, and columns that mean nothing here."""

    responses: tuple[Response, ...]
    problems: tuple[Problem, ...]
    duplicates: tuple[Problem, ...]
    strange_columns: tuple[str, ...]
    missing_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """How another system calls our columns and choices: ``(theirs, ours)``, and ``(question, theirs, ours)``."""

    columns: tuple[tuple[str, str], ...] = ()
    values: tuple[tuple[str, str, str], ...] = ()


def understand(
    rows: Iterable[Mapping[str, str]],
    questions: Sequence[QuestionMeaning],
    known: frozenset[str],
    names: ColumnMap = ColumnMap(),
    most: Mapping[str, int] = MappingProxyType({}),
    refused: Mapping[int, tuple[Text, Evidence]] = MappingProxyType({}),
) -> Understood:
    """Return what the rows of a file say of a form.

    Parameters
    ----------
    rows
        One a respondent: column by name, texts; in order, the first is row 2. One without any column is a line without
        anything: it is counted and passed over.
    questions
        Of the form, in printed order.
    known
        The `source_id` of responses that are stored.
    most
        How many choices a question takes, where that is fewer than it has.
    refused
        Rows that are not taken whatever they answer, by number, and why.
    """
    columns, values = dict(names.columns), {(q, theirs): ours for q, theirs, ours in names.values}
    codes = {meaning.question for meaning in questions}
    responses: list[Response] = []
    problems: list[Problem] = []
    duplicates: list[Problem] = []
    seen: set[str] = set()
    present: dict[str, None] = {}
    for number, raw in enumerate(rows, start=2):
        if not raw:
            continue
        row = {columns.get(name, name): (value or "").strip() for name, value in raw.items() if name}
        present |= dict.fromkeys(row)
        key = row.get(SOURCE_ID, "")
        if key and (key in known or key in seen):
            duplicates.append(Problem(number, _KNOWN if key in known else _TWICE, (("value", key),)))
            continue
        seen.add(key)
        if number in refused:
            problems.append(Problem(number, *refused[number]))
            continue
        response, wrong = _response(row, questions, values, most)
        problems += [Problem(number, what, evidence) for what, evidence in wrong]
        if response is not None:
            responses.append(response)
    strange = tuple(name for name in present if name not in codes | _OWN_COLUMNS)
    missing = tuple(code for code in (m.question for m in questions) if code not in present)
    return Understood(tuple(responses), tuple(problems), tuple(duplicates), strange, missing)


def _response(
    row: Mapping[str, str],
    questions: Sequence[QuestionMeaning],
    values: Mapping[tuple[str, str], str],
    most: Mapping[str, int],
) -> tuple[Response | None, list[tuple[Text, Evidence]]]:
    answers: list[tuple[str, tuple[str, ...]]] = []
    problems: list[tuple[Text, Evidence]] = []
    # A question that the file has no column for was not asked: it is not blank.
    for meaning in (m for m in questions if m.question in row):
        parts = [part.strip() for part in row.get(meaning.question, "").split(";") if part.strip()]
        chosen = [values.get((meaning.question, part), part) for part in parts]
        allowed = [choice.code for choice in meaning.choices]
        evidence = (("question", meaning.question), ("value", row.get(meaning.question, "")))
        if any(code not in allowed for code in chosen):
            problems.append((_UNKNOWN_CHOICE, evidence))
        elif len(chosen) > (limit := most.get(meaning.question, len(allowed))):
            problems.append((_TOO_MANY, (*evidence, ("most", str(limit)))))
        answers.append((meaning.question, tuple(code for code in allowed if code in chosen)))
    day = row.get(RECEIVED_ON, "")
    received_on = None
    if day:
        try:
            received_on = datetime.fromisoformat(day).date()
        except ValueError:
            problems.append((_NOT_A_DAY, (("value", day),)))
    if not any(row.values()):
        problems.append((_EMPTY, ()))
    if problems:
        return None, problems
    key, field, officer = (row.get(name, "") for name in (SOURCE_ID, FIELD, OFFICER))
    return Response(tuple(answers), key, received_on, field, officer), []
