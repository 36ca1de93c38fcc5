"""How is a question told by group to outsiders? Groups of few as one row, small cells hidden with what tells them."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from reports.nested import FormCount, like
from reports.suppression import Cell, hidden_cells
from reports.tally import QuestionTally

# What the groups of few are called together where a program reads.
TOGETHER = "*"

Group = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ToldGroups:
    """A question by group.

    `rows` are the groups that are told of, last those of `few` as one; `hidden` are cells of row and choice that are
    not. `counted` are all groups as they are.
    """

    rows: tuple[QuestionTally, ...]
    few: frozenset[Group]
    hidden: frozenset[Cell]
    counted: tuple[QuestionTally, ...]

    def is_kept_back(self, row: int) -> bool:
        """Return whether the rate and the mean of a row are not told."""
        return any(r == row for r, _ in self.hidden)

    def kept_back(self) -> frozenset[Group]:
        """Return the groups of which no rate of their own is told."""
        return self.few | {tally.group for r, tally in enumerate(self.rows) if self.is_kept_back(r)}


def groups_told(groups: Sequence[QuestionTally], inside: Sequence[FormCount], least: int) -> ToldGroups:
    """Return what is told of a question by group, beside what is told of it in the reports within these days."""
    within = ((inner, like(groups[0], inner)) for inner in inside) if groups else ()
    return told_groups(groups, least, [groups_told(some, inner.inside, least) for inner, some in within if some])


def told_groups(tallies: Sequence[QuestionTally], least: int, inside: Sequence[ToldGroups] = ()) -> ToldGroups:
    """Return what is told of a question by group; everything as it is where `least` is 0.

    Groups of 1 to `least` - 1 answers are one row, with the next smallest where that is one group alone or still of
    few: what is left of the whole is then nobody's alone. Reports `inside` these days are known: what is looked after
    is what they leave, and what is hidden or together there is so here.
    """
    counted = tuple(tallies)
    few = _few(counted, least, inside) if least else frozenset[Group]()
    rows = tuple(t for t in counted if t.group not in few)
    if few:
        rows += (_together([t for t in counted if t.group in few]),)
    # One group that answers is the whole, which is told.
    alone = sum(t.valid > 0 for t in rows) < 2
    hidden = _hidden(rows, few, least, inside) if least and not alone else frozenset[Cell]()
    return ToldGroups(rows, few, hidden, counted)


def _few(counted: Sequence[QuestionTally], least: int, inside: Sequence[ToldGroups]) -> frozenset[Group]:
    sizes = {t.group: t.valid for t in counted if t.valid}
    if _corrected(counted, inside):
        return frozenset(sizes)
    new = {group: size - sum(t.valid for t in _of(inside, (group,))) for group, size in sizes.items()}
    few = {group for group in sizes if sizes[group] < least or 0 < new[group] < least}
    few |= {group for inner in inside for group in inner.few if group in sizes}
    while few and len(few) < len(sizes):
        left = sum(new[group] for group in few)
        if len(few) > 1 and sum(sizes[group] for group in few) >= least and not 0 < left < least:
            break
        few.add(min((group for group in sizes if group not in few), key=lambda group: (sizes[group], group)))
    return frozenset(few)


def _corrected(counted: Sequence[QuestionTally], inside: Sequence[ToldGroups]) -> bool:
    """Return whether reports within hold answers that are not here: corrected since, they are no part to subtract."""
    known = {t.group: t for t in counted}
    within: dict[Group, Counter[str]] = {}
    for t in (t for inner in inside for t in inner.counted):
        within.setdefault(t.group, Counter()).update(_by_code(t))
    return any(some - (_by_code(known[group]) if group in known else Counter()) for group, some in within.items())


def _by_code(tally: QuestionTally) -> Counter[str]:
    return Counter(dict(zip((c.code for c in tally.meaning.choices), tally.counts, strict=True)))


def _together(tallies: Sequence[QuestionTally]) -> QuestionTally:
    """Return the sum of tallies of the same question, as of one group."""
    return replace(
        tallies[0],
        group=tuple((name, TOGETHER) for name, _ in tallies[0].group),
        counts=tuple(map(sum, zip(*(t.counts for t in tallies), strict=True))),
        sheets=sum(t.sheets for t in tallies),
        valid=sum(t.valid for t in tallies),
        no_opinion=sum(t.no_opinion for t in tallies),
        blank=sum(t.blank for t in tallies),
        several=sum(t.several for t in tallies),
        spoiled=sum(t.spoiled for t in tallies),
        waiting=sum(t.waiting for t in tallies),
    )


def _hidden(
    rows: Sequence[QuestionTally], few: frozenset[Group], least: int, inside: Sequence[ToldGroups]
) -> frozenset[Cell]:
    """Return the cells to hide of rows, of which the last is that of few. *No opinion* is told like a blank."""
    own = [few if few and r == len(rows) - 1 else (tally.group,) for r, tally in enumerate(rows)]
    besides = {
        (r, c)
        for r, groups in enumerate(own)
        for inner in inside
        for inner_row, c in inner.hidden
        if inner.rows[inner_row].group in groups or (inner_row == len(inner.rows) - 1 and inner.few & set(groups))
    }
    new = [_new(tally, list(_of(inside, groups))) for tally, groups in zip(rows, own, strict=True)]
    choices = rows[0].meaning.choices if rows else ()
    spoken = [c for c, choice in enumerate(choices) if not choice.no_opinion]
    hidden: set[Cell] = set()
    # Where several may be chosen, each choice is a table of its own: who chose it and who did not.
    for columns in [[c] for c in spoken] if rows and rows[0].meaning.multiple else [spoken]:
        table = [[counts[c] for c in columns] for counts, _ in new]
        if rows and rows[0].meaning.multiple:
            table = [[count, max(0, valid - count)] for (count,), (_, valid) in zip(table, new, strict=True)]
        places = {c: place for place, c in enumerate(columns)}
        known = [(r, places[c]) for r, c in besides if c in places]
        found = hidden_cells(table, least, known)
        hidden |= {(r, columns[place]) for r, place in found if place < len(columns)}
    return frozenset(hidden)


def _new(tally: QuestionTally, within: Sequence[QuestionTally]) -> tuple[tuple[int, ...], int]:
    """Return the counts and valid answers that a group has besides those of reports within."""
    counts = tuple(
        max(0, count - sum(t.counts[c] for t in within if c < len(t.counts))) for c, count in enumerate(tally.counts)
    )
    return counts, max(0, tally.valid - sum(t.valid for t in within))


def _of(inside: Sequence[ToldGroups], groups: Collection[Group]) -> Iterator[QuestionTally]:
    return (t for inner in inside for t in inner.counted if t.group in groups)
