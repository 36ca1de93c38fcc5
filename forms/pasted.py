"""What questions does a pasted list hold? Lines from Word or a table from Excel become rows of a draft."""

import re
from collections.abc import Iterator, Sequence

from forms.drafts import SECTION, Row

# "1.", "Câu 2:", "3)", "C4 -" before a question.
_NUMBERED = re.compile(r"^\s*(?:câu\s*)?(?:[A-Za-zÀ-ỹ]{0,2}\d{1,3})\s*[.:)\-–]\s*(?P<text>\S.*)$", re.IGNORECASE)
# "I.", "II)", "A." before the title of a section.
_TITLED = re.compile(r"^\s*(?:[IVX]{1,4}|[A-H])\s*[.)]\s*(?P<text>\S.*)$")
# A dash, a box, a circle, or a small letter before a choice.
_CHOICE = re.compile(r"^\s*(?:[-–•*+□☐○◯▢]|o\s|[a-zđ]\s*[.)])\s*(?P<text>\S.*)$")
# Dots and blanks to write on.
_TO_WRITE = re.compile(r"[.…_]{4,}\s*$")
_MOST = re.compile(r"(?:tối đa|không quá)\s*(\d{1,2})", re.IGNORECASE)
_SEVERAL = re.compile(r"chọn (?:nhiều|các)|có thể chọn", re.IGNORECASE)
_LEVELS = {
    5: "S5",
    4: "S4",
    3: "S3b",
}
_SATISFIED = re.compile(r"hài lòng", re.IGNORECASE)


def pasted_rows(text: str, taken: Sequence[str]) -> tuple[Row, ...]:
    """Return the rows of a pasted text.

    A line that is numbered, or after which choices come, is a question; lines with a dash, a box or a small letter
    under it are its choices; roman numbers and capital letters begin a section. A table whose head names levels of
    satisfaction makes every line under it a rating; questions without choices are ratings of five levels, those that
    end in dots are room to write.

    Parameters
    ----------
    taken
        Codes that are in use: new ones go round them.
    """
    grid = _rated(text)
    rows = list(grid if grid is not None else _listed(text))
    used, number, coded = set(taken), 0, []
    for row in rows:
        if row.kind == SECTION:
            coded.append(row)
            continue
        number += 1
        while f"C{number}" in used:
            number += 1
        used.add(f"C{number}")
        coded.append(Row(row.kind, f"C{number}", row.vi, row.en, row.scale, row.choices, row.most))
    return tuple(coded)


def _rated(text: str) -> list[Row] | None:
    """Return the questions of a table with levels across its head, None where the text is none."""
    lines = [line.split("\t") for line in text.splitlines() if line.strip()]
    if not lines or len(lines[0]) < 3:
        return None
    levels = [cell for cell in lines[0] if _SATISFIED.search(cell) or cell.strip().lower() == "bình thường"]
    scale = _LEVELS.get(len(levels))
    if scale is None:
        return None
    rows = []
    for cells in lines[1:]:
        wording = max(cells, key=len).strip()
        if wording:
            rows.append(Row("rating", vi=_bare(wording), scale=scale))
    return rows


def _listed(text: str) -> Iterator[Row]:
    question, choices = "", list[str]()
    for line in (line.replace("\t", " ").strip() for line in text.splitlines()):
        if not line:
            continue
        choice = _CHOICE.match(line)
        if choice is not None and question:
            choices.append(choice["text"].strip())
            continue
        if question:
            yield _question(question, choices)
        title = _TITLED.match(line)
        question, choices = ("", []) if title is not None else (line, [])
        if title is not None:
            yield Row(SECTION, vi=title["text"].strip())
    if question:
        yield _question(question, choices)


def _question(line: str, choices: Sequence[str]) -> Row:
    wording = _bare(line)
    if choices:
        most = _MOST.search(wording)
        several = most is not None or _SEVERAL.search(wording) is not None
        lines = "\n".join(f"{i} | {choice}" for i, choice in enumerate(choices, start=1))
        return Row("multiple" if several else "single", vi=wording, choices=lines, most=most[1] if most else "")
    if _TO_WRITE.search(line):
        return Row("comment", vi=_TO_WRITE.sub("", wording).rstrip(" :") or "Ý kiến khác")
    return Row("rating", vi=wording, scale="S5")


def _bare(text: str) -> str:
    numbered = _NUMBERED.match(text)
    return (numbered["text"] if numbered is not None else text).strip()
