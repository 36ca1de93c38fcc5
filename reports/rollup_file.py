"""How does a roll-up travel? A JSON file with a hash over all that it says, and figures that are checked on reading."""

import hashlib
import json
from typing import IO, Any, ClassVar

from pydantic import TypeAdapter, ValidationError

from omr.errors import OmrError
from omr.words import Text
from reports.rollup import Rollup
from reports.tally import QuestionTally

_FORMAT, _VERSION = "omr-rollup", 1
_SHAPE = TypeAdapter(Rollup)


class RollupUnreadable(OmrError):
    """A file that is no sound roll-up. Evidence: path, problem."""

    exit_code: ClassVar[int] = 95
    sentence_text = Text(
        "“{path}” không phải tệp tổng hợp nguyên vẹn (sai ở: {problem}).",
        "“{path}” is no sound roll-up file (wrong: {problem}).",
    )
    advice_text = Text(
        "Xin lại tệp gốc từ đơn vị; không sửa tay.", "Ask the unit for its file again; do not edit it by hand."
    )


def write_rollup(rollup: Rollup, stream: IO[bytes]) -> None:
    """Write a roll-up; the hash is over everything but itself."""
    content = {"format": _FORMAT, "version": _VERSION} | _SHAPE.dump_python(rollup, mode="json")
    document = content | {"sha256": _hash(content)}
    stream.write(json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n")


def read_rollup(data: bytes, path: object) -> Rollup:
    """Return the roll-up in a file; `path` is named in errors.

    Raises
    ------
    RollupUnreadable
        When it is none, was changed since it was written, or does not add up.
    """
    content = _document(data, path)
    if content.pop("sha256", None) != _hash(content):
        raise RollupUnreadable(path=path, problem="sha256")
    try:
        rollup = _SHAPE.validate_python({"units": content.get("units")}, strict=False)
    except ValidationError as error:
        where = ".".join(map(str, error.errors(include_url=False)[0]["loc"]))
        raise RollupUnreadable(path=path, problem=where) from error
    for unit in rollup.units:
        if unit.since > unit.until:
            raise RollupUnreadable(path=path, problem=f"{unit.unit}: {unit.since} > {unit.until}")
        for tally in unit.tallies:
            if not _adds_up(tally):
                raise RollupUnreadable(path=path, problem=f"{unit.unit}: {tally.meaning.question}")
    return rollup


def _document(data: bytes, path: object) -> dict[str, Any]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise RollupUnreadable(path=path, problem="JSON") from error
    if not isinstance(document, dict) or (document.get("format"), document.get("version")) != (_FORMAT, _VERSION):
        raise RollupUnreadable(path=path, problem="format")
    return document


def _hash(content: dict[str, Any]) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode(errors="surrogatepass")).hexdigest()


def _adds_up(t: QuestionTally) -> bool:
    """Return if the parts are the whole, and every choice has its count."""
    parts = (t.valid, t.no_opinion, t.blank, t.several, t.spoiled, t.waiting)
    if len(t.counts) != len(t.meaning.choices) or min((*parts, *t.counts)) < 0:
        return False
    chosen, answers = sum(t.counts), t.valid + t.no_opinion
    return sum(parts) == t.sheets and (chosen >= answers if t.meaning.multiple else chosen == answers)
