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
_CAPITAL = re.compile(r"^\s*[A-H]\s*[.)]\s*\S")
# Cells to be marked: empty, or a box drawn by hand.
_MARKED = re.compile(r"^[\s□☐○◯▢]*$")
# Scales of satisfaction by how many levels they have.
_SATISFACTION = {5: "S5", 4: "S4", 3: "S3b"}
_SATISFIED = re.compile(r"hài lòng|bình thường", re.IGNORECASE)
# A number, wording and two levels at least.
_FEWEST_CELLS = 4


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
    """Return the questions of a table with levels across its head, None where the text has none.

    Lines above the table are titles. Levels of satisfaction are a scale that is known; others are choices of each line.
    """
    lines = [[cell.strip() for cell in line.split("\t")] for line in text.splitlines() if line.strip()]
    head = next((i for i, cells in enumerate(lines) if len(cells) >= _FEWEST_CELLS), None)
    if head is None or head + 1 == len(lines):
        return None
    first = next((cells for cells in lines[head + 1 :] if len(cells) >= _FEWEST_CELLS), lines[head])
    wording = max(range(len(first)), key=lambda c: len(first[c]))
    levels = [cell for cell in lines[head][wording + 1 :] if cell]
    if len(levels) < 2 or not all(_MARKED.match(cell) for cell in first[wording + 1 :]):
        return None
    rows = [Row(SECTION, vi=" ".join(filter(None, cells))) for cells in lines[:head]]
    for cells in lines[head + 1 :]:
        told = _bare(cells[wording] if len(cells) > wording else max(cells, key=len))
        if told:
            rows.append(_rating(told, levels))
    return rows


def _rating(wording: str, levels: Sequence[str]) -> Row:
    scale = _SATISFACTION.get(len(levels)) if all(_SATISFIED.search(level) for level in levels) else None
    if scale is not None:
        return Row("rating", vi=wording, scale=scale)
    return Row("single", vi=wording, choices="\n".join(f"{i} | {level}" for i, level in enumerate(levels, start=1)))


def _listed(text: str) -> Iterator[Row]:
    question, choices = "", list[str]()
    lines = [line for line in (line.replace("\t", " ").strip() for line in text.splitlines()) if line]
    for i, line in enumerate(lines):
        choice = _CHOICE.match(line) or _lettered(lines, i)
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


def _lettered(lines: Sequence[str], i: int) -> re.Match[str] | None:
    """Return a line that begins with a capital letter as a choice: one of several that follow each other."""
    beside = [*lines[max(0, i - 1) : i], *lines[i + 1 : i + 2]]
    if _CAPITAL.match(lines[i]) and any(_CAPITAL.match(line) for line in beside):
        return _TITLED.match(lines[i])
    return None


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
