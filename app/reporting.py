"""What does a period come to? Counts, quotas and comments gathered from the database for the tables of a report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.exporting import Asked, current_tallies
from app.office import Office, QuotaRule
from app.roster import PrintedFor
from db.batches import list_batches
from db.comments import typed_comments
from db.engine import Engine
from db.print_runs import copies_printed
from db.surveys import load_surveys
from db.tallies import Group
from forms.definition import Survey
from omr.errors import OmrError
from omr.words import Language, Text
from reports.period_figures import (
    FormFigures,
    PeriodFigures,
    QuotaLine,
    by_name,
    group_name,
    opinions,
    verdict,
)
from reports.periods import Period, Window, find_period
from reports.quotas import Progress, sample_size, share_of_dossiers
from reports.tally import QuestionTally

# Days of a month, for how many months a window holds.
_MONTH_DAYS = 30.44


class PeriodUnknown(OmrError):
    """No period goes by this name. Evidence: name, known."""

    exit_code: ClassVar[int] = 83
    sentence_text = Text("Không có kỳ “{name}”.", "There is no period “{name}”.")
    advice_text = Text(
        "Ghi như 2026-Q3 ({known}), tháng 2026-09, hoặc quý theo lịch 2026-C3.",
        "Write 2026-Q3 ({known}), a month 2026-09, or a calendar quarter 2026-C3.",
    )


class NothingInPeriod(OmrError):
    """Nothing was scanned or imported in a period. Evidence: name, first, last."""

    exit_code: ClassVar[int] = 84
    sentence_text = Text(
        "Kỳ {name} ({first}–{last}) chưa có phiếu nào.", "There is no sheet in {name} ({first} to {last})."
    )
    advice_text = Text(
        "Ngày tính theo ngày mở hòm: xem bằng omr batches list, ghi lại bằng omr batches record.",
        "Days are those of the box's opening: see omr batches list, mend with omr batches record.",
    )


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """Which period is reported, by whom, and as of which day."""

    period: Period
    office: Office
    roster: tuple[PrintedFor, ...]
    today: date


def asked_period(name: str, office: Office) -> Period:
    """Return the period of a name.

    Raises
    ------
    PeriodUnknown
        When the calendar has none of this name.
    """
    windows = office.windows()
    period = find_period(name, windows)
    if period is None:
        raise PeriodUnknown(name=name, known=", ".join(window.name for window in windows))
    return period


def period_figures(engine: Engine, wanted: ReportOrder) -> PeriodFigures:
    """Return everything that the report of a period says.

    Raises
    ------
    TallyDoesNotAddUp
        When counts contradict one another.
    """
    period = wanted.period
    titles = _titles(engine)
    whole = _split(_counted(engine, period))
    groups = {group: _split(_verdicts(engine, period, group)) for group in (Group.FIELD, Group.OFFICER, Group.CHANNEL)}
    issued = copies_printed(engine, period.first, period.last)
    forms = tuple(
        FormFigures(
            form=form,
            title=titles.get(form, form),
            issued=issued.get(form, 0),
            tallies=tallies,
            by_field=_told(groups[Group.FIELD].get(form, ())),
            by_officer=_told(groups[Group.OFFICER].get(form, ())),
            by_channel=groups[Group.CHANNEL].get(form, ()),
            trend=tuple(_trend(engine, form, period, wanted.office.windows())),
        )
        for form, tallies in whole.items()
    )
    quotas = tuple(line for rule in wanted.office.quotas for line in _quota_lines(rule, forms, wanted))
    return PeriodFigures(period, forms, quotas, tuple(_comments(engine, period)))


def quota_lines(engine: Engine, wanted: ReportOrder) -> tuple[QuotaLine, ...]:
    """Return every quota of a period with its progress, counting no more than they need."""
    rules, period = wanted.office.quotas, wanted.period
    if not rules:
        return ()
    scopes = {rule.scope for rule in rules}
    fields = _split(_verdicts(engine, period, Group.FIELD)) if "field" in scopes else {}
    officers = _split(_verdicts(engine, period, Group.OFFICER)) if "officer" in scopes else {}
    forms = tuple(
        FormFigures(form, "", 0, tallies, fields.get(form, ()), officers.get(form, ()), ())
        for form, tallies in _split(_counted(engine, period)).items()
    )
    return tuple(line for rule in rules for line in _quota_lines(rule, forms, wanted))


def _comments(engine: Engine, period: Period) -> Iterator[tuple[str, str, str, str]]:
    """Yield what was typed of the comments of the period's batches."""
    days = {record.batch.name: record.opening.opened_at or record.created_at for record in list_batches(engine)}
    for comment in typed_comments(engine):
        if comment.text and period.first <= days[comment.batch].astimezone().date() <= period.last:
            yield comment.batch, comment.question, comment.subject, comment.text


def _titles(engine: Engine) -> dict[str, str]:
    """Return the title of each form, as its latest version has it."""
    return {
        stored.form: Survey.model_validate_json(stored.survey_json).title.vi
        for stored in load_surveys(engine)
        if stored.survey_json not in ("", "{}")
    }


def _counted(engine: Engine, period: Period, by: Group | None = None) -> tuple[QuestionTally, ...]:
    return current_tallies(engine, Language.VI, Asked(period.first, period.last, by))


def _verdicts(engine: Engine, period: Period, by: Group) -> Iterator[QuestionTally]:
    return (tally for tally in _counted(engine, period, by) if tally.meaning.role == "overall")


def _split(tallies: Iterable[QuestionTally]) -> dict[str, tuple[QuestionTally, ...]]:
    """Return tallies by the instrument they are of."""
    found: dict[str, list[QuestionTally]] = {}
    for tally in tallies:
        found.setdefault(tally.meaning.form, []).append(tally)
    return {form: tuple(some) for form, some in found.items()}


def _told(tallies: tuple[QuestionTally, ...]) -> tuple[QuestionTally, ...]:
    """Return tallies by group, none where no sheet names one."""
    return tallies if any(group_name(tally) for tally in tallies) else ()


def _trend(
    engine: Engine, form: str, period: Period, windows: tuple[Window, ...]
) -> Iterator[tuple[Period, QuestionTally | None]]:
    """Yield the reports of the same year up to this one, each counted anew from its own days."""
    year = period.name.split("-")[0]
    named = (find_period(f"{year}-{window.name}", windows) for window in windows)
    for other in sorted((p for p in named if p is not None), key=lambda p: (p.last, p.first)):
        if other.last <= period.last:
            yield other, verdict(_split(_counted(engine, other)).get(form, ()))


def _quota_lines(rule: QuotaRule, forms: tuple[FormFigures, ...], wanted: ReportOrder) -> Iterator[QuotaLine]:
    """Yield the quota of a rule: one line for the office, one for each officer or field."""
    period = wanted.period
    word = period.name.split("-")[-1]
    if rule.periods and word not in rule.periods:
        return
    figures = next((form for form in forms if form.form == rule.form), None)
    overall = figures.overall if figures is not None else None
    if rule.scope == "office":
        yield _line(rule, "", opinions(overall) if overall is not None else 0, wanted)
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
    return share_of_dossiers(dossiers, rule.share_of_dossiers or 0.0)
