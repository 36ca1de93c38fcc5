"""Does a form agree with itself? What no single key can tell: codes used twice, scales that are not there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forms.questions import (
    Choice,
    MultipleQuestion,
    PrefilledQuestion,
    Question,
    RatingQuestion,
    Scale,
    Section,
    codes_of,
)
from omr.words import Text

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What does not fit, in words, and the path of keys that leads to it in the definition."""

    path: Path
    words: Text


def contradictions(sections: tuple[Section, ...], scales: tuple[Scale, ...]) -> tuple[Contradiction, ...]:
    """Return everything in which the sections and scales of a form contradict themselves or each other."""
    return (
        *_among_questions(sections),
        *_in_questions(sections, scales),
        *_in_scales(scales),
        *_in_skips(sections),
        *_in_prefills(sections),
    )


def _placed(sections: tuple[Section, ...]) -> Iterator[tuple[Path, Question]]:
    for i, section in enumerate(sections):
        for j, question in enumerate(section.questions):
            yield ("sections", i, "questions", j), question


def _among_questions(sections: tuple[Section, ...]) -> Iterator[Contradiction]:
    seen_codes: set[str] = set()
    seen_roles: set[str] = set()
    for path, question in _placed(sections):
        taken = {code.casefold() for code in (question.code, *codes_of(question))}
        if taken & seen_codes:
            yield Contradiction((*path, "code"), _used_twice(question.code))
        seen_codes |= taken
        role = getattr(question, "role", None)
        if role in seen_roles:
            yield Contradiction((*path, "role"), _used_twice(role))
        # Of themselves respondents say several things; a sheet has one field, one officer and one verdict.
        if role not in {None, "respondent"}:
            seen_roles.add(role)


def _in_questions(sections: tuple[Section, ...], scales: tuple[Scale, ...]) -> Iterator[Contradiction]:
    names = tuple(scale.name for scale in scales)
    for path, question in _placed(sections):
        match question:
            case RatingQuestion() if question.scale not in names:
                yield Contradiction((*path, "scale"), _unknown_scale(question.scale))
            case MultipleQuestion() if (question.max_choices or 0) > len(question.choices):
                yield Contradiction((*path, "max_choices"), _too_many(len(question.choices)))
        yield from _in_choices((*path, "choices"), getattr(question, "choices", ()))


def _in_scales(scales: tuple[Scale, ...]) -> Iterator[Contradiction]:
    for i, scale in enumerate(scales):
        if scale.name in (other.name for other in scales[:i]):
            yield Contradiction(("scales", i, "name"), _used_twice(scale.name))
        codes = tuple(choice.code for choice in scale.choices)
        for code in scale.positive:
            if code not in codes:
                yield Contradiction(("scales", i, "positive"), _not_a_choice(code))
        yield from _in_choices(("scales", i, "choices"), scale.choices)


def _in_skips(sections: tuple[Section, ...]) -> Iterator[Contradiction]:
    placed = tuple(_placed(sections))
    for i, (path, question) in enumerate(placed):
        after = {later.code for _, later in placed[i + 1 :]}
        for k, choice in enumerate(getattr(question, "choices", ())):
            for code in choice.skips:
                if code not in after:
                    yield Contradiction((*path, "choices", k, "skips"), _not_after(code))


def _in_prefills(sections: tuple[Section, ...]) -> Iterator[Contradiction]:
    seen: set[str] = set()
    for path, question in _placed(sections):
        if isinstance(question, PrefilledQuestion):
            if question.fills in seen:
                yield Contradiction((*path, "fills"), _used_twice(question.fills))
            seen.add(question.fills)


def _in_choices(path: Path, choices: Iterable[Choice]) -> Iterator[Contradiction]:
    seen: set[str] = set()
    for k, choice in enumerate(choices):
        if choice.code.casefold() in seen:
            yield Contradiction((*path, k, "code"), _used_twice(choice.code))
        seen.add(choice.code.casefold())


def _not_after(code: str) -> Text:
    return Text(f"sau câu này không có câu “{code}”", f"there is no question “{code}” after this one")


def _used_twice(name: str) -> Text:
    return Text(f"“{name}” đã được dùng ở trên", f"“{name}” is used already")


def _unknown_scale(name: str) -> Text:
    return Text(f"không có thang đo “{name}”", f"there is no scale “{name}”")


def _too_many(count: int) -> Text:
    return Text(f"chỉ có {count} lựa chọn", f"there are only {count} choices")


def _not_a_choice(code: str) -> Text:
    return Text(f"“{code}” không phải là một mức của thang", f"“{code}” is not a level of the scale")
