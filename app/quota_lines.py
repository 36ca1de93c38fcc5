"""How far is each quota of a period reached? One line for the office, and one for each officer or field."""

from collections.abc import Iterator
from contextlib import suppress

from app.office import QuotaRule
from app.periods import ReportOrder, counted, split_forms, verdicts
from db.engine import Engine
from db.errors import DatabaseBusy, DatabaseUnreachable
from db.kept_quotas import KeptQuota, keep_quotas
from db.sheet_groups import Group
from reports.period_figures import FormFigures, QuotaLine, Returned, by_name, opinions
from reports.quotas import Progress, Tier, sample_size, share_of_dossiers, tiered

# Days of a month, for how many months a window holds.
_MONTH_DAYS = 30.44


def quota_lines(engine: Engine, wanted: ReportOrder) -> tuple[QuotaLine, ...]:
    """Return every quota of a period with its progress, counting no more than they need."""
    rules, period = wanted.office.quotas, wanted.period
    if not rules:
        return ()
    scopes = {rule.scope for rule in rules}
    fields = split_forms(verdicts(engine, period, Group.FIELD)) if "field" in scopes else {}
    officers = split_forms(verdicts(engine, period, Group.OFFICER)) if "officer" in scopes else {}
    forms = tuple(
        FormFigures(form, "", Returned(), tallies, by_field=fields.get(form, ()), by_officer=officers.get(form, ()))
        for form, tallies in split_forms(counted(engine, period)).items()
    )
    return quotas_of(engine, forms, wanted)


def quotas_of(engine: Engine, forms: tuple[FormFigures, ...], wanted: ReportOrder) -> tuple[QuotaLine, ...]:
    """Return every quota of a period with its progress, from what was counted; report tools see them too."""
    lines = quota_progress(forms, wanted)
    kept = [
        KeptQuota(q.form, q.scope, q.name, q.progress.minimum, q.progress.done, q.progress.missing, q.per_week)
        for q in lines
    ]
    # Where nothing can be kept just now, they are told all the same.
    with suppress(DatabaseBusy, DatabaseUnreachable):
        keep_quotas(engine, wanted.period.name, kept, wanted.today)
    return lines


def quota_progress(forms: tuple[FormFigures, ...], wanted: ReportOrder) -> tuple[QuotaLine, ...]:
    """Return every quota of a period with its progress, from what was counted."""
    return tuple(line for rule in wanted.office.quotas for line in _quota_lines(rule, forms, wanted))


def _quota_lines(rule: QuotaRule, forms: tuple[FormFigures, ...], wanted: ReportOrder) -> Iterator[QuotaLine]:
    """Yield the quota of a rule: one line for the office, one for each officer or field."""
    period = wanted.period
    word = period.name.split("-")[-1]
    if rule.periods and word not in rule.periods:
        return
    figures = next((form for form in forms if form.form == rule.form), None)
    if rule.scope == "office":
        yield _line(rule, "", _opinions_of(figures) if figures is not None else 0, wanted)
        return
    settled = wanted.office.dossiers_of(period.name)
    tallies = () if figures is None else figures.by_officer if rule.scope == "officer" else figures.by_field
    known = by_name(tallies)
    listed = (
        [officer.officer for officer in wanted.roster]
        if rule.scope == "officer"
        else [field.code for field in wanted.office.fields]
    )
    for code in dict.fromkeys([*listed, *(name for name in known if name)]):
        if rule.minimum is None and (settled is None or code not in settled.by_field):
            # Without its dossiers nobody knows what a field must bring.
            continue
        yield _line(rule, code, opinions(known[code]) if code in known else 0, wanted)


def _opinions_of(figures: FormFigures) -> int:
    """Return how many give a verdict; of a form that asks for none, how many answer the question that most answer."""
    asked = figures.tallies if figures.overall is None else (figures.overall,)
    return max((opinions(tally) for tally in asked), default=0)


def _line(rule: QuotaRule, code: str, done: int, wanted: ReportOrder) -> QuotaLine:
    period, office = wanted.period, wanted.office
    progress = Progress(code or "office", _minimum(rule, code, wanted), done)
    name = next((field.name for field in office.fields if field.code == code), code) if rule.scope == "field" else code
    return QuotaLine(
        form=rule.form,
        scope=rule.scope,
        name=name,
        progress=progress,
        per_week=progress.per_week(max(wanted.today, period.first), period.last),
        behind=progress.missing > 0 and progress.behind(period.first, wanted.today, period.last),
    )


def _minimum(rule: QuotaRule, code: str, wanted: ReportOrder) -> int:
    """Return what a rule asks for in a period; 0 where it goes by dossiers and nobody wrote them down."""
    period = wanted.period
    if rule.minimum is not None:
        months = max(1, round(((period.last - period.first).days + 1) / _MONTH_DAYS))
        return rule.minimum * (months if rule.per == "month" else 1)
    settled = wanted.office.dossiers_of(period.name)
    dossiers = 0 if settled is None else settled.by_field.get(code, 0) if rule.scope == "field" else settled.total
    if rule.sample_of_dossiers:
        return sample_size(dossiers)
    if rule.tiers:
        return tiered(dossiers, [Tier(tier.up_to, tier.share) for tier in rule.tiers])
    return share_of_dossiers(dossiers, rule.share_of_dossiers or 0.0)
