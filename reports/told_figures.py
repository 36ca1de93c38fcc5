"""What of a period's figures may leave the office? Instruments, questions and earlier reports of enough sheets."""

from dataclasses import replace

from reports.nested import FormCount, is_told, nested, question_count, told_inside
from reports.period_figures import Compared, FormFigures, PeriodFigures, opinions, verdict
from reports.periods import Period
from reports.tally import QuestionTally


def told_figures(figures: PeriodFigures, least: int) -> PeriodFigures:
    """Return what may be told of a period; instruments of too few sheets stand apart, and all is told from 0 on."""
    if not least:
        return figures
    few = tuple(form for form in figures.forms if not is_told(form.count, least))
    return replace(figures, forms=tuple(_told(form, least) for form in figures.forms if form not in few), few=few)


def _told(form: FormFigures, least: int) -> FormFigures:
    """Return what may be told of an instrument: questions, and earlier reports, that enough sheets answer."""
    inside = told_inside(form.count, least)
    untold = tuple(tally for tally in form.tallies if not is_told(question_count([tally], inside), least))
    tallies = tuple(tally for tally in form.tallies if tally not in untold)
    told = replace(form, tallies=tallies, untold=untold, inside=inside, trend=_told_trend(form, least))
    if form.overall is not None and told.overall is None:
        told = replace(told, by_field=(), by_officer=(), by_counter=(), by_channel=())
    return replace(told, before=_enough(form.before, least), year_ago=_enough(form.year_ago, least))


def _told_trend(form: FormFigures, least: int) -> tuple[tuple[Period, QuestionTally | None], ...]:
    """Return the trend without reports of too few, or that leave too few beside one within them."""
    answers = {period: opinions(tally) if tally is not None else 0 for period, tally in form.trend}

    def told(period: Period) -> bool:
        return is_told(nested(period, list(answers), lambda p: FormCount(form.form, answers[p])), least)

    return tuple((period, tally) for period, tally in form.trend if tally is None or told(period))


def _enough(compared: Compared | None, least: int) -> Compared | None:
    overall = verdict(compared.tallies) if compared is not None else None
    return compared if overall is not None and opinions(overall) >= least else None
