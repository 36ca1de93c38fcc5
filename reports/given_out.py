"""What is told of an instrument that was given out before? Whoever has both reports subtracts one from the other.

Each closing of a period is given out. The first is told as it is. Of a later one a question is told anew where none or
enough sheets answer otherwise than in each report before; else it stays as it was told last. Groups are told once:
where the verdict is told anew, they are left out.
"""

from collections.abc import Sequence
from dataclasses import replace

from reports.nested import changed, outcomes
from reports.period_figures import FormFigures
from reports.tally import QuestionTally


def versions_told(closings: Sequence[FormFigures], least: int) -> tuple[FormFigures, ...]:
    """Return what was told of an instrument after each of its closings, oldest first; the last one holds.

    Closings of fewer than `least` valid sheets told their number alone, and are no version where another came after.
    """
    told: list[FormFigures] = []
    for closing in closings:
        if told and told[-1].returned.valid < least:
            told.pop()
        told.append(_anew(told, closing, least) if told else closing)
    return tuple(told)


def _anew(told: Sequence[FormFigures], closing: FormFigures, least: int) -> FormFigures:
    last = told[-1]
    if any(0 < abs(closing.returned.valid - before.returned.valid) < least for before in told):
        return replace(last, held=len(closing.tallies))
    tallies = tuple(_question(tally, told, least) for tally in closing.tallies)
    held = sum(some is not tally for some, tally in zip(tallies, closing.tallies, strict=True))
    found = replace(closing, tallies=tallies, held=held)
    one, other = found.overall, last.overall
    if one is not None and other is not None and not changed(outcomes([one]), outcomes([other])):
        return replace(
            found,
            by_field=last.by_field,
            by_officer=last.by_officer,
            by_counter=last.by_counter,
            by_channel=last.by_channel,
            regrouped=last.regrouped,
        )
    return replace(found, by_field=(), by_officer=(), by_counter=(), by_channel=(), regrouped=True)


def _question(tally: QuestionTally, told: Sequence[FormFigures], least: int) -> QuestionTally:
    """Return a question as it is told: anew, or as it was told last."""
    before = [
        some
        for form in told
        for some in form.tallies
        if some.meaning.question == tally.meaning.question and some.sheets >= least
    ]
    now = outcomes([tally])
    return before[-1] if any(0 < changed(now, outcomes([some])) < least for some in before) else tally
