"""Whom are sheets printed for? The codes of officers with their counter and field, from a table of the office's own.

The table holds codes. Names may stand in it for tables that stay in the office; they are never printed on sheets.
"""

import csv
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from forms.questions import Prefill
from omr.errors import OmrError
from omr.words import Text

ROSTER_FILE = "officers.csv"


class RosterUnreadable(OmrError):
    """There is no table of officers, or it has no column of codes. Evidence: path, problem."""

    exit_code: ClassVar[int] = 16
    sentence_text = Text(
        "Không đọc được danh sách cán bộ “{path}”: {problem}.",
        "The list of officers “{path}” cannot be read: {problem}.",
    )
    advice_text = Text(
        "Tạo tệp CSV (UTF-8) có cột code, và nếu muốn counter, field; hoặc ghi mã: --officer 01,02.",
        "Make a CSV file (UTF-8) with the column code and perhaps counter and field; or name codes: --officer 01,02.",
    )


class OfficerUnknown(OmrError):
    """Sheets are asked for officers whom the office's table does not have. Evidence: path, codes."""

    exit_code: ClassVar[int] = 124
    sentence_text = Text("Danh sách “{path}” không có cán bộ {codes}.", "“{path}” has no officer {codes}.")
    advice_text = Text(
        "Kiểm tra lại mã; người mới thì thêm vào danh sách trước khi in.",
        "Check the code; somebody new is added to the list before printing.",
    )


@dataclass(frozen=True, slots=True)
class PrintedFor:
    """What a sheet is printed for: each empty where it is not known.

    `needed` are those that somebody asked to have on the sheet; the others are printed where the form has a place.
    """

    officer: str = ""
    counter: str = ""
    field: str = ""
    needed: tuple[Prefill, ...] = ()


def read_roster(path: Path) -> tuple[PrintedFor, ...]:
    """Return the officers of a table, in its order; a code that comes twice counts once.

    Raises
    ------
    RosterUnreadable
        When it is missing, is not UTF-8 text, or names no officer.
    """
    rows = _rows(path)
    listed = {
        code: PrintedFor(code, (row.get("counter") or "").strip(), (row.get("field") or "").strip())
        for row in rows
        if (code := (row.get("code") or "").strip())
    }
    if not listed:
        raise RosterUnreadable(path=path, problem="code: –")
    return tuple(listed.values())


def officer_names(path: Path) -> dict[str, str]:
    """Return the names of officers by code, from the column ``name`` of the table; none where it has none.

    They are for tables that stay in the office: no sheet is printed with one.

    Raises
    ------
    RosterUnreadable
        When the table is there and cannot be read.
    """
    if not path.is_file():
        return {}
    rows = _rows(path)
    named = {(row.get("code") or "").strip(): (row.get("name") or "").strip() for row in rows}
    return {code: name for code, name in named.items() if code and name}


def chosen_officers(codes: str, roster: Path) -> tuple[PrintedFor, ...]:
    """Return those whom ``all`` or a list of codes parted by commas names; what the table knows of them is added.

    Raises
    ------
    RosterUnreadable
        When all are asked for and there is no table.
    OfficerUnknown
        When there is a table and a code is not in it: ratings would be of nobody.
    """
    if codes.strip().lower() == "all":
        return tuple(replace(officer, needed=("officer",)) for officer in read_roster(roster))
    known = {officer.officer: officer for officer in read_roster(roster)} if roster.is_file() else {}
    named = dict.fromkeys(code for part in codes.split(",") if (code := part.strip()))
    if known and (strange := [code for code in named if code not in known]):
        raise OfficerUnknown(path=roster.name, codes=", ".join(strange))
    return tuple(replace(known.get(code, PrintedFor(code)), needed=("officer",)) for code in named)


def printed_for(officers: str | None, counter: str, field: str, roster: Path) -> tuple[PrintedFor, ...]:
    """Return whom to print for: the officers chosen (nobody in particular for None), each with counter and field.

    What is said here holds against the table of officers.

    Raises
    ------
    RosterUnreadable, OfficerUnknown
        When all officers are asked for and there is no table, or it has not one of those who are named.
    """
    chosen = (PrintedFor(),) if officers is None else chosen_officers(officers, roster)
    asked: list[Prefill] = []
    if counter:
        asked.append("counter")
    if field:
        asked.append("field")
    return tuple(
        replace(whose, counter=counter or whose.counter, field=field or whose.field, needed=(*whose.needed, *asked))
        for whose in chosen
    )


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))
    except OSError as error:
        raise RosterUnreadable(path=path, problem=error.strerror) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise RosterUnreadable(path=path, problem="UTF-8 CSV") from error
